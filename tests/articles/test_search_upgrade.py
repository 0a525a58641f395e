"""What an upgrade does to the index of an archive that was there before: every article has its keys."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from articles import indexing
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
