"""Owns how the secrets of a second factor lie in the database: sealed, so that a copy of it alone opens no account."""

import base64
from functools import lru_cache

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.watching import note

SEALED = "sealed:"  # what begins otherwise lay there before there were seals, and counts as it is
PURPOSE = b"community.sealing"


class BrokenSeal(Exception):
    """A secret cannot be opened. Any answer in its place would be a secret that somebody may know, so there is none."""


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "This code is wrong. Wait for the next one, then try again. If it stays so, the time of your device or of"
            " this site is wrong; a recovery code counts all the same."
        )
    }

    def encrypt(self, text: str) -> str:
        return SEALED + seals().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Raises BrokenSeal."""
        if not encrypted_text.startswith(SEALED):
            return encrypted_text
        try:
            return seals().decrypt(encrypted_text.removeprefix(SEALED)).decode()
        except InvalidToken as error:
            raise BrokenSeal("Sealed under another key: name it in LEMBAR_SECRET_KEY_BEFORE.") from error

    def validation_error(self, code, *args):
        """The one place that a wrong code passes, so it is noted here."""
        if code == "incorrect_code":
            note("code-refused", context.request)
        return super().validation_error(code, *args)


def seals() -> MultiFernet:
    """Seals with the key of now; opens with that of before, too."""
    return MultiFernet([_seal(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache
def _seal(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
