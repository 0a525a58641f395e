"""Owns how a document becomes HTML for readers: the only place that vouches for markup made of a writer's words.

It draws documents in normal form, as `clean()` gives them. Every word is escaped here; what comes ready (photos,
read-alsos) must be SafeString.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.body.reading import shown_inline, text_of
from articles.body.schema import LISTS, TEXT_BLOCKS, Kind, Node
from community.links import is_elsewhere

NOTHING: Mapping[str, SafeString] = MappingProxyType({})
# Links that people set are not vouched for: search engines are told so, and the page behind learns nothing.
OUTWARD = ' rel="nofollow ugc noopener"'
DATELINE = "dateline"
_TAGS = {Kind.PARAGRAPH: "p", Kind.SECTION: "h2", Kind.HEADING: "h3", Kind.QUOTE: "p"}


@dataclass(frozen=True)
class Block:
    """One top-level block as readers see it; `html` is empty for a block that shows nothing.

    A text without any paragraph has its dateline alone: a block of type "dateline" without an id, before the others.
    """

    id: str
    type: str
    html: SafeString


class _Part(NamedTuple):
    """A block before its frame: neighbours with an equal `frame` are drawn inside one (quotes)."""

    id: str
    type: str
    frame: str
    inside: str


class Ready(NamedTuple):
    """What comes drawn from elsewhere; see `blocks`."""

    figures: Mapping[str, SafeString]
    read_alsos: Mapping[str, SafeString]
    cards: Mapping[str, SafeString]


def blocks(
    doc: Node,
    figures: Mapping[str, SafeString] = NOTHING,
    read_alsos: Mapping[str, SafeString] = NOTHING,
    cards: Mapping[str, SafeString] = NOTHING,
    dateline: str = "",
) -> list[Block]:
    """One Block for each top-level block of `doc`.

    `figures` and `read_alsos` hold the inside of a photo's figure by its public id, and of a read-also's aside by the
    article's code; what is missing there shows nothing. `cards` hold what stands instead of a paragraph that is one
    link, by the block's id. `dateline` is plain text, put before the words of the first
    paragraph.
    """
    parts = _parts(doc, Ready(figures, read_alsos, cards), dateline)
    return [Block(part.id, part.type, mark_safe(_framed(part.frame, part.inside))) for part in parts]


def render(
    doc: Node,
    figures: Mapping[str, SafeString] = NOTHING,
    read_alsos: Mapping[str, SafeString] = NOTHING,
    cards: Mapping[str, SafeString] = NOTHING,
    dateline: str = "",
) -> SafeString:
    """The whole body, with neighbouring quotes as one. Arguments as for `blocks`."""
    parts = _parts(doc, Ready(figures, read_alsos, cards), dateline)
    drawn = [
        _framed(frame, "".join(part.inside for part in group))
        for frame, group in groupby(parts, key=lambda part: part.frame)
    ]
    return mark_safe("".join(drawn))


def _parts(doc: Node, ready: Ready, dateline: str) -> list[_Part]:
    opener = format_html('<span class="dateline">{}</span>', dateline) if dateline else ""
    first = next((block for block in doc["content"] if _opens(block, ready)), None)
    parts = [_part(block, ready, f"{opener} \u2013 " if opener and block is first else "") for block in doc["content"]]
    if opener and first is None and any(part.inside for part in parts):
        parts.insert(0, _Part("", DATELINE, "", f"<p>{opener}</p>"))
    return parts


def _opens(block: Node, ready: Ready) -> bool:
    """Whether the dateline may stand before its words."""
    return block["type"] == Kind.PARAGRAPH and _has_words(block) and block["attrs"]["id"] not in ready.cards


def _part(block: Node, ready: Ready, opener: str) -> _Part:
    kind, attrs = Kind(block["type"]), block["attrs"]
    frame = ""
    if kind == Kind.PARAGRAPH and attrs["id"] in ready.cards:
        inside = _ready("div", ' class="read-also away"', block, ready.cards[attrs["id"]])
    elif kind in TEXT_BLOCKS:
        inside = _text(_TAGS[kind], block, opener)
        if kind == Kind.QUOTE:
            frame = '<blockquote class="pull-quote">' if attrs["pull"] else "<blockquote>"
    elif kind in LISTS:
        inside = _list(block)
    elif kind == Kind.PHOTO:
        inside = _ready("figure", "", block, ready.figures.get(attrs["photo"]))
    elif kind == Kind.READALSO:
        inside = _ready("aside", ' class="read-also"', block, ready.read_alsos.get(attrs["code"]))
    else:
        inside = f"<hr{_anchor(block)}>"
    return _Part(attrs["id"], kind.value, frame, inside)


def _framed(frame: str, inside: str) -> str:
    return f"{frame}{inside}</blockquote>" if frame and inside else inside


def _has_words(block: Node) -> bool:
    units = block["content"] if block["type"] in LISTS else [block]
    return any(text_of(unit).strip() for unit in units)


def _anchor(unit: Node) -> str:
    """The attributes by which remarks and corrections link to a block. Ids are [a-z0-9]{8} in every clean document."""
    block_id = escape(unit["attrs"]["id"])
    return f' id="b-{block_id}" data-block="{block_id}"'


def _text(tag: str, unit: Node, opener: str = "") -> str:
    """One text block or item; nothing when it has no words."""
    return f"<{tag}{_anchor(unit)}>{opener}{_inline(shown_inline(unit))}</{tag}>" if _has_words(unit) else ""


def _list(block: Node) -> str:
    tag = "ul" if block["type"] == Kind.BULLETS else "ol"
    start = block["attrs"].get("start", 1)
    items = "".join(_text("li", item) for item in block["content"])
    numbered = f' start="{int(start)}"' if start != 1 else ""
    return f"<{tag}{_anchor(block)}{numbered}>{items}</{tag}>" if items else ""


def _ready(tag: str, attributes: str, block: Node, inside: SafeString | None) -> str:
    """Markup that was made elsewhere, in its frame; a plain string among it is escaped."""
    if inside is None:
        return ""
    return format_html(
        "<{}{}{}>{}</{}>", mark_safe(tag), mark_safe(attributes), mark_safe(_anchor(block)), inside, mark_safe(tag)
    )


def _inline(nodes: list[Node]) -> str:
    """Texts with their marks, link outermost."""
    return "".join(_link(href, list(group)) for href, group in groupby(nodes, key=_href))


def _link(href: str, nodes: list[Node]) -> str:
    words = "".join(_strong(bold, group) for bold, group in groupby(nodes, key=lambda node: _has(node, "strong")))
    if not href:
        return words
    return f'<a href="{escape(href)}"{OUTWARD if is_elsewhere(href) else ""}>{words}</a>'


def _strong(bold: bool, nodes: Iterable[Node]) -> str:
    words = "".join(_em(node) for node in nodes)
    return f"<strong>{words}</strong>" if bold else words


def _em(node: Node) -> str:
    if node["type"] == Kind.BREAK:
        return "<br>"
    text = f"<mark>{escape(node['text'])}</mark>" if _has(node, "noted") else escape(node["text"])
    return f"<em>{text}</em>" if _has(node, "em") else text


def _has(node: Node, mark: str) -> bool:
    return any(given["type"] == mark for given in node.get("marks", ()))


def _href(node: Node) -> str:
    return next((mark["attrs"]["href"] for mark in node.get("marks", ()) if mark["type"] == "link"), "")
