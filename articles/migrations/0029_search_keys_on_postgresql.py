"""The keys of searches on PostgreSQL, filled and indexed while other nodes work; broken off, it is simply done again."""

from importlib import import_module

from django.db import migrations

fill = import_module("articles.migrations.0028_search_keys").fill
INDEX = [
    "DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_keys",
    "CREATE INDEX CONCURRENTLY articles_searchtext_keys ON articles_searchtext USING gin (to_tsvector('simple', keys))",
    "ANALYZE articles_searchtext",
]


def make(apps, editor):
    if editor.connection.vendor == "sqlite":
        return
    fill(apps, editor)
    for statement in INDEX:
        editor.execute(statement)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0028_search_keys")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
