"""Which addresses stand as a card: those of the table alone, whatever they look like; and what the card says."""

import pytest
from django.test import Client

from articles import body, elsewhere, plaintext
from articles.elsewhere import card_of, shelf_of
from community.links import RefusedAddress, clean_link
from tests.corpora import lines
from tests.factories import a_draft, a_live_article, a_moderator, sent
from tests.rooms import signed_in

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
KNOWN = {
    VIDEO: "Video on YouTube",
    "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=42s": "Video on YouTube",
    "https://youtu.be/dQw4w9WgXcQ?si=abc": "Video on YouTube",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": "Video on YouTube",
    "https://www.youtube.com/live/dQw4w9WgXcQ/": "Video on YouTube",
    "https://vimeo.com/76979871": "Video on Vimeo",
    "https://player.vimeo.com/video/76979871?h=8272103f6e": "Video on Vimeo",
    "https://www.dailymotion.com/video/x7tgad0": "Video on Dailymotion",
    "https://dai.ly/x7tgad0": "Video on Dailymotion",
    "https://www.tiktok.com/@warga.desa/video/7211250685902359850": "Video on TikTok",
    "https://www.tiktok.com/@warga.desa/photo/7211250685902359850": "Post on TikTok",
    "https://www.instagram.com/p/CqW0aXyPzAb/?igsh=1": "Post on Instagram",
    "https://www.instagram.com/warga_desa/reel/CqW0aXyPzAb/": "Video on Instagram",
    "https://x.com/warga_desa/status/1623456789012345678": "Post on X",
    "https://mobile.twitter.com/warga_desa/status/1623456789012345678": "Post on X",
    "https://www.facebook.com/watch/?v=10153231379946729": "Video on Facebook",
    "https://www.facebook.com/warga.desa/posts/pfbid02AbCdEf": "Post on Facebook",
    "https://m.facebook.com/reel/10153231379946729": "Video on Facebook",
    "https://www.threads.com/@warga.desa/post/C8H5FiCtESk": "Post on Threads",
    "https://bsky.app/profile/warga.bsky.social/post/3l6oveex3ii2l": "Post on Bluesky",
    "http://youtu.be/dQw4w9WgXcQ": "Video on YouTube",
}
LOOK_ALIKES = [
    "https://youtube.com.jahat.example/watch?v=dQw4w9WgXcQ",
    "https://jahat.example/youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www-youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://xn--youtub-dva.com/watch?v=dQw4w9WgXcQ",
    "https://evil.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.co/watch?v=dQw4w9WgXcQ",
    "https://youtu.be.jahat.example/dQw4w9WgXcQ",
    "https://www.instagram.com.jahat.example/p/CqW0aXyPzAb/",
    "ftp://youtu.be/dQw4w9WgXcQ",
    "mailto:v@youtube.com",
    "/watch?v=dQw4w9WgXcQ",
]
LEADING_ON = [
    "https://www.youtube.com/redirect?q=https://jahat.example/&v=dQw4w9WgXcQ",
    "https://www.youtube.com/attribution_link?u=/watch?v=dQw4w9WgXcQ",
    "https://l.facebook.com/l.php?u=https://jahat.example/",
    "https://www.facebook.com/l.php?u=https://jahat.example/watch/?v=10153231379946729",
    "https://l.instagram.com/?u=https://jahat.example/",
    "https://vm.tiktok.com/ZMabc123/",
    "https://fb.watch/abc123/",
    "https://t.co/abc123",
    "https://www.tiktok.com/link/v2?target=https://jahat.example/@a/video/7211250685902359850",
]
NO_THING = [
    "https://www.youtube.com/",
    "https://www.youtube.com/@warga",
    "https://www.youtube.com/watch?list=PL123&index=v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=pendek",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQterlalupanjang",
    "https://vimeo.com/about",
    "https://x.com/warga_desa",
    "https://x.com/warga_desa/status/abc",
    "https://www.instagram.com/warga_desa/",
    "https://mastodon.social/@warga/109999999999999999",
]


@pytest.mark.parametrize(("address", "label"), KNOWN.items())
def test_what_the_table_knows_stands_as_a_card(address, label):
    assert clean_link(address) == address
    assert str(shelf_of(address).label) == label


@pytest.mark.parametrize("address", [*LOOK_ALIKES, *LEADING_ON, *NO_THING])
def test_what_only_looks_so_stays_a_link(address):
    assert shelf_of(address) is None


@pytest.mark.parametrize(
    "typed", ["https://jahat@youtu.be/dQw4w9WgXcQ", "https://youtu.be\\@jahat.example/dQw4w9WgXcQ"]
)
def test_an_address_with_somebody_before_its_host_is_no_link_at_all(typed):
    with pytest.raises(RefusedAddress):
        clean_link(typed)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("https://WWW.YouTube.com:443/watch?v=dQw4w9WgXcQ", "Video on YouTube"),
        ("youtu.be./dQw4w9WgXcQ", "Video on YouTube"),
        ("https://\uff59\uff4f\uff55\uff54\uff55.be/dQw4w9WgXcQ", "Video on YouTube"),
    ],
)
def test_another_spelling_of_the_same_host_is_known_by_its_clean_form(typed, label):
    assert str(shelf_of(clean_link(typed)).label) == label


def test_no_address_of_the_corpus_of_links_becomes_a_card():
    """None of them is a video or a post, so each card would be somebody taken in."""
    found = []
    for line in lines("links.jsonl"):
        try:
            found += [line["id"]] if shelf_of(clean_link(line["url"])) else []
        except RefusedAddress:
            continue

    assert found == []


@pytest.mark.parametrize("shelf", elsewhere.SHELVES, ids=lambda one: f"{one.provider} {one.path}")
def test_every_row_of_the_table_is_tried(shelf):
    assert [address for address in KNOWN if shelf_of(address) == shelf] != []


def test_the_writers_words_stand_for_the_address_unless_they_are_one():
    assert card_of(VIDEO, "Cara membuat layangan").words == "Cara membuat layangan"
    assert card_of(VIDEO, VIDEO).words == card_of(VIDEO, "youtube.com/watch?v=dQw").words == ""
    assert (card_of(VIDEO, "").bare, card_of(VIDEO, "").host) == ("youtube.com/watch?v=dQw4w9WgXcQ", "youtube.com")


def test_an_address_alone_on_its_line_needs_no_brackets():
    doc = plaintext.from_text(f"Kata.\n\n{VIDEO}\n\nLihat {VIDEO} juga.\n\nhttps://berita.example/", body.empty())

    assert [said for said in body.lone_addresses(doc).values() if card_of(*said)] == [(VIDEO, VIDEO)]
    assert plaintext.from_text(plaintext.to_text(doc), doc) == doc


def test_an_address_that_was_typed_alone_is_a_card_too_and_one_among_words_is_not():
    doc = plaintext.from_text(f"Kata.\n\n{VIDEO}", body.empty())
    lone = doc["content"][1]
    del lone["content"][0]["marks"]

    assert body.lone_addresses(doc) == {lone["attrs"]["id"]: (VIDEO, VIDEO)}
    lone["content"][0]["text"] = f"{VIDEO} lucu"
    assert body.lone_addresses(doc) == {}
    assert card_of("https://youtu.be@jahat.example/dQw4w9WgXcQ", "") is None


@pytest.mark.parametrize(
    "text",
    [f"Lihat [ini]({VIDEO})", f"[ini]({VIDEO}) dan [itu]({VIDEO})", f"- [ini]({VIDEO})", f"> [ini]({VIDEO})", "Kata"],
)
def test_a_link_among_words_or_in_another_block_stays_one(text):
    assert body.lone_addresses(plaintext.from_text(text, body.empty())) == {}


@pytest.mark.django_db
def test_readers_see_what_it_is_where_it_leads_and_load_nothing_from_there():
    article = a_live_article(text=f"Lead.\n\n[Cara membuat <layangan>]({VIDEO})\n\nPenutup.")

    page = Client().get(article.get_absolute_url()).content.decode()

    card = page.partition('class="read-also away"')[2].partition("</div>")[0]
    assert "Video di YouTube" in card
    link = '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ" rel="nofollow ugc noopener">'
    assert f"{link}Cara membuat &lt;layangan&gt;</a>" in card
    assert '<p class="away-host">youtube.com</p>' in card
    assert [sign for sign in ("<iframe", "<img", "ytimg", "youtube-nocookie") if sign in card] == []


@pytest.mark.django_db
def test_a_feed_holds_the_plain_link():
    a_live_article(text=f"Lead.\n\n[Cara membuat layangan]({VIDEO})")

    feed = Client().get("/feeds/feed.json").json()["items"][0]["content_html"]

    assert f'<a href="{VIDEO}" rel="nofollow ugc noopener">Cara membuat layangan</a></p>' in feed
    assert "away" not in feed


@pytest.mark.django_db
def test_writer_and_moderator_see_the_same_card():
    draft = a_draft(text=f"Lead.\n\n{VIDEO}")
    preview = signed_in(draft.author).get(f"/write/{draft.code}/preview/").content.decode()

    desk = signed_in(a_moderator()).get(f"/desk/{sent(draft).pk}/").content.decode()

    assert [page.count('class="read-also away"') for page in (preview, desk)] == [1, 1]


@pytest.mark.django_db
def test_the_dateline_stands_before_words_not_before_a_card():
    page = Client().get(a_live_article(text=f"{VIDEO}\n\nKata.", place="Solo").get_absolute_url()).content.decode()

    assert page.partition('class="body"')[2].index("youtube.com") < page.partition('class="body"')[2].index("dateline")
    assert '<span class="dateline">Solo, Lembar</span> – Kata.' in page
