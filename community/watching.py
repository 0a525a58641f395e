"""Owns what the log keeps of sign-ins and refusals: no name, no address, only numbers and keyed traces of them.

Equal traces are one address or one network, so that guessing is seen; without the site's key nobody can tell whose.
"""

import logging

from django.utils.crypto import salted_hmac

from community.addresses import network_of

log = logging.getLogger("lembar.security")
SALT = "community.watching"


def note(what: str, request, *, level: int = logging.WARNING, **facts) -> None:
    """One line: what happened, from where, at which of our addresses, and the `facts`, which hold nothing typed."""
    match = getattr(request, "resolver_match", None)
    told = {"network": trace(network_of(request)), "at": match.view_name if match else ""} | facts
    log.log(level, "%s %s", what, " ".join(f"{name}={value}" for name, value in told.items()))


def trace(text: str) -> str:
    return salted_hmac(SALT, text.casefold(), algorithm="sha256").hexdigest()[:12]
