"""The search index equals the database after any row of steps, and after a kill between any two statements."""

import random

import pytest
from django.db import connection, transaction

from articles import indexing, publishing
from articles.models import Article, SearchText, Standing
from community.marks import rename
from tests.factories import a_chief_editor, a_live_article, a_writer, later
from tests.killed import killed_after

pytestmark = pytest.mark.django_db
COLUMNS = ("pen_name", "title", "dek", "body", "topics", "people", "exact", "keys")
INTEGRITY = "INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
WORDS = "perahu layar pasar kopi kebun penulis menulis laut ombak dermaga".split()


def wanted() -> dict[int, dict]:
    live = Article.objects.live().select_related("author", "live_revision")
    return {article.pk: indexing.texts_of(article) for article in live}


def stands() -> dict[int, dict]:
    return {row.pk: {name: getattr(row, name) for name in COLUMNS} for row in SearchText.objects.all()}


def check_of_the_engine() -> None:
    """FTS5 compares its indexes with the table itself, and raises."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for index in ("articles_searchindex", "articles_titleindex"):
                cursor.execute(INTEGRITY.format(index=index))


class Chance:
    """Somebody who does at random what changes the index, and may be killed in the middle."""

    def __init__(self, seed: int):
        self.dice, self.chief, self.writers = random.Random(seed), a_chief_editor(), [a_writer() for _ in range(3)]

    def act(self) -> None:
        step = self.dice.choice([*4 * [self.write], self.withdraw, self.restore, self.remove, self.take_a_name])
        statements = self.dice.randrange(250) if self.dice.random() < 0.4 else 10_000
        with transaction.atomic():  # what the kill leaves is what the database rolls back to
            if killed_after(statements, step):
                transaction.set_rollback(True)

    def write(self) -> None:
        title = " ".join(self.dice.sample(WORDS, 3))
        a_live_article(title=title, dek=self.dice.choice(WORDS), by=self.dice.choice(self.writers))

    def one(self, standing: Standing) -> Article | None:
        return self.dice.choice([*Article.objects.filter(standing=standing).order_by("pk")] or [None])

    def withdraw(self) -> None:
        if article := self.one(Standing.LIVE):
            publishing.withdraw(article, by=self.chief, message="Keliru.")

    def restore(self) -> None:
        if article := self.one(Standing.WITHDRAWN):
            publishing.restore(article, by=self.chief, message="Benar.")

    def remove(self) -> None:
        if article := self.one(Standing.WITHDRAWN):
            publishing.remove(article, by=self.chief, message="Perintah.", reference="1/2026")

    def take_a_name(self) -> None:
        person = self.dice.choice(self.writers)
        before, person.pen_name = person.pen_name, f"{self.dice.choice(WORDS)} {self.dice.randrange(99)}".title()
        person.save()
        rename(person, before=before)


@pytest.mark.parametrize("steps", [30, pytest.param(1000, marks=pytest.mark.drill)])
def test_the_index_equals_the_database_after_random_steps_and_kills(steps):
    seed = random.randrange(10**6)
    print(f"\nseed {seed}")
    chance = Chance(seed)

    with later(minutes=1):
        for _step in range(steps):
            chance.act()
        indexing.follow_names()

    check_of_the_engine()
    assert stands() == wanted()
    assert wanted()
