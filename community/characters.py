"""Owns which characters may stand in stored text: what turns into a space, what vanishes, what a name may not hold.

Sources: "Normal form" in the editor's design, and the corpus of names (tests/corpora/README.md). Python's own tables
are of Unicode 14, so younger pictures count as unassigned there; PICTURES lets them through.
"""

import re
import unicodedata
from functools import lru_cache

# The escapes below are read by `re`, so that no invisible character stands in this file.
_TO_SPACE = re.compile(r"[\t\n\x0b\x0c\r\x85\u00a0\u2028\u2029\u202f]")
_CONTROL = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_BIDI = r"\u202a-\u202e\u2066-\u2069"
_TAGS = r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
_BROKEN = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
# Format characters and letters that show nothing: soft hyphen, zero-width space, fillers of Hangul, byte order mark ...
_INVISIBLE = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    r"\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
)
JOINERS = "\u200c\u200d"
_VARIATION = r"\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_HIDDEN = re.compile(f"[{_CONTROL}{_BIDI}{_TAGS}{_BROKEN}{_INVISIBLE}]")
_INVISIBLE_ONLY = re.compile(f"[{_INVISIBLE}]")
_DEPENDENT = re.compile(f"[{JOINERS}{_VARIATION}]")
_VARIATIONS = re.compile(f"[{_VARIATION}]")
_FORBIDDEN = re.compile(f"[{_CONTROL}\\x85{_BIDI}{_TAGS}{_BROKEN}\\ufffd]")
# In a name every kind of space counts, also the empty pattern of Braille; vertical tab and form feed do not.
_WHITE_SIGNS = "\t\n\r \u00a0\u1680\u2028\u2029\u202f\u205f\u2800\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_WHITE = re.compile(f"[{_WHITE_SIGNS}]+")

PICTURES = range(0x1F900, 0x1FB00)
_SKIN = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_PICTURE_CATEGORIES = {"So", "Sm", "Sk"}
# Scripts whose spelling needs a joiner between letters (Unicode, chapter 23.2).
_JOINED_SCRIPT_NAMES = (
    "ARABIC SYRIAC THAANA NKO MANDAIC MONGOLIAN DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA "
    "MALAYALAM SINHALA KHMER MYANMAR TIBETAN JAVANESE BALINESE SUNDANESE BUGINESE"
)
_JOINED_SCRIPTS = set(_JOINED_SCRIPT_NAMES.split())
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "BOPOMOFO", "HANGUL", "IDEOGRAPHIC"}
_NO_SCRIPT = {"MODIFIER", "FEMININE", "MASCULINE", ""}
EAST_ASIAN = "EAST ASIAN"


def tidy(text: str) -> str:
    """The normal form of running text: NFC, without controls, overrides and invisible signs. Never drops a word.

    Line ends, tabs and no-break spaces become spaces; runs of spaces stay. Joiners and variation selectors stay where
    they are spelling (Persian, Indic scripts, emoji). `tidy(tidy(x)) == tidy(x)`.
    """
    if text.isascii() and text.isprintable():
        return text
    return _settle(_HIDDEN.sub("", _TO_SPACE.sub(" ", text)))


def squeeze(text: str) -> str:
    """`text` without invisible signs and outer white space, inner runs of it as one space, in NFC."""
    settled = _settle(_INVISIBLE_ONLY.sub("", _WHITE.sub(" ", text)))
    return _WHITE.sub(" ", settled).strip(" ")


def trim(text: str) -> str:
    """`text` without outer white space. Unlike `str.strip`, no control character goes."""
    return text.strip(_WHITE_SIGNS)


def without_variations(text: str) -> str:
    """`text` without variation selectors, which in a name only make a second one that looks the same."""
    return _VARIATIONS.sub("", text)


def has_forbidden(text: str) -> bool:
    """Whether a control, bidi, private-use, broken or unassigned character is in it (tab and line end are white)."""
    if _FORBIDDEN.search(text) or "\x0b" in text or "\x0c" in text:
        return True
    return any(unicodedata.category(sign) in {"Co", "Cn"} and ord(sign) not in PICTURES for sign in text)


def has_hidden(text: str) -> bool:
    """Whether anything is in it that `tidy` would take out or turn into a space, no-break space aside."""
    return bool(_HIDDEN.search(text) or _DEPENDENT.search(text) or _TO_SPACE.search(text.replace("\u00a0", "")))


def scripts_in(text: str) -> set[str]:
    """The scripts that its letters belong to, as Unicode names them ("LATIN"); Chinese, Japanese and Korean are one."""
    return {script for script in map(_script, unicodedata.normalize("NFKC", text)) if script not in _NO_SCRIPT}


def is_mark(sign: str) -> bool:
    """Whether it is drawn on the letter before it."""
    return unicodedata.category(sign)[0] == "M"


def beginning(text: str, most: int) -> str:
    """The longest beginning of at most `most` characters that cuts no sign in two: no accent off its letter, no emoji
    that is made of several."""
    while most and not _ends_before(text, most):
        most -= 1
    return text[:most]


def _ends_before(text: str, at: int) -> bool:
    """Whether a sign ends before `text[at]`."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before == "\u200d" or _DEPENDENT.match(after) or is_mark(after) or ord(after) in _SKIN:
        return False
    flags = re.search("[\U0001f1e6-\U0001f1ff]*$", text[:at])
    return not (ord(after) in _FLAG_LETTERS and flags and len(flags.group()) % 2)


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    """ "" for what belongs to no script: digits, signs, marks."""
    if unicodedata.category(sign)[0] != "L":
        return ""
    script = unicodedata.name(sign, "").split(" ")[0]
    return EAST_ASIAN if script in _EAST_ASIAN else script


def _settle(text: str) -> str:
    """NFC, and joiners only where they belong. Taking one out can bring a letter and its accent together: again."""
    while True:
        settled = unicodedata.normalize("NFC", _DEPENDENT.sub(_if_needed, unicodedata.normalize("NFC", text)))
        if settled == text:
            return settled
        text = settled


def _if_needed(found: re.Match[str]) -> str:
    sign, at = found.group(), found.start()
    before, after = found.string[at - 1 : at], found.string[at + 1 : at + 2]
    if sign not in JOINERS:
        return sign if _takes_variation(before) else ""
    if not before or not after:
        return ""
    if sign == "\u200d" and (_is_picture(before) or before == "\ufe0f") and _is_picture(after):
        return sign
    script = unicodedata.name(before, "").split(" ")[0]
    same = unicodedata.name(after, "").split(" ")[0] == script
    return sign if same and script in _JOINED_SCRIPTS else ""


def _is_picture(sign: str) -> bool:
    return unicodedata.category(sign) in _PICTURE_CATEGORIES or ord(sign) in PICTURES


def _takes_variation(sign: str) -> bool:
    """Pictures, the signs that become keycaps, Chinese and Mongolian letters."""
    if not sign:
        return False
    if _is_picture(sign) or unicodedata.category(sign) in {"Po", "Nd"}:
        return True
    return unicodedata.name(sign, "").split(" ")[0] in {"CJK", "MONGOLIAN"}


def isolated(text: str) -> str:
    """`text` for a place inside a sentence: what is written from the right stays among its own (UAX 9, isolates)."""
    from_the_right = any(unicodedata.bidirectional(sign) in {"R", "AL", "AN"} for sign in text)
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if from_the_right else text
