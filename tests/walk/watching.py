"""Owns how Chromium shows a page that was drawn in this process, and what it notes that no page of ours may do.

The policy of the site is left out, so that only what we write, escape and clean protects: a dialog, a request beyond
our own files, or an element that the same page with harmless words does not have is a fault.
"""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Error, Route, sync_playwright

from newsroom.staticfiles import JOINED
from tests.site import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ORIGIN = "http://localhost"
PICTURES = re.compile(rf"{ORIGIN}/(media|portraits)/[a-z0-9]{{8}}/[0-9a-z-]+\.(avif|webp|jpg)")
STATIC = ROOT / "newsroom" / "static"
PIXEL = (STATIC / "card.png").read_bytes()
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
# Every element by its name and the names of its attributes, then every address that a browser would not just open.
CENSUS = """(root) => {
  const shapes = new Set();
  for (const one of root.querySelectorAll("*")) {
    shapes.add(`${one.localName}[${[...one.attributes].map((a) => a.name).sort().join(" ")}]`);
    for (const name of ["href", "xlink:href", "src", "action", "formaction", "data", "poster", "srcset"]) {
      const scheme = one.getAttribute(name)?.replace(/[\\x00-\\x20]/g, "").match(/^([a-z][a-z0-9+.-]*):/i)?.[1];
      if (scheme && !/^(https?|mailto|tel)$/i.test(scheme)) shapes.add(`${one.localName} ${name}=${scheme}:`);
    }
    if (one.localName === "script" && !one.type.endsWith("json") && !one.getAttribute("src")?.startsWith("/static/")) {
      shapes.add("a script of somebody else");
    }
  }
  return [...shapes];
}"""
OF_SHOWN = f"() => ({CENSUS})(document)"
OF_PARSED = f"(pages) => pages.map((page) => ({CENSUS})(new DOMParser().parseFromString(page, 'text/html')))"


Shown = tuple[str, bytes, str]  # address, body, content type


@dataclass(frozen=True)
class Sight:
    """What Chromium saw of one page: its elements' shapes, everything that happened without being asked for, and what
    a question of the test was answered."""

    shapes: frozenset[str]
    happened: tuple[str, ...]
    told: Any = None

    def faults(self, harmless: "Sight") -> list[str]:
        """What this page has or does and `harmless`, the same page with other words, does not."""
        return [*self.happened, *sorted(self.shapes - harmless.shapes)]


class Tab:
    """One page of Chromium, what it is shown, and what happened there."""

    def __init__(self, context):
        self.page, self.happened = context.new_page(), []
        self.shown: Shown = ("", b"", "")
        self.page.on("dialog", self._note_dialog)
        self.page.on("popup", lambda page: self.happened.append(f"window {page.url}"))

    def _note_dialog(self, dialog) -> None:
        if dialog.type == "beforeunload":  # our own, when a page with unsaved words is left
            dialog.accept()
        else:
            self.happened.append(f"dialog {dialog.message}")
            dialog.dismiss()

    def answer(self, route: Route) -> None:
        address, body, kind = self.shown
        asked = route.request.url
        name = asked.removeprefix(f"{ORIGIN}/static/").partition("?")[0]
        files = [STATIC / part for part in JOINED.get(name, (name,))]
        if asked == address and route.request.is_navigation_request():
            route.fulfill(body=body, content_type=kind)
        elif asked.startswith(f"{ORIGIN}/static/") and all(file.is_file() for file in files):
            data = b"\n".join(file.read_bytes() for file in files)
            route.fulfill(body=data, content_type=TYPES.get(Path(name).suffix, "image/png"))
        elif PICTURES.fullmatch(asked):
            route.fulfill(body=PIXEL, content_type="image/png")
        else:
            self.happened.append(f"request {asked[:200]}")
            stays = route.request.is_navigation_request()  # a page that wants to go elsewhere stays on screen
            route.abort("aborted" if stays else "failed")


class Watcher:
    """One Chromium in a thread of its own, since Django's connections do not work beside Playwright's loop."""

    def __init__(self):
        self.thread = ThreadPoolExecutor(1)
        self.thread.submit(self._start).result()

    def see(self, path: str, answer: HttpResponseBase, asked: str = "null") -> Sight:
        """What becomes of `answer` in a browser that got it at `path`; `asked` is a question in JavaScript."""
        return self.begin_to_see([(path, answer)], asked).result()[0]

    def begin_to_see(self, answers: list[tuple[str, HttpResponseBase]], asked: str = "null") -> Future:
        """The same of several at once, while the caller draws the next ones."""
        shown = [(f"{ORIGIN}{path}", whole(answer), answer.headers["Content-Type"]) for path, answer in answers]
        return self.thread.submit(self._see, shown, asked)

    def begin_to_parse(self, pages: list[str]) -> Future:
        """The shapes of each page as Chromium parses it, without showing it: a thousand in the time of ten."""
        return self.thread.submit(self._parse, pages)

    def stop(self) -> None:
        self.thread.submit(self._stop).result()
        self.thread.shutdown()

    def _start(self) -> None:
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path=where_chromium_is(), args=FLAGS)
        self._open()

    def _open(self) -> None:
        """A browser that nothing of an earlier page is left in."""
        self.tabs: list[Tab] = []
        self.context = self.chromium.new_context(service_workers="block")  # its requests belong to no tab
        self.context.set_default_timeout(10_000)
        self.context.route("**/*", self._answer)

    def _stop(self) -> None:
        self.chromium.close()
        self.playwright.stop()

    def _see(self, shown: list[Shown], asked: str) -> list[Sight]:
        while len(self.tabs) < len(shown):
            self.tabs.append(Tab(self.context))
        tabs = self.tabs[: len(shown)]
        try:
            for tab, one in zip(tabs, shown, strict=True):
                tab.happened, tab.shown = [], one
                tab.page.goto(one[0])
            told = [tab.page.evaluate(asked) for tab in tabs]
            tabs[0].page.wait_for_timeout(100)  # what starts by a timer or by a picture that fails
            seen = zip(tabs, told, strict=True)
            return [Sight(frozenset(tab.page.evaluate(OF_SHOWN)), tuple(tab.happened), answer) for tab, answer in seen]
        except Error as error:  # a page that holds itself up, or leads away
            self.context.close()
            self._open()
            return [Sight(frozenset(), (*tab.happened, f"error {error.message.splitlines()[0]}")) for tab in tabs]

    def _parse(self, pages: list[str]) -> list[frozenset[str]]:
        if not self.tabs:
            self.tabs.append(Tab(self.context))
        return [frozenset(shapes) for shapes in self.tabs[0].page.evaluate(OF_PARSED, pages)]

    def _answer(self, route: Route) -> None:
        page = route.request.frame.page
        next((tab for tab in self.tabs if tab.page == page), self.tabs[0]).answer(route)


def whole(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@contextmanager
def watching() -> Iterator[Watcher]:
    """A watcher that is stopped afterwards. Skips the test where there is no Chromium."""
    where_chromium_is()
    watcher = Watcher()
    yield watcher
    watcher.stop()


@contextmanager
def a_chromium() -> Iterator[Browser]:
    """One that is closed afterwards. Skips the test where there is none."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where_chromium_is(), args=FLAGS)
        yield browser
        browser.close()


def where_chromium_is() -> str:
    return shutil.which("chromium") or pytest.skip("There is no Chromium on this machine. Debian package: chromium")
