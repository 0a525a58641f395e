"""Owns how tests read what machines read: through real parsers, and held against schemas (tests/schemas)."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fastjsonschema
import feedparser
from django.test import Client
from lxml import etree

Invalid = fastjsonschema.JsonSchemaException
SCHEMAS = Path(__file__).resolve().parent / "schemas"
KINDS = ("rss.xml", "atom.xml", "feed.json")
NO_HELP = etree.XMLParser(recover=False, resolve_entities=False, no_network=True)


@cache
def schema(name: str) -> etree.RelaxNG | etree.XMLSchema:
    kind = etree.RelaxNG if name.endswith("rng") else etree.XMLSchema
    return kind(etree.parse(SCHEMAS / name))


@cache
def _judge(name: str) -> Callable[[dict], dict]:
    return fastjsonschema.compile(json.loads((SCHEMAS / name).read_text()))


def valid(told: dict, against: str) -> dict:
    """What was told, if it fits the JSON schema of that name. Raises Invalid."""
    return _judge(against)(told)


def xml(source: bytes, against: str) -> etree._Element:
    """The root of a document that is well-formed, and valid against the schema of that name."""
    root = etree.fromstring(source, NO_HELP)
    schema(against).assertValid(root)
    return root


def got(path: str) -> bytes:
    answer = Client().get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content


def entries(path: str) -> list[dict]:
    """What a reader's program takes from each entry of a feed: id, address, title, writer, dek, text, times, topics."""
    return entries_of(got(path), path)


def entries_of(source: bytes, path: str) -> list[dict]:
    if path.endswith("json"):
        return [_of_json(item) for item in valid(json.loads(source), "json_feed.json")["items"]]
    xml(source, "atom.rng" if path.endswith("atom.xml") else "rss.rng")
    read = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    assert not read.bozo, read.bozo_exception
    return [_of_xml(entry) for entry in read.entries]


def _of_json(item: dict) -> dict:
    return {
        "id": item["id"], "address": item["url"], "title": item["title"], "writer": item["authors"][0]["name"],
        "dek": item["summary"], "text": item["content_html"], "published": item["date_published"],
        "updated": item["date_modified"], "topics": item["tags"],
    }  # fmt: skip


def _of_xml(entry: feedparser.FeedParserDict) -> dict:
    return {
        "id": entry.id, "address": entry.link, "title": entry.title, "writer": entry.get("author", ""),
        "dek": entry.summary, "text": entry.content[0].value, "published": entry.published, "updated": entry.updated,
        "topics": [tag.term for tag in entry.get("tags", [])],
    }  # fmt: skip


def addresses(path: str) -> list[str]:
    """The paths that a sitemap or its index names."""
    source = got(path)
    root = xml(source, "siteindex.xsd" if b"<sitemapindex" in source else "sitemap.xsd")
    return [one.text.removeprefix("http://localhost:8000") for one in root.iterfind(".//{*}loc")]
