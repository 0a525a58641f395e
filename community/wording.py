"""Owns the parts of a notice in words, and how its parameters are read, in the language that is active.

Everything is plain text; templates escape it. What somebody typed stands between marks that keep its direction to
itself, so that a title in Arabic turns no word around it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext

from community.characters import isolated
from community.models import Notice


@dataclass(frozen=True)
class Remark:
    quote: str
    reason: str
    text: str


@dataclass(frozen=True)
class Sentences:
    """One notice in words. Bell: `line`, `hint`. Mail: all of it, `lead` before what a moderator said, `then` after."""

    word: str
    tone: str  # of mail and bell: good, wait, yours, bad
    icon: str
    heading: str
    line: str
    lead: list[str]
    then: list[str]
    action: str
    hint: str = ""
    reason: str = ""
    message: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def opening(self) -> str:
        return " ".join(filter(None, self.lead))

    @property
    def closing(self) -> list[str]:
        return list(filter(None, self.then))

    @property
    def subject(self) -> str:
        return " ".join(f"{self.word}: {self.heading}".split())


class Told:
    """The parameters of a notice, ready for sentences."""

    def __init__(self, notice: Notice):
        self.told = notice.told

    def __getitem__(self, name: str) -> str:
        """A parameter as text; "" when it was not given."""
        return in_words(self.told.get(name, ""))

    @property
    def title(self) -> dict[str, str]:
        return {"title": isolated(self["title"])}

    @property
    def is_update(self) -> bool:
        return bool(self.told.get("update"))

    @property
    def remarks(self) -> list[Remark]:
        return [Remark(*(in_words(one[part]) for part in ("quote", "reason", "text"))) for one in self.told["remarks"]]

    def moment(self, name: str) -> str:
        """ "Sabtu, 18 Juli 2026, 14.30 WIB"; "" when it was not given."""
        at = parse_datetime(self.told.get(name) or "")
        return in_full(at) if at else ""


def in_full(at: datetime) -> str:
    """ "Sabtu, 18 Juli 2026, 14.30 WIB", in the site's zone."""
    return formatted(timezone.localtime(at), gettext("l, j F Y, H:i T"))


def in_words(told) -> str:
    """Text, or of a mapping of languages the one that is active, else the site's."""
    if isinstance(told, dict):
        return told.get(get_language()) or told[settings.LANGUAGE_CODE]
    return str(told)
