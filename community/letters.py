"""Owns how a notice becomes a mail: its words in the person's language, as text and HTML, and its headers."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac

from community.models import Group, Notice, User
from community.sentences import sentences

SALT = "community.letters"
# Background and ink of the word that says where something stands, light and dark (tokens.css).
TONES = {
    "good": ("#E3F3EA", "#14663C"),
    "wait": ("#E9ECFA", "#2B3A91"),
    "yours": ("#FDEBD9", "#8A4600"),
    "bad": ("#FCE6E4", "#A8211B"),
}


def compose(notice: Notice) -> EmailMultiAlternatives:
    """The whole mail. Its Message-ID is the notice's own, so that nobody can count one mail for two."""
    with translation.override(language_of(notice.of)):
        said, away = sentences(notice), settings.ORIGIN + unsubscribe_path(notice.of, notice.group)
        context = {
            "notice": notice,
            "said": said,
            "tone": TONES[said.tone],
            "site_name": settings.SITE_NAME,
            "language": language_of(notice.of),
            "address": settings.ORIGIN + notice.path,
            "settings_address": f"{settings.ORIGIN}{reverse('community:settings')}#mail",
            "unsubscribe_address": away,
        }
        letter = EmailMultiAlternatives(said.subject, render_to_string("mail/notice.txt", context).strip() + "\n")
        letter.attach_alternative(render_to_string("mail/notice.html", context), "text/html")
    letter.to = [notice.of.email]
    letter.extra_headers = {
        "Message-ID": message_id(notice),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{away}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
    }
    return letter


def language_of(person: User) -> str:
    return person.language or settings.LANGUAGE_CODE


def message_id(notice: Notice) -> str:
    return f"<{salted_hmac(SALT, str(notice.pk)).hexdigest()[:32]}@{urlsplit(settings.ORIGIN).hostname}>"


def unsubscribe_path(person: User, group: Group) -> str:
    """Where these mails are stopped, without signing in: the signed address opens nothing else, and does not end."""
    return reverse("community:unsubscribe", args=[signing.Signer(salt=SALT).sign_object([person.pk, group])])


def read_unsubscribe(token: str) -> tuple[int, Group] | None:
    """Whose mails of which group such an address stops; None for one that we did not sign."""
    try:
        pk, group = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    return pk, Group(group)
