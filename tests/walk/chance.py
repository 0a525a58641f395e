"""Owns random writing: what a hand may do in the studio, by the keys of a desk and through the keyboard of a phone."""

import random

from articles import body
from tests.walk import kept
from tests.walk.typing import Paper

WORDS = "angin timur tiba _pelan_ **sekali** di kampung; 'rumah-rumah' é dan 2*3 (pasar)".split(" ")
SHORTCUTS = ["## ", "### ", "> ", ">> ", "- ", "1. ", "---", "***", "**tebal**", "_miring_"]
MOVES = "ArrowLeft ArrowRight ArrowUp ArrowDown Home End Control+Home Control+End".split()
RANGES = "Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown Shift+End Control+a".split()
TOOLS = "strong em section heading quote bullets numbers up down undo redo".split()
START = [
    "p:a Pembuka yang **tebal** dan [bertautan](https://berita.example/a)", "h2:b Bagian _satu_", "photo:c foto2345",
    "ul:d", "li:e Butir satu", "li:f Butir dua", "hr:g", "q:h Kutipan", "ra:i kode2345", "ol:j 3", "li:k Tiga", "p:m",
]  # fmt: skip
MOST_BLOCKS = 40


class Hand:
    """One who writes at random; what was done is kept, so that a fault can be told."""

    def __init__(self, paper: Paper, seed: int, *, phone: bool):
        self.paper, self.chance, self.phone = paper, random.Random(seed), phone
        self.done: list[str] = []
        paper.set(*START)

    def act(self) -> None:
        """One thing, and then the text must be in order."""
        kinds = [
            (self.write, 6), (self.enter, 3), (self.erase, 4), (self.place, 5), (self.reach, 2), (self.shortcut, 2),
            (self.clipboard, 3), (self.paste, 1), (self.tool, 4), (self.again, 3), (self.move, 1),
        ]  # fmt: skip
        kind = self.chance.choices([one for one, _ in kinds], [weight for _, weight in kinds])[0]
        kind()
        self.check()

    def check(self) -> None:
        told = self.paper.page.evaluate("() => paper.rested()")
        doc = without_marks_on_breaks(told["doc"])
        ids = [
            unit["attrs"]["id"]
            for block in doc["content"]
            for unit in [block, *block.get("content", [])]
            if "attrs" in unit
        ]
        assert len(set(ids)) == len(ids), f"an id twice after {self.done[-3:]}"
        odd = [pair for pair in zip(doc["content"], body.clean(doc)["content"], strict=False) if pair[0] != pair[1]]
        assert odd == [], f"not in normal form after {self.done[-3:]}: {odd[:1]}"
        assert told["wrong"] == [], f"drawn wrong after {self.done[-3:]}: {told['wrong']}"
        if len(doc["content"]) > MOST_BLOCKS:
            self.paper.set(*START)

    def say(self, what: str) -> None:
        self.done.append(what)

    def press(self, *keys: str) -> None:
        self.say(" ".join(keys))
        self.paper.press(*keys)

    def write(self) -> None:
        words = " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 3))) + self.chance.choice(["", " "])
        self.say(f"write {words!r}")
        if self.phone and self.chance.random() < 0.7:
            middle = len(words) // 2
            self.paper.compose(words[:1], words[: max(1, middle)], words)
        elif self.phone:
            self.paper.keyboard.insert_text(words)
        else:
            self.paper.type(words)

    def enter(self) -> None:
        self.press(self.chance.choice(["Enter", "Enter", "Enter", "Shift+Enter"]))

    def erase(self) -> None:
        self.press(self.chance.choice(["Backspace", "Backspace", "Delete"]))

    def place(self) -> None:
        at = self.chance.random()
        to = at if self.chance.random() < 0.7 else min(1.0, at + self.chance.random() * 0.3)
        self.say(f"select {at:.3f} {to:.3f}")
        self.paper.page.evaluate("([at, to]) => paper.selectSome(at, to)", [at, to])

    def reach(self) -> None:
        self.press(self.chance.choice(MOVES), *self.chance.choices(RANGES, [4, 4, 2, 2, 2, 1], k=2), "…")

    def shortcut(self) -> None:
        sign = self.chance.choice(SHORTCUTS)
        self.press("End", "Enter")
        self.say(f"write {sign!r}")
        if self.phone:
            self.paper.keyboard.insert_text(sign)
        else:
            self.paper.type(sign)
        if self.chance.random() < 0.3:
            self.press("Backspace")

    def clipboard(self) -> None:
        self.press(self.chance.choice(["Control+c", "Control+x", "Control+v", "Control+v"]))

    def paste(self) -> None:
        source = self.chance.choice(list(kept.PASTES))
        self.say(f"paste {source}")
        self.paper.paste(kept.PASTES[source].get("html", ""), kept.PASTES[source].get("text", ""))

    def tool(self) -> None:
        name = self.chance.choice(TOOLS)
        self.say(f"tool {name}")
        self.paper.page.evaluate("(name) => document.querySelector(`[data-tool=${name}]`).click()", name)

    def again(self) -> None:
        self.press(*self.chance.choices(["Control+z", "Control+y"], [2, 1], k=self.chance.randint(1, 3)))

    def move(self) -> None:
        self.press(self.chance.choice(["Alt+ArrowUp", "Alt+ArrowDown"]))


def without_marks_on_breaks(node: dict) -> dict:
    """Bold over several lines marks their breaks too; nobody sees it, and the server takes it off."""
    if node["type"] == "break":
        return {"type": "break"}
    content = {"content": [without_marks_on_breaks(child) for child in node["content"]]} if "content" in node else {}
    return {**node, **content}
