"""Owns which hosts an address may name: public ones only, kept in punycode.

Read as a browser reads them (WHATWG URL, UTS 46 without transition), since what counts is where the click leads:
`127.1`, `0x7f000001` and fullwidth digits are addresses too. No name is looked up.
"""

import ipaddress
import re
import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.characters import has_hidden, is_mark, scripts_in

_SEPARATORS = re.compile("[\u3002\uff0e\uff61]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_NOT_PUBLIC = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "lan",
    "home",
    "corp",
    "intranet",
    "private",
    "home.arpa",
)
_WORLD6 = ipaddress.ip_network("2000::/3")
# Documentation, and the tunnels that carry an IPv4 address inside; Python calls some of them global.
_NOT_WORLD6 = [ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_NOT_WORLD4 = [ipaddress.ip_network(net) for net in ("192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4")]


class RefusedHost(ValueError):
    """The host cannot be read or is not public; `sentence` says so."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def clean_host(host: str) -> str:
    """`host` in small letters and punycode, IPv4 in four parts, IPv6 in brackets. Raises RefusedHost."""
    if host.startswith("["):
        return f"[{_public6(host[1:-1])}]"
    dotted = _SEPARATORS.sub(".", host.lower())
    name = unicodedata.normalize("NFKC", dotted).lower()
    if name.count(".") != dotted.count("."):
        # A sign that holds a full stop, like "1." in one; browsers refuse it.
        raise RefusedHost(_("The host of this address cannot be read."))
    name = name.removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _public4(labels)
    labels = [_clean_label(label, is_last=at == len(labels) - 1) for at, label in enumerate(labels)]
    name = ".".join(labels)
    if len(name) > 253:
        raise RefusedHost(_("The host of this address is too long."))
    if len(labels) == 1 or name.endswith(tuple(f".{suffix}" for suffix in _NOT_PUBLIC)):
        raise RefusedHost(_("This address is not on the public web."))
    return name


def _clean_label(label: str, *, is_last: bool) -> str:
    written = _decoded(label) if label.startswith("xn--") else label
    if not written.isascii():
        _check_letters(written, is_last=is_last)
        label = f"xn--{written.encode('punycode').decode('ascii')}"
    if not _LABEL.fullmatch(label):
        raise RefusedHost(_("The host of this address cannot be read."))
    return label


def _decoded(label: str) -> str:
    """What punycode stands for; refused when no browser would have written it so."""
    try:
        written = label[4:].encode("ascii").decode("punycode") if len(label) < 64 else ""
    except UnicodeError:
        written = ""
    if written.isascii() or has_hidden(written) or written != unicodedata.normalize("NFKC", written.lower()):
        raise RefusedHost(_("The host of this address cannot be read."))
    return written


def _check_letters(label: str, *, is_last: bool) -> None:
    """Letters, digits, dashes and pictures; an ending that mixes scripts imitates a known one."""
    kinds = {unicodedata.category(sign) for sign in label if sign not in "-_"}
    odd = not kinds <= {"Ll", "Lm", "Lo", "Mn", "Mc", "Nd", "So", "Sk"}
    if odd or is_mark(label[0]) or label[0] == "-" or label[-1] == "-":
        raise RefusedHost(_("The host of this address cannot be read."))
    if is_last and len(scripts_in(label)) > 1:
        raise RefusedHost(_("The ending of this host mixes alphabets. Type it again by hand."))


def _public4(labels: list[str]) -> str:
    """One to four numbers, decimal, octal or hexadecimal, the last filling what is left, as `inet_aton` reads them."""
    try:
        numbers = [_number(label) for label in labels]
    except ValueError:
        numbers = []
    room = 256 ** (5 - len(numbers)) if numbers else 0
    if not 0 < len(numbers) < 5 or max(numbers[:-1], default=0) > 255 or numbers[-1] >= room:
        raise RefusedHost(_("There is no such number address."))
    whole = sum(number << (24 - 8 * at) for at, number in enumerate(numbers[:-1])) + numbers[-1]
    address = ipaddress.IPv4Address(whole)
    if not address.is_global or any(address in net for net in _NOT_WORLD4):
        raise RefusedHost(_("This address is not on the public web."))
    return str(address)


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label) or len(label) > 20:
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)


def _public6(text: str) -> str:
    try:
        address = ipaddress.IPv6Address(text)
    except ValueError:
        raise RefusedHost(_("The host of this address cannot be read.")) from None
    if address.scope_id or address not in _WORLD6 or any(address in net for net in _NOT_WORLD6):
        raise RefusedHost(_("This address is not on the public web."))
    return str(address)
