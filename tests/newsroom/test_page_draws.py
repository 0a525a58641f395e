import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

from articles.reading.public import DRAWN_FROM, DrawnFrom
from newsroom.pagecache.counting import EVERY, Readings
from newsroom.pagecache.layer import PageCache
from newsroom.pagecache.looking import LOOKS_AFTER, Stamps
from newsroom.pagecache.stored import WORTH_IT, Page
from tests.newsroom.test_behind import no_room
from tests.newsroom.test_doorway import REQUEST
from tests.site import wait_until


class Slow:
    """A Django that counts how many pages it draws together."""

    def __init__(self):
        self.lock, self.now, self.most = threading.Lock(), 0, 0

    def __call__(self, environ, start_response):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        threading.Event().wait(0.05)
        with self.lock:
            self.now -= 1
        environ[DRAWN_FROM].append(DrawnFrom(frozenset(), frozenset(), None))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [environ["PATH_INFO"].encode()]


def test_one_page_is_drawn_at_a_time_and_all_of_them_come():
    django, paths = Slow(), ["/", "/latest/", "/topics/", "/people/", "/corrections/", "/about/"]
    cache = PageCache(django, Stamps(lambda _query: [("", 1)]))

    def ask(path: str) -> bytes:
        return b"".join(cache(REQUEST | {"PATH_INFO": path}, lambda *told: None))

    with ThreadPoolExecutor(len(paths)) as pool:
        answers = list(pool.map(ask, paths))

    assert answers == [path.encode() for path in paths]
    assert django.most == 1


def test_a_page_that_waited_while_a_stamp_moved_is_drawn_once():
    rows, begun, drawn = [("", 1)], threading.Event(), []

    def django(environ, start_response):
        drawn.append(environ["PATH_INFO"])
        if environ["PATH_INFO"] == "/about/":
            begun.set()
            threading.Event().wait(LOOKS_AFTER + 0.2)  # so long that the other one waits, and looks again
            rows[:] = [("", 2), ("lists", 2)]
        environ[DRAWN_FROM].append(DrawnFrom(frozenset({"lists"}), frozenset(), None))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"a page"]

    cache = PageCache(django, Stamps(lambda _query: rows))
    with ThreadPoolExecutor(2) as pool:
        pool.submit(lambda: list(cache(REQUEST | {"PATH_INFO": "/about/"}, lambda *told: None)))
        assert begun.wait(20)
        answer = pool.submit(lambda: list(cache(REQUEST | {"PATH_INFO": "/latest/"}, lambda *told: None)))

    assert answer.result() == [b"a page"]
    assert drawn.count("/latest/") == 1


def test_long_made_up_headers_take_no_room():
    def django(environ, start_response):
        if DRAWN_FROM in environ:
            environ[DRAWN_FROM].append(DrawnFrom(frozenset(), frozenset(), None, counted=7))
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"a page"]

    def shout(number: int) -> None:
        long = f"{number:0100000}"
        for said in ({"ACCEPT_ENCODING": f"br, {long}"}, {"X_FORWARDED_PROTO": long}, {"HOST": f"localhost:{long}"}):
            told = {"HTTP_HOST": "localhost", "HTTP_USER_AGENT": f"Firefox {long}"}
            told |= {f"HTTP_{name}": words for name, words in said.items()}
            list(cache(REQUEST | {"PATH_INFO": "/about/"} | told, lambda *_told: None))

    cache = PageCache(django, Stamps(lambda _query: [("", 1)]))
    shout(0)

    tracemalloc.start()
    for number in range(10):
        shout(number)
    kept, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert kept < 300_000


def test_readers_are_answered_where_the_machine_has_no_room_for_a_thread(monkeypatch):
    page, readings = Page(b"a page" * 50, [], DrawnFrom(frozenset(), frozenset(), None), (None, 0)), Readings()
    readings.written_at -= 2 * EVERY
    with monkeypatch.context() as full:
        full.setattr(threading.Thread, "start", no_room)
        readings.note(7, {"HTTP_USER_AGENT": "Firefox"})
        for _reader in range(WORTH_IT):
            page.hit()

    page.hit()

    wait_until(lambda: "br" in page.codings)
    assert readings.counts == {7: 1}


def test_a_look_that_fails_has_failed_for_all_who_waited_for_it():
    looks = []

    def away(_query):
        looks.append(threading.Event().wait(0.2))
        raise OSError("no answer")

    stamps, readers = Stamps(away), 20
    with ThreadPoolExecutor(readers) as pool:
        answers = list(pool.map(lambda _reader: stamps.are_known(), range(readers)))

    assert answers == [False] * readers
    assert len(looks) < 3
    before = len(looks)
    stamps.are_known()
    assert len(looks) == before + 1  # whoever comes later looks again
