"""What an upgrade does to the index of an archive that was there before: every article has its keys."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles import indexing, searching
from articles.models import SearchText
from tests.factories import a_live_article, later

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
fill = import_module("articles.migrations.0028_search_keys").fill


def test_what_a_former_version_wrote_is_given_its_keys():
    articles = [a_live_article(named=("Laut", "Pasar")), a_live_article(named=("Pasar",))]
    with later(days=400):
        articles.append(a_live_article())
    right = dict(SearchText.objects.values_list("pk", "keys"))
    SearchText.objects.update(keys="")

    fill(apps, SimpleNamespace(connection=connection))

    assert dict(SearchText.objects.values_list("pk", "keys")) == right
    assert len(right) == len(set(right.values())) == len(articles)


def test_what_a_node_of_a_former_version_publishes_is_indexed_at_the_next_start():
    """Its INSERT names no keys."""
    article = a_live_article()
    right = indexing.texts_of(article)
    SearchText.objects.all().delete()
    columns = {name: text for name, text in right.items() if name != "keys"} | {"article_id": article.pk, "version": 1}
    with connection.cursor() as cursor:
        names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
        cursor.execute(f"INSERT INTO articles_searchtext ({names}) VALUES ({places})", list(columns.values()))

    assert indexing.index_missing() == 1
    assert SearchText.objects.get().keys == right["keys"]


def test_what_is_missing_is_indexed_at_the_next_start():
    articles = [a_live_article(title=f"Kopi {number}") for number in range(3)]
    SearchText.objects.filter(article=articles[0]).delete()

    assert indexing.index_missing() == 1
    assert number_found("kopi") == 3
    assert indexing.index_missing() == 0


def test_what_was_indexed_by_older_rules_is_indexed_anew_a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(indexing, "RENEWED_A_TICK", 2)
    for number in range(3):
        a_live_article(title=f"Kopi {number}")
    SearchText.objects.update(version=indexing.VERSION - 1, title="")

    assert [indexing.renew_older() for _tick in range(3)] == [2, 1, 0]
    assert number_found("kopi") == 3


def number_found(words: str) -> int:
    return len(searching.find(searching.asked(words)).pks)
