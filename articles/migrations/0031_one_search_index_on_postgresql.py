"""One index of all that is looked for on PostgreSQL: of several at once it lists what fits each of them.

Of two indexes PostgreSQL may read one and look for the rest in every row. The mark among the very words is no word and
stands everywhere: a column of which something is left out must have something too, or it is read whole. Made while
other nodes work; broken off, it is simply done again.
"""

from django.db import migrations

FORMER = ("roots", "exact_words", "titles", "keys")
INDEX = [
    "DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_words",
    "CREATE INDEX CONCURRENTLY articles_searchtext_words ON articles_searchtext "
    "USING gin (roots, titles, (exact_words || '_'::tsvector), to_tsvector('simple', keys))",
    "ANALYZE articles_searchtext",
    *(f"DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_{name}" for name in FORMER),
]


def make(apps, editor):
    for statement in [] if editor.connection.vendor == "sqlite" else INDEX:
        editor.execute(statement)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0030_topic_keys_as_long_as_they_get")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
