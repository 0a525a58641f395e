"""Owns the mail of a notice: who wants one, that it goes out once, and what is known when something breaks between.

The only module that assigns a mail's state. A row is claimed in a statement of its own before the mail server hears
of it, so a worker that is killed leaves *being sent*; the clock turns an old one into *in doubt*, and nobody ever sends
that again. Only what the server certainly did not take is tried once more.
"""

import logging
import smtplib
from contextlib import suppress
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from community import letters
from community.models import Group, Mail, MailRefusal, Notice, User
from community.spans import over, past

ASKED_AGAIN_AFTER = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]  # between the tries; then it has failed
PATIENCE = 30  # seconds for each answer of the mail server
DOUBTED_AFTER = timedelta(minutes=10)  # longer than a mail takes with all its answers late
AT_A_TIME = 100
BEFORE_PICTURES = 10  # of the tasks' priorities

log = logging.getLogger(__name__)


def is_wanted(person: User, group: Group) -> bool:
    """Whether mails of this group go to `person`: somebody who is still here and confirmed the address of now."""
    confirmed = person.emailaddress_set.filter(email__iexact=person.email, verified=True)
    return person.is_active and confirmed.exists() and not person.mail_refusals.filter(group=group).exists()


def ask(notice: Notice) -> None:
    """Have the worker send it. Should that task be lost, the clock asks again. Call inside a transaction."""
    now = timezone.now()
    due = {"mail": Mail.DUE, "mail_since": now, "mail_next_at": now + ASKED_AGAIN_AFTER}
    if Notice.objects.filter(pk=notice.pk, mail=Mail.UNWANTED).update(**due):
        send.enqueue(notice.pk)


def ask_due() -> int:
    """Ask the worker for every mail whose time has come; found by a query, so a lost task costs nothing. How many."""
    due = Notice.objects.filter(_asked_for(timezone.now())).order_by("mail_next_at")
    return sum(_ask_again(pk) for pk in list(due.values_list("pk", flat=True)[:AT_A_TIME]))


def _asked_for(now: datetime) -> Q:
    return Q(mail=Mail.DUE) & over("mail_next_at", max(PAUSES), now)


@transaction.atomic
def _ask_again(pk: int) -> int:
    now = timezone.now()
    due = Notice.objects.filter(_asked_for(now), pk=pk)
    if asked := due.update(mail_next_at=now + ASKED_AGAIN_AFTER):
        send.enqueue(pk)
    return asked


def doubt_lapsed() -> int:
    """Call in doubt what has been under way for too long: its worker is gone, and with it the answer. How many."""
    now = timezone.now()
    lapsed = Notice.objects.filter(past("mail_since", DOUBTED_AFTER, now), mail=Mail.SENDING)
    doubted = lapsed.update(mail=Mail.IN_DOUBT, mail_since=now)
    if doubted:
        log.error("%s mails are in doubt: handed to the mail server, and no answer was noted.", doubted)
    return doubted


@task(queue_name="now", priority=BEFORE_PICTURES)
def send(pk: int) -> None:
    """Send the mail of a notice, unless somebody else does or did. Safe to run twice, and at the same time."""
    if (notice := _claimed(pk)) is None:
        return
    if not is_wanted(notice.of, notice.group):
        _note(notice, Mail.UNWANTED)
        return
    try:
        letter = letters.compose(notice)
        letter.message()  # what cannot be put into a mail is found before the server hears of it
    except Exception as error:
        log.exception("Notice %s cannot be put into a mail.", pk)
        _note(notice, Mail.FAILED, repr(error))
        return
    _note(notice, *delivered(letter))


def _claimed(pk: int) -> Notice | None:
    """The notice, if its mail was to be sent and is being sent now, by us."""
    claim = {
        "mail": Mail.SENDING,
        "mail_since": timezone.now(),
        "mail_next_at": None,
        "mail_tries": F("mail_tries") + 1,
    }
    if not Notice.objects.filter(pk=pk, mail=Mail.DUE).update(**claim):
        return None
    return Notice.objects.select_related("of").get(pk=pk)


def delivered(letter: EmailMultiAlternatives) -> tuple[Mail, str]:
    """What became of it, and the trouble: SENT, DUE (certainly not taken, another try may help), FAILED or IN_DOUBT."""
    letter.connection = get_connection(timeout=PATIENCE)
    try:
        letter.connection.open()
    except OSError as error:  # no mail was spoken of yet
        return Mail.DUE, repr(error)
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(min(code for code, _words in error.recipients.values()), error)
    except smtplib.SMTPResponseException as error:
        return _refused(error.smtp_code, error)
    except (smtplib.SMTPNotSupportedError, ValueError) as error:  # said before the server was told anything
        return Mail.FAILED, repr(error)
    except OSError as error:  # cut off or silent in the middle: it may have been taken
        return Mail.IN_DOUBT, repr(error)
    finally:
        with suppress(OSError):  # how the server says goodbye changes nothing
            letter.connection.close()
    return Mail.SENT, ""


def _refused(code: int, error: Exception) -> tuple[Mail, str]:
    """By the server's own answer: 4yz is for now, 5yz for ever (RFC 5321, 4.2.1). No answer of either kind is none."""
    states = {4: Mail.DUE, 5: Mail.FAILED}
    return states.get(code // 100, Mail.IN_DOUBT), repr(error)


def _note(notice: Notice, state: Mail, trouble: str = "") -> None:
    """Note what became of a claimed mail; one that may be tried again waits longer each time, and fails in the end."""
    now, next_at = timezone.now(), None
    if state == Mail.DUE:
        pause = dict(enumerate(PAUSES, start=1)).get(notice.mail_tries)
        state, next_at = (Mail.DUE, now + pause) if pause else (Mail.FAILED, None)
    if state in (Mail.FAILED, Mail.IN_DOUBT):
        told = trouble.replace(notice.of.email, "its address")  # a mail server repeats it; the log names nobody
        log.error("The mail of notice %s is %s: %s", notice.pk, state.label, told)
    claimed = Notice.objects.filter(pk=notice.pk, mail__in=[Mail.SENDING, Mail.IN_DOUBT])
    claimed.update(mail=state, mail_since=now, mail_next_at=next_at, mail_trouble=trouble[:300])


def refuse(person: User, groups: list[Group]) -> None:
    """No mails of these groups from now on, those included that are to be sent already."""
    MailRefusal.objects.bulk_create([MailRefusal(of=person, group=group) for group in groups], ignore_conflicts=True)


def want(person: User, groups: list[Group]) -> None:
    person.mail_refusals.filter(group__in=groups).delete()
