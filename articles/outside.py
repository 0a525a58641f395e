"""Owns how the site speaks to another machine: one short request to an address of the settings, and no further."""

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

PATIENCE = 10  # seconds for each answer
KINDS = {"http": HTTPConnection, "https": HTTPSConnection}


class NotTaken(Exception):
    """It was not reached, or did not take what it was told."""


def tell(method: str, address: str, body: bytes = b"", **headers: str) -> None:
    """Raises NotTaken unless the answer is 2xx.

    No redirect is followed, so no answer leads into a network that only we can reach; and no variable of the
    environment names a proxy. Names of headers are written with _ for -.
    """
    place = urlsplit(address)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = KINDS[place.scheme](place.hostname, place.port, timeout=PATIENCE)
    try:
        connection.request(method, place._replace(scheme="", netloc="").geturl() or "/", body, told)
        answer = connection.getresponse()
    except (OSError, HTTPException, ValueError) as error:
        raise NotTaken(repr(error)) from error
    finally:
        connection.close()
    if answer.status // 100 != 2:
        raise NotTaken(f"{answer.status} {answer.reason}")
