"""A prepared query gives what its queryset gives, whatever it is asked about, and holds nothing of the first asking."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.listed import cards_from, columns_of
from articles.models import Article
from community.models import User
from community.prepared import prepared
from tests.factories import a_live_article, a_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@prepared
def named(pen_name):
    return User.objects.filter(pen_name=pen_name)


@prepared
def by_keys(keys):
    return User.objects.filter(pk__in=keys).order_by("pk").values_list("pen_name", flat=True)


@prepared
def joined_since(moment):
    return User.objects.filter(joined_at__gte=moment).values_list("pen_name", "joined_at")


def test_rows_are_those_of_the_queryset_with_their_relations():
    live = a_live_article()

    @prepared
    def of_author(author, code):
        rows = Article.objects.filter(author=author, code=code).annotate(number=F("draft_version") + 1)
        return rows.select_related("live_revision", "cover").defer("place")

    (found,), wanted = of_author(live.author_id, live.code), of_author.__wrapped__(live.author_id, live.code).get()
    kept = [{name: value for name, value in vars(one).items() if name != "_state"} for one in (found, wanted)]
    assert kept[0] == kept[1]
    assert (found._state.adding, found._state.db) == (False, "default")
    title = live.live_revision.title
    with CaptureQueriesContext(connection) as asked:
        assert found.live_revision.title == title
    assert len(asked) == 0
    assert found.number == found.draft_version + 1


def test_other_facts_find_other_rows_and_none():
    rani, sari = a_writer(pen_name="Rani"), a_writer(pen_name="O'Sari %s")
    assert (named("Rani"), named("O'Sari %s"), named("' OR 1=1 --")) == ([rani], [sari], [])


def test_each_length_of_a_list_has_its_own_query():
    keys = [a_writer(pen_name=name).pk for name in ("A", "B", "C")]
    assert [by_keys(keys[:number]) for number in (1, 3, 2, 0)] == [["A"], ["A", "B", "C"], ["A", "B"], []]
    assert by_keys({keys[0]}) == ["A"]


def test_a_moment_is_compared_as_one_and_comes_back_as_one():
    person = a_writer()
    assert joined_since(person.joined_at) == [(person.pen_name, person.joined_at)]
    assert joined_since(timezone.now() + timedelta(hours=1)) == []


def test_it_asks_once_and_the_query_shows_the_facts():
    named("x")
    with CaptureQueriesContext(connection) as asked:
        named("Rani")
    assert len(asked) == 1
    assert "Rani" in asked[0]["sql"]


def test_what_a_query_would_do_without_being_asked_is_refused():
    """None turns a condition into another one; a moment of now would be that of the first asking for ever."""
    with pytest.raises(TypeError):
        named(None)
    with pytest.raises(TypeError):
        named(a_writer())
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.filter(joined_at__lt=timezone.now()))()
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.with_public_face())()


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_by_its_own_connection():
    a_writer(pen_name="Rani")
    found = []

    def ask():
        try:
            found.append([person.pen_name for person in named("Rani")])
        finally:
            connections.close_all()

    for _turn in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [["Rani"], ["Rani"]]


def test_cards_come_so_as_from_their_query():
    live = a_live_article()
    rows = columns_of(Article.objects.live().filter(pk=live.pk))
    assert cards_from(rows) == cards_from(prepared(lambda pk: columns_of(Article.objects.filter(pk=pk)))(live.pk))
