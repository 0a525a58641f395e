"""Owns how the secrets of a second factor lie in the database: sealed, so that a copy of it alone opens no account.

A seal is `sealed:KEY:SEAL`: which key it is of, then nonce and AES-256-GCM over the words in base64. Fernet's seals,
`sealed:SEAL`, and secrets from before there were any are read still, and sealed anew whenever the site comes up.
"""

import base64
import os
from functools import lru_cache

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.watching import note

SEALED = "sealed:"  # what begins otherwise lay there before there were seals, and counts as it is
PURPOSE, OF_GCM, NAME = b"community.sealing", b"community.sealing aes-256-gcm", b"community.sealing name of the key"
NONCE = 12  # bytes, by chance: NIST SP 800-38D allows so 2³² seals with one key
SECRETS = ("secret", "seed")  # what allauth has sealed in an authenticator's data


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
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises BrokenSeal."""
        return opened(encrypted_text)

    def validation_error(self, code, *args):
        """The one place that a wrong code passes, so it is noted here."""
        if code == "incorrect_code":
            note("code-refused", context.request)
        return super().validation_error(code, *args)


def seal(words: str) -> str:
    """Under the key of now."""
    key, nonce = settings.SECRET_KEY, os.urandom(NONCE)
    sealed = nonce + _gcm(key).encrypt(nonce, words.encode(), PURPOSE)
    return f"{SEALED}{_name(key)}:{base64.urlsafe_b64encode(sealed).decode()}"


def opened(sealed: str) -> str:
    """Under the key of now or one from before. Raises BrokenSeal."""
    if not sealed.startswith(SEALED):
        return sealed
    name, _colon, held = sealed.removeprefix(SEALED).rpartition(":")
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        if not name:
            return MultiFernet([_fernet(key) for key in keys]).decrypt(held).decode()
        key = next(key for key in keys if _name(key) == name)
        data = base64.urlsafe_b64decode(held)
        return _gcm(key).decrypt(data[:NONCE], data[NONCE:], PURPOSE).decode()
    except (StopIteration, InvalidToken, InvalidTag, ValueError) as error:
        raise BrokenSeal("Sealed under another key: name it in LEMBAR_SECRET_KEY_BEFORE.") from error


def seal_anew() -> int:
    """Put every secret under a seal of the key of now; how many lie under a key that nobody has and stay so."""
    broken, sealed = 0, f"{SEALED}{_name(settings.SECRET_KEY)}:"
    for pk, data in list(Authenticator.objects.values_list("pk", "data")):
        if any(not data[name].startswith(sealed) for name in SECRETS if name in data):
            try:
                _seal_row_anew(pk)
            except BrokenSeal:
                broken += 1
    return broken


@transaction.atomic
def _seal_row_anew(pk: int) -> None:
    """Its secrets as they are now: whoever signs in meanwhile notes in the same row which codes were used."""
    if row := Authenticator.objects.select_for_update().filter(pk=pk).first():
        row.data |= {name: seal(opened(row.data[name])) for name in SECRETS if name in row.data}
        row.save(update_fields=["data"])


@lru_cache
def _gcm(key: str) -> AESGCM:
    return AESGCM(_derived(key, OF_GCM, 32))


@lru_cache
def _name(key: str) -> str:
    """Says which key, and nothing of it."""
    return _derived(key, NAME, 4).hex()


@lru_cache
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(key, PURPOSE, 32)))


def _derived(key: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(key.encode())
