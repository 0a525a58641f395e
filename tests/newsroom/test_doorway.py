import io
import json
import os
import tempfile
import threading
from contextlib import contextmanager

import pytest

from newsroom.behind import Interrupted
from newsroom.doorway import FEIGNED, FOR_BODIES, IN_MEMORY, MOST_BYTES, Doorway

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

    Doorway(django)(REQUEST | secrets, django.start)

    assert django.environ == REQUEST


def test_a_variable_that_looks_like_a_header_stays_outside(django, monkeypatch):
    monkeypatch.setattr("newsroom.doorway.FEIGNED", frozenset({"HTTP_PROXY"}))

    Doorway(django)(REQUEST | {"HTTP_PROXY": "http://me:rahasia@proxy"}, django.start)

    assert django.environ == REQUEST


def test_the_variables_that_look_like_headers_are_those_of_the_process():
    named = {name for name in os.environ if name.startswith("HTTP_")}

    assert named == FEIGNED


def test_a_body_without_a_length_is_refused(django):
    answer = Doorway(django)(REQUEST | {"HTTP_TRANSFER_ENCODING": "chunked"}, django.start)

    assert (django.status, b"".join(answer)) == ("411 Length Required", b"Length Required")


def sending(data: bytes, **said) -> dict:
    return REQUEST | {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(data)), "wsgi.input": io.BytesIO(data)} | said


def test_a_body_with_a_length_comes_in_whole():
    bodies = []

    def reading(environ, start_response):
        bodies.append(environ["wsgi.input"].read())
        start_response("200 OK", [])
        return [b""]

    for data in (b"abc", b"a" * (3 * IN_MEMORY)):
        Doorway(reading)(sending(data), lambda *told: None)

    assert bodies == [b"abc", b"a" * (3 * IN_MEMORY)]


def test_a_body_that_broke_off_does_not_reach_django(django):
    Doorway(django)(sending(b"title=Pas", CONTENT_LENGTH="20"), django.start)

    assert django.status == "400 Bad Request"
    assert not hasattr(django, "environ")


def test_a_body_that_is_too_large_is_told_so_and_not_read(django):
    answer = Doorway(django)(sending(b"", CONTENT_LENGTH=str(MOST_BYTES + 1)), django.start)

    assert django.status == "413 Content Too Large"
    assert "berkas yang lebih kecil" in b"".join(answer).decode()


class Slow:
    """A body that arrives only when it is let."""

    def __init__(self):
        self.arriving, self.begun = threading.Event(), threading.Semaphore(0)

    def read(self, size: int) -> bytes:
        self.begun.release()
        self.arriving.wait(20)
        return b"a" * size


@contextmanager
def slow_ones(doorway, networks: list[str]):
    """A body that does not come from each of these addresses."""
    slow = Slow()
    asked = [sending(b"abc", REMOTE_ADDR=network) | {"wsgi.input": slow} for network in networks]
    threads = [threading.Thread(target=doorway, args=(one, lambda *told: None)) for one in asked]
    for thread in threads:
        thread.start()
        slow.begun.acquire()
    yield
    slow.arriving.set()
    for thread in threads:
        thread.join()


def test_bodies_that_come_slowly_leave_threads_to_readers_and_are_told_so(django):
    statuses, doorway = [], Doorway(django)

    with slow_ones(doorway, ["192.0.2.1", "192.0.2.2"] * (FOR_BODIES // 2)):
        sentence = b"".join(doorway(sending(b"abc"), lambda *told: statuses.append(told)))
        doorway(REQUEST, lambda *told: statuses.append(told))
    doorway(sending(b"abc"), lambda *told: statuses.append(told))

    assert [status for status, _headers in statuses] == ["503 Service Unavailable", "200 OK", "200 OK"]
    assert dict(statuses[0][1])["Retry-After"] == "30"
    assert b"kirim lagi" in sentence


def test_one_network_leaves_room_for_the_bodies_of_others(django):
    statuses, doorway = [], Doorway(django)

    with slow_ones(doorway, ["192.0.2.1"] * (FOR_BODIES // 2)):
        for network in ("192.0.2.1", "192.0.2.2"):
            doorway(sending(b"abc", REMOTE_ADDR=network), lambda *told: statuses.append(told[0]))

    assert statuses == ["503 Service Unavailable", "200 OK"]


@pytest.mark.parametrize(("asked", "words"), [(REQUEST, "Muat halaman"), (sending(b"title=Pasar"), "tersimpan")])
def test_whose_process_ended_is_told_what_to_do(asked, words):
    statuses = []

    def ending(environ, start_response):
        raise Interrupted

    sentence = b"".join(Doorway(ending)(asked, lambda *told: statuses.append(told)))

    assert statuses[0][0] == "503 Service Unavailable"
    assert dict(statuses[0][1])["Retry-After"] == "3"
    assert words in sentence.decode()


@pytest.mark.parametrize("said", [{"HTTP_X_WRITER": "7"}, {"HTTP_ACCEPT": "application/json"}])
def test_a_script_whose_process_ended_reads_a_sentence_as_it_reads_all_others(said):
    told = []

    def ending(environ, start_response):
        raise Interrupted

    answer = b"".join(Doorway(ending)(sending(b"{}") | said, lambda *one: told.append(one)))

    [(status, headers)] = told
    assert (status, dict(headers)["Content-Type"], dict(headers)["Retry-After"]) == (
        "503 Service Unavailable", "application/json", "3",
    )  # fmt: skip
    assert json.loads(answer).keys() == {"sentence", "note"}
    assert "lihat apakah sudah tersimpan" in json.loads(answer)["sentence"]


def test_a_large_body_without_room_for_it_is_told_so_and_a_small_one_needs_none(django, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    statuses, doorway = [], Doorway(django)

    sentence = b"".join(doorway(sending(b"a" * (IN_MEMORY + 1)), lambda *told: statuses.append(told[0])))
    doorway(sending(b"a" * IN_MEMORY), lambda *told: statuses.append(told[0]))

    assert statuses == ["503 Service Unavailable", "200 OK"]
    assert "tidak ada tempat" in sentence.decode()
