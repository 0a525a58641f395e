"""What readers get: the live revision alone, drawn for nobody, in a fixed number of queries, at one address."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from articles import plaintext, publishing
from articles.models import Article, Photo, Revision
from articles.reading.public import public
from community.models import Badge, Handle, User
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_photo,
    a_picture,
    a_writer,
    approve,
    go_live,
    later,
    loaded,
    sent,
    with_cover,
)
from tests.public import crawled
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
LISTS = [
    "/",
    "/latest/",
    "/topics/",
    "/topics/kuliner/",
    "/search/?q=pasar",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/sitemap.xml",
]


def page(path: str) -> str:
    return Client().get(path, follow=True).content.decode()


def public_pages(article: Article) -> dict[str, bytes]:
    paths = [*LISTS, article.get_absolute_url(), f"/@{article.author.handle}/", "/about/", "/rules/", "/robots.txt"]
    return {path: Client().get(path).content for path in paths}


def rich_article(*, photos: int, read_alsos: int, topics: int) -> Article:
    """A live article with so many of each."""
    targets = [a_live_article(cover=True) for _ in range(read_alsos)]
    names = tuple(f"Topik {number}" for number in range(topics))
    article = with_cover(a_draft(named=names))
    shown = [a_photo(article) for _ in range(photos)]
    lines = [f"(foto {photo.code})" for photo in shown] + [f"(baca juga {target.code})" for target in targets]
    text = "\n\n".join(["Pembuka.", *lines])
    Article.objects.filter(pk=article.pk).update(body=plaintext.from_text(text, article.body))
    approve(sent(Article.objects.get(pk=article.pk)))
    with later(seconds=11):
        publishing.publish_due()
    return Article.objects.get(pk=article.pk)


def test_changing_the_whole_working_copy_changes_no_public_byte():
    article = rich_article(photos=1, read_alsos=1, topics=2)
    before = public_pages(article)

    Article.objects.filter(pk=article.pk).update(
        title="Diam-diam diganti", dek="Lain", place="Lain", body=plaintext.from_text("Lain", article.body), cover=None
    )
    article.topic_rows.all().delete()
    Photo.objects.filter(article=article).update(caption="Lain", creator="Lain", source="Lain", alt="Lain", licence="")

    assert public_pages(article) == before


def test_an_article_takes_nine_queries_for_one_and_for_many_of_everything():
    few = rich_article(photos=1, read_alsos=1, topics=1)
    many = rich_article(photos=9, read_alsos=6, topics=5)

    assert queries_of(Client(), few.get_absolute_url()) == queries_of(Client(), many.get_absolute_url()) <= 9


def test_a_list_takes_as_many_queries_for_one_as_for_several():
    a_live_article(cover=True)
    few = {path: queries_of(Client(), path) for path in LISTS}
    for _ in range(5):
        a_live_article(cover=True, named=("Kuliner", "Sungai"))

    assert {path: queries_of(Client(), path) for path in LISTS} == few
    assert max(few.values()) <= 8


def test_a_profile_takes_as_many_queries_for_one_as_for_several():
    writer = a_writer()
    a_live_article(by=writer)
    few = queries_of(Client(), f"/@{writer.handle}/")
    for _ in range(4):
        a_live_article(by=writer, cover=True)

    assert queries_of(Client(), f"/@{writer.handle}/") == few <= 8


def test_no_public_answer_sets_a_cookie_or_varies_by_one():
    article = a_live_article(cover=True)

    for path in public_pages(article):
        answer = signed_in(article.author).get(path)
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert not answer.cookies
        assert "public" in answer.headers["Cache-Control"]


def test_a_signed_in_reader_gets_the_same_bytes_as_nobody():
    article = a_live_article(cover=True)
    client = signed_in(article.author)

    assert {path: client.get(path).content for path in public_pages(article)} == public_pages(article)


def test_a_public_view_that_looks_at_the_person_raises(rf):
    request = rf.get("/")
    request.user = a_writer()
    looking = public(lambda request: request.user.pen_name)

    with pytest.raises(RuntimeError, match="person"):
        looking(request)


def test_wrong_slug_and_bare_code_lead_to_the_one_address():
    article = a_live_article()

    for wrong in (f"/articles/{article.code}/", f"/articles/{article.code}/salah/"):
        answer = Client().get(wrong)
        assert (answer.status_code, answer.url) == (301, article.get_absolute_url())


def test_a_title_without_latin_letters_has_the_code_for_a_slug():
    article = a_live_article(title="日本の市場")

    assert article.get_absolute_url() == f"/articles/{article.code}/{article.code}/"
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_a_withdrawn_article_leaves_its_reason_and_nothing_of_its_text():
    article = rich_article(photos=1, read_alsos=0, topics=1)
    other = a_live_article()
    address = article.get_absolute_url()
    publishing.withdraw(article, by=a_chief_editor(), message="Sumbernya keliru.")

    answer = Client().get(address)

    text = answer.content.decode()
    assert answer.status_code == 410
    assert "Sumbernya keliru." in text
    assert "Pembuka." not in text
    assert all(article.code not in body.decode() for body in public_pages(other).values())


def test_a_removed_article_leaves_nothing_not_even_its_reason():
    article = a_live_article()
    address, title = article.get_absolute_url(), article.live_revision.title
    publishing.remove(article, by=a_chief_editor(), message="Perintah pengadilan.", reference="12/2026")

    answer = Client().get(address)

    assert answer.status_code == 410
    assert title not in answer.content.decode()
    assert "Perintah" not in answer.content.decode()


def test_a_read_also_follows_a_renaming_and_vanishes_with_its_target():
    article = rich_article(photos=0, read_alsos=1, topics=1)
    target = article.live_revision.read_alsos.get().article
    assert target.live_revision.title in page(article.get_absolute_url())

    Revision.objects.filter(pk=target.live_revision_id).update(title="Judul sesudah diganti")
    assert "Judul sesudah diganti" in page(article.get_absolute_url())
    publishing.withdraw(target, by=a_chief_editor(), message="Keliru.")

    assert "Judul sesudah diganti" not in page(article.get_absolute_url()).partition("article-aside")[0]


def test_an_old_handle_leads_to_the_new_one():
    article = a_live_article()
    old = article.author.handle
    Handle.objects.change(article.author, "nama_baru")

    answer = Client().get(f"/@{old}/")

    assert (answer.status_code, answer.url) == (301, "/@nama_baru/")


def test_marks_are_words_on_article_card_and_profile():
    article = a_live_article()
    Badge.objects.create(user=article.author, kind="verified_writer", granted_by=a_chief_editor(), evidence="surat")

    for path in ("/", article.get_absolute_url(), f"/@{article.author.handle}/"):
        assert 'class="mark mark-verified"' in page(path)


def test_lists_are_paged_by_key_without_gap_or_repeat():
    loaded(23)

    first = Client().get("/latest/").context["page"]
    a_live_article()
    second = Client().get(f"/latest/?before={first.older}").context["page"]

    seen = [article.pk for article in first.rows + second.rows]
    assert len(seen) == len(set(seen)) == 23
    assert second.older == ""


@pytest.mark.parametrize(
    "key", ["x", "20260101T000000.000000Z-", "-5", "20261301T000000.000000Z-1", "\x00", "9" * 8000]
)
def test_a_page_key_that_is_none_is_not_here(key):
    assert Client().get("/latest/", {"before": key}).status_code == 404


def test_feeds_are_valid_and_hold_text_credit_and_disclaimer_with_odd_characters():
    article = a_live_article(cover=True, title="Pasar & <b>sungai</b> ]]> “pagi”", text="Perahu & <i>jala</i>.")

    for path in ("/feeds/rss.xml", "/feeds/atom.xml"):
        source = page(path)
        text = " ".join(ElementTree.fromstring(source).itertext())
        assert article.live_revision.title in text
        assert "Perahu &amp; &lt;i&gt;jala&lt;/i&gt;." in text
        assert "Foto: Dokumentasi pribadi/Rani" in text or "Photo: Dokumentasi pribadi/Rani" in text
        assert article.submissions.get().disclaimer.text_id in text


def test_json_ld_is_json_whatever_the_words_are():
    article = a_live_article(cover=True, title='</script><script>alert("1")</script> \\ "kutip"', dek="&amp; <!--")

    source = page(article.get_absolute_url())

    told = source.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(told)["headline"] == article.live_revision.title
    assert source.count("<script") == source.count("</script>") == 5
    assert "<script>alert" not in source


def test_search_finds_by_title_and_dek_and_says_when_it_finds_nothing():
    article = a_live_article(title="Layangan yang tahan angin", dek="Bambu dan benang")

    assert article.get_absolute_url() in page("/search/?q=LAYANGAN benang")
    assert article.get_absolute_url() not in page("/search/?q=kereta")
    assert Client().get("/search/", {"q": "x\x00" * 5000}).status_code == 200


def test_a_draft_or_waiting_article_stands_at_no_public_address():
    waiting, other = sent(a_draft(title="Rahasia yang menunggu")), a_live_article()

    assert all(b"Rahasia yang menunggu" not in body for body in public_pages(other).values())
    assert Client().get(f"/articles/{waiting.article.code}/").status_code == 404


def test_the_first_publication_is_noted_once():
    article = a_live_article()
    first = User.objects.get(pk=article.author_id).first_published_at

    with later(days=1):
        a_live_article(by=article.author)

    assert User.objects.get(pk=article.author_id).first_published_at == first is not None


def test_the_preview_draws_the_same_text_as_the_page():
    article = rich_article(photos=1, read_alsos=1, topics=1)
    client = signed_in(article.author)

    preview = client.get(reverse("writing:preview", args=[article.code])).content.decode()

    body = page(article.get_absolute_url()).partition('<div class="body">')[2].partition('<div class="article-end">')[0]
    assert body == preview.partition('<div class="body">')[2].partition('<div class="article-end">')[0]


def test_a_photo_of_the_text_that_is_the_cover_stands_once_on_the_page_and_in_the_feed():
    article = a_draft()
    photo, other = a_photo(article, a_picture((9, 90, 200))), a_photo(article)
    text = f"Satu.\n\n(foto {photo.code})\n\nDua.\n\n(foto {other.code})"
    Article.objects.update(cover=photo, body=plaintext.from_text(text, article.body))
    go_live(sent(article))
    live = Article.objects.get()

    shown, fed = page(live.get_absolute_url()), page("/feeds/atom.xml")

    assert [shown.count(f'src="{one.plain}"') for one in (photo, other)] == [1, 1]
    assert [fed.count(one.plain) for one in (photo, other)] == [1, 1]


def test_every_page_for_readers_describes_itself_once():
    article = a_live_article()
    found = crawled(article.get_absolute_url(), "/search/?q=musik")
    pages = {path: body.decode() for path, body in found.items() if body.startswith(b"<!doctype html>")}

    told = {path: re.findall(r'<meta name="description" content="([^"]+)">', page) for path, page in pages.items()}

    assert len(pages) > 10
    assert {path for path, words in told.items() if len(words) != 1} == {
        path for path, page in pages.items() if "noindex" in page and "/search/" not in path and "/@" not in path
    }
