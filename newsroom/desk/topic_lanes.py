"""Owns the lanes of topics at the desk: proposals by age, all topics by name, what changed in the last seven days."""

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from articles import suggesting
from articles.models import Article, RevisionTopic, Submission, Topic, TopicEnding
from articles.reading.paging import Page, named_page
from articles.topicnames import topic_key

LANES = {"proposals": _("Proposals"), "all": _("All topics"), "changes": _("Changes of seven days")}
A_PAGE, MOST_CHANGES, MOST_PROPOSALS, MOST_TEXTS = 50, 100, 50, 10


def proposals(user) -> QuerySet[Topic]:
    """What `user` decides on: proposals of texts that wait or are live, not only of their own; the oldest first.

    `texts` carry each one; `first_by` sent it first, at `first_at`. What only stands in drafts is nobody's business.
    """
    carried = carrying(user).filter(topic=OuterRef("pk"))
    first = carried.order_by("revision__made_at", "revision")
    number = carried.order_by().values("topic").annotate(number=Count("pk")).values("number")
    found = (
        Topic.objects.proposed()
        .filter(Exists(carried))
        .annotate(
            texts=Subquery(number),
            first_by=Subquery(first.values("revision__article__author__pen_name")[:1]),
            first_at=Subquery(first.values("revision__made_at")[:1]),
        )
    )
    return found.order_by("first_at", "pk")


def carrying(user) -> QuerySet[RevisionTopic]:
    """What stands in texts that wait or are live, but for `user`'s own; `to_review` is the submission that waits."""
    waiting = Submission.objects.visible_to(user).open().filter(revision=OuterRef("revision"))
    live = Article.objects.live().exclude(author=user).filter(live_revision=OuterRef("revision"))
    found = RevisionTopic.objects.filter(Exists(waiting) | Exists(live))
    return found.annotate(to_review=Subquery(waiting.values("pk")[:1]))


def with_texts(user) -> list[Topic]:
    """The first of the proposals, each with the oldest few rows of what carries it, as `carried`."""
    shown = list(proposals(user)[:MOST_PROPOSALS])
    place = Window(RowNumber(), partition_by="topic", order_by=["revision__made_at", "revision"])
    rows = carrying(user).filter(topic__in=shown).annotate(place=place).filter(place__lte=MOST_TEXTS)
    rows = rows.select_related("revision__article").defer("revision__body", "revision__article__body").order_by("place")
    for row in rows:
        row.public_address = "" if row.to_review else row.revision.article.address_by(row.revision)
    for topic in shown:
        topic.carried = [row for row in rows if row.topic_id == topic.pk]
        topic.more_texts = topic.texts - len(topic.carried)
    return shown


def known(user) -> QuerySet[Topic]:
    """Every topic that the desk has read, and what it is to read now."""
    read = Q(accepted_at__isnull=False) | Q(merged_into__isnull=False) | Q(declined_at__isnull=False)
    return Topic.objects.filter(read | Q(pk__in=proposals(user).values("pk")))


def page_of_all(words: str, start: str) -> Page:
    """Topics by name, with what leads to each; found by the beginning of a word, of a synonym too."""
    whole = Topic.objects.filter(accepted_at__isnull=False, merged_into=None)
    if topic_key(words):
        whole = suggesting.named_so(whole, words)
    names = Prefetch("merged", Topic.objects.order_by("key"), to_attr="leading_here")
    return named_page(whole.counted().prefetch_related(names).order_by("key"), start, length=A_PAGE)


def changes() -> list[TopicEnding]:
    told = TopicEnding.objects.recent().select_related("topic", "into", "by", "undone_by")
    return list(told[:MOST_CHANGES])
