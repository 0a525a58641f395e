"""Searches are narrowed inside the index: by keys of topics, writer and year. Titles get an index of their own.

The prefixes of every word go: only titles are looked for while one types.
"""

from django.db import migrations, models
from django.utils import timezone

COLUMNS = ("title", "dek", "body", "topics", "people", "exact", "keys")
TITLES = ("title", "keys")
BATCH = 2000


def kept(index: str, columns: tuple[str, ...], options: str) -> list[str]:
    """An FTS5 index over columns of the words, filled, and the triggers that keep it."""
    names, old, new = (", ".join(f"{of}{name}" for name in columns) for of in ("", "old.", "new."))
    gone = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.article_id, {old});"
    here = f"INSERT INTO {index} (rowid, {names}) VALUES (new.article_id, {new});"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5("
        f"{names}, content='articles_searchtext', content_rowid='article_id', tokenize='unicode61'{options})",
        f"INSERT INTO {index} ({index}) VALUES ('rebuild')",
        f"CREATE TRIGGER {index}_in AFTER INSERT ON articles_searchtext BEGIN {here} END",
        f"CREATE TRIGGER {index}_out AFTER DELETE ON articles_searchtext BEGIN {gone} END",
        f"CREATE TRIGGER {index}_anew AFTER UPDATE ON articles_searchtext BEGIN {gone} {here} END",
    ]


BEFORE = [f"DROP TRIGGER articles_searchtext_{name}" for name in ("in", "out", "anew")]
SQLITE = [
    "DROP TABLE articles_searchindex",
    *kept("articles_searchindex", COLUMNS, ""),
    *kept("articles_titleindex", TITLES, ", prefix='2 3 4'"),
]
POSTGRES = [
    "ALTER TABLE articles_searchtext ADD COLUMN key_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', keys)) STORED",
    "CREATE INDEX articles_searchtext_key_words ON articles_searchtext USING gin (key_words)",
]


def without_triggers(apps, editor):
    for statement in BEFORE if editor.connection.vendor == "sqlite" else []:
        editor.execute(statement)


def fill(apps, editor):
    SearchText, RevisionTopic = (apps.get_model("articles", name) for name in ("SearchText", "RevisionTopic"))
    columns = ("pk", "article__live_revision", "article__author", "article__first_published_at")
    after = 0
    while some := list(SearchText.objects.filter(pk__gt=after).order_by("pk").values_list(*columns)[:BATCH]):
        sent = RevisionTopic.objects.filter(revision__in=[revision for _pk, revision, _writer, _at in some])
        topics: dict[int, list[str]] = {}
        for revision, topic in sent.order_by("position").values_list("revision", "topic"):
            topics.setdefault(revision, []).append(f"t{topic}")
        with editor.connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE articles_searchtext SET keys = %s WHERE article_id = %s",
                [
                    (" ".join([*topics.get(revision, []), f"w{writer}", f"y{timezone.localtime(at).year}"]), pk)
                    for pk, revision, writer, at in some
                ],
            )
        after = some[-1][0]


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_sitemap_by_part")]

    operations = [
        migrations.RunPython(without_triggers, migrations.RunPython.noop),
        migrations.AddField("searchtext", "keys", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
