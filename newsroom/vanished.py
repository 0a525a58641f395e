"""Owns that a connection ends whose other side vanished: a phone in a tunnel closes nothing, and sends nothing more."""

import os
import socket
import stat
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

OURS = Path("/proc/self/fd")
SILENT, APART, ASKED = 60, 10, 3  # seconds without a byte, between two questions of the kernel's, questions
OPTIONS = [
    (socket.SOL_SOCKET, "SO_KEEPALIVE", 1),
    (socket.IPPROTO_TCP, "TCP_KEEPIDLE", SILENT),
    (socket.IPPROTO_TCP, "TCP_KEEPINTVL", APART),
    (socket.IPPROTO_TCP, "TCP_KEEPCNT", ASKED),
]


def ending_vanished(application: Callable) -> Callable:
    """The application; from its first request on the kernel asks silent connections whether somebody is there.

    Granian has no option for it and opens its port after it has loaded the application, so the port is looked for among
    the open files. What it accepts has the same options. Where there is no /proc nothing is done.
    """
    first = threading.Lock()

    def asked(environ: dict, start_response: Callable) -> Iterable[bytes]:
        if first.acquire(blocking=False):  # and never released
            for number in listening():
                with socket.socket(fileno=os.dup(number)) as port:
                    for level, name, value in OPTIONS:
                        port.setsockopt(level, getattr(socket, name), value)
        return application(environ, start_response)

    return asked


def listening() -> list[int]:
    """The descriptors of this process at which it accepts connections from the network."""
    return [number for number in map(int, os.listdir(OURS)) if _accepts(number)] if OURS.exists() else []


def _accepts(number: int) -> bool:
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            return False
        with socket.socket(fileno=os.dup(number)) as found:
            is_of_network = found.family in (socket.AF_INET, socket.AF_INET6)
            return is_of_network and bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False  # closed meanwhile, as the one is that listed them
