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


@pytest.mark.parametrize("kind", ["rss.xml", "atom.xml", "feed.json"])
@pytest.mark.parametrize("place", ["", "topics/keuangan/", "writers/{handle}/"])
def test_a_feed_holds_everything_around_the_text(article, kind, place):
    words = text_of_feed(f"/feeds/{place.format(handle=article.author.handle)}{kind}")

    wanted = [*AROUND, article.submissions.get().disclaimer.text_id]
    assert [words_wanted for words_wanted in wanted if words_wanted not in words] == []


def test_the_page_and_its_json_hold_everything_around_the_text(article):
    page = unescape(Client().get(article.get_absolute_url()).content.decode())
    told = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]

    wanted = [*AROUND, article.submissions.get().disclaimer.text_id]
    assert [words for words in wanted if words not in page] == []
    assert [words for words in wanted if words not in json.dumps(json.loads(told), ensure_ascii=False)] == []
