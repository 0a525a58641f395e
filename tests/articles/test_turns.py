"""The dashboard's groups: what stands in each, how many there are, and the pages of each."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import publishing, sending, takedown
from articles.models import Article, Reason, Submission
from articles.writing import turns
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_picture,
    a_writer,
    approve,
    decline,
    fresh,
    give_back,
    later,
    sent,
    with_cover,
)
from tests.rooms import queries_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def groups(person) -> dict[str, list[Article]]:
    """What the page shows; every group's number is the length of its list."""
    client = signed_in(person)
    desk = client.get("/write/").context["desk"]
    alone = {key: client.get("/write/", {"list": key}).context["alone"] for key in turns.GROUPS}
    assert {key: (turn.count, turn.rows) for key, turn in desk.items()} == {
        key: (len(turn.rows), turn.rows) for key, turn in alone.items()
    }
    return {key: sorted(turn.rows, key=lambda one: one.pk) for key, turn in desk.items() if turn}


def test_each_article_stands_where_its_last_asking_says():
    writer = a_writer()
    draft, waiting, returned, declined, recalled, binned = (a_draft(by=writer) for _article in range(6))
    live, withdrawn = a_live_article(by=writer), a_live_article(by=writer)
    sent(waiting), give_back(sent(returned)), decline(sent(declined))
    sending.recall(sent(recalled), by=writer)
    sending.discard(binned, by=writer)
    publishing.withdraw(withdrawn, by=a_chief_editor(), message="Keliru.")
    a_draft()

    with later(seconds=11):
        assert groups(writer) == {
            "mine": [draft, returned, declined, recalled],
            "ours": [waiting],
            "live": [live],
            "withdrawn": [withdrawn],
            "binned": [binned],
        }


def test_a_withdrawn_article_shows_the_picture_that_readers_had():
    article = a_live_article(cover=True)
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    page = signed_in(article.author).get("/write/").content.decode()

    row = page.partition('id="withdrawn"')[2].partition("</ul>")[0]
    assert re.findall(r'<img class="work-photo[^"]*" src="([^"]+)"', row) == [article.cover.small]


def an_update(article: Article) -> Submission:
    Article.objects.filter(pk=article.pk).update(dek="Lain", draft_version=article.draft_version + 1)
    return sent(fresh(article))


def test_an_update_stands_with_whose_turn_it_is_and_its_article_stays_published():
    writer = a_writer()
    article = a_live_article(by=writer)

    with later(seconds=20):
        asking = an_update(article)
        assert groups(writer) == {"ours": [article], "live": [article]}
        assert told_of_updates(writer) == ["Pembaruannya menunggu tinjauan."]
        give_back(asking)
        assert groups(writer) == {"ours": [article], "live": [article]}  # nobody is told for ten seconds
    with later(seconds=31):
        assert groups(writer) == {"mine": [article], "live": [article]}
        assert told_of_updates(writer) == ["Pembaruannya kembali dengan jawaban."]
    with later(seconds=40):
        Article.objects.filter(pk=article.pk).update(dek="Lain lagi")
        approve(sent(fresh(article)))
    with later(seconds=51):
        publishing.publish_due()
        assert groups(writer) == {"live": [article]}
        assert told_of_updates(writer) == []


def test_a_declined_update_is_told_beside_its_article_and_asks_for_nothing():
    writer = a_writer()
    article = a_live_article(by=writer)

    with later(seconds=20):
        decline(an_update(article), reason=Reason.PROMOTION)
    with later(days=30):
        assert groups(writer) == {"live": [article]}
        [told] = told_of_updates(writer)
        assert told.startswith("Pembaruannya tidak dimuat. Ini iklan. Versi yang tayang tetap dibaca")


def test_an_update_that_was_taken_back_is_not_sent():
    writer = a_writer()
    article = a_live_article(by=writer)

    with later(seconds=20):
        sending.recall(an_update(article), by=writer)

        assert groups(writer) == {"live": [article]}
        assert told_of_updates(writer) == ["Pembaruannya kamu tarik kembali dan belum dikirim."]


def test_an_update_that_was_taken_back_is_told_until_the_draft_is_again_what_readers_have():
    """The draft with its photos, topics and read-alsos; in as many queries for one such update as for several."""
    writer, text, counts = a_writer(), f"Pasar ramai.\n\n> read-also: {a_live_article().code}", []
    articles = [a_live_article(by=writer, cover=cover, text=text) for cover in (True, False)]
    with later(seconds=20):
        for article in articles:
            sending.recall(an_update(article), by=writer)
            counts.append(queries_of(signed_in(writer), "/write/", {"list": "live"}))
        assert told_of_updates(writer) == ["Pembaruannya kamu tarik kembali dan belum dikirim."] * 2

        for article in articles:
            Article.objects.filter(pk=article.pk).update(dek=article.live_revision.dek)

        assert told_of_updates(writer) == []
    assert counts[0] == counts[1]


def told_of_updates(person) -> list[str]:
    """What is said beside each published article, whose link for readers stands there always."""
    page = signed_in(person).get("/write/", {"list": "live"}).content.decode()
    assert all(one.get_absolute_url() in page for one in Article.objects.live().written_by(person))
    return [re.sub("<[^>]+>", "", line) for line in re.findall(r'<p class="work-next">(.*?)</p>', page)]


def test_what_was_saved_today_says_so_by_the_clock_and_any_other_day_in_full():
    draft = a_draft()
    assert re.search(r">tersimpan \d\d\.\d\d<", page_of(draft.author))

    Article.objects.update(saved_at=timezone.now() - timedelta(days=2))
    assert re.search(r">tersimpan \w+, \d+ \w+ \d{4}, \d\d\.\d\d WIB<", page_of(draft.author))


def page_of(person) -> str:
    return signed_in(person).get("/write/").content.decode()


def test_a_published_article_shows_the_cover_that_readers_have():
    """Whatever its draft has by now; and nothing of a picture that was removed."""
    article = a_live_article(cover=True)
    seen = article.cover
    with_cover(article, a_picture("orchid"))

    assert covers(article.author) == [seen.small]

    takedown.take_down(seen, by=a_chief_editor(), reason="Perintah.", reference="1/2026")

    assert covers(article.author) == []


def covers(person) -> list[str]:
    """The pictures on the page of what is published."""
    page = signed_in(person).get("/write/", {"list": "live"}).content.decode()
    return re.findall(r'<img class="work-photo[^>]* src="([^"]+)"', page)


def test_a_live_article_that_nobody_ever_sent_is_published():
    """An archive was loaded."""
    article = a_live_article()
    Submission.objects.filter(article=article).update(article=a_draft())

    assert groups(article.author) == {"live": [article]}


def test_a_removed_article_is_nowhere():
    article = a_live_article()
    publishing.remove(article, by=a_chief_editor(), message="Perintah.", reference="1/2026")

    assert groups(article.author) == {}


def test_a_group_shows_some_says_how_many_and_has_pages(monkeypatch):
    monkeypatch.setattr(turns, "A_FEW", 2)
    monkeypatch.setattr(turns, "A_PAGE", 3)
    writer = a_writer()
    drafts = [a_draft(by=writer) for _article in range(6)][::-1]
    client = signed_in(writer)

    page = client.get("/write/")
    mine = page.context["desk"]["mine"]

    assert (mine.rows, mine.count, 'href="?list=mine"' in page.content.decode()) == (drafts[:2], 6, True)
    found = [client.get("/write/", {"list": "mine", "page": number}).context["alone"] for number in (1, 2, 3)]
    assert [one.rows for one in found] == [drafts[:3], drafts[3:], []]
    assert [one.older for one in found] == [2, 0, 0]


@pytest.mark.parametrize("query", [{"list": "x"}, {"list": "mine", "page": "0"}, {"list": "mine", "page": "²"}])
def test_a_list_that_is_none_is_not_found(query):
    assert signed_in(a_writer()).get("/write/", query).status_code == 404


def test_the_room_takes_as_many_queries_for_few_as_for_many():
    writer = a_writer()
    client, counts = signed_in(writer), []

    for _time in range(2):
        for _article in range(3):
            a_draft(by=writer), sent(a_draft(by=writer)), a_live_article(by=writer, cover=True)
        for query in ({}, {"list": "live"}):
            counts.append(queries_of(client, reverse("writing:dashboard"), query))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 10  # with the session, the person, what they may (2) and the bell
