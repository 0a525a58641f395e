"""Where the whole text of an article is, all that stands around it is too: on the page, in feeds, for machines."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles import disclaiming, plaintext, publishing
from articles.models import Article
from tests.factories import a_chief_editor, a_draft, a_photo, a_topic, go_live, sent, with_cover

pytestmark = pytest.mark.django_db
AROUND = ["Tidak ada saran di sini.", "Angka itu dua puluh.", "Foto Sampul/Siti", "Foto Isi/Siti", "Sari Pengarang"]


def text_of_feed(path: str) -> str:
    source = Client().get(path).content
    if path.endswith("json"):
        (item,) = json.loads(source)["items"]
        return unescape(" ".join([item["content_html"], *(author["name"] for author in item["authors"])]))
    return unescape(" ".join(ElementTree.fromstring(source).itertext()))


@pytest.fixture
def article() -> Article:
    """With cover, photo, a topic that has a disclaimer, and a correction."""
    chief = a_chief_editor()
    disclaiming.supersede(by=chief, topic=a_topic("Keuangan"), text_id=AROUND[0], text_en=AROUND[0])
    draft = with_cover(a_draft(named=("Keuangan",)))
    draft.photos.update(source="Foto Sampul", creator="Siti")
    photo = a_photo(draft, source="Foto Isi", creator="Siti")
    Article.objects.filter(pk=draft.pk).update(body=plaintext.from_text(f"Isi.\n\n(foto {photo.code})", draft.body))
    type(draft.author).objects.filter(pk=draft.author_id).update(pen_name="Sari Pengarang")
    go_live(sent(Article.objects.get(pk=draft.pk)))
    live = Article.objects.get(pk=draft.pk)
    publishing.correct(live, by=chief, kind="correction", sentence=AROUND[1])
    return live


def test_a_feed_holds_everything_around_the_text(article):
    wanted = [*AROUND, article.submissions.get().disclaimer.text_id]
    places = ("", "topics/keuangan/", f"writers/{article.author.handle}/")
    feeds = [f"/feeds/{place}{kind}" for place in places for kind in ("rss.xml", "atom.xml", "feed.json")]

    words = {feed: text_of_feed(feed) for feed in feeds}

    assert [(feed, one) for feed in feeds for one in wanted if one not in words[feed]] == []


def test_the_page_and_its_json_hold_everything_around_the_text(article):
    page = unescape(Client().get(article.get_absolute_url()).content.decode())
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]

    wanted = [*AROUND, article.submissions.get().disclaimer.text_id]
    assert [words for words in wanted if words not in page] == []
    assert [words for words in wanted if words not in json.dumps(json.loads(told), ensure_ascii=False)] == []
