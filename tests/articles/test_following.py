"""Following writers and topics: the button, its page without script, the newest of it, and what becomes of a source."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import following, merging, publishing
from articles.lifecycle import StepRefused
from articles.models import Article, FollowedTopic, LiveTopic, Topic
from articles.reading import following as rooms
from community.models import Follow, Handle, Suspension, User
from tests.factories import a_chief_editor, a_live_article, a_moderator, a_topic, a_writer, later
from tests.rooms import articles_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def listed(person) -> list[Article]:
    """Through all pages, as the links lead."""
    client, key, found = signed_in(person), "", []
    while True:
        page = client.get("/following/", {"before": key} if key else {}).context["page"]
        found += articles_of(page.rows)
        if not (key := page.older):
            return found


def kuliner() -> Topic:
    return Topic.objects.get(slug="kuliner")


def test_the_newest_of_writers_and_topics_each_once_newest_first():
    reader, writer = a_writer(), a_writer()
    old = a_live_article(by=writer, named=("Kuliner",))
    other = a_live_article(named=("Kuliner", "Sungai"))
    a_live_article(named=("Opini",))
    new = a_live_article(by=writer, named=("Opini",))

    for what in (writer, kuliner(), Topic.objects.get(slug="sungai")):
        following.follow(reader, what)

    assert listed(reader) == [new, other, old]


def test_it_is_paged_by_plain_links_and_misses_none_however_the_sources_mix(monkeypatch):
    monkeypatch.setattr(rooms, "PAGE_LENGTH", 2)
    reader, writer = a_writer(), a_writer()
    for number in range(7):
        a_live_article(by=writer if number % 3 == 0 else None, named=("Sungai",) if number % 2 else ("Laut",))
    moment = timezone.now()
    for rows in (Article.objects.live(), LiveTopic.objects.all()):  # several published in one moment
        rows.update(first_published_at=moment)
    for what in (writer, Topic.objects.get(slug="sungai")):
        following.follow(reader, what)

    wanted = Article.objects.live().filter(author=writer) | Article.objects.live().filter(
        live_topics__topic__slug="sungai"
    )

    assert listed(reader) == list(wanted.distinct().newest_first())
    assert signed_in(reader).get("/following/", {"before": "x"}).status_code == 404


def test_a_source_that_was_quiet_for_long_is_found_behind_a_busy_one(monkeypatch):
    monkeypatch.setattr(rooms, "PAGE_LENGTH", 3)
    reader, quiet, busy = a_writer(), a_writer(), a_writer()
    first = a_live_article(by=quiet)
    many = [a_live_article(by=busy) for _article in range(8)]

    for what in (quiet, busy):
        following.follow(reader, what)

    assert listed(reader) == [*reversed(many), first]


def test_what_is_taken_down_is_not_there_and_takes_no_place(monkeypatch):
    monkeypatch.setattr(rooms, "PAGE_LENGTH", 1)
    reader, writer = a_writer(), a_writer()
    stays, goes = a_live_article(by=writer), a_live_article(by=writer)
    following.follow(reader, writer)
    following.follow(reader, kuliner())

    publishing.withdraw(goes, by=a_chief_editor(), message="Keliru.")

    assert listed(reader) == articles_of(signed_in(reader).get("/following/").context["page"].rows) == [stays]


@pytest.mark.screen
def test_a_button_comes_with_the_fragment_and_its_page_works_without_script():
    article, reader = a_live_article(), a_writer()
    client = signed_in(reader)

    for query, path, back in (
        (
            {"writer": article.author.handle},
            f"/following/writers/{article.author.handle}/",
            f"/@{article.author.handle}/",
        ),
        ({"topic": "kuliner"}, "/following/topics/kuliner/", "/topics/kuliner/"),
    ):
        assert f'action="{path}"' in client.get("/me/", query).content.decode()
        assert f'href="{path}"' in Client().get(back).content.decode()
        for _press in range(2):
            assert client.post(path, {"follow": "yes"})["Location"] == back
        assert 'value="no"' in client.get("/me/", query).content.decode()
        assert 'value="no"' in client.get(path).content.decode()
        assert client.post(path, {"follow": "no", "from": "list"})["Location"] == "/following/whom/"
        assert 'value="yes"' in client.get(path).content.decode()
    assert Client().get(path)["Location"] == f"/accounts/login/?next={path}"


@pytest.mark.parametrize(
    "query", [{"writer": "x" * 900}, {"topic": "\x00"}, {"writer": "' OR 1"}, {"topic": "tidak-ada"}]
)
def test_a_button_of_nothing_is_none(query):
    assert 'data-part="follow"' not in signed_in(a_writer()).get("/me/", query).content.decode()


def test_whoever_came_to_follow_is_told_that_one_press_is_left_until_it_is_done():
    article, client = a_live_article(), signed_in(a_writer())

    for path in (f"/following/writers/{article.author.handle}/", "/following/topics/kuliner/"):
        said = []
        for answer in ("no", "yes"):
            client.post(path, {"follow": answer})
            said.append("Tinggal satu langkah: tekan Ikuti." in client.get(path).content.decode())
        assert said == [True, False]


def test_nobody_follows_themselves():
    person = a_writer()
    client = signed_in(person)

    part = client.get("/me/", {"writer": person.handle}).content.decode()

    assert ("/following/writers/" in part, 'href="/settings/"' in part) == (False, True)
    assert client.post(f"/following/writers/{person.handle}/", {"follow": "yes"}).status_code == 404


def test_a_renamed_writer_is_followed_by_any_handle():
    reader, writer = a_writer(), a_writer()
    before = writer.handle
    Handle.objects.change(writer, "nama.baru")
    client = signed_in(reader)

    client.post(f"/following/writers/{before}/", {"follow": "yes"})

    assert Follow.objects.get().whom == writer
    assert "/@nama.baru/" in client.get("/following/whom/").content.decode()
    client.post("/following/writers/nama.baru/", {"follow": "no"})
    assert not Follow.objects.exists()


def test_a_closed_account_is_named_as_gone_and_can_be_let_go_and_not_followed_anew():
    reader, article = a_writer(), a_live_article()
    path = f"/following/writers/{article.author.handle}/"
    client = signed_in(reader)
    client.post(path, {"follow": "yes"})

    User.objects.filter(pk=article.author_id).update(is_active=False)

    page = client.get("/following/whom/").content.decode()
    assert (article.author.pen_name in page, f"/@{article.author.handle}/" in page) == (True, False)
    assert client.post(path, {"follow": "no", "from": "list"})["Location"] == "/following/whom/"
    assert client.post(path, {"follow": "yes"}).status_code == 404


def test_a_suspended_writers_published_articles_are_still_there():
    reader, article = a_writer(), a_live_article()
    following.follow(reader, article.author)

    Suspension.objects.create(user=article.author, by=a_moderator(), reason="Iklan.")

    assert listed(reader) == [article]


def test_whoever_followed_a_merged_topic_follows_its_successor_once_until_that_is_undone():
    reader, both, chief = a_writer(), a_writer(), a_chief_editor()
    article = a_live_article(named=("Kuliner",))
    into = a_topic("Makanan")
    for person, what in ((reader, kuliner()), (both, kuliner()), (both, into)):
        following.follow(person, what)

    ending = merging.merge(kuliner(), into=into, by=chief)

    assert [following.topics_of(one) for one in (reader, both)] == [[into], [into]]
    assert [listed(one) for one in (reader, both)] == [[article], [article]]
    signed_in(both).post("/following/topics/kuliner/", {"follow": "no"})
    assert (following.topics_of(both), following.follows(reader, into)) == ([], True)
    merging.undo(ending, by=chief)
    assert following.topics_of(reader) == [kuliner()]


def test_the_list_is_ones_own_and_nothing_of_it_stands_on_a_public_page():
    article, reader = a_live_article(), a_writer(pen_name="Pengikut Rahasia")
    before = Client().get(f"/@{article.author.handle}/").content
    following.follow(reader, article.author)
    following.follow(reader, kuliner())

    assert Client().get(f"/@{article.author.handle}/").content == before
    assert article.live_revision.title not in signed_in(article.author).get("/following/").content.decode()
    assert "Pengikut Rahasia" not in signed_in(article.author).get("/following/whom/").content.decode()


def test_there_is_an_end_to_how_many_one_follows(monkeypatch):
    monkeypatch.setattr(following, "MOST", 1)
    reader = a_writer()
    following.follow(reader, a_writer())
    following.follow(reader, a_topic("Laut"))

    with pytest.raises(StepRefused):
        following.follow(reader, a_writer())
    answer = signed_in(reader).post(f"/following/writers/{a_writer().handle}/", {"follow": "yes"})

    assert (answer.status_code, FollowedTopic.objects.count(), Follow.objects.count()) == (409, 1, 1)


def queries(client, path) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len([one for one in captured if "SAVEPOINT" not in one["sql"]])


@pytest.mark.parametrize("path", ["/following/", "/following/whom/"])
def test_a_list_takes_as_many_queries_for_one_as_for_many(path):
    reader = a_writer()
    client = signed_in(reader)
    following.follow(reader, a_live_article(cover=True).author)
    following.follow(reader, kuliner())
    few = queries(client, path)

    for _article in range(3):
        following.follow(reader, a_live_article(cover=True, named=("Kuliner", "Sungai")).author)
    following.follow(reader, a_topic("Sungai"))

    assert queries(client, path) == few
    assert few <= 8 + 5  # with the session, the person, what they may (2) and the bell


def test_of_a_large_archive_only_the_newest_of_each_source_are_looked_at():
    """The second query has a floor: nothing older than the page's last possible article is read."""
    reader, writer = a_writer(), a_writer()
    articles = [a_live_article(by=writer) for _article in range(4)]
    for number, article in enumerate(articles):
        moment = timezone.now() - timedelta(days=number)
        Article.objects.filter(pk=article.pk).update(first_published_at=moment)
        article.first_published_at = moment
    following.follow(reader, writer)

    with later(seconds=1), CaptureQueriesContext(connection) as captured:
        places = following.newest(following.followed_by(reader), None, 2)

    assert [pk for _moment, pk in places] == [articles[0].pk, articles[1].pk]
    assert str(articles[1].first_published_at.date()) in captured[-1]["sql"]
