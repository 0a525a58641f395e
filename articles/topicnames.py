"""Owns what a topic may be called, when two names mean one topic, and which address a name asks for."""

import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.characters import EAST_ASIAN, JOINERS, scripts_in, squeeze, without_variations
from community.names import RefusedName, fold, refuse_broken, refuse_odd_marks

LENGTH = range(2, 51)
KEY_LENGTH = LENGTH[-1] * 18  # one sign may stand for eighteen letters; a syllable of Hangul is three
SLUG_LENGTH = 60
QUOTED = 30  # of a name that is refused, enough to know it by
# Signs inside a name, as in "R.A. Kartini", "K-Pop & Drakor", "HIV/AIDS"; plus and sharp end "C++" and "C#".
_SIGNS = " .'\u2018\u2019\u02bb\u02bc-\u2010\u2013&/\u00b7\u30fb\u0f0b" + JOINERS
_ENDING = re.compile(r"(?<![+#])[+#]+$")  # from the first of a row only, else a long row is tried at each sign
_COMMAS = re.compile("[,\uff0c\u3001\u060c]")
_HANGUL = {chr(part) for part in range(0x1100, 0x1113)}  # the nineteen that begin a modern syllable
_SPELLED = {"+": " plus ", "#": " sharp "}


def split_topic_names(text: str) -> list[str]:
    """The names in `text`, a comma between two, cleaned; of two that mean one topic the first spelling stays.

    Empty parts are left out. Raises RefusedName for the first part that may not be a topic, and says which one it is.
    """
    names: dict[str, str] = {}
    for part in filter(squeeze, _COMMAS.split(text)):
        try:
            name = clean_topic_name(part)
        except RefusedName as refusal:
            raise RefusedName(_naming(part, refusal.sentence)) from refusal
        names.setdefault(topic_key(name), name)
    return list(names.values())


def _naming(part: str, sentence: str | Promise) -> str | Promise:
    """The sentence with the beginning of what it is about, without what would turn or hide the words beside it."""
    seen = "".join(sign for sign in squeeze(part) if sign.isprintable())
    short = seen if len(seen) <= QUOTED else f"{seen[:QUOTED].rstrip()}…"
    return _("“%(name)s”: %(sentence)s") % {"name": short, "sentence": sentence} if seen else sentence


def clean_topic_name(text: str) -> str:
    """One topic's name, NFC, 2 to 50 characters, without its leading #. Raises RefusedName."""
    name = without_variations(squeeze(squeeze(text).removeprefix("#")))
    refuse_broken(text, name)
    refuse_odd_marks(name, overlays=True)
    if len(name) < LENGTH[0]:
        raise RefusedName(_("This is too short: use at least %(least)d characters.") % {"least": LENGTH[0]})
    if len(name) > LENGTH[-1]:
        raise RefusedName(_("This is too long: use at most %(most)d characters.") % {"most": LENGTH[-1]})
    _check_signs(name)
    if any(len(scripts_in(word) - {EAST_ASIAN}) > 1 for word in name.split()):
        raise RefusedName(_("A word of this topic mixes alphabets. Type it again in one of them."))
    return name


def topic_key(name: str) -> str:
    """What two spellings of one topic share: without accents, case and runs of spaces. Unique in the database."""
    return fold(name)


def letter_of(key: str) -> str:
    """What a key stands under in a list: its first letter, all digits together. A syllable of Hangul, in parts in a
    key, stands under its first consonant, as Korean indexes print it."""
    first = key[0]
    if first in _HANGUL:
        return unicodedata.lookup(unicodedata.name(first).replace("CHOSEONG", "LETTER"))
    return "0–9" if first.isdecimal() else first.upper()


def topic_slug(name: str) -> str:
    """The words of `name` in a-z and 0-9 with dashes between; empty when nothing Latin is left. It may be taken."""
    spelled = _ENDING.sub(lambda ending: "".join(_SPELLED[sign] for sign in ending.group()), fold(name))
    words = re.findall("[a-z0-9]+", re.sub("['\u2018\u2019\u02bb\u02bc]", "", spelled))
    return "-".join(words)[:SLUG_LENGTH].strip("-")


def _check_signs(name: str) -> None:
    """Letters, digits and the signs of ordinary names; beginning with a letter or digit."""
    inner = _ENDING.sub("", name)
    if not any(unicodedata.category(sign)[0] in "LN" for sign in name):
        raise RefusedName(_("Use at least one letter or digit."))
    known = all(sign in _SIGNS or unicodedata.category(sign)[0] in "LMN" for sign in inner)
    if not known or unicodedata.category(name[0])[0] not in "LN":
        raise RefusedName(_("A topic may hold letters, digits, spaces and the signs . ' - & /; + and # at its end."))
