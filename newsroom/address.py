"""Owns where the site is served, and that nobody else serves there: the address, the lock on var/, the port."""

import errno
import fcntl
import ipaddress
import os
import socket
import time
from pathlib import Path

PATIENCE = 2  # seconds; the last child of a supervisor that was killed may still be closing its port


class CannotServe(Exception):
    """What stands in the way, as one sentence for whoever started it."""


def resolved(host: str, port: int) -> str:
    """The address of a host name; IPv4 where there is a choice, since that is what people type. Raises CannotServe."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CannotServe(f"HOST={host} has no address on this machine.") from error
    return str(min(found, key=lambda one: one[0] != socket.AF_INET)[4][0])


def is_loopback(address: str) -> bool:
    return ipaddress.ip_address(address).is_loopback


def shown(host: str, address: str, port: int) -> str:
    """The address as one opens it. `localhost`, because passkeys do not work on 127.0.0.1."""
    name = "localhost" if is_loopback(address) else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def claim(var: Path, url: str) -> int:
    """Hold `var` until this process ends; the descriptor that holds it. Raises CannotServe.

    A POSIX record lock: the kernel frees it with the process, and forked children do not inherit it. It would also be
    lost when this process closed the file a second time, so nobody here opens it again.
    """
    var.mkdir(parents=True, exist_ok=True)
    lock = os.open(var / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        where = os.read(lock, 200).decode() or "another address"
        os.close(lock)
        raise CannotServe(f"{var} is already being served at {where}") from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, url.encode(), 0)
    return lock


def check_port(address: str, port: int) -> None:
    """Bind the port with a plain socket and let go: the web server itself would share a taken one in silence.

    Raises CannotServe.
    """
    until = time.monotonic() + PATIENCE
    while (failure := _bind_once(address, port)) == errno.EADDRINUSE and time.monotonic() < until:
        time.sleep(0.05)
    if failure == errno.EADDRINUSE:
        raise CannotServe(f"Port {port} on {address} is taken by another program. Choose another one with PORT=.")
    if failure:
        raise CannotServe(f"Port {port} on {address} cannot be opened: {os.strerror(failure)}.")


def _bind_once(address: str, port: int) -> int | None:
    """The error's number, None when the port is free."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OverflowError:
            return errno.EINVAL
        except OSError as error:
            return error.errno
    return None
