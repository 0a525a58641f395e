"""Documents made by hand, and how their words are counted, for the tests of everything that reads one."""

import unicodedata
from collections import Counter

INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
# Fillers, variation selectors, and places that Unicode keeps for signs that show nothing.
SHOWS_NOTHING = [
    (0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x3164, 0x3164),
    (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0xE0000, 0xE0FFF),
]  # fmt: skip


def a_text(text: str, *marks: str, href: str = "") -> dict:
    given = [{"type": "link", "attrs": {"href": href}}] if href else []
    given += [{"type": mark} for mark in marks]
    return {"type": "text", "marks": given, "text": text} if given else {"type": "text", "text": text}


def a_block(kind: str, *inline: dict, id: str = "abcd2345", **attrs) -> dict:
    node = {"type": kind, "attrs": {"id": id, **attrs}}
    return {**node, "content": list(inline)} if inline else node


def an_item(*inline: dict, id: str) -> dict:
    line = {"type": "line", "content": list(inline)} if inline else {"type": "line"}
    return {"type": "item", "attrs": {"id": id}, "content": [line]}


def a_doc(*blocks: dict) -> dict:
    return {"type": "doc", "content": list(blocks)}


def paragraphs(*texts: str) -> dict:
    return a_doc(*(a_block("paragraph", a_text(text), id=f"abcd{at:04}") for at, text in enumerate(texts)))


def the_words(text: str) -> Counter:
    """Every visible sign with how often it stands, whatever was joined, split or composed."""
    return Counter(sign for sign in unicodedata.normalize("NFD", text) if is_visible(sign))


def is_visible(sign: str) -> bool:
    code = ord(sign)
    is_nothing = code & 0xFFFE == 0xFFFE or any(first <= code <= last for first, last in SHOWS_NOTHING)
    return unicodedata.category(sign) not in INVISIBLE and not is_nothing


def all_texts(node: dict) -> str:
    inside = "".join(all_texts(child) for child in node.get("content", ()))
    return f"{node.get('text', '')}{inside}"


def words_of(block: dict) -> str:
    """The words of one block, items parted by a bar, what is no text as a slash."""
    if block["type"] in {"bullets", "numbers"}:
        return "|".join(words_of(item["content"][0]) for item in block["content"])
    return "".join(node.get("text", "/") for node in block.get("content", ()))
