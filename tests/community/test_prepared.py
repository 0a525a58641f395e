"""A prepared query gives what its queryset gives, whatever it is asked about, and holds nothing of the first asking."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, connections
from django.db.models import F
from django.db.models.expressions import RawSQL
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
    return User.objects.filter(pen_name=pen_name).values_list("pk", flat=True)


@prepared
def by_keys(keys):
    return User.objects.filter(pk__in=keys).order_by("pk").values_list("pen_name", flat=True)


def test_every_kind_of_value_comes_back_as_from_the_queryset():
    live = a_live_article()

    @prepared
    def facts(author, code):
        found = Article.objects.filter(author=author, code=code).annotate(number=F("draft_version") + 1)
        return found.values_list("pk", "number", "body", "first_published_at", "author__is_active", "cover__code")

    assert facts(live.author_id, live.code) == list(facts.__wrapped__(live.author_id, live.code))
    assert facts(live.author_id, live.code)[0][2:] == (live.body, live.first_published_at, True, None)


def test_other_facts_find_other_rows_and_none():
    rani, sari = a_writer(pen_name="Rani"), a_writer(pen_name="O'Sari %s")
    assert (named("Rani"), named("O'Sari %s"), named("' OR 1=1 --")) == ([rani.pk], [sari.pk], [])


def test_each_length_of_a_list_has_its_own_query():
    keys = [a_writer(pen_name=name).pk for name in ("A", "B", "C")]
    assert [by_keys(keys[:number]) for number in (1, 3, 2, 0)] == [["A"], ["A", "B", "C"], ["A", "B"], []]
    assert by_keys({keys[0]}) == ["A"]


def test_a_moment_is_compared_as_one_also_some_time_before_or_after():
    person, hour = a_writer(), timedelta(hours=1)

    @prepared
    def around(now):
        rows = User.objects.filter(joined_at__gt=now - hour).exclude(joined_at__gt=now + hour + hour)
        return rows.values_list("pen_name", "joined_at")

    shown = [(person.pen_name, person.joined_at)]
    moments = [timezone.now() + hours * hour for hours in (-3, -1, 0, 2)]
    assert [around(moment) for moment in moments] == [[], shown, shown, []]


def test_it_asks_once_and_the_query_shows_the_facts():
    named("x")
    with CaptureQueriesContext(connection) as asked:
        named("Rani")
    assert len(asked) == 1
    assert "Rani" in asked[0]["sql"]


def test_what_would_stay_as_it_was_when_it_was_first_asked_is_refused():
    """None turns a condition into another one; a moment of now, or what was found meanwhile, would be that of the first
    asking for ever; rows of a model bring along what is asked later."""
    for wrong in (None, a_writer(), [None]):
        with pytest.raises(TypeError):
            by_keys(wrong)
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.filter(joined_at__lt=timezone.now()).values_list("pk"))()
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.filter(pk__in=RawSQL("SELECT %s", [timezone.now()])).values_list("pk"))()
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.filter(pk__in=list(User.objects.values("pk"))).values_list("pk"))()
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.with_public_face())()
    with pytest.raises(TypeError):
        prepared(lambda: User.objects.order_by("joined_at").distinct().values_list("pen_name"))()


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_by_its_own_connection():
    person = a_writer(pen_name="Rani")
    found = []

    def ask():
        try:
            found.append(named("Rani"))
        finally:
            connections.close_all()

    for _turn in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [[person.pk], [person.pk]]


def test_cards_come_so_as_from_their_query():
    live = a_live_article(cover=True)
    rows = columns_of(Article.objects.live().filter(pk=live.pk))
    assert cards_from(rows) == cards_from(prepared(lambda pk: columns_of(Article.objects.filter(pk=pk)))(live.pk))
