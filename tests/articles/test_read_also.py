"""Read-also: found while drafting, shown as the target's title of now, listed at the target."""

import pytest
from django.test import Client

from articles import plaintext, publishing
from articles.models import Article
from tests.factories import a_chief_editor, a_draft, a_live_article, a_writer, approve, later, sent, waiting_submission
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def pointing_at(target: Article, **draft) -> Article:
    """A live article whose text points at `target`."""
    article = a_draft(**draft)
    body = plaintext.from_text(f"Pembuka.\n\n(baca juga {target.code})", article.body)
    Article.objects.filter(pk=article.pk).update(body=body)
    approve(sent(Article.objects.get(pk=article.pk)))
    with later(seconds=11):
        publishing.publish_due()
    return Article.objects.get(pk=article.pk)


def found(words: str, **more) -> dict:
    return signed_in(a_writer()).get("/write/read-also/", {"q": words, "as": "json"} | more).json()


def page(article: Article) -> str:
    return Client().get(article.get_absolute_url()).content.decode()


def pointing(article: Article) -> str:
    """The part of the page that lists who points at it; "" when nobody does."""
    return page(article).partition('<section class="pointing"')[2].partition("</section>")[0]


def test_a_live_article_is_found_with_the_line_that_stands_for_it():
    target = a_live_article(title="Layangan tahan angin")

    told = found("layangan ANGIN")

    assert [row["title"] for row in told["found"]] == ["Layangan tahan angin"]
    assert told["found"][0]["line"] == f"(baca juga {target.code})"
    assert "Layangan tahan angin" in signed_in(a_writer()).get("/write/read-also/?q=layangan").content.decode()


def test_what_is_not_published_is_never_found_by_anybody():
    a_draft(title="Rahasia draf")
    waiting_submission(title="Rahasia menunggu")
    gone = a_live_article(title="Rahasia dicabut")
    publishing.withdraw(gone, by=a_chief_editor(), message="Keliru.")

    assert found("rahasia")["found"] == []


@pytest.mark.parametrize(
    "words", ["", "   ", "\x00", "%", "_", "a" * 9000, "\ud800".encode("utf-8", "replace").decode()]
)
def test_odd_words_find_nothing_and_break_nothing(words):
    a_live_article()

    assert found(words)["found"] == []


def test_a_target_lists_the_live_texts_that_point_at_it_newest_first():
    target = a_live_article(title="Sasaran")
    first, second = pointing_at(target, title="Penunjuk satu"), pointing_at(target, title="Penunjuk dua")
    waiting = a_draft(title="Penunjuk rahasia")
    body = plaintext.from_text(f"(baca juga {target.code})\n\nTeks.", waiting.body)
    Article.objects.filter(pk=waiting.pk).update(body=body)
    sent(Article.objects.get(pk=waiting.pk))

    shown = pointing(target)

    assert shown.index(second.live_revision.title) < shown.index(first.live_revision.title)
    assert "Penunjuk rahasia" not in shown


def test_a_text_that_is_taken_down_points_nowhere_any_more():
    target = a_live_article(title="Sasaran")
    pointer = pointing_at(target, title="Penunjuk")
    publishing.withdraw(pointer, by=a_chief_editor(), message="Keliru.")

    assert pointing(target) == ""


def test_an_update_without_the_line_takes_it_away():
    target = a_live_article(title="Sasaran")
    pointer = pointing_at(target, title="Penunjuk")
    Article.objects.filter(pk=pointer.pk).update(body=plaintext.from_text("Tanpa penunjuk.", pointer.body))
    with later(minutes=1):
        approve(sent(Article.objects.get(pk=pointer.pk)))
    with later(minutes=2):
        publishing.publish_due()

    assert pointing(target) == ""


def test_the_line_that_is_offered_is_the_one_that_the_textarea_reads():
    target, article = a_live_article(), a_draft()

    line = found(target.live_revision.title)["found"][0]["line"]

    read = plaintext.from_text(f"Teks.\n\n{line}", article.body)
    assert read["content"][-1]["attrs"]["code"] == target.code
    assert plaintext.to_text(read).endswith(line)


def test_the_draft_says_which_lines_point_at_nothing():
    target, article = a_live_article(title="Sasaran"), a_draft()
    body = plaintext.from_text(f"Teks.\n\n(baca juga {target.code})\n\n(baca juga abcdefgh)", article.body)
    Article.objects.filter(pk=article.pk).update(body=body)

    shown = signed_in(article.author).get(article.draft_address).content.decode()

    assert f'<a class="tap" href="{target.get_absolute_url()}">Sasaran</a>' in shown
    assert shown.count("(baca juga abcdefgh)") == 2  # in the text and in the list below it


def test_the_search_takes_as_many_queries_for_one_as_for_many(django_assert_max_num_queries):
    for _ in range(4):
        a_live_article()
    client = signed_in(a_writer())

    with django_assert_max_num_queries(5):
        client.get("/write/read-also/", {"q": "pasar", "as": "json"})
