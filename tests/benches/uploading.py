"""Owns phones on a slow line: so many at once that send a photo, 20 kB a second each."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

PHONES, BYTES_A_SECOND, STEP = 40, 20_000, 0.1
LENGTH = 25_000_000  # so that none of them ends meanwhile
HEAD = (
    "POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    f"Content-Length: {LENGTH}\r\n\r\n"
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
)


class Phones(threading.Thread):
    """Sends from all of them until it is told to end; `broken` are connections that were broken off."""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.ending, self.broken = threading.Event(), []
        self.phones = [socket.create_connection(("127.0.0.1", port)) for _phone in range(PHONES)]

    def run(self) -> None:
        for phone in self.phones:
            phone.sendall(HEAD.encode())
        while not self.ending.wait(STEP):
            for phone in self.phones:
                try:
                    phone.sendall(b"a" * int(BYTES_A_SECOND * STEP))
                except OSError as fault:
                    self.broken.append(fault)
        for phone in self.phones:
            phone.close()


@contextmanager
def uploading(port: int) -> Iterator[None]:
    """While this lasts, every phone sends. Raises when a connection was broken off."""
    phones = Phones(port)
    phones.start()
    time.sleep(1)
    try:
        yield
    finally:
        phones.ending.set()
        phones.join()
    assert phones.broken == []
