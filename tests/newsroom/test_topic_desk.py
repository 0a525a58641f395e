"""Topics at the desk: proposals decided in their lane or in the review, chief editors' care, merging with a warning."""

import re

import pytest
from django.urls import reverse

from articles import merging, publishing
from articles.models import Article, LiveTopic, Topic, TopicEnding
from newsroom.desk import topic_lanes
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_topic,
    later,
    sent,
    ticked,
    waiting_submission,
)
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


def post(person, view: str, about: str, /, **data):
    return signed_in(person).post(reverse(f"desk:{view}", args=[topic(about).slug]), data)


def lane(person, key: str, **query) -> dict:
    return signed_in(person).get(reverse("desk:topics"), {"lane": key} | query).context


def test_the_oldest_proposal_of_a_text_that_waits_stands_first():
    with later(hours=-2):
        first = waiting_submission(named=("Rumah Lanting", "Kuliner"))
    a_topic("Kuliner")
    waiting_submission(named=("Batik", "Rumah Lanting"))
    a_draft(named=("Rahasia",))

    found = list(lane(a_moderator(), "proposals")["proposals"])

    assert [(one.name, one.texts, one.first_by) for one in found] == [
        ("Rumah Lanting", 2, first.article.author.pen_name),
        ("Batik", 1, found[1].first_by),
    ]


@pytest.mark.both_engines
def test_a_proposal_leads_to_each_text_that_carries_it(monkeypatch):
    monkeypatch.setattr(topic_lanes, "MOST_TEXTS", 2)
    moderator = a_moderator()
    with later(hours=-2):
        waiting = waiting_submission(title="Rumah di air", named=("Rumah Lanting", "Kuliner"))
        live = a_live_article(title="Rumah kayu", named=("Rumah Kayu",))
        Topic.objects.filter(name="Rumah Kayu").update(accepted_at=None)
    sent(a_draft(by=moderator, named=("Rumah Lanting",)))
    for _number in range(2):
        waiting_submission(named=("Rumah Lanting",))

    page = signed_in(moderator).get(reverse("desk:topics"))

    found = {one.name: one for one in page.context["proposals"]}
    assert [row.to_review for row in found["Rumah Lanting"].carried][:1] == [waiting.pk]
    assert (len(found["Rumah Lanting"].carried), found["Rumah Lanting"].more_texts) == (2, 1)
    assert [row.public_address for row in found["Rumah Kayu"].carried] == [live.get_absolute_url()]
    assert f'href="{reverse("desk:review", args=[waiting.pk])}">Rumah di air</a>' in page.content.decode()


def test_nobody_decides_on_the_proposals_of_their_own_texts():
    moderator = a_moderator()
    sent(a_draft(by=moderator, named=("Usulanku",)))

    answer = post(moderator, "topic-decide", "Usulanku", verb="accept")

    assert (answer.status_code, topic("Usulanku").accepted_at) == (404, None)


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        ({"verb": "accept"}, "Perahu"),
        ({"verb": "merge", "into": "kelautan"}, "Kelautan"),
        ({"verb": "merge", "into": "Bahari"}, "Kelautan"),
        ({"verb": "decline", "reason": "Terlalu sempit."}, None),
    ],
)
def test_a_proposal_is_accepted_replaced_or_declined(said, leads_to):
    a_topic("Kelautan")
    merging.add_synonym(topic("Kelautan"), "Bahari", by=a_chief_editor())
    waiting_submission(named=("Perahu", "Kelautan"))

    answer = post(a_moderator(), "topic-decide", "Perahu", **said)

    shown = topic("Perahu").leads_to
    assert (answer.status_code, shown and shown.name) == (302, leads_to)
    assert lane(a_moderator(), "proposals")["count"] == 0


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"verb": "merge", "into": "Tidak Ada"}, 422),
        ({"verb": "merge", "into": ""}, 422),
        ({"verb": "x"}, 422),
        ({"verb": "decline", "reason": "", "into": "kata yang tetap"}, 422),
        ({"verb": "decline", "reason": "Terlalu sempit."}, 409),
    ],
)
def test_a_refused_decision_says_why_and_keeps_what_was_typed(said, status):
    waiting_submission(named=("Perahu",))

    answer = post(a_moderator(), "topic-decide", "Perahu", **said)

    page = answer.content.decode()
    assert (answer.status_code, topic("Perahu").is_proposal) == (status, True)
    assert 'role="alert"' in page
    assert all(words in page for words in said.values())


def test_a_proposal_is_replaced_in_the_review_and_the_ticks_stay():
    a_topic("Kelautan")
    submission, moderator = waiting_submission(named=("Perahu",)), a_moderator()
    client = signed_in(moderator)
    said = {"verb": "merge", "into": "Kelautan", "submission": submission.pk, "checked": ["title"], "message": "Hm."}

    answer = client.post(reverse("desk:topic-decide", args=["perahu"]), said)

    review = client.get(answer.url).context
    assert answer.url == reverse("desk:review", args=[submission.pk])
    assert [shown.name for shown in review["topics"]] == ["Kelautan"]
    assert (review["form"]["checked"].value(), review["form"]["message"].value()) == (["title"], "Hm.")


def test_the_review_offers_a_button_to_replace_a_proposal_and_the_way_to_the_topics_room():
    submission = waiting_submission(named=("Perahu",))

    page = signed_in(a_moderator()).get(reverse("desk:review", args=[submission.pk])).content.decode()

    offered = page.partition('<div class="topic-proposal">')[2].partition("</div>\n<")[0]
    assert '<summary class="button">' in offered
    assert f'class="button button-plain" href="{reverse("desk:topics")}"' in offered


def test_several_new_topics_of_a_text_stand_in_one_box_each_with_its_button():
    submission = waiting_submission(named=("Perahu", "Kuliner", "Dayung"))
    a_topic("Kuliner")

    page = signed_in(a_moderator(language="en")).get(reverse("desk:review", args=[submission.pk])).content.decode()

    box = page.partition('<div class="topic-proposal">')[2].partition("\n    <h2")[0]
    assert page.count('class="topic-proposal"') == 1
    assert re.findall(r"<li>\s*<strong>(.*?)</strong>", box) == ["Perahu", "Dayung"]
    assert re.findall(r'action="(.*?)"', box) == [
        reverse("desk:topic-decide", args=[slug]) for slug in ("perahu", "dayung")
    ]
    assert "Approving the article accepts them." in box


def test_a_refused_replacement_in_the_review_is_told_there():
    submission = waiting_submission(named=("Perahu",))
    said = {"verb": "merge", "into": "Tidak Ada", "submission": submission.pk}

    answer = post(a_moderator(language="en"), "topic-decide", "Perahu", **said)

    assert answer.status_code == 422
    assert "There is no topic “Tidak Ada”." in answer.context["refusal"]
    assert answer.context["submission"] == submission


def test_approving_accepts_what_is_proposed():
    submission, moderator = waiting_submission(named=("Perahu",)), a_moderator()
    said = {"verb": "approve", "seen": submission.revision_id, "checked": list(ticked())}

    signed_in(moderator).post(reverse("desk:decision", args=[submission.pk]), said)
    with later(seconds=11):
        publishing.publish_due()

    assert topic("Perahu").accepted_at


def test_all_topics_are_found_and_paged_by_name(monkeypatch):
    monkeypatch.setattr(topic_lanes, "A_PAGE", 2)
    for name in ("Angin", "Badai", "Cuaca"):
        a_topic(name)
    merging.add_synonym(topic("Cuaca"), "Iklim", by=a_chief_editor())
    moderator = a_moderator()

    first = lane(moderator, "all")["page"]
    second = lane(moderator, "all", **{"from": first.older})["page"]
    found = lane(moderator, "all", q="ikl")["page"]

    assert [[one.name for one in page.rows] for page in (first, second, found)] == [
        ["Angin", "Badai"],
        ["Cuaca"],
        ["Cuaca"],
    ]


def test_a_chief_editor_describes_a_topic_and_puts_it_into_the_menu():
    a_topic("kuliner")
    said = {"name": "Kuliner", "description": "Makanan dan orangnya.", "menu_place": "1"}

    answer = post(a_chief_editor(), "topic-describe", "kuliner", **said)

    assert answer.status_code == 302
    assert (topic("Kuliner").description, topic("Kuliner").menu_place) == ("Makanan dan orangnya.", 1)


@pytest.mark.parametrize(
    ("said", "status", "why"),
    [
        ({"name": "Makanan"}, 409, "Only case and accents"),
        ({"name": "x"}, 422, "too short"),
        ({"name": "kuliner", "menu_place": "9"}, 422, "9 is not one of the available choices"),
    ],
)
def test_another_name_is_refused_in_words(said, status, why):
    a_topic("kuliner")

    answer = post(
        a_chief_editor(language="en"), "topic-describe", "kuliner", **{"description": "Kata yang tetap"} | said
    )

    assert (answer.status_code, topic("kuliner").description) == (status, "")
    assert why in answer.content.decode()
    assert "Kata yang tetap" in answer.content.decode()


def test_a_synonym_is_added_and_a_taken_name_refused_where_it_was_typed():
    a_topic("Kelautan")
    a_topic("Kuliner")
    chief = a_chief_editor()

    good = post(chief, "topic-synonyms", "Kelautan", name="Bahari")
    bad = post(chief, "topic-synonyms", "Kelautan", name="kuliner")

    assert (good.status_code, bad.status_code) == (302, 409)
    assert topic("Bahari").merged_into == topic("Kelautan")
    assert 'value="kuliner"' in bad.content.decode()


def test_merging_is_warned_of_first_and_done_by_the_second_page():
    a_live_article(named=("Samudra", "Kuliner"))
    a_draft(named=("Samudra",))
    a_topic("Laut")
    merging.add_synonym(topic("Samudra"), "Segara", by=a_chief_editor())
    client, path = signed_in(a_chief_editor()), reverse("desk:topic-merge", args=["samudra"])

    warning = client.get(path, {"into": "laut", "reason": "Satu hal."})
    before = topic("Samudra").merged_into
    done = client.post(path, {"into": "Laut", "reason": "Satu hal."})

    assert [warning.context[name] for name in ("articles", "drafts", "addresses")] == [1, 1, 2]
    assert (before, done.url) == (None, reverse("desk:topic", args=["laut"]))
    assert (topic("Samudra").merged_into, topic("Segara").merged_into) == (topic("Laut"), topic("Laut"))
    assert LiveTopic.objects.filter(topic=topic("Laut")).count() == 1


def test_a_ring_is_refused_in_words():
    a_topic("Laut")

    answer = post(a_chief_editor(language="en"), "topic-merge", "Laut", into="LAUT", reason="Coba.")

    assert answer.status_code == 409
    assert "cannot be merged into itself" in answer.content.decode()


def test_what_was_changed_is_listed_and_undone_by_who_may():
    a_topic("Kelautan")
    submission, moderator = waiting_submission(named=("Perahu",)), a_moderator()
    post(moderator, "topic-decide", "Perahu", verb="merge", into="Kelautan")
    (ending,) = lane(moderator, "changes")["changes"]
    path = reverse("desk:topic-undo", args=[ending.pk])

    refused = signed_in(a_moderator()).post(path)
    undone = signed_in(moderator).post(path)

    assert (refused.status_code, undone.status_code) == (409, 302)
    assert [shown.name for shown in submission.revision.shown_topics] == ["Perahu"]
    assert TopicEnding.objects.get().undone_by == moderator


@pytest.mark.parametrize("query", [{"lane": "x"}, {"lane": "all", "from": "\x00"}])
def test_a_lane_that_is_none_is_not_here(query):
    assert signed_in(a_moderator()).get(reverse("desk:topics"), query).status_code == 404


def test_every_page_takes_as_many_queries_for_one_as_for_several():
    chief, counts = a_chief_editor(), []
    client, kelautan = signed_in(chief), a_topic("Kelautan")
    paths = [f"{reverse('desk:topics')}?lane={key}" for key in topic_lanes.LANES]
    for number in (1, 6):
        for place in range(number):
            waiting_submission(named=(f"Usulan {number} {place}",))
            a_live_article(named=("Kelautan", f"Lain {number} {place}"))
            merging.add_synonym(kelautan, f"Padanan {number} {place}", by=chief)
        for path in [*paths, reverse("desk:topic", args=["kelautan"])]:
            counts.append(queries_of(client, path))

    assert counts[:4] == counts[4:]
    assert Article.objects.count() == 14
