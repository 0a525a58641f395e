"""The search index equals the database after any row of steps, and after a kill between any two statements."""

import random

import pytest
from django.db import connection, transaction

from articles import indexing, publishing, searching
from articles.body.limits import MAX_BYTES
from articles.models import Article, SearchText, Standing
from articles.roots import words_of
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


def affixed(number: int) -> str:
    """A word that nine roots or more may stand in, another for each number."""
    return f"memper{syllables(number, 4)}kannya"


def syllables(number: int, length: int) -> str:
    first, rest = divmod(number, 75)
    return f"{'bcdghjklmnprstw'[rest % 15]}{'aeiou'[rest // 15]}" + (syllables(first, length - 1) if length > 1 else "")


LISTS = {
    "affixed": [affixed(number) for number in range(19_000)],
    "short": [syllables(number, 3) for number in range(70_000)],
    "figures": [str(number) for number in range(10_000, 90_000)],
}


@pytest.mark.both_engines
@pytest.mark.parametrize("words", LISTS.values(), ids=LISTS)
def test_a_list_of_very_many_words_is_indexed_and_found_by_its_last(words):
    article = a_live_article()
    text = ".".join(words)
    assert len(text) < MAX_BYTES

    told = {"body": indexing.roots(text), "exact": " ".join(words_of(text))}
    SearchText.objects.filter(article=article).update(**told)

    assert searching.find(searching.asked(words[-1])).pks == [article.pk]
