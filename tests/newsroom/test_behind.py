import io
import os
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from tempfile import TemporaryFile

import pytest

from articles.reading.public import DRAWN_FROM
from newsroom.behind import CALL, THREADS, Behind, Interrupted
from tests.site import wait_until

STAYING = []  # until the run ends: threads wait on them
REQUEST = {"REQUEST_METHOD": "GET", "PATH_INFO": "/latest/", "QUERY_STRING": "", "wsgi.multithread": True}


class Behaving:
    """A Django that keeps what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["wsgi.input"].read()))
        environ[DRAWN_FROM].append("a page")
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"one, ", b"two"]


def answering(django) -> Behind:
    """Threads take the part of the other process."""
    behind = made()
    threading.Thread(target=behind.answer, args=[django], daemon=True).start()
    return behind


def made() -> Behind:
    STAYING.append(Behind())
    return STAYING[-1]


def asked(behind: Behind, **said) -> tuple:
    told, drawn_from = [], []
    body = behind(REQUEST | {DRAWN_FROM: drawn_from} | said, lambda *answer: told.append(answer))
    return *told[0], b"".join(body), drawn_from


def test_what_django_answers_comes_back_whole_with_what_the_page_was_drawn_from():
    answer = asked(answering(Behaving()))

    assert answer == ("200 OK", [("Content-Type", "text/plain")], b"one, two", ["a page"])


def test_a_person_does_not_become_nobody_on_the_way():
    """By that list Django knows whose request it is (public.py)."""

    def django(environ, start_response):
        start_response("200 OK", [])
        return [str(DRAWN_FROM in environ).encode()]

    body = answering(django)(REQUEST, lambda *told: None)

    assert b"".join(body) == b"False"


@pytest.mark.parametrize("size", [1, 3_000_000])
@pytest.mark.parametrize("kept", [io.BytesIO, TemporaryFile])
def test_a_body_goes_along(size, kept):
    django, data = Behaving(), os.urandom(size)

    with kept() as body:
        body.write(data)
        body.seek(0)
        asked(answering(django), REQUEST_METHOD="POST", CONTENT_LENGTH=str(size), **{"wsgi.input": body})

    assert django.asked == [("POST", "/latest/", data)]


def test_requests_wait_for_a_process_that_is_only_coming_up():
    behind = made()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(asked, behind)
        assert not waiting.done()
        threading.Thread(target=behind.answer, args=[Behaving()], daemon=True).start()

        assert waiting.result(20)[0] == "200 OK"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_ended_a_process_is_asked_of_no_other(method):
    behind = made()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(asked, behind, REQUEST_METHOD=method)
        _call, passed, _flags, _sender = socket.recv_fds(behind.answering, len(CALL), 2)
        for one in passed:
            os.close(one)

        with pytest.raises(Interrupted):
            waiting.result(20)


def test_a_process_may_end_in_the_middle_of_its_answer():
    behind = made()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(asked, behind)
        _call, (web,), _flags, _sender = socket.recv_fds(behind.answering, len(CALL), 2)
        os.write(web, (1000).to_bytes(4, "big") + b"the beginning")
        os.close(web)

        with pytest.raises(Interrupted):
            waiting.result(20)


def test_a_body_that_was_lost_on_its_way_is_no_empty_one(caplog):
    django = Behaving()
    behind = answering(django)
    ours, theirs = socket.socketpair()
    with Connection(ours.detach()) as web:
        with theirs:
            socket.send_fds(behind.asking, [CALL], [theirs.fileno()])
        web.send((REQUEST | {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": "9"}, b"", True))
        with pytest.raises(EOFError):
            web.recv()

    wait_until(lambda: "A body was lost" in caplog.text)
    assert django.asked == []


def test_a_fault_in_one_request_leaves_the_threads_to_others(caplog):
    def failing(environ, start_response):
        raise SystemExit("in the middle")

    behind = answering(failing)
    for _number in range(THREADS + 1):
        with pytest.raises(Interrupted):
            asked(behind, REQUEST_METHOD="POST")

    wait_until(lambda: caplog.text.count("A request was not answered") == THREADS + 1)


def test_there_are_as_many_threads_as_requests_at_once_and_no_more_than_some():
    seen, together = set(), threading.Barrier(THREADS)

    def django(environ, start_response):
        seen.add(threading.get_ident())
        if environ["PATH_INFO"] == "/together/":
            together.wait(20)
        start_response("200 OK", [])
        return []

    behind = answering(django)
    for _number in range(20):
        asked(behind)
    alone = len(seen)
    with ThreadPoolExecutor(3 * THREADS) as pool:
        list(pool.map(lambda _number: asked(behind, PATH_INFO="/together/"), range(3 * THREADS)))

    assert alone < 5  # who asks again at once may come before the first thread is idle
    assert len(seen) == THREADS


def test_no_socket_stays_open():
    behind = answering(Behaving())
    asked(behind)
    before = len(os.listdir("/proc/self/fd"))
    for _number in range(50):
        asked(behind)

    assert len(os.listdir("/proc/self/fd")) <= before + 1


def test_a_thread_that_cannot_begin_leaves_the_request_to_be_answered_and_is_not_counted(monkeypatch):
    behind = answering(Behaving())
    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", no_room)
        assert asked(behind)[0] == "200 OK"
        wait_until(lambda: behind.idle == 1)
        assert behind.threads == 1

    assert asked(behind)[0] == "200 OK"
    wait_until(lambda: behind.idle == 2)
    assert behind.threads == 2


def no_room(_thread):
    raise RuntimeError("can't start new thread")
