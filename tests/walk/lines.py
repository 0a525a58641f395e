"""Owns a document told in lines: `kind:id words`, where one letter of id stands for eight, "?" for a new one.

`p` paragraph, `h2` section, `h3` heading, `q` quote, `qq` large quote, `ul` and `ol` with a line `li` for each item,
`hr`, `photo` and `ra` (their code as words). In words `**bold**`, `_italic_`, `[words](address)`, "/" a break;
"|" is the caret, two of them hold a selection. A line "|" is a caret between blocks.
"""

import re

KINDS = {
    "p": "paragraph", "h2": "section", "h3": "heading", "q": "quote", "qq": "quote", "ul": "bullets", "ol": "numbers",
    "li": "item", "hr": "rule", "photo": "photo", "ra": "readalso",
}  # fmt: skip
NAMES = {kind: name for name, kind in KINDS.items() if name != "qq"}
CODES = {"photo": "photo", "readalso": "code"}
LINE = re.compile(r"(\w+)(?::([a-z]))?(?: (.*))?", re.S)
PIECE = re.compile(
    r"\[(?P<link>[^]]+)\]\((?P<href>[^)]+)\)|\*\*(?P<strong>.+?)\*\*|(?<!\w)_(?P<em>.+?)_(?!\w)|(?P<br> / )"
)
Place = tuple[str, int]


def read(text) -> tuple[dict, Place | None, Place | None]:
    """The document, and the two ends of what is selected."""
    blocks: list[dict] = []
    carets: list[Place] = []
    for line in text:
        found = LINE.fullmatch(line)
        assert found, line
        name, letter, words = found[1], found[2] or "", found[3] or ""
        own = letter * 8
        bare = re.sub(r"\*\*|\]\([^)]+\)|\[|(?<!\w)_|_(?!\w)", "", words).replace(" / ", "/")
        while "|" in bare:
            carets.append((own, bare.index("|")))
            bare = bare.replace("|", "", 1)
        _add(blocks, name, own, words.replace("|", ""))
    ends = (carets[0], carets[-1]) if carets else (None, None)
    return {"type": "doc", "content": blocks}, *ends


def _add(blocks: list[dict], name: str, own: str, words: str) -> None:
    kind = KINDS[name]
    node: dict = {"type": kind, "attrs": {"id": own}}
    if kind in CODES:
        node["attrs"][CODES[kind]] = words.strip()
    elif kind == "quote":
        node["attrs"]["pull"] = name == "qq"
    elif kind == "numbers":
        node["attrs"]["start"] = int(words or 1)
    inline = [] if kind in CODES or kind == "numbers" else inline_of(words)
    if kind == "item":
        line = {"type": "line", "content": inline} if inline else {"type": "line"}
        blocks[-1].setdefault("content", []).append({**node, "content": [line]})
    else:
        blocks.append({**node, "content": inline} if inline else node)


def inline_of(words: str) -> list[dict]:
    nodes, last = [], 0
    for found in PIECE.finditer(words):
        nodes.append(_text(words[last : found.start()]))
        last = found.end()
        if found["br"]:
            nodes.append({"type": "break"})
        elif found["href"]:
            link = {"type": "link", "attrs": {"href": found["href"]}}
            nodes += [
                _text(words=one.get("text", ""), marks=[link, *one.get("marks", [])])
                for one in inline_of(found["link"])
            ]
        else:
            mark = "strong" if found["strong"] else "em"
            inside = inline_of(found[mark])
            nodes += [_text(one["text"], [{"type": mark}, *one.get("marks", [])]) for one in inside]
    nodes.append(_text(words[last:]))
    return [node for node in nodes if node.get("text") or node["type"] == "break"]


def _text(words: str, marks: list[dict] | None = None) -> dict:
    return {"type": "text", "marks": marks, "text": words} if marks else {"type": "text", "text": words}


def told(doc: dict, *carets: Place) -> list[str]:
    """The lines of a document, with the caret when its places are given."""
    marks: dict[str, list[int]] = {}
    for own, offset in dict.fromkeys(map(tuple, carets)):
        marks.setdefault(own, []).append(offset)
    out = []
    for block in doc["content"]:
        out.append(_line(block, marks))
        if block["type"] in {"bullets", "numbers"}:
            out += [_line(item, marks) for item in block["content"]]
    for offset in marks.get("", []):
        out.insert(offset, "|")
    return out


def _line(node: dict, carets: dict[str, list[int]]) -> str:
    kind, attrs = node["type"], node["attrs"]
    name = "qq" if attrs.get("pull") else NAMES[kind]
    own = attrs["id"]
    is_given = own and own == own[0] * 8
    places = carets.get(own, []) if kind not in {"bullets", "numbers"} else []
    content = node["content"][0].get("content", []) if kind == "item" else node.get("content", [])
    if kind in CODES:
        words = attrs[CODES[kind]] + "|" * bool(places)
    elif kind == "rule":
        words = "|" * bool(places)
    elif kind in {"bullets", "numbers"}:
        words = "" if attrs.get("start", 1) == 1 else str(attrs["start"])
    else:
        words = _words(content, sorted(places))
    told = f"{name}:{own[0] if is_given else '?'}"
    return f"{told} {words}" if words else told


def _words(content: list[dict], places: list[int]) -> str:
    out, at = "", 0
    for node in content:
        text = node.get("text", "/")
        size = len(text.encode("utf-16-le")) // 2
        cuts = [place - at for place in places if at <= place < at + size]
        places = [place for place in places if not at <= place < at + size]
        for cut in reversed(cuts):
            text = text[:cut] + "|" + text[cut:]
        out += _marked(text, node) if node["type"] == "text" else text.replace("/", " / ")
        at += size
    return out + "|" * bool(places)


def _marked(text: str, node: dict) -> str:
    for mark in reversed(node.get("marks", [])):
        href = mark.get("attrs", {}).get("href")
        text = f"[{text}]({href})" if href else f"**{text}**" if mark["type"] == "strong" else f"_{text}_"
    return text
