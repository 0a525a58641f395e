"""Owns what a safe web address is: in an article, as a photo's source, and as the place to go after signing in.

The rules are those of tests/corpora/README.md, "Links". Nothing is looked up: whether a public name resolves to a
private address is for whoever connects to find out.
"""

import re
from collections.abc import Set as AbstractSet
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.characters import has_hidden, trim
from community.hosts import RefusedHost, clean_host

MAX_LENGTH = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_WEB = re.compile(r"(https?)://([^/?#\\]++)(?!\\)(.*)", re.IGNORECASE | re.ASCII)
_BARE = re.compile(r"([^/?#\\:@]++)(?![\\:@])(.*)")
_MAIL = re.compile(r"(?:mailto:)?([a-z0-9][a-z0-9!#$&'*+/=^_`{|}~.-]{0,63})@([^@/?#\\%\s]+)", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"tel:(\+?[0-9][0-9().-]{1,24})", re.IGNORECASE | re.ASCII)
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "%/?#:@!$&'()*+,;=~[]"


class RefusedAddress(ValueError):
    """The address is not safe or cannot be read; `sentence` says why, for the person who typed it."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def clean_link(text: str) -> str:
    """The address as it is stored: http, https, mailto, a phone number, a path of our own or a place on the page.

    Raises RefusedAddress. `clean_link(clean_link(x)) == clean_link(x)`.
    """
    address = _opened(text)
    if address.startswith(("/", "#")):
        return _within_limit(_own_path(address))
    if phone := _PHONE.fullmatch(address.replace(" ", "")):
        return f"tel:{phone[1]}"
    if mail := _MAIL.fullmatch(address):
        return _within_limit(f"mailto:{mail[1]}@{_host(mail[2])}")
    return _web_address(address)


def clean_source(text: str) -> str:
    """The address of a photo's source: http and https only. Raises RefusedAddress."""
    address = _opened(text)
    if address.startswith(("/", "#")):
        raise RefusedAddress(_("A source is a full web address, beginning with https://."))
    return _web_address(address)


def is_safe_next(text: str, own_hosts: AbstractSet[str] = frozenset()) -> bool:
    """Whether sign-in may go there: a path of our own that begins with one slash, or https on one of `own_hosts`."""
    if not text or len(text) > MAX_LENGTH or has_hidden(text) or text != trim(text):
        return False
    try:
        if text.startswith("/"):
            return bool(_own_path(text))
        host = text.removeprefix("https://").split("/")[0]
        return text.startswith("https://") and host in own_hosts and text == clean_source(text)
    except RefusedAddress:
        return False


def is_elsewhere(address: str) -> bool:
    """Whether a cleaned address leads off this page by http or https; those links are not vouched for."""
    return address.startswith(("http://", "https://"))


def _opened(text: str) -> str:
    """`text` without outer white space, byte order marks and the angle brackets of mail programs."""
    address = trim(trim(text).strip("\ufeff"))
    if address.startswith("<") and address.endswith(">"):
        address = trim(address[1:-1])
    if not address:
        raise RefusedAddress(_("Type an address."))
    if has_hidden(address):
        raise RefusedAddress(_("The address holds invisible characters. Type it again by hand."))
    return _within_limit(address)


def _within_limit(address: str) -> str:
    if len(address) > MAX_LENGTH:
        raise RefusedAddress(_("The address is longer than 2,000 characters."))
    return address


def _own_path(address: str) -> str:
    """A path or a fragment. Browsers read a backslash as a slash, and two slashes as another site."""
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if address == "#" or "\\" in address or "//" in path:
        raise RefusedAddress(_("This address leads nowhere on this site."))
    return _encoded(address)


def _web_address(address: str) -> str:
    """`address` with scheme, host in punycode, port unless usual, and encoded rest. Raises RefusedAddress."""
    if web := _WEB.fullmatch(address):
        scheme, authority, rest = web[1].lower(), web[2], web[3]
    elif not _SCHEME.match(address) and (bare := _BARE.fullmatch(address)):
        scheme, authority, rest = "https", bare[1], bare[2]
    else:
        raise RefusedAddress(_("Only addresses that begin with http:// or https:// can be linked."))
    if "\\" in re.split(r"[?#]", rest, maxsplit=1)[0]:
        raise RefusedAddress(_("The address holds a backslash. Did you mean a slash?"))
    return _within_limit(f"{scheme}://{_authority(scheme, authority)}{_encoded(rest) or '/'}")


def _authority(scheme: str, authority: str) -> str:
    if "@" in authority:
        raise RefusedAddress(_("The address holds a user name before its host. Leave that part out."))
    found = re.fullmatch(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]*))?", authority)
    if not found:
        raise RefusedAddress(_("The host of this address cannot be read."))
    host = _host(found[1])
    port = int(found[2][:9]) if found[2] else DEFAULT_PORTS[scheme]
    if not 0 < port < 65536:
        raise RefusedAddress(_("There is no such port."))
    return host if port == DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _host(host: str) -> str:
    try:
        return clean_host(host)
    except RefusedHost as refusal:
        raise RefusedAddress(refusal.sentence) from None


def _encoded(rest: str) -> str:
    """Path, query and fragment in ASCII. What was encoded already stays; quotes and angle brackets never stand raw."""
    return quote(_LONE_PERCENT.sub("%25", rest), safe=_KEPT)
