"""Owns a stored page, its bytes in every coding with their own ETag, and the room that all of them may take."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from functools import lru_cache

import brotli
from django.utils import timezone

from articles.reading.public import DrawnFrom
from community.stamps import SITE
from newsroom.pagecache.looking import Stamps

WORTH_IT = 32  # answers after which a page is compressed as well as can be
ONE_AT_A_TIME = threading.Lock()  # or after a change of all pages compressing would take every core
MOST_ANSWERS, LONGEST_SAID = 4, 1000  # answers that a page remembers, and letters of what was said for one
KEPT_FOR = 600  # seconds; in case that something changed which no stamp tells of
AGED_AFTER = 60  # seconds after which also what may be late must be right
CODINGS = ("br", "gzip", "")  # the first that a browser takes
ASKED = 512  # bytes: a longer Accept-Encoding is not read
LEFT_OUT = {"content-length", "vary", "etag"}
Headers = list[tuple[str, str]]


class Page:
    """One public page as Django drew it; `before` says what had changed by then (`Stamps.now`). Times are those of the
    monotonic clock."""

    def __init__(self, body: bytes, headers: Headers, drawn_from: DrawnFrom, before: tuple[object, int]):
        self.body, self.drawn_from, (self.epoch, self.drawn_at) = body, drawn_from, before
        self.headers = [(name, value) for name, value in headers if name.lower() not in LEFT_OUT]
        self.headers += [("Vary", "Accept-Encoding")]
        self.counted = drawn_from.counted
        self.digest = hashlib.sha256(body).hexdigest()[:20]
        now, until = time.monotonic(), drawn_from.until
        self.drawn, self.ends = now, now + KEPT_FOR
        if until:
            self.ends = min(self.ends, now + (until - timezone.now()).total_seconds())
        self.compared_with, self.hits, self.answers = None, 0, {}
        self.codings, self.is_dense = {"": (f'"{self.digest}"', body)}, False  # by coding: ETag, bytes

    def is_right(self, stamps: Stamps) -> bool:
        """Whether nothing that it shows has changed since it was drawn."""
        changes = stamps.changes  # read before the numbers: another look may come in between
        if self.compared_with is not changes:
            if self.epoch is not stamps.epoch or stamps.have_moved({SITE, *self.drawn_from.stamps}, self.drawn_at):
                return False
            if stamps.have_moved(self.drawn_from.aged, self.drawn_at):
                self.ends = min(self.ends, self.drawn + AGED_AFTER)
            self.compared_with = changes
        return time.monotonic() < self.ends

    def in_coding(self, coding: str) -> tuple[Headers, bytes]:
        """The headers and the bytes, compressed when they are first asked for."""
        if coding not in self.codings:
            self.codings.setdefault(coding, (f'"{self.digest}-{coding}"', COMPRESS[coding](self.body)))
        etag, body = self.codings[coding]
        told = [("ETag", etag), ("Content-Length", str(len(body)))]
        return self.headers + told + ([("Content-Encoding", coding)] if coding else []), body

    def is_known(self, if_none_match: str, coding: str) -> bool:
        """Whether a browser that sent this has this page. RFC 9110, 13.1.2: compared weakly, one of many or any; so
        what was sent before the bytes became fewer is known too."""
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or bool({self.codings[coding][0], f'"{self.digest}-{coding}"'} & tags)

    def hit(self) -> None:
        """One more answer. What is read is worth fewer bytes: a twelfth less, for 50 ms beside the answers. While
        another page gets that it waits for a later answer."""
        self.hits += 1
        if self.hits >= WORTH_IT and not self.is_dense and ONE_AT_A_TIME.acquire(blocking=False):
            self.is_dense = True
            try:
                threading.Thread(target=self._make_denser, daemon=True).start()
            except RuntimeError:  # the machine has no room for one: at a later answer
                self.is_dense = False
                ONE_AT_A_TIME.release()

    def _make_denser(self) -> None:
        try:
            dense = brotli.compress(self.body, mode=brotli.MODE_TEXT, quality=11)
        finally:
            ONE_AT_A_TIME.release()
        self.codings["br"] = f'"{self.digest}-br-dense"', dense
        self.answers.clear()

    def remember(self, said: tuple, answer: tuple[Headers, list[bytes]]) -> None:
        """How a request that says this is answered; few and short ones, so that made-up ones take no room."""
        if sum(map(len, filter(None, said))) > LONGEST_SAID:
            return
        if len(self.answers) >= MOST_ANSWERS:
            self.answers.clear()
        self.answers[said] = answer

    @property
    def size(self) -> int:
        """Bytes, about: both codings and the headers of a few answers are counted ahead."""
        return 2 * len(self.body) + 10_000


COMPRESS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
}


def coding_for(accepted: str) -> str:
    """The best coding that an Accept-Encoding takes, "" for the bytes as they are. RFC 9110, 12.5.3."""
    return _coding_for(accepted) if len(accepted) <= ASKED else ""


@lru_cache(256)
def _coding_for(accepted: str) -> str:
    weights = {}
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        weights[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next(coding for coding in CODINGS if not coding or weights.get(coding, weights.get("*", False)))


class Shelf:
    """The stored pages by their key, at most `room` bytes of them. The least read of the oldest goes first."""

    def __init__(self, room: int):
        self.room, self.taken = room, 0
        self.pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self.lock = threading.Lock()

    def put(self, key: tuple[str, str], page: Page) -> None:
        if page.size > self.room // 8:
            return
        with self.lock:
            self._take_out(key)
            self.pages[key], self.taken = page, self.taken + page.size
            while self.taken > self.room:
                self._make_room()

    def _make_room(self) -> None:
        """The oldest page goes, unless it was read: then it counts half and is the newest again."""
        key, page = next(iter(self.pages.items()))
        if page.hits:
            page.hits //= 2
            self.pages.move_to_end(key)
        else:
            self._take_out(key)

    def _take_out(self, key: tuple[str, str]) -> None:
        if page := self.pages.pop(key, None):
            self.taken -= page.size

    def take_out(self, key: tuple[str, str], page: Page | None) -> None:
        """Forget a page that is wrong by now, unless another stands there already."""
        with self.lock:
            if page and self.pages.get(key) is page:
                self._take_out(key)
