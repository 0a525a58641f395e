"""Owns what words a text is found by: folded to their letters, and reduced to the roots they may be made of.

Indonesian prefixes hide the first letter of some roots (tulis, menulis), and nobody can tell from the word alone which
one: so a word has every root that it may be made of, and two words meet when they share one. Snowball's Indonesian
takes menulis for *ulis* and tulisan for *tulis*. Rules: Asian, Williams and Tahaghoghi, Stemming Indonesian (2005).
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer
from django.conf import settings

# A sign of a script without spaces, or an emoji, is a word by itself.
WORD = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001f000-\U0003ffff\u2600-\u27bf]|[^\W_]+")
ALONE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001f000-\U0003ffff\u2600-\u27bf]")
LONGEST = 40  # letters of a word
SHORTEST = 4  # letters of a root that something was taken from; three after a prefix
SUFFIXES = ("lah", "kah", "pun", "nya", "ku", "mu", "kan", "an", "i")
VOWELS = tuple("aeiou")
# What stands before a root, and what the root may have begun with.
PREFIXES = (
    *((prefix, ("",)) for prefix in ("di", "ke", "se", "ber", "ter", "per", "be", "te", "pe", "me", "ku", "kau")),
    *((f"{start}{nasal}", firsts) for start in ("me", "pe") for nasal, firsts in (
        ("ng", ("", "k")), ("ny", ("s",)), ("m", ("p", "")), ("n", ("t", "")), ("nge", ("",)),
    )),
)  # fmt: skip
L_KEPT = {"lajar": "ajar", "lunjur": "unjur"}  # bel-ajar, pel-ajar: the prefix has an l before these alone
# How no root begins or ends: what is left was no root.
NO_ROOT = re.compile(r"(?!kh|sy|ng|ny|str)[^aeiou](?![rlw]|(?<=s)[tpk])[^aeiouy]|.*(?!ng|ks|ns|st)[^aeiou][^aeiou]$")
STOP_WORDS = {
    "id": frozenset(
        "yang di ke dari dan atau untuk dengan pada dalam oleh tentang sebagai ini itu adalah ialah para si sang juga "
        "akan telah sudah sedang masih tidak bukan tak agar supaya karena sebab bahwa jika kalau maka saja pun lah kah "
        "nya the a an of in on and or to for".split()
    ),
    "en": frozenset("the a an of in on and or to for is are was were be it this that with as by at from".split()),
}


def words_of(text: str) -> list[str]:
    """The words of a text in their order, without case and marks; what stands alone is spelled in letters."""
    found = WORD.findall(_plain(text).casefold())
    return [f"u{ord(word):x}" if ALONE.fullmatch(word) else word[:LONGEST] for word in found]


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def is_stop_word(word: str) -> bool:
    return word in STOP_WORDS.get(settings.LANGUAGE_CODE, STOP_WORDS["id"])


@lru_cache(50_000)
def roots_of(word: str) -> tuple[str, ...]:
    """The roots that a word of `words_of` may be made of, itself first."""
    if not word.isalpha() or not word.isascii():
        return (word,)
    if settings.LANGUAGE_CODE == "en":
        return (ENGLISH.stemWord(word),)
    found = dict.fromkeys([*_without_prefixes(word), *_without_suffixes(word)])
    found |= dict.fromkeys(L_KEPT[root] for root in found if root in L_KEPT)
    return (word, *(root for root in found if not NO_ROOT.match(root) and root != word))


def _without_suffixes(word: str) -> list[str]:
    """Up to three are taken off one after the other: makan-an-nya-lah."""
    found, begin = [], [word]
    for _turn in range(3):
        begin = [one.removesuffix(end) for one in begin for end in SUFFIXES if _may_end(one, end)]
        found += [shorter for one in begin for shorter in (one, *_without_prefixes(one))]
    return found


def _may_end(word: str, suffix: str) -> bool:
    return word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST


def _without_prefixes(word: str, depth: int = 2) -> list[str]:
    """What is left without one prefix, and without a second one: mem-per-main."""
    found = []
    for prefix, firsts in PREFIXES:
        rest = word.removeprefix(prefix)
        if rest == word or len(rest) < SHORTEST - 1:
            continue
        hidden = [f"{first}{rest}" for first in firsts if not first or rest.startswith(VOWELS)]
        found += [root for root in hidden if len(root) >= SHORTEST or prefix.endswith("nge")]
    return found + [deeper for one in found if depth > 1 for deeper in _without_prefixes(one, depth - 1)]


ENGLISH = snowballstemmer.stemmer("english")
