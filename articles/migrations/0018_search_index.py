"""The index over the words of articles, which the database keeps by itself: FTS5 with triggers, or vectors."""

from django.db import migrations

COLUMNS = ("title", "dek", "body", "topics", "people", "exact")
NAMES = ", ".join(COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
GONE = (
    f"INSERT INTO articles_searchindex (articles_searchindex, rowid, {NAMES}) VALUES ('delete', old.article_id, {OLD});"
)
HERE = f"INSERT INTO articles_searchindex (rowid, {NAMES}) VALUES (new.article_id, {NEW});"
SQLITE = [
    f"""CREATE VIRTUAL TABLE articles_searchindex USING fts5(
        {NAMES}, content='articles_searchtext', content_rowid='article_id', tokenize='unicode61', prefix='2 3 4'
    )""",
    f"CREATE TRIGGER articles_searchtext_in AFTER INSERT ON articles_searchtext BEGIN {HERE} END",
    f"CREATE TRIGGER articles_searchtext_out AFTER DELETE ON articles_searchtext BEGIN {GONE} END",
    f"CREATE TRIGGER articles_searchtext_anew AFTER UPDATE ON articles_searchtext BEGIN {GONE} {HERE} END",
]
WEIGHED = " || ".join(
    f"setweight(to_tsvector('simple', {name}), '{weight}')"
    for name, weight in zip(COLUMNS[:5], ("A", "C", "D", "B", "B"), strict=True)
)
POSTGRES = [
    f"ALTER TABLE articles_searchtext ADD COLUMN roots tsvector GENERATED ALWAYS AS ({WEIGHED}) STORED",
    "ALTER TABLE articles_searchtext ADD COLUMN exact_words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', exact)) STORED",
    "CREATE INDEX articles_searchtext_roots ON articles_searchtext USING gin (roots)",
    "CREATE INDEX articles_searchtext_exact_words ON articles_searchtext USING gin (exact_words)",
]


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_search")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
