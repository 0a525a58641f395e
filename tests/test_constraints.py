"""What must never be is refused by the database itself: one attempt for every constraint, on both engines."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.body import empty
from articles.models import (
    Article,
    ArticleTopic,
    Attestation,
    ChecklistPoint,
    Correction,
    Disclaimer,
    FollowedTopic,
    FrontPage,
    FrontSlot,
    Likeness,
    LiveTopic,
    MessageTemplate,
    MostRead,
    Photo,
    Ping,
    ReadingCount,
    Remark,
    Revision,
    RevisionPhoto,
    RevisionReadAlso,
    RevisionTopic,
    SavedArticle,
    Submission,
    Topic,
    TopicEnding,
    Transition,
)
from articles.topics import find_or_propose
from community.models import Badge, Follow, Handle, Mail, MailRefusal, Notice, ProfileLink, Purge, Suspension, User
from tests.factories import a_draft, a_live_article, a_moderator, a_photo, a_writer, approve, waiting_submission

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
NOW = timezone.now()


def topic(**fields) -> Topic:
    return Topic.objects.create(**{"name": "Laut", "slug": "laut", "key": "laut"} | fields)


def badge(**fields) -> Badge:
    told = {"kind": "staff", "evidence": "surat", "granted_by": a_moderator()} | fields
    return Badge.objects.create(**{"user": a_writer()} | told)


def revision_of(article: Article, **fields) -> Revision:
    told = {"number": 1, "title": "J", "dek": "D", "body": empty(), "body_version": 1, "words": 0, "sha256": "0"}
    return Revision.objects.create(article=article, made_by=article.author, **told | fields)


def notice(**fields) -> Notice:
    told = {"of": fields.pop("of", None) or a_writer(), "kind": "sent", "about": "kode2345", "path": "/write/"}
    return Notice.objects.create(**told | fields)


def two_of(model, **fields):
    for _time in range(2):
        model.objects.create(**fields)


def the_same_notice_twice():
    person = a_writer()
    twice(lambda: notice(of=person, occasion="7"))


def the_same_refusal_twice():
    person = a_writer()
    twice(lambda: MailRefusal.objects.create(of=person, group="topics"))


def twice(make):
    make()
    make()


def on_each_submission(*wrongs: dict):
    """Every one of them is refused, the last by the caller."""
    for fields in wrongs[:-1]:
        with pytest.raises(IntegrityError), transaction.atomic():
            on_submission(**fields)
    on_submission(**wrongs[-1])


def on_submission(**fields):
    submission = waiting_submission()
    Submission.objects.filter(pk=submission.pk).update(**fields)


def second_asking():
    first = waiting_submission()
    Submission.objects.create(article=first.article, revision=first.revision, disclaimer=first.disclaimer, due_at=NOW)


def photo_shown_twice_in_a_place():
    article = a_draft()
    revision, photo = revision_of(article), a_photo(article)
    twice(lambda: RevisionPhoto.objects.create(revision=revision, photo=photo, position=1))


def topics_of_a_revision(**second):
    revision, laut = revision_of(a_draft()), topic()
    RevisionTopic.objects.create(revision=revision, topic=laut, position=1)
    RevisionTopic.objects.create(revision=revision, **{"topic": laut, "position": 1} | second)


def read_also_twice_in_a_place():
    revision, target = revision_of(a_draft()), a_live_article()
    twice(lambda: RevisionReadAlso.objects.create(revision=revision, article=target, position=1))


def topics_of_a_draft(**second):
    article, laut = a_draft(), topic()
    ArticleTopic.objects.create(content_object=article, tag=laut, position=2)
    ArticleTopic.objects.create(content_object=article, **{"tag": laut, "position": 3} | second)


def live_topics(**second):
    article, laut = a_draft(), topic()
    LiveTopic.objects.create(article=article, topic=laut, position=1, first_published_at=NOW)
    LiveTopic.objects.create(article=article, first_published_at=NOW, **{"topic": laut, "position": 1} | second)


def point(**fields) -> ChecklistPoint:
    return ChecklistPoint.objects.create(**{"text_id": "Ada sumber", "text_en": "It has a source"} | fields)


def template(**fields) -> MessageTemplate:
    told = {"text_id": "Halo", "text_en": "Hello", "name_id": "Halo", "name_en": "Hello"} | fields
    return MessageTemplate.objects.create(**told)


def remark(**fields):
    submission = waiting_submission()
    told = {"reason": "other", "text": "Hm", "by": a_moderator()} | fields
    Remark.objects.create(submission=submission, **told)


def correction(**fields):
    told = {"article": a_live_article(), "sentence": "Salah", "by": a_moderator(), "at": NOW}
    Correction.objects.create(**told | fields)


def merged_into_itself():
    laut = topic()
    Topic.objects.filter(pk=laut.pk).update(merged_into=laut)


def topic_in_menu(**fields):
    for name in ("Laut", "Darat"):
        topic(name=name, slug=name.lower(), key=name.lower(), **{"menu_place": 1} | fields)


def ending(**fields) -> TopicEnding:
    into = topic(name="Samudra", slug="samudra", key="samudra")
    told = {"topic": Topic.objects.filter(key="laut").first() or topic(), "into": into, "how": "merged"} | fields
    return TopicEnding.objects.create(by=a_moderator(), **told)


def two_endings():
    first = ending()
    TopicEnding.objects.create(topic=first.topic, into=first.into, how="synonym", by=first.by)


def ended_in_itself():
    laut = topic()
    ending(topic=laut, into=laut)


def suspension(**fields):
    told = {"user": a_writer(), "by": a_moderator(), "reason": "iklan", "since": NOW} | fields
    Suspension.objects.create(**told)


def approve_then(**fields):
    submission = waiting_submission()
    approve(submission)
    Submission.objects.filter(pk=submission.pk).update(**fields)


def marks_themselves():
    person = a_writer()
    badge(user=person, granted_by=person)


def two_handles_at_once():
    person = a_writer()
    Handle.objects.create(name="nama_kedua", user=person)


def two_marks_of_a_kind():
    person = a_writer()
    twice(lambda: badge(user=person))


def a_topic_disclaimer(number: int = 1) -> Disclaimer:
    topic = find_or_propose("Keuangan")
    return Disclaimer.objects.create(topic=topic, number=number, text_id="Bukan saran.", text_en="No advice.")


def attestation(position: int, *, number: int = 1) -> Attestation:
    submission = Submission.objects.first() or waiting_submission()
    topic = find_or_propose("Keuangan")
    disclaimer = Disclaimer.objects.filter(topic=topic, number=number).first() or a_topic_disclaimer(number)
    return Attestation.objects.create(submission=submission, disclaimer=disclaimer, position=position)


def likeness(*, to_itself: bool = False) -> Likeness:
    one = Photo.objects.first() or a_photo(a_draft())
    other = one if to_itself else Photo.objects.exclude(pk=one.pk).first() or a_photo(a_draft())
    return Likeness.objects.create(photo=one, like=other, bits=0)


def front_slot(**fields) -> FrontSlot:
    article = fields.pop("article", None) or a_draft()
    step = Transition.objects.create(article=article, verb="pick", to_state="live")
    told = {"article": article, "kind": "pick", "place": 1, "since": NOW, "put": step} | fields
    return FrontSlot.objects.create(**told)


def link_of(second: dict | None = None, **fields):
    person, told = a_writer(), {"place": 1, "address": "https://rani.example/"} | fields
    ProfileLink.objects.create(user=person, **told)
    ProfileLink.objects.create(user=person, **told | (second or {}))


def follows_themselves():
    person = a_writer()
    Follow.objects.create(follower=person, whom=person)


def slots_of_one_article():
    article = a_draft()
    twice(lambda: front_slot(article=article))


ATTEMPTS = {
    "one_person_an_email": lambda: [
        User.objects.create(email=address, pen_name="A") for address in ("a@b.example", "A@b.example")
    ],
    "one_current_handle": two_handles_at_once,
    "handle_is_folded": lambda: Handle.objects.create(name="Rani Astuti", user=a_writer(), until=NOW),
    "one_standing_mark_of_a_kind": two_marks_of_a_kind,
    "revoked_by_someone_for_a_reason": lambda: badge(revoked_at=NOW),
    "mark_has_evidence": lambda: badge(evidence=""),
    "nobody_marks_themselves": marks_themselves,
    "suspension_ends_after_it_begins": lambda: suspension(until=NOW - timedelta(days=1)),
    "an_address_told_once": lambda: two_of(Ping, kind="websub", path="/feeds/rss.xml"),
    "known_ping_kind": lambda: Ping.objects.create(kind="pigeon", path="/"),
    "one_purge": lambda: Purge.objects.create(pk=2),
    "suspension_has_a_reason": lambda: suspension(reason=""),
    "standing_fits_what_was_published": lambda: Article.objects.filter(pk=a_draft().pk).update(standing="live"),
    "topic_has_slug_and_key": lambda: Topic.objects.filter(pk=topic().pk).update(slug=""),
    "topic_not_into_itself": merged_into_itself,
    "only_proposals_declined": lambda: topic(accepted_at=NOW, declined_at=NOW),
    "menu_of_eight": lambda: topic(menu_place=9),
    "one_topic_a_menu_place": topic_in_menu,
    "one_ending_in_force": two_endings,
    "declined_for_a_reason_or_into_another": lambda: ending(how="declined", into=None),
    "ended_in_another": ended_in_itself,
    "undone_by_someone_at_a_time": lambda: ending(undone_at=NOW),
    "a_topic_once_an_article": topics_of_a_draft,
    "a_place_once_an_article": lambda: topics_of_a_draft(
        tag=topic(name="Darat", slug="darat", key="darat"), position=2
    ),
    "one_to_five_topics": lambda: topics_of_a_draft(position=6),
    "a_live_topic_once": lambda: live_topics(position=2),
    "a_live_place_once": lambda: live_topics(topic=topic(name="Darat", slug="darat", key="darat")),
    "a_revision_number_once": lambda: twice(lambda: revision_of(Article.objects.first() or a_draft())),
    "a_photo_place_once": photo_shown_twice_in_a_place,
    "a_sent_topic_once": lambda: topics_of_a_revision(position=2),
    "a_sent_place_once": lambda: topics_of_a_revision(topic=topic(name="Darat", slug="darat", key="darat")),
    "a_read_also_place_once": read_also_twice_in_a_place,
    "one_open_asking_an_article": second_asking,
    "decided_by_someone_at_a_time": lambda: on_submission(state="declined", reason="other"),
    "refused_for_a_reason": lambda: approve_then(state="declined", publish_at=None, reason=""),
    "claimed_while_waiting_by_someone_for_a_time": lambda: on_submission(claimed_until=NOW),
    "only_the_approved_go_live": lambda: on_submission(live_at=NOW),
    "only_the_mended_is_copied_or_objected_to": lambda: on_each_submission(
        {"is_suggestion": True}, {"copied_at": NOW}, {"objection": "Tidak."}
    ),
    "known_submission_state": lambda: on_submission(state="lost"),
    "known_verb": lambda: Transition.objects.create(article=a_draft(), verb="vanish", to_state="gone"),
    "a_ready_photo_has_a_size": lambda: Photo.objects.filter(pk=a_photo(a_draft()).pk).update(width=0),
    "only_ready_photos_public": lambda: Photo.objects.filter(pk=a_photo(a_draft(), ready=False).pk).update(
        public_since=NOW
    ),
    "a_version_of_the_site_once": lambda: Disclaimer.objects.create(number=1, text_id="a", text_en="b"),
    "a_version_of_a_topic_once": lambda: [a_topic_disclaimer(), a_topic_disclaimer()],
    "a_disclaimer_attested_once": lambda: [attestation(1), attestation(2)],
    "an_attested_place_once": lambda: [attestation(1), attestation(1, number=2)],
    "two_photos_are_likened_once": lambda: [likeness(), likeness()],
    "no_photo_is_like_itself": lambda: likeness(to_itself=True),
    "photo_removed_by_someone_for_a_reason": lambda: Photo.objects.filter(pk=a_photo(a_draft()).pk).update(
        removed_at=NOW, state="removed"
    ),
    "disclaimer_in_both_languages": lambda: Disclaimer.objects.create(number=7, text_id="ada", text_en=""),
    "a_remark_says_something": lambda: remark(text=""),
    "answered_at_a_time": lambda: remark(answer="Ya"),
    "checklistpoint_in_both_languages": lambda: point(text_en=""),
    "messagetemplate_in_both_languages": lambda: template(text_id=""),
    "message_template_named_in_both_languages": lambda: template(name_en=""),
    "known_kind_of_message_template": lambda: template(kind="x"),
    "closed_by_someone_at_a_time": lambda: remark(closed_by=a_moderator()),
    "words_stand_in_a_block": lambda: remark(words="ramai", block=""),
    "a_correction_says_something": lambda: correction(sentence=""),
    "told_once": the_same_notice_twice,
    "known_kind_of_notice": lambda: notice(kind="whim"),
    "known_state_of_a_mail": lambda: notice(mail="lost"),
    "a_mail_to_be_sent_has_a_time": lambda: notice(mail=Mail.DUE),
    "a_notice_leads_to_our_own_site": lambda: notice(path="//evil.example/"),
    "a_group_refused_once": the_same_refusal_twice,
    "known_group_of_notices": lambda: MailRefusal.objects.create(of=a_writer(), group="whims"),
    "an_article_saved_once": lambda: two_of(SavedArticle, user=a_writer(), article=a_draft()),
    "an_hour_of_an_article_once": lambda: two_of(ReadingCount, article=a_draft(), hour=NOW),
    "one_article_a_place": lambda: two_of(MostRead, span="day", place=1, article=a_draft()),
    "what_a_writer_says_is_new_is_an_update": lambda: correction(submission=waiting_submission(), kind="typo"),
    "one_link_a_place": lambda: link_of(second={"address": "https://lain.example/"}),
    "a_link_of_a_person_once": lambda: link_of(second={"place": 2}),
    "three_links_a_person": lambda: link_of(place=4),
    "a_link_of_a_person_is_https": lambda: link_of(address="javascript:alert(1)"),
    "a_person_followed_once": lambda: two_of(Follow, follower=a_writer(), whom=a_writer()),
    "nobody_follows_themselves": follows_themselves,
    "a_topic_followed_once": lambda: two_of(FollowedTopic, user=a_writer(), topic=topic()),
    "one_front_page": lambda: FrontPage.objects.create(pk=2),
    "known_kind_of_front_slot": lambda: front_slot(kind="whim"),
    "front_slot_ends_after_it_begins": lambda: front_slot(until=NOW),
    "one_lead_begins_at_a_time": lambda: [front_slot(kind="lead", until=NOW + timedelta(days=days)) for days in (1, 2)],
    "one_lead_without_an_end": lambda: [front_slot(kind="lead", since=NOW + timedelta(days=days)) for days in (1, 2)],
    "one_slot_without_an_end_an_article": slots_of_one_article,
    "known_correction_kind": lambda: correction(kind="whim"),
}


def test_every_constraint_has_its_attempt():
    ours = [model for label in ("articles", "community") for model in apps.get_app_config(label).get_models()]
    named = {constraint.name for model in ours for constraint in model._meta.constraints}

    assert named == ATTEMPTS.keys()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_the_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ATTEMPTS[name]()

    told = str(refusal.value)
    assert name in told or told.startswith("UNIQUE constraint failed"), told


@pytest.mark.parametrize("model", [Revision, RevisionPhoto, RevisionTopic, RevisionReadAlso, Transition, Disclaimer])
def test_what_was_read_or_attested_is_never_changed(model):
    a_live_article(cover=True)
    row = model.objects.first() or model()
    row._state.adding = False

    with pytest.raises(TypeError, match="never changed"):
        row.save()


def test_a_revision_that_was_sent_is_not_deleted():
    submission = waiting_submission()

    with pytest.raises(models.ProtectedError):
        submission.revision.delete()
