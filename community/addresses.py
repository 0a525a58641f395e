"""Owns where a request came from: as far as our own proxies vouch for it, and no farther."""

import ipaddress
import re

from django.conf import settings

_WITH_PORT = re.compile(r"\[(?P<six>[^]]+)\](?::\d+)?|(?P<four>\d+\.\d+\.\d+\.\d+):\d+")


def address_of(request) -> str:
    """What the outermost of our `LEMBAR_PROXIES` saw; "" when nobody can tell.

    Each proxy adds to the right of X-Forwarded-For whom it spoke to. What stands further left the caller made up. With
    fewer entries than proxies somebody came past them, and the connection's own address counts.
    """
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if settings.PROXIES else []
    seen = told[-settings.PROXIES] if 0 < settings.PROXIES <= len(told) else ""
    return _read(seen) or _read(request.META.get("REMOTE_ADDR", ""))


def network_of(request) -> str:
    """What a limit counts by: an IPv4 address, or the /64 of IPv6, which one household has to itself."""
    address = address_of(request)
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if ":" in address else address or "unknown"


def _read(text: str) -> str:
    """An address as everybody writes it: without a port, and IPv4 where it is only mapped into IPv6."""
    text = text.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
