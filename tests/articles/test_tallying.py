"""The number of live articles under a topic is that of its rows, whatever happened; a wrong one is mended."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import drafting, merging, publishing, tallying, tending
from articles.indexing import TOPIC
from articles.lifecycle import StepRefused
from articles.loading import load
from articles.models import Article, LiveTopic, SearchText, Standing, Submission, Topic, TopicEnding, TopicTally
from tests.articles.test_merging import topic
from tests.factories import (
    a_chief_editor,
    a_live_article,
    a_moderator,
    a_topic,
    a_writer,
    fresh,
    go_live,
    later,
    sent,
    waiting_submission,
)

NAMES = ["Laut", "Pantai", "Samudra", "Bahari", "Pesisir", "Muara", "Teluk", "Karang"]
WALKS = [(0, 60), *(pytest.param(seed, 200, marks=pytest.mark.drill) for seed in range(8))]  # of so many steps
pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def kept() -> dict[str, int]:
    return dict(TopicTally.objects.exclude(number=0).values_list("topic__name", "number"))


def counted() -> dict[str, int]:
    return dict(Counter(LiveTopic.objects.values_list("topic__name", flat=True)))


def listed() -> dict[str, set[int]]:
    rows: dict[str, set[int]] = {}
    for name, article in LiveTopic.objects.values_list("topic__name", "article"):
        rows.setdefault(name, set()).add(article)
    return rows


def found() -> dict[str, set[int]]:
    """What a search within each topic that readers know is narrowed to."""
    keys = {row.pk: set(row.keys.split()) for row in SearchText.objects.only("keys")}
    topics = Topic.objects.filter(accepted_at__isnull=False, merged_into=None)
    asked = {topic.name: {TOPIC.format(pk) for pk in topic.and_what_leads_here()} for topic in topics}
    narrowed = {name: {pk for pk, own in keys.items() if own & wanted} for name, wanted in asked.items()}
    return {name: pks for name, pks in narrowed.items() if pks}


def written_after_the_numbers(captured: CaptureQueriesContext) -> list[str]:
    """What a step writes once it has moved numbers, but for the stamps: whoever waits for its locks waits for these."""
    asked = [query["sql"].strip() for query in captured]
    moved = [place for place, sql in enumerate(asked) if "INTO articles_topictally" in sql]
    rest = asked[moved[-1] + 1 :] if moved else []
    kept = ("SELECT", "SAVEPOINT", "RELEASE")
    return [sql for sql in rest if not sql.startswith(kept) and "community_pagestamp" not in sql]


class Newsroom:
    """People who do what chance says; each step is a method, and may be refused."""

    def __init__(self, seed: int):
        self.chance, self.chief, self.writer = random.Random(seed), a_chief_editor(), a_writer()

    def names(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(NAMES, self.chance.randint(1, 4)))

    def new_name(self) -> str:
        return f"Usulan {Topic.objects.count()}"

    def one(self, rows):
        """Any of these rows. Raises StepRefused when there is none."""
        found = list(rows.order_by("pk"))
        if not found:
            raise StepRefused("")
        return self.chance.choice(found)

    def publish(self) -> None:
        go_live(waiting_submission(by=self.writer, named=self.names()), by=self.chief)

    def update(self) -> None:
        article = self.one(Article.objects.live())
        draft = drafting.Draft({"place": str(timezone.now())}, list(self.names()))
        drafting.save(article, draft, by=article.author, base=article.draft_version)
        go_live(sent(fresh(article)), by=self.chief)

    def propose(self) -> None:
        waiting_submission(by=self.writer, named=(self.chance.choice(NAMES), self.new_name()))

    def publish_what_waits(self) -> None:
        go_live(self.one(Submission.objects.waiting()), by=self.chief)

    def withdraw(self) -> None:
        publishing.withdraw(self.one(Article.objects.live()), by=self.chief, message="Keliru.")

    def restore(self) -> None:
        withdrawn = Article.objects.filter(standing=Standing.WITHDRAWN)
        publishing.restore(self.one(withdrawn), by=self.chief, message="Benar.")

    def remove(self) -> None:
        publishing.remove(self.one(Article.objects.live()), by=self.chief, message="Perintah.", reference="1/2026")

    def merge(self) -> None:
        merging.merge(self.one(Topic.objects.all()), into=self.one(Topic.objects.all()), by=self.chief)

    def call_otherwise(self) -> None:
        merging.add_synonym(self.one(Topic.objects.all()), self.new_name(), by=self.chief)

    def undo(self) -> None:
        merging.undo(self.one(TopicEnding.objects.in_force()), by=self.chief)

    def decline(self) -> None:
        merging.decline(self.one(Topic.objects.proposed()), by=self.chief, reason="Terlalu sempit.")

    def accept(self) -> None:
        tending.accept(self.one(Topic.objects.proposed()), by=self.chief)

    def load(self) -> None:
        published = timezone.now().isoformat()
        told = {"title": "Pasar", "dek": "D", "writer": 0, "published": published, "topics": [0, 1], "related": []}
        told |= {"body": [{"kind": "paragraph", "text": "Pasar itu ramai."}]}
        load(
            {
                "writers": [{"name": "Rani Wulandari", "handle": "rani-wulandari"}],
                "topics": [{"name": name} for name in ("Kuliner", "Perjalanan")],
                "articles": [told | {"number": number} for number in range(self.chance.randint(1, 3))],
            }
        )

    def step(self) -> Callable[[], None]:
        shown = [
            self.publish,
            self.publish_what_waits,
            self.update,
            self.withdraw,
            self.restore,
            self.remove,
            self.load,
        ]
        named = [self.propose, self.merge, self.undo, self.call_otherwise, self.decline, self.accept]
        return self.chance.choice([self.publish, self.update, *shown, self.propose, self.merge, *named])


@pytest.mark.parametrize(("seed", "steps"), WALKS)
def test_after_every_step_each_number_is_that_of_the_rows(seed, steps):
    room, taken = Newsroom(seed), Counter()

    for number in range(steps):
        step = room.step()
        with later(minutes=number), CaptureQueriesContext(connection) as captured:
            try:
                step()
                taken[step.__name__] += 1
            except StepRefused:
                taken["refused"] += 1
        assert (step.__name__, kept()) == (step.__name__, counted())
        assert (step.__name__, found()) == (step.__name__, listed())
        assert (step.__name__, written_after_the_numbers(captured)) == (step.__name__, [])

    assert len(taken) == 14


def test_what_waits_counts_nothing():
    waiting_submission(named=("Laut",))

    assert kept() == {}


def test_a_merge_moves_the_number_and_counts_nobody_twice():
    for named in (("Laut", "Samudra"), ("Samudra",), ("Laut",)):
        a_live_article(named=named)

    ending = merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())
    merged = kept()
    merging.undo(ending, by=a_chief_editor())

    assert merged == {"Laut": 3}
    assert kept() == {"Laut": 2, "Samudra": 2}


def test_a_proposal_counts_what_carries_it_from_when_it_is_accepted():
    submission, moderator = waiting_submission(named=("Kuliner", "Usulan")), a_moderator()
    ending = merging.decline(topic("Usulan"), by=moderator, reason="Terlalu sempit.")
    go_live(submission)
    merging.undo(ending, by=moderator)
    before = kept()

    tending.accept(topic("Usulan"), by=moderator)

    assert (before, kept()) == ({"Kuliner": 1}, {"Kuliner": 1, "Usulan": 1})


def test_numbers_move_in_the_order_of_keys_so_that_no_two_steps_wait_for_each_other():
    wanted, asked = [a_topic(name).pk for name in NAMES], []

    def note(execute, sql, parameters, many, context):
        asked.extend(topic for topic, _number in parameters)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        tallying.move(Counter(dict.fromkeys(reversed(wanted), 1)))

    assert asked == sorted(wanted)


def test_wrong_numbers_are_mended_whatever_they_say():
    article = a_live_article(named=("Laut", "Pantai", "Muara"))
    a_topic("Kosong")
    TopicTally.objects.filter(topic=topic("Laut")).delete()
    TopicTally.objects.filter(topic=topic("Pantai")).update(number=7)
    TopicTally.objects.create(topic=topic("Kosong"), number=-2)

    assert tallying.mend() == 3
    assert kept() == dict.fromkeys(("Laut", "Pantai", "Muara"), 1)
    assert article.live_topics.count() == 3


def test_nothing_is_written_where_every_number_is_right():
    a_live_article()

    with CaptureQueriesContext(connection) as captured:
        assert tallying.mend() == 0

    assert [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))] == []


def test_a_number_that_is_too_small_keeps_nobody_from_taking_an_article_down():
    article = a_live_article(named=("Laut",))
    TopicTally.objects.update(number=0)

    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    assert fresh(article).standing == Standing.WITHDRAWN


def test_an_update_under_the_same_topics_moves_no_number():
    article = a_live_article(named=("Laut",))
    with later(minutes=1):
        draft = drafting.Draft({"dek": "Lain"}, None)
        drafting.save(article, draft, by=article.author, base=article.draft_version)
        update = sent(fresh(article))

        with CaptureQueriesContext(connection) as captured:
            go_live(update)

    assert [query["sql"] for query in captured if "INSERT INTO articles_topictally" in query["sql"]] == []
