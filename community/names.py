"""Owns what people and things may be called: pen names, handles, titles, and other short free text.

The rules are those of tests/corpora/README.md, "Names". Refused here is what was mistyped or imitates; whether a name
is taken is the database's to say.
"""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.characters import (
    JOINERS,
    has_forbidden,
    is_mark,
    scripts_in,
    squeeze,
    tidy,
    trim,
    without_variations,
)
from community.reserved import claims_staff, claims_verification, is_reserved

HANDLE_LENGTH = range(3, 31)
PEN_NAME_LENGTH = range(2, 61)
TITLE_LENGTH = range(1, 201)
FALLBACK_HANDLE = "penulis"

MARKS_IN_A_ROW = 4
# Marks that cross a letter out or draw a ring around it: decoration, never spelling.
_OVERLAYS = re.compile("[\u0334-\u0338\u20d0-\u20ff\u0488\u0489\ua670-\ua672]")
_HANDLE = re.compile(r"[a-z_][a-z0-9_.]*")
_NAME_SIGNS = " .,'\u2018\u2019\u02bb\u02bc-\u2010\u2013\u00b7\u30fb\u0f0b\u05be\u05f3\u05f4" + JOINERS
_TWICE = re.compile(r"([.,'\u2018\u2019\u2010\u2013-])\1")
# Lost in a wrong encoding, text becomes question marks: they alone, or pictures alone, name nothing.
_READABLE_SIGNS = set("!\"#$%&'()*+,-./:;<=>@[\\]^_`{|}~")
# Canonical combining classes that are kept when folding (0 is no combining mark).
_SPELLING_CLASSES = {0, 6, 7, 8, 9, *range(84, 200)}
# Latin letters that Unicode does not take apart.
_LATIN = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
    }
)


class RefusedName(ValueError):
    """The name may not be used; `sentence` says why, for the person who typed it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def clean_pen_name(text: str, *, of_staff: bool = False) -> str:
    """The name under an article, NFKC, 2 to 60 characters; staff may say that they are. Raises RefusedName."""
    name = squeeze(text)
    refuse_broken(text, name)
    if any(_imitates(sign) for sign in name):
        raise RefusedName(_("The name holds a sign that imitates another one. Type it with ordinary letters."))
    # Marks are counted before and after: NFKC makes a mark of its own out of some single signs.
    refuse_odd_marks(name)
    name = without_variations(squeeze(unicodedata.normalize("NFKC", name)))
    _check_length(name, PEN_NAME_LENGTH)
    refuse_odd_marks(name, overlays=True)
    _refuse_claims(name, of_staff)
    if not all(sign in _NAME_SIGNS or unicodedata.category(sign)[0] in "LMN" for sign in name) or _TWICE.search(name):
        raise RefusedName(_("A name may hold letters, digits, spaces, full stops, commas, dashes and apostrophes."))
    _check_letters(name)
    return name


def clean_handle(text: str) -> str:
    """The short name in addresses, in small letters: 3 to 30 of a-z 0-9 _ . Raises RefusedName."""
    handle = trim(text).removeprefix("@")
    if not squeeze(handle):
        raise RefusedName(_("Type a name."))
    if len(handle) > HANDLE_LENGTH[-1]:
        _check_length(handle, HANDLE_LENGTH)
    # Fullwidth letters of a reserved word are that word; other letters than a-z are refused below, not folded.
    if is_reserved(unicodedata.normalize("NFKC", handle).lower()):
        raise RefusedName(_("This name is kept for the site itself. Choose another one."))
    folded = handle.lower() if handle.isascii() else ""
    if not _HANDLE.fullmatch(folded) or ".." in folded or folded.endswith("."):
        raise RefusedName(
            _(
                "Use the letters a to z, digits, underscores and single full stops; "
                "begin with a letter and do not end in a full stop."
            )
        )
    _check_length(folded, HANDLE_LENGTH)
    return folded


def clean_title(text: str) -> str:
    """A title: text of any kind, NFC, up to 200 characters. Raises RefusedName."""
    title = squeeze(text)
    refuse_broken(text, title)
    _check_length(title, TITLE_LENGTH)
    refuse_odd_marks(title)
    shown = unicodedata.normalize("NFKC", title)
    if not any(unicodedata.category(sign)[0] in "LN" or sign in _READABLE_SIGNS for sign in shown):
        raise RefusedName(_("Use at least one letter or digit."))
    return title


def clean_text(text: str) -> str:
    """Other free text on one line (captions, a tagline): the document's normal form without outer white space.

    Never refuses and never drops a word.
    """
    return trim(tidy(text))


def suggest_handle(pen_name: str) -> str:
    """A valid handle near to `pen_name`; `penulis` when nothing Latin is left of it. It may be taken."""
    words = re.findall("[a-z0-9]+", re.sub("['\u2018\u2019\u02bb\u02bc]", "", fold(pen_name)))
    try:
        return clean_handle(".".join(words)[: HANDLE_LENGTH[-1]].rstrip("."))
    except RefusedName:
        return FALLBACK_HANDLE


def look_of(handle: str) -> str:
    """What a hasty eye keeps of a handle: without dots and underscores; of one that is nothing else, all."""
    return handle.replace(".", "").replace("_", "") or handle


def fold(text: str) -> str:
    """`text` for comparing: NFKD without combining marks, casefolded, Latin letters plain, spaces joined.

    Marks that make another letter stay: the voicing of Kana, viramas and nuktas, the tones of Thai, Lao and Tibetan.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(sign for sign in plain if unicodedata.combining(sign) in _SPELLING_CLASSES)
    return " ".join(letters.translate(_LATIN).split())


def refuse_broken(text: str, squeezed: str) -> None:
    """Raises RefusedName for control characters and the like in `text`, or when nothing visible is left of it."""
    if has_forbidden(text):
        raise RefusedName(_("The text holds characters that cannot be shown. Type it again by hand."))
    if not without_variations(squeezed):
        raise RefusedName(_("Type a name."))


def refuse_odd_marks(name: str, *, overlays: bool = False) -> None:
    """Raises RefusedName for a mark without a letter, or more than four in a row; with `overlays` also for those."""
    row, before = 0, " "
    for sign in name:
        row = row + 1 if is_mark(sign) else 0
        if row > MARKS_IN_A_ROW or (row == 1 and before == " "):
            raise RefusedName(_("The text holds accents without a letter, or too many on one letter."))
        before = sign
    if overlays and _OVERLAYS.search(name):
        raise RefusedName(_("The text holds letters that are crossed out or encircled. Type it with ordinary letters."))


def _check_length(name: str, allowed: range) -> None:
    if len(name) < allowed[0]:
        raise RefusedName(_("This is too short: use at least %(least)d characters.") % {"least": allowed[0]})
    if len(name) > allowed[-1]:
        raise RefusedName(_("This is too long: use at most %(most)d characters.") % {"most": allowed[-1]})


def _check_letters(name: str) -> None:
    """One script a word, at least one letter."""
    if not any(unicodedata.category(sign)[0] == "L" for sign in name):
        raise RefusedName(_("Use at least one letter."))
    if any(len(scripts_in(word)) > 1 for word in name.split()):
        raise RefusedName(_("A word of this name mixes alphabets. Type it again in one of them."))


def _refuse_claims(name: str, of_staff: bool) -> None:
    """No mark of verification, no claim to speak for the site."""
    if claims_verification(name):
        raise RefusedName(_("The name claims a mark of verification. Marks are granted by the editors."))
    if not of_staff and claims_staff(fold(name)):
        raise RefusedName(_("This name is kept for the site's editors. Choose another one."))


def _imitates(sign: str) -> bool:
    """Small capitals, Roman numerals and long s, which pass for ordinary letters; dots and dashes of other kinds."""
    kind, _space, target = unicodedata.decomposition(sign).partition("> ")
    if unicodedata.category(sign)[0] == "P":
        return bool(target) and kind not in {"<wide", "<narrow"}
    if sign in "\u0251\u0261\u0269" or " SMALL CAPITAL " in unicodedata.name(sign, ""):
        return True
    is_letter = unicodedata.category(sign) in {"Lu", "Ll", "Nl"}
    return is_letter and kind == "<compat" and len(target) == 4 and int(target, 16) < 128
