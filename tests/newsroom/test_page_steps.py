"""No change is ever missed: after each step every public page is what Django would draw now, and taken down is gone."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles import drafting, fronting, merging, publishing, readings, takedown, tending
from articles.models import FrontKind
from articles.reading.front import CARDS, ROWS
from community.models import Badge, BadgeKind
from newsroom.pagecache.layer import HIT
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, a_topic, a_writer, at, fresh, go_live, later, loaded, sent
from tests.rooms import signed_in

ON_THE_FRONT = 1 + ROWS + CARDS
pytestmark = pytest.mark.django_db


@pytest.fixture
def node():
    return Node()


def renamed(article, chief):
    client = signed_in(article.author)
    page = client.get("/settings/").context["form"].initial
    client.post("/settings/", {**{k: v or "" for k, v in page.items()}, "pen_name": "Nama Baru", "handle": "nama.baru"})


def marked(article, chief):
    admin = signed_in(a_writer(is_superuser=True))
    told = {"user": article.author.pk, "kind": BadgeKind.IDENTITY, "evidence_kind": "other", "evidence": "KTP"}
    assert admin.post("/admin/community/badge/add/", told).status_code == 302


def updated(article, chief):
    drafting.save(
        article, drafting.Draft(fields={"title": "Judul yang lain"}), by=article.author, base=article.draft_version
    )
    go_live(sent(fresh(article)))


def withdrawn_and_restored(article, chief):
    publishing.withdraw(article, by=chief, message="Keliru.")
    publishing.restore(article, by=chief, message="Ternyata benar.")


def picked(article, chief):
    a_live_article(by=article.author)
    told = {"kind": FrontKind.LEAD, "since": None, "until": None}
    return fronting.put(article, by=chief, seen=fronting.version(), **told)


def taken_off(article, chief):
    fronting.take_off(picked(article, chief), by=chief, seen=fronting.version(), why="Sudah lama.")


STEPS = {
    "an update": updated,
    "another goes live": lambda article, chief: a_live_article(by=article.author),
    "a correction": lambda article, chief: publishing.correct(article, by=chief, kind="typo", sentence="Salah ketik."),
    "withdrawn": lambda article, chief: publishing.withdraw(article, by=chief, message="Keliru."),
    "withdrawn and restored": withdrawn_and_restored,
    "removed": lambda article, chief: publishing.remove(article, by=chief, message="Perintah.", reference="1/2026"),
    "a photo taken down": lambda article, chief: takedown.take_down(
        article.live_revision.photos.first().photo, by=chief, reason="consent", reference="2/2026"
    ),
    "a topic described": lambda article, chief: tending.describe(
        article.live_topics.get().topic, by=chief, name="KULINER", description="Soal makan.", menu_place=1
    ),
    "a topic merged": lambda article, chief: merging.merge(
        article.live_topics.get().topic, into=a_topic("Pasar"), by=chief
    ),
    "another name and handle": renamed,
    "a mark": marked,
    "put on the front page": picked,
    "taken off the front page": taken_off,
}


@pytest.mark.parametrize("step", STEPS)
def test_after_every_step_each_page_is_what_django_would_draw_now(node, step):
    article, chief = a_live_article(cover=True), a_chief_editor()
    paths = everywhere(article)
    before = {path: node.ask(path).body for path in paths}

    with later(minutes=2):
        STEPS[step](article, chief)
        after = {path: node.ask(path) for path in paths}
        hits = [path for path, answer in after.items() if HIT in answer.headers.items()]
        drawn = {path: Node().ask(path).body for path in hits}  # all others were drawn just now

    assert {path: after[path].body for path in hits} == drawn
    assert {path: answer.body for path, answer in after.items()} != before


def everywhere(article) -> list[str]:
    feeds = [f"/feeds/{place}{file}" for place in ("", "topics/kuliner/", f"writers/{article.author.handle}/")
             for file in ("rss.xml", "atom.xml", "feed.json")]  # fmt: skip
    lists = [
        "/",
        "/latest/",
        "/topics/",
        "/people/",
        "/corrections/",
        "/search/?q=pasar",
        "/topics/kuliner/",
        f"/@{article.author.handle}/",
        "/sitemap.xml",
    ]
    return [article.get_absolute_url(), *lists, f"/sitemaps/articles-{article.pk // 10_000}.xml", *feeds]


def test_a_mark_that_ends_leaves_the_page_in_that_second(node):
    article = a_live_article()
    ends = timezone.now() + timedelta(seconds=40)
    granted = {"granted_by": a_chief_editor(), "evidence": "KTP", "until": ends}
    Badge.objects.create(user=article.author, kind=BadgeKind.IDENTITY, **granted)

    node.ask(article.get_absolute_url())

    page = node.cache.shelf.pages[article.get_absolute_url(), ""]
    assert page.ends - page.drawn == pytest.approx(40, abs=2)


def test_a_page_that_shows_times_of_the_day_ends_with_it(node):
    with at(datetime(2026, 11, 30, 23, 58, tzinfo=ZoneInfo("Asia/Jakarta"))):
        node.ask(a_live_article().get_absolute_url()), node.ask("/latest/")

    assert [page.ends - page.drawn for page in node.cache.shelf.pages.values()] == [pytest.approx(120, abs=1)] * 2


def test_what_stands_beside_an_article_may_be_a_minute_old(node):
    article = a_live_article()
    node.ask(article.get_absolute_url())

    a_live_article()

    assert node.ask(article.get_absolute_url()).headers["Cache-Status"] == "lembar; hit"
    page = node.cache.shelf.pages[article.get_absolute_url(), ""]
    assert page.ends - page.drawn == 60


def test_a_page_that_was_taken_down_while_it_was_drawn_is_neither_kept_nor_shown(node):
    article, chief = a_live_article(), a_chief_editor()
    draw, taken = node.django.django, []

    def held_open(environ, start_response):
        answer = draw(environ, start_response)
        if not taken:
            taken.append(publishing.withdraw(article, by=chief, message="Keliru."))
            node.stamps.looked_at = float("-inf")
        return answer

    node.django.django = held_open

    assert node.ask(article.get_absolute_url()).status == 410
    assert node.ask(article.get_absolute_url()).status == 410


def test_every_feed_has_the_present_title_of_what_a_text_points_at(node):
    target = a_live_article(named=("Pasar",))
    article = a_live_article(text=f"Pembuka.\n\n(baca juga {target.code})")
    feeds = [f"/feeds/{place}atom.xml" for place in ("", "topics/kuliner/", f"writers/{article.author.handle}/")]
    before = [node.ask(path).body for path in feeds]

    with later(minutes=2):
        updated(target, a_chief_editor())

    after = [node.ask(path).body for path in feeds]
    assert [b"Judul yang lain" in body for body in before + after] == [False] * 3 + [True] * 3


def test_whoever_is_read_most_has_their_present_name_on_the_front_page(node):
    article = a_live_article(by=a_writer(pen_name="Nama Lama"))
    readings.add({article.pk: 5}, timezone.now())
    readings.rank()
    with later(hours=1):
        loaded(ON_THE_FRONT)
    before = node.ask("/").body

    renamed(article, a_chief_editor())

    after = node.ask("/").body
    assert [(b"Nama Lama" in body, b"Nama Baru" in body) for body in (before, after)] == [(True, False), (False, True)]
