"""Searches are narrowed inside the index: by keys of topics, writer and year. Titles get an index of their own.

The prefixes of every word go: only titles are looked for while one types. A node of the former version goes on
publishing, without keys; PostgreSQL's are filled by the next migration, which lets others work meanwhile.
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


BEFORE = [f"DROP TRIGGER IF EXISTS articles_searchtext_{name}" for name in ("in", "out", "anew")]
SQLITE = [
    "DROP TABLE articles_searchindex",
    *kept("articles_searchindex", COLUMNS, ""),
    *kept("articles_titleindex", TITLES, ", prefix='2 3 4'"),
]


def fill(apps, editor):
    """Give keys to all that have none, some at a time."""
    SearchText, RevisionTopic = (apps.get_model("articles", name) for name in ("SearchText", "RevisionTopic"))
    columns = ("pk", "article__live_revision", "article__author", "article__first_published_at")
    while some := list(SearchText.objects.filter(keys="").order_by("pk").values_list(*columns)[:BATCH]):
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


def make(apps, editor):
    """On SQLite, which has one node: whole, or not at all."""
    if editor.connection.vendor != "sqlite":
        return
    for statement in BEFORE:
        editor.execute(statement)
    fill(apps, editor)
    for statement in SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0027_sitemap_by_part")]

    operations = [
        migrations.AddField("searchtext", "keys", models.TextField(db_default="")),
        migrations.RunPython(make, migrations.RunPython.noop),
    ]
