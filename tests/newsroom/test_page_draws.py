import threading
from concurrent.futures import ThreadPoolExecutor

from articles.reading.public import DRAWN_FROM, DrawnFrom
from newsroom.pagecache.layer import PageCache
from newsroom.pagecache.looking import LOOKS_AFTER, Stamps
from tests.newsroom.test_doorway import REQUEST


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
