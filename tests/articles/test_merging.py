"""Merging: what a topic's name leads to, for readers, drafts and what was sent; and undoing it to the last row."""

import random

import pytest

from articles import drafting, merging, publishing, searching, sending, topics
from articles.lifecycle import StepRefused
from articles.models import Article, ArticleTopic, Ending, LiveTopic, RevisionTopic, Topic, TopicEnding
from articles.rules import NOT_YOURS
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_topic,
    a_writer,
    approve,
    go_live,
    later,
    sent,
    waiting_submission,
)

SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.drill) for seed in range(2, 12))]
pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


def live_under(article: Article) -> list[tuple[str, int]]:
    return list(article.live_topics.values_list("topic__name", "position"))


def everything() -> dict:
    """All that readers, writers and the desk can tell apart of topics."""
    return {
        "topics": list(Topic.objects.order_by("pk").values_list("pk", "merged_into", "declined_at", "menu_place")),
        "live": sorted(LiveTopic.objects.values_list("article", "topic", "position", "first_published_at")),
        "drafts": sorted(ArticleTopic.objects.values_list("content_object", "tag", "position")),
        "sent": sorted(RevisionTopic.objects.values_list("revision", "topic", "position")),
    }


def is_searched_as_it_is_listed(word: str) -> bool:
    """Whether a search under each topic finds the live articles under it; all of them say `word`."""
    return all(
        set(searching.find(searching.asked(word, topics=one.and_what_leads_here())).pks)
        == set(one.live_rows.values_list("article", flat=True))
        for one in Topic.objects.filter(merged_into=None, accepted_at__isnull=False)
    )


def test_a_merged_topics_articles_stand_under_its_successor():
    laut, article = a_topic("Laut"), a_live_article(named=("Kuliner", "Samudra"))

    merging.merge(topic("Samudra"), into=laut, by=a_chief_editor(), reason="Satu hal.")

    assert live_under(article) == [("Kuliner", 1), ("Laut", 2)]


@pytest.mark.parametrize(
    ("named", "left"),
    [
        (("Samudra", "Kuliner", "Laut"), [("Laut", 1), ("Kuliner", 2)]),
        (("Laut", "Kuliner", "Samudra"), [("Laut", 1), ("Kuliner", 2)]),
        (("Kuliner", "Samudra", "Laut"), [("Kuliner", 1), ("Laut", 2)]),
    ],
)
def test_an_article_that_had_both_has_it_once_at_the_better_place(named, left):
    article = a_live_article(named=named)

    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())

    assert live_under(article) == left


def test_what_was_sent_stays_as_it_was_sent():
    article = a_live_article(named=("Samudra", "Laut"))

    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())

    assert [row.topic.name for row in article.live_revision.topics.all()] == ["Samudra", "Laut"]
    assert [shown.name for shown in article.live_revision.shown_topics] == ["Laut"]


def test_a_draft_shows_and_sends_the_successor_once():
    a_topic("Laut")
    article = a_draft(named=("Samudra", "Kuliner", "Laut"))

    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())
    submission = sent(article)

    assert [shown.name for shown in article.shown_topics()] == ["Laut", "Kuliner"]
    assert [row.topic.name for row in submission.revision.topics.all()] == ["Laut", "Kuliner"]


def test_a_draft_that_is_saved_as_it_is_shown_is_right_again_after_the_undo():
    a_topic("Laut")
    article = a_draft(named=("Samudra", "Kuliner"))
    ending = merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())

    names = [shown.name for shown in article.shown_topics()]
    saved = drafting.save(article, drafting.Draft({}, names), by=article.author, base=article.draft_version)
    merging.undo(ending, by=a_chief_editor())

    assert saved.draft_version == article.draft_version
    assert [shown.name for shown in article.shown_topics()] == ["Samudra", "Kuliner"]


def test_what_was_sent_before_the_merge_goes_live_under_the_successor():
    a_topic("Laut")
    submission = waiting_submission(named=("Samudra",))
    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_moderator())

    go_live(submission)

    assert live_under(submission.article) == [("Laut", 1)]
    assert topic("Samudra").accepted_at is None


def test_a_restored_article_stands_under_what_its_topics_lead_to_now():
    a_topic("Laut")
    article = a_live_article(named=("Samudra",))
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")
    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())

    publishing.restore(article, by=a_chief_editor(), message="Benar.")

    assert live_under(article) == [("Laut", 1)]


def test_a_chain_is_flattened():
    a_live_article(named=("Pantai", "Laut", "Samudra"))
    chief = a_chief_editor()

    merging.merge(topic("Pantai"), into=topic("Laut"), by=chief)
    merging.merge(topic("Laut"), into=topic("Samudra"), by=chief)

    assert {topic("Pantai").merged_into, topic("Laut").merged_into} == {topic("Samudra")}
    assert topics.find_or_propose("pantai") == topic("Samudra")


def test_undoing_the_first_of_a_chain_gives_back_exactly_its_own():
    article, chief = a_live_article(named=("Pantai", "Laut", "Samudra")), a_chief_editor()
    first = merging.merge(topic("Pantai"), into=topic("Laut"), by=chief)
    merging.merge(topic("Laut"), into=topic("Samudra"), by=chief)

    merging.undo(first, by=chief)

    assert topic("Pantai").merged_into is None
    assert topic("Laut").merged_into == topic("Samudra")
    assert live_under(article) == [("Pantai", 1), ("Samudra", 2)]


def test_undoing_the_last_of_a_chain_gives_back_what_was_under_it():
    article, chief = a_live_article(named=("Samudra", "Pantai")), a_chief_editor()
    a_topic("Laut")
    merging.merge(topic("Pantai"), into=topic("Laut"), by=chief)
    last = merging.merge(topic("Laut"), into=topic("Samudra"), by=chief)

    merging.undo(last, by=chief)

    assert topic("Pantai").merged_into == topic("Laut")
    assert live_under(article) == [("Samudra", 1), ("Laut", 2)]


@pytest.mark.parametrize(
    ("merged", "into", "why"),
    [
        ("Laut", "Laut", "itself"),
        ("Laut", "Pantai", "leads here already"),
        ("Kuliner", "Pantai", "leads elsewhere"),
        ("Pantai", "Kuliner", "merged or declined already"),
        ("Laut", "Usulan", "only proposed"),
    ],
)
@pytest.mark.screen
def test_rings_and_dead_ends_are_refused_in_words(merged, into, why):
    a_live_article(named=("Pantai", "Laut", "Kuliner"))
    a_draft(named=("Usulan",))
    merging.merge(topic("Pantai"), into=topic("Laut"), by=a_chief_editor())
    before = everything()

    with pytest.raises(StepRefused) as refusal:
        merging.merge(topic(merged), into=topic(into), by=a_chief_editor())

    assert why in str(refusal.value.sentence)
    assert everything() == before


def test_a_moderator_merges_proposals_and_no_accepted_topic():
    a_live_article(named=("Laut", "Samudra"))
    a_draft(named=("Usulan",))

    merging.merge(topic("Usulan"), into=topic("Laut"), by=a_moderator())

    for step in (
        lambda: merging.merge(topic("Samudra"), into=topic("Laut"), by=a_moderator()),
        lambda: merging.add_synonym(topic("Laut"), "Bahari", by=a_moderator()),
        lambda: merging.merge(topic("Samudra"), into=topic("Laut"), by=a_writer()),
    ):
        with pytest.raises(StepRefused, match=str(NOT_YOURS)):
            step()


def test_an_undo_comes_within_seven_days_and_once():
    a_live_article(named=("Laut", "Samudra"))
    chief = a_chief_editor()
    ending = merging.merge(topic("Samudra"), into=topic("Laut"), by=chief)

    with later(days=7, seconds=1), pytest.raises(StepRefused, match="older than seven days"):
        merging.undo(ending, by=chief)
    merging.undo(ending, by=chief)
    with pytest.raises(StepRefused, match="undone already"):
        merging.undo(ending, by=chief)


def test_an_undo_is_for_chief_editors_and_whoever_did_it():
    a_topic("Laut")
    a_draft(named=("Usulan",))
    moderator = a_moderator()
    ending = merging.merge(topic("Usulan"), into=topic("Laut"), by=moderator)

    with pytest.raises(StepRefused, match=str(NOT_YOURS)):
        merging.undo(ending, by=a_moderator())
    merging.undo(ending, by=moderator)

    assert TopicEnding.objects.get().undone_by == moderator


def test_what_went_live_in_between_stands_under_what_it_was_sent_with():
    a_topic("Laut")
    submission = waiting_submission(named=("Samudra",))
    ending = merging.merge(topic("Samudra"), into=topic("Laut"), by=a_moderator())
    go_live(submission)

    merging.undo(ending, by=a_chief_editor())

    assert live_under(submission.article) == [("Samudra", 1)]
    assert topic("Samudra").accepted_at


def test_a_synonym_leads_to_its_topic():
    a_topic("Kelautan")

    merging.add_synonym(topic("Kelautan"), "Bahari", by=a_chief_editor())

    assert topics.find_or_propose("BAHARI") == topic("Kelautan")
    assert topic("Bahari").slug == "bahari"


def test_what_writers_proposed_may_become_a_synonym_even_when_it_was_declined():
    a_topic("Kelautan")
    submission, chief = waiting_submission(named=("Bahari", "Kelautan")), a_chief_editor()
    merging.decline(topic("Bahari"), by=a_moderator(), reason="Terlalu umum.")

    merging.add_synonym(topic("Kelautan"), "bahari", by=chief)

    assert [shown.name for shown in submission.revision.shown_topics] == ["Kelautan"]
    assert list(TopicEnding.objects.in_force().values_list("how", flat=True)) == [Ending.SYNONYM]


@pytest.mark.screen
@pytest.mark.parametrize("name", ["kelautan", "Kuliner", "Pantai"])
def test_another_topics_name_is_no_synonym(name):
    a_live_article(named=("Kelautan", "Kuliner", "Pantai"))
    merging.merge(topic("Pantai"), into=topic("Kuliner"), by=a_chief_editor())
    before = everything()

    with pytest.raises(StepRefused):
        merging.add_synonym(topic("Kelautan"), name, by=a_chief_editor())

    assert everything() == before


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_was_merged_undoing_it_backwards_restores_every_row(seed):
    chance, chief = random.Random(seed), a_chief_editor()
    names = ["Laut", "Pantai", "Samudra", "Bahari", "Pesisir", "Muara"]
    for _ in range(4):
        a_live_article(title="Ombak", named=tuple(chance.sample(names, chance.randint(1, 5))))
    for name in names:
        a_topic(name)
    history = []
    for _ in range(6):
        whole = list(Topic.objects.filter(merged_into=None))
        if len(whole) > 1:
            one, other = chance.sample(whole, 2)
            history.append((everything(), merging.merge(one, into=other, by=chief)))
            assert is_searched_as_it_is_listed("ombak")

    for before, ending in reversed(history):
        merging.undo(ending, by=chief)
        assert everything() == before
        assert is_searched_as_it_is_listed("ombak")


@pytest.mark.parametrize("seed", SEEDS)
def test_in_whatever_order_merges_are_undone_readers_have_what_was_sent_at_last(seed):
    chance, chief = random.Random(seed), a_chief_editor()
    articles = [a_live_article(named=("Laut", "Pantai", "Samudra")), a_live_article(named=("Bahari", "Pesisir"))]
    for article in articles:
        approve(sent(a_draft(by=article.author, named=("Muara",))))
    before, endings = everything(), []
    for _ in range(3):
        one, other = chance.sample(list(Topic.objects.filter(merged_into=None, accepted_at__isnull=False)), 2)
        endings.append(merging.merge(one, into=other, by=chief))

    for ending in chance.sample(endings, len(endings)):
        merging.undo(ending, by=chief)
        assert all(found.merged_into is None or not found.merged_into.merged_into for found in Topic.objects.all())

    assert everything() == before


def test_a_snapshot_is_over_what_is_shown():
    a_topic("Laut")
    article = a_draft(named=("Samudra",))
    merging.merge(topic("Samudra"), into=topic("Laut"), by=a_chief_editor())
    submission = sent(article)

    sending.recall(submission, by=article.author)
    merging.undo(TopicEnding.objects.get(), by=a_chief_editor())

    assert sent(Article.objects.get(pk=article.pk)).revision.sha256 != submission.revision.sha256
