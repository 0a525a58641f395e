"""What is taken down leaves every address that machines read at once, kept pages included."""

import pytest

from articles import publishing, sharing, takedown
from articles.models import Article
from tests.articles.test_linked_data import blocks
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, a_writer, fresh
from tests.machines import KINDS

pytestmark = pytest.mark.django_db


def read_by_machines(article: Article) -> list[str]:
    """Everything that names a live article, but for its own page."""
    handle, spans = article.author.handle, [("articles", article), ("topics", article.live_topics.get().topic)]
    spans += [("writers", article.author)]
    feeds = [f"/feeds/{place}{kind}" for place in ("", "topics/pasar/", f"writers/{handle}/") for kind in KINDS]
    parts = [f"/sitemaps/{kind}-{row.pk // 10_000}.xml" for kind, row in spans]
    pages = ["/", "/latest/", "/topics/pasar/", f"/@{handle}/", "/corrections/"]
    return [*feeds, *parts, "/news-sitemap.xml", *pages]


def words_on(page: bytes, words: list[str]) -> list[str]:
    return [word for word in words if word.encode() in page]


def withdrawn(article, chief):
    publishing.withdraw(article, by=chief, message="Keliru.")


def removed(article, chief):
    publishing.remove(article, by=chief, message="Perintah.", reference="1/2026")


@pytest.mark.parametrize("take_down", [withdrawn, removed])
def test_what_is_taken_down_leaves_every_address_at_once(take_down):
    node, chief = Node(), a_chief_editor()
    a_live_article(named=("Kuliner",))  # so that no part of the sitemap is empty
    article = a_live_article(cover=True, named=("Pasar",), by=a_writer(pen_name="Zainuddin Tak Lain"))
    sharing.draw.func(article.code)
    publishing.correct(article, by=chief, kind="typo", sentence="Salah ketik.")
    key = sharing.key_of(article, article.live_revision.photos.get())
    picture = sharing.addresses(article.code, key, has_cover=True)["card"]
    paths, own = read_by_machines(article), article.get_absolute_url()
    words = [article.code, article.live_revision.title, f"<loc>http://localhost:8000/@{article.author.handle}/"]
    words += ["<loc>http://localhost:8000/topics/pasar/"]  # nothing stands under it any more
    assert [path for path in paths if not words_on(node.ask(path).body, words)] == []
    assert [node.ask(path).headers["Cache-Status"] for path in paths] == ["lembar; hit"] * len(paths)
    assert (node.ask(own).status, node.ask(picture).status) == (200, 200)

    take_down(article, chief)

    assert {path: found for path in paths if (found := words_on(node.ask(path).body, words))} == {}
    assert (node.ask(own).status, node.ask(picture).status, blocks(own)) == (410, 404, [])


def test_a_photo_that_is_taken_down_leaves_feeds_and_blocks_and_the_article_stays():
    node, chief, article = Node(), a_chief_editor(), a_live_article(cover=True)
    photo = article.live_revision.photos.get().photo
    pages = [*(f"/feeds/{kind}" for kind in KINDS), article.get_absolute_url()]
    assert [path for path in pages if photo.code.encode() not in node.ask(path).body] == []

    takedown.take_down(photo, by=chief, reason="consent", reference="2/2026")

    assert [path for path in pages if photo.code.encode() in node.ask(path).body] == []
    assert [path for path in pages if article.code.encode() not in node.ask(path).body] == []
    assert fresh(article).live_revision == article.live_revision
