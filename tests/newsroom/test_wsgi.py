import os
import sqlite3
import threading
from functools import partial

import pytest
from django.db import connection, connections

from newsroom import wsgi
from tests.site import wait_until

REQUEST = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/",
    "QUERY_STRING": "",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "localhost",
    "HTTP_X_FORWARDED_PROTO": "https",
    "wsgi.url_scheme": "http",
}


class Listening:
    """A Django that keeps what it was asked, and a server that keeps what it was answered."""

    def __call__(self, environ, start_response):
        self.environ = environ
        start_response("200 OK", [])
        return [b""]

    def start(self, status, headers):
        self.status = status


@pytest.fixture
def django():
    return Listening()


def test_only_the_request_reaches_django(django):
    secrets = {"DATABASE_URL": "postgres://lembar:rahasia@db/lembar", "LEMBAR_SECRET_KEY": "rahasia", "PATH": "/bin"}

    wsgi.Doorway(django)(REQUEST | secrets, django.start)

    assert django.environ == REQUEST


def test_a_variable_that_looks_like_a_header_stays_outside(django, monkeypatch):
    monkeypatch.setattr(wsgi, "FEIGNED", frozenset({"HTTP_PROXY"}))

    wsgi.Doorway(django)(REQUEST | {"HTTP_PROXY": "http://me:rahasia@proxy"}, django.start)

    assert django.environ == REQUEST


def test_the_variables_that_look_like_headers_are_those_of_the_process():
    named = {name for name in os.environ if name.startswith("HTTP_")}

    assert named == wsgi.FEIGNED


def test_a_body_without_a_length_is_refused(django):
    answer = wsgi.Doorway(django)(REQUEST | {"HTTP_TRANSFER_ENCODING": "chunked"}, django.start)

    assert (django.status, b"".join(answer)) == ("411 Length Required", b"Length Required")


def test_a_body_with_a_length_is_let_in(django):
    wsgi.Doorway(django)(REQUEST | {"CONTENT_LENGTH": "3"}, django.start)

    assert django.status == "200 OK"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's connections")
@pytest.mark.django_db(transaction=True)
def test_the_connection_of_a_thread_that_ended_is_closed_by_the_next_one():
    held = []

    def work(environ, start_response):
        connection.ensure_connection()
        held.append(connections[connection.alias])  # as Django's circles do, until the garbage collector comes
        held.append(connection.connection)
        return [b""]

    doorway = wsgi.Doorway(work)
    for _ in range(2):
        thread = threading.Thread(target=lambda: doorway(REQUEST, lambda *answer: None))
        thread.start()
        wait_until(partial(wsgi.has_ended, thread.native_id))

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        held[1].execute("SELECT 1")
    doorway.held.popitem()[1].connection.close()
