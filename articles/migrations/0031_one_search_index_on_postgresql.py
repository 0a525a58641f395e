"""One index of all that is looked for on PostgreSQL: of several at once it lists what fits each of them.

Of two indexes PostgreSQL may read one and look for the rest in every row. What the mark is for stands in
`articles/searching/postgres.py`. Made while other nodes work; broken off, it is simply done again.
"""

from django.db import migrations

INDEX = [
    "DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_words",
    "CREATE INDEX CONCURRENTLY articles_searchtext_words ON articles_searchtext "
    "USING gin (roots, titles, (exact_words || '_'::tsvector), to_tsvector('simple', keys))",
    "ANALYZE articles_searchtext",
]


def make(apps, editor):
    for statement in [] if editor.connection.vendor == "sqlite" else INDEX:
        editor.execute(statement)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0030_topic_keys_as_long_as_they_get")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
