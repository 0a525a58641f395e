"""Owns what a search asks for: words, phrases in quotes, words with a minus, and the filters beside them."""

import re
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.indexing import TOPIC, WRITER, YEAR
from articles.roots import is_stop_word, roots_of, words_of

LONGEST = 100
MOST_WORDS = 8
QUOTES = str.maketrans("“”„‟«»＂−–", '"""""""--')  # what phones and other keyboards make of them
PART = re.compile(r'(-?)"([^"]*)"?|(-?)(\S+)')
Phrase = tuple[str, ...]


class Lack(TextChoices):
    """Why so little can be found, where that is plain from what was typed; the label says what to type instead."""

    WORDS = "words", _("Type a word, a name or a place.")
    WANTED = "wanted", _("Say what you look for first, then what to leave out, as in: sea -mining")
    LETTERS = "letters", _("A single letter says too little. Type a whole word, a name or a place.")
    TELLING = (
        "telling",
        _("Such words stand in nearly every article. Add one that says what you look for, a name or a place."),
    )

    @property
    def why(self) -> str | Promise:
        """Why nothing was looked for, or as good as nothing; empty where something was."""
        return NOTHING_SOUGHT.get(self, "")


NOTHING_SOUGHT = {
    Lack.WORDS: _("It holds no letters and no digits."),
    Lack.WANTED: _("It only leaves articles out."),
    Lack.TELLING: _("It holds common words alone."),
}


@dataclass(frozen=True)
class Asked:
    """`words` must stand somewhere in some form, `phrases` as they are, `without` nowhere. All are of `words_of`.

    `topics` are a topic and what leads to it: an article under any of them fits.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    topics: tuple[int, ...] = ()
    writer: int | None = None
    year: int | None = None
    any_word: bool = field(default=False)

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.phrases

    @property
    def lacks(self) -> Lack | None:
        if self.is_empty:
            return Lack.WANTED if self.without else Lack.WORDS
        if all(len(word) == 1 for word in self.in_order):
            return Lack.LETTERS
        return Lack.TELLING if all(map(is_stop_word, self.in_order)) else None

    @property
    def roots(self) -> list[tuple[str, ...]]:
        """For each word the roots that it may be made of."""
        return [roots_of(word) for word in self.words]

    @property
    def keys(self) -> list[tuple[str, ...]]:
        """What it is narrowed by: of each row one must be among an article's keys."""
        rows = [tuple(map(TOPIC.format, self.topics))]
        rows += [(WRITER.format(self.writer),)] if self.writer else []
        rows += [(YEAR.format(self.year),)] if self.year else []
        return [row for row in rows if row]

    @property
    def in_order(self) -> Phrase:
        """Everything that is looked for as one row of words."""
        return (*self.words, *(word for phrase in self.phrases for word in phrase))


def typed_words(request, longest: int = LONGEST) -> str:
    """What was asked for by `?q=`, without nulls, which no database takes, and no longer than that."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:longest]


def asked(typed: str, **filters: tuple[int, ...] | int | None) -> Asked:
    """Read what was typed. Stop words alone are a phrase; beside other words they do not count."""
    words, phrases, without = [], [], []
    for minus, quoted, dash, word in PART.findall(typed.translate(QUOTES)):
        found = tuple(words_of(quoted or word))
        if not found:
            continue
        if minus or dash:
            without.append(found)
        elif quoted and len(found) > 1:
            phrases.append(found)
        else:
            words += found
    telling = [word for word in words if not is_stop_word(word)]
    if words and not telling:
        phrases.append(tuple(words))
    kept = dict.fromkeys(telling)
    return Asked(tuple(kept)[:MOST_WORDS], tuple(phrases[:MOST_WORDS]), tuple(without[:MOST_WORDS]), **filters)
