"""Owns how a question of a merge is put to a writer: what it is about, and what each side alone has."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import body, threeway
from articles.comparing import Change, compare_words, tokens_of_text
from articles.writing.forms import DraftForm, PassportForm

Words = list[tuple[str, bool]]  # pieces of a side, and whether the other side lacks them


@dataclass(frozen=True)
class Question:
    """`mine` and `theirs` are None where the block was taken out; `both` says that both can be kept."""

    key: str
    name: str
    mine: Words | None
    theirs: Words | None
    both: bool

    @classmethod
    def of(cls, ask: threeway.Ask) -> "Question":
        is_field = isinstance(ask.theirs, str)
        said = [side if side is None or is_field else body.block_words(side) for side in (ask.mine, ask.theirs)]
        name = _field_name(ask.key) if is_field else _("A paragraph")
        return cls(ask.key, name, *_marked(*said), both=not is_field and None not in said)


def _field_name(key: str) -> str:
    known = DraftForm.base_fields.get(key) or PassportForm.base_fields.get(key.partition("-")[2])
    return str(known.label) if known and known.label else key


def _marked(mine: str | None, theirs: str | None) -> tuple[Words | None, Words | None]:
    if mine is None or theirs is None:
        return (None if mine is None else [(mine, True)]), (None if theirs is None else [(theirs, True)])
    pieces = compare_words(tokens_of_text(mine), tokens_of_text(theirs))
    sides = (Change.REMOVED, Change.ADDED)
    shown = [[piece for piece in pieces if piece.change in (Change.SAME, own)] for own in sides]
    return tuple([(piece.text, piece.change != Change.SAME) for piece in side] for side in shown)
