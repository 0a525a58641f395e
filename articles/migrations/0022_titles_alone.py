"""Titles once more by themselves on PostgreSQL: how often a word stands in titles is what its planner must know."""

from django.db import migrations

TITLES = [
    "ALTER TABLE articles_searchtext ADD COLUMN titles tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED",
    "CREATE INDEX articles_searchtext_titles ON articles_searchtext USING gin (titles)",
]


def make(apps, editor):
    for statement in [] if editor.connection.vendor == "sqlite" else TITLES:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0021_indexes_of_large_archives")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
