"""The indexes that one has replaced go. A node of the former version finds phrases slowly until it is started anew."""

from django.db import migrations

FORMER = ("roots", "exact_words", "titles", "keys")


def drop(apps, editor):
    for name in [] if editor.connection.vendor == "sqlite" else FORMER:
        editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS articles_searchtext_{name}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("articles", "0031_one_search_index_on_postgresql")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
