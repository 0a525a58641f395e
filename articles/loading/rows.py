"""Owns the rows of a batch of loaded articles: those that draft, asking, approval and going live would have left.

Beside articles/lifecycle.py the only place that writes a state. Nobody is told of steps that were taken elsewhere.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from articles import indexing, snapshots
from articles.loading.drafts import Around, Draft, drafted
from articles.loading.told import Text
from articles.models import (
    Article,
    ArticleTopic,
    Attestation,
    LiveTopic,
    Photo,
    Revision,
    SearchText,
    Standing,
    Submission,
    SubmissionState,
    Transition,
    Verb,
)

WAITED = timedelta(hours=4)  # from sending to the answer, of which nothing is told
TEN_SECONDS = timedelta(seconds=10)
STEPS = {
    Verb.SUBMIT: ("", SubmissionState.WAITING, "submitted_at"),
    Verb.APPROVE: (SubmissionState.WAITING, SubmissionState.APPROVED, "decided_at"),
    Verb.GO_LIVE: (Standing.PRIVATE, Standing.LIVE, "live_at"),
}


@dataclass
class Loaded:
    """The rows of one article that others point at."""

    draft: Draft
    content: snapshots.Content
    revision: Revision
    submission: Submission = field(init=False)

    @property
    def article(self) -> Article:
        return self.draft.article


def write(texts: list[Text], around: Around) -> Counter[int]:
    """Store a batch, live since it was published; how many stand under each topic. Call inside a transaction."""
    drafts = [drafted(text, around) for text in texts]
    Article.objects.bulk_create(draft.article for draft in drafts)
    batch = [_sent(draft) for draft in drafts]
    _store_drafts(batch)
    Revision.objects.bulk_create(one.revision for one in batch)
    snapshots.store_rows([(one.revision, one.content) for one in batch])
    _store_askings(batch, around)
    _show(batch)
    _index(batch)
    return Counter(topic.pk for one in batch for topic in one.content.topics)


def _sent(draft: Draft) -> Loaded:
    """With photos and read-alsos, which needed the key of the stored article."""
    content = draft.content()
    new = snapshots.revision_of(draft.article, content, number=1, by=draft.article.author)
    return Loaded(draft, content, new)


def _store_drafts(batch: list[Loaded]) -> None:
    Photo.objects.bulk_create(photo for one in batch for photo in one.draft.photos.values() if not photo.pk)
    covered = [one for one in batch if one.content.photos[0]]
    for one in covered:
        one.article.cover = one.content.photos[0][0]
    Article.objects.bulk_update([one.article for one in covered], ["cover"])
    ArticleTopic.objects.bulk_create(
        ArticleTopic(content_object=one.article, tag=topic, position=place)
        for one in batch
        for place, topic in enumerate(one.content.topics, start=1)
    )


def _store_askings(batch: list[Loaded], around: Around) -> None:
    """Sent, approved and live at their times, with the steps and what was attested to."""
    for one in batch:
        one.submission = _approved(one, around)
    Submission.objects.bulk_create(one.submission for one in batch)
    Attestation.objects.bulk_create(
        Attestation(submission=one.submission, disclaimer=disclaimer, position=place)
        for one in batch
        for place, disclaimer in enumerate(around.attested(one.content.topics), start=1)
    )
    Transition.objects.bulk_create(_step(one, verb) for one in batch for verb in STEPS)
    sent = Submission.objects.filter(pk__in=[one.submission.pk for one in batch])
    sent.update(submitted_at=F("live_at") - WAITED)
    for verb, (_before, _after, moment) in STEPS.items():
        at = Submission.objects.filter(pk=OuterRef("submission")).values(moment)
        Transition.objects.filter(submission__in=sent.values("pk"), verb=verb).update(at=Subquery(at))


def _approved(one: Loaded, around: Around) -> Submission:
    live_at = one.draft.text.published
    return Submission(
        article=one.article,
        revision=one.revision,
        disclaimer=around.site,
        state=SubmissionState.APPROVED,
        due_at=live_at,
        decided_by=around.decider,
        decided_at=live_at - TEN_SECONDS,
        effective_at=live_at,
        publish_at=live_at,
        live_at=live_at,
    )


def _step(one: Loaded, verb: Verb) -> Transition:
    before, after, _moment = STEPS[verb]
    by = {Verb.SUBMIT: one.article.author, Verb.APPROVE: one.submission.decided_by}.get(verb)
    told = {"verb": verb, "from_state": before, "to_state": after, "by": by, "told_at": timezone.now()}
    return Transition(article=one.article, submission=one.submission, revision=one.revision, **told)


def _show(batch: list[Loaded]) -> None:
    """Set what readers see, in the columns and under the topics."""
    articles = [one.article.pk for one in batch]
    live = Submission.objects.filter(article=OuterRef("article")).values("live_at")
    live_at = Subquery(Submission.objects.filter(article=OuterRef("pk")).values("live_at"))
    Article.objects.filter(pk__in=articles).update(
        standing=Standing.LIVE,
        live_revision=Subquery(Revision.objects.filter(article=OuterRef("pk")).values("pk")),
        **dict.fromkeys(("first_published_at", "live_at", "created_at", "saved_at"), live_at),
    )
    sent_at = Submission.objects.filter(article=OuterRef("article")).values("submitted_at")
    Revision.objects.filter(article__in=articles).update(made_at=Subquery(sent_at))
    Photo.objects.filter(article__in=articles).update(uploaded_at=Subquery(sent_at), public_since=Subquery(live))
    LiveTopic.objects.bulk_create(
        LiveTopic(article=one.article, topic=topic, position=place, first_published_at=one.draft.text.published)
        for one in batch
        for place, topic in enumerate(one.content.topics, start=1)
    )


def _index(batch: list[Loaded]) -> None:
    rows = [SearchText(article=one.article, version=indexing.VERSION, **_columns(one)) for one in batch]
    SearchText.objects.bulk_create(rows)
    indexing.note_words({word for row in rows for word in row.exact.split()})


def _columns(one: Loaded) -> dict[str, str]:
    captions = [shown[1]["caption"] for shown in one.content.photos if shown]
    names, author = [topic.name for topic in one.content.topics], one.article.author
    pks = [topic.pk for topic in one.content.topics]
    keys = indexing.keys_of(pks, author.pk, one.draft.text.published)
    return indexing.columns_of(one.revision, author.pen_name, captions, names) | {"keys": keys}
