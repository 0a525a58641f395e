"""Owns the demo's kept mails: read from the folder that Django's file backend writes to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN_MAILS = "-" * 79


@dataclass(frozen=True)
class Mail:
    number: int
    to: str
    subject: str
    at: datetime
    text: str


def mails() -> list[Mail]:
    """Every mail that was sent, the newest first; numbers count from the first one and stay."""
    sources = [
        part.strip()
        for path in sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
        for part in path.read_text().split(BETWEEN_MAILS)
        if part.strip()
    ]
    return [_mail(number, source) for number, source in enumerate(sources, start=1)][::-1]


def _mail(number: int, source: str) -> Mail:
    message = message_from_bytes(source.encode(), policy=policy.default)  # of text it would read \\u201c for “
    return Mail(
        number=number,
        to=message["To"],
        subject=message["Subject"],
        at=parsedate_to_datetime(message["Date"]).replace(tzinfo=UTC),  # Django writes "-0000", which says UTC
        text=message.get_body(("plain",)).get_content(),
    )
