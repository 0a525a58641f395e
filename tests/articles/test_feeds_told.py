"""What a feed says of itself: how much it holds, when it and its entries changed, where its hub is."""

import json

import pytest
from lxml import etree

from articles import publishing
from tests import machines
from tests.factories import a_chief_editor, a_live_article, a_writer, later

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize("kind", machines.KINDS)
def test_a_correction_is_an_update_that_says_what_was_wrong(kind):
    article = a_live_article()
    (before,) = machines.entries(f"/feeds/{kind}")

    with later(hours=1):
        publishing.correct(article, by=a_chief_editor(), kind="correction", sentence="Bukan 20, melainkan 21.")

    (after,) = machines.entries(f"/feeds/{kind}")
    assert (after["id"], after["published"]) == (before["id"], before["published"])
    assert after["updated"] > before["updated"]
    assert "Bukan 20, melainkan 21." in after["text"]


@pytest.mark.parametrize("kind", machines.KINDS)
def test_a_feed_of_deks_leads_to_the_text_and_still_says_what_was_corrected(kind, settings):
    settings.FEEDS = "dek"
    article = a_live_article(cover=True, text="Hanya di halaman.", dek="Ruang temu keluarga")
    publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Salah ketik.")

    (entry,) = machines.entries(f"/feeds/{kind}")

    assert "Hanya di halaman." not in entry["text"]
    assert f'<a href="http://localhost:8000{article.get_absolute_url()}">Baca artikel selengkapnya</a>' in entry["text"]
    assert [words for words in ("Ruang temu keluarga", "Salah ketik.", "<img") if words not in entry["text"]] == []


@pytest.mark.parametrize("kind", machines.KINDS)
@pytest.mark.parametrize("place", ["", "writers/{}/"])
def test_an_empty_feed_is_whole_and_the_same_an_hour_later(kind, place):
    path = f"/feeds/{place.format(a_writer().handle)}{kind}"

    before = machines.got(path)
    with later(hours=1):
        after = machines.got(path)

    assert machines.entries_of(before, path) == []
    assert before == after


def test_marks_of_the_summary_are_words_in_every_kind():
    a_live_article(dek="Kopi & <b>teh</b>")

    deks = [machines.entries(f"/feeds/{kind}")[0]["dek"] for kind in machines.KINDS]

    assert deks == ["Kopi &amp; &lt;b&gt;teh&lt;/b&gt;", "Kopi &amp; &lt;b&gt;teh&lt;/b&gt;", "Kopi & <b>teh</b>"]


@pytest.mark.parametrize("hub", ["", "https://hub.example/?a=1&b=2"])
def test_a_feed_names_its_hub_when_there_is_one(hub, settings):
    settings.WEBSUB_HUB = hub
    told = [hub] if hub else []

    for kind in ("rss.xml", "atom.xml"):
        links = etree.fromstring(machines.got(f"/feeds/{kind}")).iter(f"{ATOM}link")
        assert [link.get("href") for link in links if link.get("rel") == "hub"] == told
        machines.entries(f"/feeds/{kind}")
    assert [one["url"] for one in json.loads(machines.got("/feeds/feed.json")).get("hubs", [])] == told
