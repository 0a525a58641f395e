"""Owns the documents of tests/documents: read by the server's tests and by the browser's, so that both sides agree.

nodes.json: one document for each node; limits.json: each limit, told by what is repeated; pastes/: what a clipboard
holds and the blocks that it becomes.
"""

import json
from pathlib import Path

from tests.walk import lines

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
NODES = {one["what"]: lines.read(one["lines"])[0] for one in json.loads((DOCUMENTS / "nodes.json").read_text())}
LIMITS = {one["what"]: one for one in json.loads((DOCUMENTS / "limits.json").read_text())}
PASTES = {file.stem: json.loads(file.read_text()) for file in sorted((DOCUMENTS / "pastes").glob("*.json"))}


def at_limit(limit: dict, over: int = 0) -> dict:
    """The largest document that the limit allows; with `over` 1 the smallest that it refuses."""
    times = limit["times"] + over
    if "letter" in limit:
        blocks = [_paragraph(limit["letter"] * times)]
    elif "href" in limit:
        link = {"type": "link", "attrs": {"href": limit["href"].ljust(times, "x")}}
        blocks = [_paragraph("kata", marks=[link])]
    else:
        blocks = [limit["block"]] * times + limit.get("more", [])
    blocks = [{**block, "attrs": {"id": f"{at:08}", **block["attrs"]}} for at, block in enumerate(blocks)]
    return {"type": "doc", "content": [{**limit["within"], "content": blocks}] if "within" in limit else blocks}


def _paragraph(text: str, **marks) -> dict:
    return {"type": "paragraph", "attrs": {}, "content": [{"type": "text", **marks, "text": text}]}


def becomes(paste: dict) -> dict:
    """The document that a paste makes, without ids."""
    return lines.read(paste["becomes"])[0]
