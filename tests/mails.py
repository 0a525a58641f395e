"""Owns what the processes beside the tests do with mails: by the product's own functions, answered in rows."""

from collections.abc import Callable

from articles import telling
from articles.models import Submission
from community import mailing
from community.letters import message_id
from community.models import Kind, Mail, Notice, User
from community.notices import tell
from tests.factories import a_moderator, a_writer, give_back, later, waiting_submission
from tests.races import said_done


def a_notice(*, to: User | None = None, title: str = "Pasar terapung", occasion: str = "1", **fields) -> Notice:
    """Of something that was sent; its mail is to be sent."""
    told = {"title": title, "place": 3, "due_at": "2026-11-30T07:30:00Z", "path": "/write/"} | fields
    return tell(to or a_writer(), "sent", about="kode2345", occasion=occasion, **told)


TOLD = {
    "title": "Pasar", "name": "Karawo", "place": 1, "due_at": "2026-11-30T07:30:00Z", "live_at": "2026-11-30T07:30:00Z",
    "by": "", "message": "Hampir.", "reason": {"id": "Sebab", "en": "Reason"}, "mark": "identity",
    "remarks": [{"quote": "Ia", "reason": {"id": "Sebab", "en": "Reason"}, "text": "Siapa?"}], "until": None,
}  # fmt: skip


def a_notice_of_every_kind(*, to: User) -> None:
    """Of texts and of updates."""
    for kind in Kind:
        for update in (False, True):
            tell(to, kind, about="kode2345", occasion=str(update), path="/write/", update=update, **TOLD)


def a_due_mail() -> int:
    return a_notice().pk


def send(*, pk: int) -> str:
    mailing.send.call(pk)
    return state(pk=pk)


def sending(*, pk: int) -> Callable:
    """A worker's move in a race."""
    return said_done(lambda: mailing.send.call(pk))


def state(*, pk: int) -> str:
    return Notice.objects.get(pk=pk).mail


def much_later(*, pk: int) -> str:
    """What clock and worker do with it within the next day."""
    for minutes in (1, 5, 11, 20, 60, 24 * 60):
        with later(minutes=minutes):
            mailing.doubt_lapsed()
            mailing.ask_due()
            mailing.send.call(pk)
    return state(pk=pk)


def busy(*, number: int) -> list[int]:
    """So many texts sent and given back a moment ago: two notices each. The askings' keys."""
    with later(seconds=-15):
        moderator, made = a_moderator(), []
        for _ in range(number):
            submission = waiting_submission()
            give_back(submission, by=moderator)
            made.append(submission.pk)
    return made


def untold() -> int:
    """How many steps and mails still wait for clock or worker."""
    return telling.Transition.objects.untold().count() + Notice.objects.filter(mail=Mail.DUE).count()


def settle() -> None:
    """What the clock does when no worker of before can be at it any more."""
    with later(minutes=11):
        mailing.doubt_lapsed()


def ledger() -> list[list]:
    """Of every notice its mail's Message-ID and state; and how many askings there are, at the end."""
    rows = [[message_id(notice), notice.mail] for notice in Notice.objects.all()]
    return [*rows, ["askings", Submission.objects.count()]]


def others() -> int:
    """Notices that are neither a receipt nor an answer: of topics that came along."""
    return Notice.objects.exclude(kind__in=["sent", "returned"]).count()
