"""PostgreSQL finds phrases by which words stand beside each other.

Its GIN knows only that both stand somewhere. Pairs are numbered into a million, or a large archive would have hundreds
of millions of keys; of two with the same number the very words decide. Made while other nodes work, which find what
they look for in either index; broken off, it is simply done again.
"""

from django.db import migrations

STATEMENTS = [
    "CREATE OR REPLACE FUNCTION articles_neighbours(words text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT "
    "PARALLEL SAFE AS $$ "
    "SELECT coalesce(array_agg(hashtext(word || ' ' || next) & 1048575), '{}') "
    "FROM string_to_array(words, ' ') AS split (row), "
    "unnest(split.row[:cardinality(split.row) - 1], split.row[2:]) AS side (word, next) $$",
    "DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_asked",
    "CREATE INDEX CONCURRENTLY articles_searchtext_asked ON articles_searchtext USING gin "
    "(roots, titles, (exact_words || '_'::tsvector), to_tsvector('simple', keys), articles_neighbours(exact))",
    "ANALYZE articles_searchtext",
]


def make(apps, editor):
    for statement in [] if editor.connection.vendor == "sqlite" else STATEMENTS:
        editor.execute(statement)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0032_former_search_indexes")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
