"""Owns which characters may stand in what machines read: what XML cannot hold is left out, of JSON too."""

import re
from collections.abc import Mapping

# https://www.w3.org/TR/xml/#charsets: controls, lone surrogates and two signs that are none. Read by `re`.
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(told):
    """A text without what no parser takes; a list or a mapping with only such texts; anything else as it is."""
    if isinstance(told, str):
        return _UNWRITABLE.sub("", told)
    if isinstance(told, Mapping):
        return {name: writable(value) for name, value in told.items()}
    return [writable(one) for one in told] if isinstance(told, list) else told
