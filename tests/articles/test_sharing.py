"""The pictures of an article that other sites show: drawn by the worker, forgotten with the article."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import cards, publishing, sharing, takedown
from articles.models import Article
from tests.factories import a_chief_editor, a_live_article

pytestmark = pytest.mark.django_db


def paths(article: Article) -> dict[str, str]:
    found = sharing.live_with_cover(article.code)
    return sharing.addresses(article.code, sharing.key_of(*found), has_cover=bool(found[1]))


def files(article: Article) -> list[str]:
    try:
        return sorted(default_storage.listdir(f"share/{article.code}")[1])
    except FileNotFoundError:
        return []


def opened(path: str) -> Image.Image:
    return Image.open(io.BytesIO(Client().get(path).content))


def test_the_worker_draws_the_card_and_three_cuts_of_the_cover():
    article = a_live_article(cover=True)
    sharing.draw.func(article.code)

    shown = {shape: opened(path).size for shape, path in paths(article).items()}

    assert shown == cards.SHAPES
    assert DBTaskResult.objects.filter(task_path="articles.sharing.draw").exists()


def test_without_a_cover_there_is_the_card_alone():
    article = a_live_article()
    sharing.draw.func(article.code)

    assert {shape: opened(path).size for shape, path in paths(article).items()} == {"card": cards.CARD}


def test_the_page_tells_the_size_of_its_card():
    page = Client().get(a_live_article().get_absolute_url()).content.decode()

    told = [int(size) for size in re.findall(r'og:image:(?:width|height)" content="(\d+)"', page)]
    assert tuple(told) == cards.CARD


def test_until_it_is_drawn_whoever_asks_is_sent_to_the_cover_or_to_the_sites_own():
    with_cover, without = a_live_article(cover=True), a_live_article()

    answers = [Client().get(paths(article)["card"]) for article in (with_cover, without)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert with_cover.photos.get().plain in answers[0].headers["Location"]
    assert "card" in answers[1].headers["Location"]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_the_clock_has_drawn_what_is_missing_and_readers_make_no_task():
    article = a_live_article()
    sharing.draw.func(article.code)
    DBTaskResult.objects.all().delete()
    default_storage.delete(sharing.stored_at(article.code, Article.objects.get().card_key, "card"))
    for _ in range(3):
        Client().get(paths(article)["card"])
    before = DBTaskResult.objects.count()

    asked = [sharing.draw_missing(), DBTaskResult.objects.count()]
    sharing.draw.func(article.code)

    assert (before, asked, sharing.draw_missing()) == (0, [1, 1], 0)


def test_a_new_pen_name_is_another_picture_and_the_old_one_goes_when_it_is_drawn():
    article = a_live_article()
    sharing.draw.func(article.code)
    before, old = paths(article)["card"], files(article)
    type(article.author).objects.filter(pk=article.author_id).update(pen_name="Nama Lain")

    gone = Client().get(before).status_code
    sharing.draw.func(article.code)

    assert gone == 404
    assert len(files(article)) == 1
    assert files(article) != old


@pytest.mark.parametrize("step", [publishing.withdraw, publishing.remove])
def test_what_is_taken_down_has_no_picture_and_no_file(step):
    article = a_live_article(cover=True)
    sharing.draw.func(article.code)
    before = paths(article)["card"]
    said = {"reference": "12/2026"} if step == publishing.remove else {}
    step(article, by=a_chief_editor(), message="Perintah.", **said)

    at_once = Client().get(before).status_code
    sharing.draw.func(article.code)

    assert (at_once, files(article)) == (404, [])


def test_a_cover_that_is_taken_down_leaves_the_card():
    article = a_live_article(cover=True)
    sharing.draw.func(article.code)
    before = paths(article)
    takedown.take_down(article.photos.get(), by=a_chief_editor(), reason="Hak.", reference="7/2026")

    assert {Client().get(path).status_code for path in before.values()} == {404}
    sharing.draw.func(article.code)
    assert len(files(article)) == 1


@pytest.mark.parametrize(
    "title",
    ["P", "Pasar " * 40, "Kata" * 49, "日本の市場", "🔥" * 50, "العربية", "Ma'ruf & \u201cSungai\u201d", "\u0301 a"],
)
def test_every_title_gives_a_card(title):
    assert cards.card(title, "Rani 日本", None).size == cards.CARD


def test_signs_that_the_font_lacks_are_left_out():
    assert cards._known("Pasar 🔥 pagi") == "Pasar pagi"
    assert cards._known("日本の市場") == ""
