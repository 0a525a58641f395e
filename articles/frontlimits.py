"""Owns how many stand on the front page at once, how long each at least, and what an editor is told who wants more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from articles.lifecycle import StepRefused
from articles.models import Article, FrontKind, FrontSlot
from articles.rules import is_other_chief
from community.models import User
from community.wording import in_full

MOST = {FrontKind.LEAD: 1, FrontKind.PICK: 6}  # at any moment
STANDS_AT_LEAST = timedelta(days=1)  # sooner it is taken off, with a reason that its writer reads
ROUNDING = timedelta(minutes=1)  # editors type minutes: what begins now began some seconds into one


@dataclass(frozen=True)
class Wish:
    """What shall stand there. `slot` is the row that gets these times, and is in nobody's way."""

    article: Article
    kind: FrontKind
    since: datetime
    until: datetime | None
    by: User
    slot: FrontSlot | None = None


def refuse_past(since: datetime | None, now: datetime) -> None:
    if since and since <= now:
        raise StepRefused(_("The beginning lies in the past. Leave it empty to begin now."))


def refuse_short(wish: Wish, now: datetime) -> None:
    """An end lies ahead, and long enough after the beginning; whenever, and by whichever step, it is chosen."""
    if wish.until is None:
        return
    if wish.until <= now:
        raise StepRefused(_("The end lies in the past."))
    earliest = wish.since + STANDS_AT_LEAST
    if wish.until < earliest - ROUNDING:
        sentence = _("Each stands there for a day or more: it ends %(when)s at the earliest. Sooner, it is taken off.")
        raise StepRefused(sentence % {"when": in_full(earliest)})


def refuse_crowd(wish: Wish, now: datetime) -> None:
    """At no moment may more of a kind stand there than it holds, nor an article twice."""
    rows = FrontSlot.objects.not_over(wish.since).select_related("article__live_revision").defer("article__body")
    others = rows.exclude(pk=wish.slot.pk) if wish.slot else rows
    beside = [row for row in others if wish.until is None or row.since < wish.until]
    if any(row.article_id == wish.article.pk for row in beside):
        raise StepRefused(_("This article stands on the front page at that time already."))
    beside = [row for row in beside if row.kind == wish.kind]
    for moment in sorted({wish.since, *(row.since for row in beside if row.since > wish.since)}):
        there = [row for row in beside if row.since <= moment and (row.until is None or row.until > moment)]
        if len(there) >= MOST[wish.kind]:
            told = _leading(wish, there[0], now) if wish.kind == FrontKind.LEAD else _full(wish, there, moment)
            raise StepRefused(" ".join(filter(None, told)))


def _leading(wish: Wish, row: FrontSlot, now: datetime) -> list[str]:
    said = {"title": row.title, "since": in_full(row.since)}
    line = _("“%(title)s” leads from %(since)s, without an end.") % said
    if row.until:
        said["until"] = in_full(row.until)
        line = _("“%(title)s” leads from %(since)s until %(until)s.") % said
    return [line, _fitting_end(wish, row.since), _way_out(wish, row, now)]


def _way_out(wish: Wish, row: FrontSlot, now: datetime) -> str:
    """Only what this editor can do."""
    if wish.slot or not is_other_chief(wish.by, row.article):
        return _("Choose another time.")
    if row.since > now:
        return _("Replace it, change its times, or choose another time.")
    if wish.since > now and wish.since >= row.since + STANDS_AT_LEAST:
        return _("Let it end by then, replace it, or choose another time.")
    return _("Replace it, or choose another time.")


def _full(wish: Wish, there: list[FrontSlot], moment: datetime) -> list[str]:
    said = {"most": MOST[wish.kind], "moment": in_full(moment)}
    way_out = _("Choose another time.") if wish.slot else _("Replace one, or choose another time.")
    if moment > wish.since:
        said["title"] = next(row for row in there if row.since == moment).title
        line = _("%(most)d picks stand there from %(moment)s on, when “%(title)s” begins.") % said
        return [line, _fitting_end(wish, moment), way_out]
    ends = [row.until for row in there if row.until]
    first = _("The first of them goes at %(when)s.") % {"when": in_full(min(ends))} if ends else ""
    return [_("%(most)d picks stand there at that time already.") % said, first, way_out]


def _fitting_end(wish: Wish, moment: datetime) -> str:
    """That an end before what is in the way would do, where it would."""
    fits = moment - wish.since >= STANDS_AT_LEAST - ROUNDING
    return _("An end at %(when)s or before would fit.") % {"when": in_full(moment)} if fits else ""
