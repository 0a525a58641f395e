"""What writers attest to: versions of the site's disclaimer and of topics', and where they are shown as attested."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import attesting, disclaiming, merging, publishing, sending, topics
from articles.lifecycle import StepRefused
from articles.models import Article, Disclaimer, Topic
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    approve,
    attested_now,
    later,
    sent,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
MONEY = {"text_id": "Bukan saran keuangan & <b>bukan</b> ajakan.", "text_en": "No financial advice & <b>no</b> call."}


def a_topic(name="Keuangan") -> Topic:
    topic = topics.find_or_propose(name)
    Topic.objects.filter(pk=topic.pk).update(accepted_at=timezone.now())
    return topic


def with_topic_disclaimer(name="Keuangan") -> Topic:
    topic = a_topic(name)
    disclaiming.supersede(by=a_chief_editor(), topic=topic, **MONEY)
    return topic


def published(article: Article) -> Article:
    approve(sent(article))
    with later(seconds=11):
        publishing.publish_due()
    return Article.objects.get(pk=article.pk)


def test_a_text_about_such_a_topic_is_sent_with_the_topics_disclaimer_too():
    topic = with_topic_disclaimer()
    article = a_draft(named=("Kuliner", "Keuangan"))
    site_alone = frozenset({Disclaimer.objects.in_force().pk})

    with pytest.raises(StepRefused, match="has changed"):
        sending.submit(article, by=article.author, seen_version=article.draft_version, attested=site_alone)
    submission = sent(article)

    assert [(one.topic, one.number) for one in submission.attested] == [(None, 1), (topic, 1)]


def test_the_page_the_feeds_and_the_json_show_what_was_attested_and_not_what_came_later():
    with_topic_disclaimer()
    article = published(a_draft(named=("Keuangan",)))
    disclaiming.supersede(by=a_chief_editor(), text_id="Versi kedua", text_en="Second version")
    disclaiming.supersede(by=a_chief_editor(), topic=Topic.objects.get(), text_id="Lain", text_en="Other")

    page = Client().get(article.get_absolute_url()).content.decode()
    feeds = [Client().get(f"/feeds/{name}").content.decode() for name in ("rss.xml", "atom.xml", "feed.json")]

    escaped = "Bukan saran keuangan &amp; &lt;b&gt;bukan&lt;/b&gt; ajakan."
    assert escaped in page
    assert all("Bukan saran keuangan" in feed and "Versi kedua" not in feed for feed in feeds)
    told = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])
    of_the_site = Disclaimer.objects.get(topic=None, number=1).text_id
    assert [one["text"] for one in told["usageInfo"]] == [of_the_site, MONEY["text_id"]]
    assert "Versi kedua" not in page


def test_a_withdrawn_topic_disclaimer_stays_with_what_was_attested_and_is_asked_of_nobody_else():
    topic, chief = with_topic_disclaimer(), a_chief_editor()
    article = published(a_draft(named=("Keuangan",)))
    disclaiming.supersede(by=chief, topic=topic, text_id="", text_en="")

    statement = attesting.statement_for(a_draft(named=("Keuangan",)))

    assert statement.of_topics == []
    assert "Bukan saran keuangan" in Client().get(article.get_absolute_url()).content.decode()


def test_a_merged_topic_asks_for_the_disclaimer_of_what_it_leads_to():
    topic = with_topic_disclaimer()
    merging.merge(a_topic("Uang"), into=topic, by=a_chief_editor(), reason="Sama")

    assert [one.topic for one in attesting.statement_for(a_draft(named=("Uang",))).of_topics] == [topic]


def test_a_planned_version_comes_into_force_at_its_time():
    tomorrow = timezone.now() + timedelta(days=1)
    disclaiming.supersede(by=a_chief_editor(), text_id="Besok", text_en="Tomorrow", in_force_from=tomorrow)

    today = Disclaimer.objects.in_force().number
    with later(days=1, seconds=1):
        assert (today, Disclaimer.objects.in_force().number) == (1, 2)


@pytest.mark.parametrize(
    "said",
    [
        {"text_id": "a", "text_en": "b", "in_force_from": timezone.now() - timedelta(days=1)},
        {"text_id": "", "text_en": "", "topic": True},
    ],
)
def test_no_version_in_the_past_and_none_withdrawn_that_is_not_there(said):
    topic = a_topic() if said.pop("topic", None) else None

    with pytest.raises(StepRefused):
        disclaiming.supersede(by=a_chief_editor(), topic=topic, **said)

    assert Disclaimer.objects.count() == 1


def test_a_moderator_makes_no_version():
    with pytest.raises(StepRefused):
        disclaiming.supersede(by=a_moderator(), **MONEY)


def test_a_chief_editor_previews_and_puts_a_version_in_force():
    a_topic()
    chief = signed_in(a_chief_editor())
    said = MONEY | {"topic": "keuangan", "in_force_from": ""}

    preview = chief.post("/desk/disclaimers/", said | {"verb": "preview"})
    between = Disclaimer.objects.count()
    done = chief.post("/desk/disclaimers/", said | {"verb": "publish"})

    assert (preview.status_code, between, done.status_code) == (200, 1, 302)
    assert "Bukan saran keuangan &amp;" in preview.content.decode()
    assert Disclaimer.objects.latest("pk").topic.name == "Keuangan"


@pytest.mark.parametrize(
    "said",
    [
        {"text_id": "Hanya satu", "text_en": ""},
        {"text_id": "", "text_en": ""},
        {"text_id": "a", "text_en": "b", "topic": "Tidak ada"},
        {"text_id": "a" * 1300, "text_en": "b"},
        {"text_id": "a", "text_en": "b", "in_force_from": "kemarin"},
    ],
)
def test_what_is_half_is_refused_and_stays_in_the_form(said):
    answer = signed_in(a_chief_editor()).post("/desk/disclaimers/", said | {"verb": "publish"})

    assert answer.status_code == 422
    assert said["text_id"][:200] in answer.content.decode()
    assert Disclaimer.objects.count() == 1


def test_the_form_says_beforehand_that_both_languages_are_needed():
    page = signed_in(a_chief_editor()).get("/desk/disclaimers/").content.decode()

    assert 'aria-describedby="id_text_id_helptext"' in page
    assert 'aria-describedby="id_text_en_helptext"' in page


def test_the_room_marks_the_version_in_force_and_none_that_is_planned_or_over():
    topic = with_topic_disclaimer()
    disclaiming.supersede(by=a_chief_editor(), text_id="Baru", text_en="New")
    disclaiming.supersede(by=a_chief_editor(), topic=topic, in_force_from=timezone.now() + timedelta(days=1), **MONEY)

    scopes = signed_in(a_chief_editor()).get("/desk/disclaimers/").context["scopes"]

    assert [(scope.topic, len(scope.versions), scope.in_force.number) for scope in scopes] == [
        (None, 2, 2),
        (topic, 2, 1),
    ]


def test_a_new_version_is_for_what_the_typed_topic_leads_to():
    topic, chief = a_topic(), a_chief_editor()
    merging.add_synonym(topic, "Uang", by=chief)

    signed_in(chief).post("/desk/disclaimers/", MONEY | {"topic": "uang", "verb": "publish"})

    assert Disclaimer.objects.get(topic__isnull=False).topic == topic


def test_the_writers_form_shows_every_text_beside_the_tick():
    with_topic_disclaimer()
    article = a_draft(named=("Keuangan",))

    page = signed_in(article.author).get(article.draft_address).content.decode()

    assert f'value="{"-".join(map(str, sorted(attested_now(article))))}"' in page
    assert "Bukan saran keuangan &amp;" in page


@pytest.mark.parametrize("tick", ["", "0", "1-2-3-4-5-6-7-8-9-10-11-12", "x", "-1", "9" * 40, "\u0663"])
def test_a_tick_that_is_none_sends_nothing(tick):
    article = a_draft()

    with pytest.raises(StepRefused):
        sending.submit(
            article, by=article.author, seen_version=article.draft_version, attested=attesting.read_tick(tick)
        )


def test_the_room_takes_as_many_queries_for_one_as_for_many(django_assert_max_num_queries):
    chief = signed_in(a_chief_editor())
    for number in range(4):
        with_topic_disclaimer(f"Topik {number}")

    with django_assert_max_num_queries(9):
        chief.get("/desk/disclaimers/")


def test_a_live_article_is_not_asked_again():
    article = a_live_article()
    with_topic_disclaimer("Kuliner")

    assert [one.topic for one in article.submissions.get().attested] == [None]
