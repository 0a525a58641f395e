"""Owns how a test sets, writes in and reads the studio's text: by keys, by the clipboard, through a phone's keyboard.

A text is told in lines, `kind:id words` (see `lines.py`); "|" is the caret, two of them hold a selection.
"""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.walk import lines, rooms, studio

ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"
CAUGHT = Path(__file__).with_name("caught.js").read_text()


class Paper:
    """One open sheet whose text is set and read in lines."""

    def __init__(self, page: Page):
        self.page, self.keyboard = page, page.keyboard
        self.cdp = page.context.new_cdp_session(page)
        page.evaluate(CAUGHT)

    def set(self, *text: str) -> "Paper":
        """A new text with a new history, and the caret where "|" stands."""
        doc, anchor, head = lines.read(text)
        self.page.evaluate("(given) => paper.set(...given)", [doc, anchor, head])
        return self

    def select(self, *text: str) -> "Paper":
        """Only the caret moves; the words of `text` count as they stand."""
        _doc, anchor, head = lines.read(text)
        self.page.evaluate("(given) => paper.select(...given)", [anchor, head])
        return self

    def json(self) -> dict:
        """The text as it would be saved, checked by the schema."""
        return self.page.evaluate("() => paper.read()")["doc"]

    def read(self) -> list[str]:
        """The text in lines with the caret; an id that `set` did not give is "?"."""
        told = self.page.evaluate("() => paper.read()")
        return lines.told(told["doc"], told["anchor"], told["head"])

    def words(self) -> list[str]:
        """`read` without the caret."""
        return lines.told(self.json())

    def press(self, *keys: str) -> "Paper":
        """Keys one after another; "…" waits: no hand is faster than the browser tells of a new selection."""
        for key in keys:
            if key == "…":
                self.page.wait_for_timeout(60)
            else:
                self.keyboard.press(key)
        return self

    def type(self, words: str) -> "Paper":
        self.keyboard.type(words)
        return self

    def paste(self, html: str = "", text: str = "") -> "Paper":
        self.page.evaluate("([html, text]) => paper.paste(html, text)", [html, text])
        return self

    def compose(self, *steps: str) -> "Paper":
        """A word as a phone's keyboard makes it: it grows while composing, and is then committed."""
        for step in steps:
            self.cdp.send(
                "Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
            )
        self.cdp.send("Input.insertText", {"text": steps[-1]})
        return self

    def violations(self) -> list[str]:
        """What the policy refused since the last call, but for Chrome's own joining of blocks, which has no source."""
        told = self.page.evaluate("() => paper.violations.splice(0)")
        return [one for one in told if one.strip() != "style-src-attr"]


@contextmanager
def an_open_paper(site, browser, writer, *, phone: bool = False):
    """An empty sheet at a desk, or in the browser of a phone."""
    how = {"has_touch": True, "is_mobile": True, "user_agent": ANDROID} if phone else {}
    page = rooms.sheet(browser, site, writer, rooms.NARROW if phone else rooms.WIDE, **how)
    studio.ready(page)
    yield Paper(page)
    page.context.close()
