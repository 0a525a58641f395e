"""The index that one has replaced goes."""

from django.db import migrations


def drop(apps, editor):
    if editor.connection.vendor != "sqlite":
        editor.execute("DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_words")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0033_neighbours_in_the_search_index")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
