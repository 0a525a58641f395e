"""The desk's care of topics: proposals declined and accepted, names and descriptions, the menu of eight."""

import pytest

from articles import merging, tending
from articles.lifecycle import StepRefused
from articles.models import Topic
from tests.articles.test_merging import everything, live_under, topic
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_topic,
    go_live,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_a_declined_proposal_is_struck_from_what_carries_it_and_comes_back_when_undone():
    submission, draft = waiting_submission(named=("Kuliner", "Usulan")), a_draft(named=("Usulan",))
    before = everything()

    ending = merging.decline(topic("Usulan"), by=a_moderator(), reason="Terlalu sempit.")
    struck = [submission.revision.shown_topics, draft.shown_topics()]
    merging.undo(ending, by=a_chief_editor())

    assert struck == [[topic("Kuliner")], []]
    assert everything() == before


def test_a_declined_proposal_does_not_go_live():
    submission = waiting_submission(named=("Kuliner", "Usulan"))
    merging.decline(topic("Usulan"), by=a_moderator(), reason="Terlalu sempit.")

    go_live(submission)

    assert live_under(submission.article) == [("Kuliner", 1)]
    assert topic("Usulan").accepted_at is None


def test_a_proposal_that_a_waiting_text_stands_on_alone_is_not_declined():
    waiting_submission(named=("Usulan",))

    with pytest.raises(StepRefused, match="no other topic"):
        merging.decline(topic("Usulan"), by=a_moderator(), reason="Terlalu sempit.")


def test_an_accepted_topic_is_not_declined():
    a_live_article(named=("Kuliner",))

    with pytest.raises(StepRefused, match="Only a proposal"):
        merging.decline(topic("Kuliner"), by=a_chief_editor(), reason="Bosan.")


def test_a_proposal_that_was_given_back_after_going_live_waits_until_it_is_accepted():
    submission, moderator = waiting_submission(named=("Kuliner", "Usulan")), a_moderator()
    ending = merging.decline(topic("Usulan"), by=moderator, reason="Terlalu sempit.")
    go_live(submission)
    merging.undo(ending, by=moderator)
    before = live_under(submission.article)

    tending.accept(topic("Usulan"), by=moderator)

    assert before == [("Kuliner", 1)]
    assert live_under(submission.article) == [("Kuliner", 1), ("Usulan", 2)]


def test_a_place_in_the_menu_comes_back_with_the_topic():
    a_topic("Kuliner", menu_place=1)
    a_topic("Laut", menu_place=2)
    ending = merging.merge(topic("Laut"), into=topic("Kuliner"), by=a_chief_editor())
    put_in_menu(a_topic("Opini"), 1)

    merging.undo(ending, by=a_chief_editor())

    assert [shown.name for shown in Topic.objects.in_menu()] == ["Opini", "Laut", "Kuliner"]


def put_in_menu(found: Topic, place: int | None) -> None:
    tending.describe(found, by=a_chief_editor(), name=found.name, description="", menu_place=place)


def test_the_menu_holds_eight_and_a_new_one_moves_the_others():
    for number in range(1, 8):
        a_topic(f"Topik {number}", menu_place=number)

    put_in_menu(a_topic("Baru"), 3)
    with pytest.raises(StepRefused, match="eight"):
        put_in_menu(a_topic("Sembilan"), 1)
    put_in_menu(topic("Topik 1"), None)

    assert [shown.name for shown in Topic.objects.in_menu()] == [
        "Topik 2",
        "Baru",
        *(f"Topik {number}" for number in range(3, 8)),
    ]


@pytest.mark.parametrize("name", ["Kuliner", "KULINER", "Kul\u00edner"])
def test_a_name_changes_in_case_and_accents_only(name):
    found = a_topic("kuliner")

    tending.describe(found, by=a_chief_editor(), name=name, description="Makanan.", menu_place=None)
    with pytest.raises(StepRefused, match="Only case and accents"):
        tending.describe(found, by=a_chief_editor(), name="Makanan", description="", menu_place=None)

    assert (Topic.objects.get().name, Topic.objects.get().description) == (name, "Makanan.")
