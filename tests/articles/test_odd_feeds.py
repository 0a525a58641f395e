"""No text breaks a feed: the corpora's odd words, controls and lone surrogates in every field, read back by parsers."""

import copy
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from articles import publishing
from articles.models import Revision, Topic
from articles.reading import channels, feeds
from articles.reading.channels import Channel, Entry
from articles.reading.writable import writable
from articles.showing import FEED, sent_sheets
from community.models import User
from tests import machines
from tests.articles.documents import a_block, a_doc, a_text
from tests.corpora import lines
from tests.factories import a_chief_editor, a_live_article

CORPORA = {"names.jsonl": "input", "links.jsonl": "url", "xss.jsonl": "vector", "xss-owasp.jsonl": "vector"}
WORST = ["\x00\x01\x08\x0b\x0c\x1f", "\ud800", "a\udfffb", "\ufffe\uffff", "\x7f\x85\u2028\u2029", "]]>", "<![CDATA[",
         "&#0;", "\r\n\r", "</script><!--", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0010ffff"]  # fmt: skip
AT_ONCE = 50


def odd(entry: Entry, words: str) -> Entry:
    """A copy of an entry with these words in every field that a feed shows."""
    entry = copy.deepcopy(entry)
    article, revision = entry.article, entry.article.live_revision
    revision.title = revision.dek = article.author.pen_name = words
    revision.body = a_doc(a_block("paragraph", a_text(words)), a_block("heading", a_text(words)))
    (sheet,) = sent_sheets([revision], FEED)
    sheet.cover.caption = sheet.cover.alt = sheet.cover.creator = sheet.cover.source = words
    rows = [*article.corrections.all(), *entry.disclaimers, *(row.topic for row in article.live_topics.all())]
    for row in rows:
        row.sentence = row.text_id = row.text_en = row.name = words
    return replace(entry, sheet=sheet)


def written(channel: Channel, kind: str) -> bytes:
    name = {"rss.xml": "rss", "atom.xml": "atom", "feed.json": "json"}[kind]
    return feeds.WRITERS[name](channel, name).content


@pytest.fixture
def channel(db) -> Channel:
    """The site's, with one article that has everything."""
    article = a_live_article(cover=True)
    publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Salah ketik.")
    return channels.site_channel()


def titles(source: bytes, kind: str) -> list[str]:
    """As they stand in the document, without what feedparser makes more readable."""
    if kind.endswith("json"):
        return [item["title"] for item in json.loads(source)["items"]]
    entries = etree.fromstring(source).iterfind(".//{*}entry" if kind == "atom.xml" else ".//item")
    return [entry.findtext("{*}title") for entry in entries]


def as_read(words: str, kind: str) -> str:
    """Line ends are one to XML (2.11)."""
    words = writable(words)
    return words if kind.endswith("json") else words.replace("\r\n", "\n").replace("\r", "\n")


LONG = [pytest.param(name, marks=pytest.mark.drill) for name in CORPORA if name != "names.jsonl"]


@pytest.mark.parametrize("name", ["names.jsonl", *LONG])
def test_the_odd_words_of_a_corpus_come_through_in_every_field(channel, name):
    words = [line[CORPORA[name]] for line in lines(name)] + WORST
    (entry,) = channel.entries

    for at in range(0, len(words), AT_ONCE):
        some = words[at : at + AT_ONCE]
        channel.entries = [odd(entry, one) for one in some]
        for kind in machines.KINDS:
            source = written(channel, kind)
            assert titles(source, kind) == [as_read(one, kind) for one in some]
            assert len(machines.entries_of(source, kind)) == len(some)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(st.characters(), max_size=40))
def test_no_words_break_a_feed(channel, words):
    (entry,) = channel.entries
    shown = replace(channel, title=words, description=words)
    shown.entries = [odd(entry, words)]

    for kind in machines.KINDS:
        source = written(shown, kind)
        machines.entries_of(source, kind)
        assert titles(source, kind) == [as_read(words, kind)]


@pytest.mark.django_db
def test_controls_that_a_database_kept_break_nothing_that_machines_read():
    article = a_live_article(cover=True)
    words = "Satu\x01\x0b ]]> & \ufffe<b>dua</b>"
    Revision.objects.update(title=words, dek=words, place=words)
    User.objects.update(pen_name=words, tagline=words)
    Topic.objects.update(name=words, description=words)

    for place in ("", "topics/kuliner/", f"writers/{article.author.handle}/"):
        titles = [machines.entries(f"/feeds/{place}{kind}")[0]["title"] for kind in machines.KINDS]
        assert titles == ["Satu ]]> & <b>dua</b>"] * 3
    assert machines.addresses("/news-sitemap.xml") == [article.get_absolute_url()]
