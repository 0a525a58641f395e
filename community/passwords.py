"""Owns which words make no password here: those that anybody would try first on this site or on this person."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.names import fold

EVERYWHERE = ("lembar", "redaksi", "moderator", "penulis", "password", "katasandi", "admin", "editor", "writer")
LEAST_LEFT = 4  # letters beside those words


class OwnWordsValidator:
    """Refuses a password whose letters are hardly more than the site's name, the person's own, or words like these."""

    def validate(self, password: str, user=None) -> None:
        letters = _letters(password)
        left = letters
        for word in sorted(_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if left != letters and len(left) < LEAST_LEFT:
            raise ValidationError(_("This password is easily guessed here. Choose other words."), code="own_words")

    def get_help_text(self) -> str:
        return _("Use words of your own, not the name of this site and not yours.")


def _words(user) -> set[str]:
    named = [settings.SITE_NAME, settings.SITE_PLACE, *EVERYWHERE]
    if user is not None:
        named += [user.email.partition("@")[0], user.pen_name]
    return {word for word in map(_letters, named) if len(word) >= LEAST_LEFT}


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalpha())
