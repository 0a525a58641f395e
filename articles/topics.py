"""Owns how topics are found, made and set; the only place that does it. Always rows, never strings given to taggit."""

from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from articles import body, tallying
from articles.models import Article, ArticleTopic, Ending, LiveTopic, Revision, RevisionTopic, Topic, TopicEnding
from articles.topicnames import topic_key, topic_slug

BATCH = 1000


def find_or_propose(name: str) -> Topic:
    """The topic of this cleaned `name`, whatever its case or marks; a merged one's successor; else a new proposal."""
    key = topic_key(name)
    found = Topic.objects.filter(key=key).select_related("merged_into").first()
    if found is None:
        found = _propose(name, key)
    return found.merged_into or found


def named(names: list[str]) -> list[Topic]:
    """The topics of these cleaned names, in their order; found in the order of their keys, so that two writers who
    propose the same ones never wait for each other."""
    found = {name: find_or_propose(name) for name in sorted(names, key=topic_key)}
    return [found[name] for name in names]


def declined(names: list[str]) -> list[TopicEnding]:
    """Why those of these names were declined that were."""
    struck = TopicEnding.objects.in_force().filter(how=Ending.DECLINED, topic__key__in=map(topic_key, names))
    return list(struck.select_related("topic").order_by("topic__key")) if names else []


def _propose(name: str, key: str) -> Topic:
    """Two writers may propose the same at the same moment: the database refuses the second, who takes the first's."""
    base = topic_slug(name)
    for slug in (base, f"{base}-{body.new_id()}" if base else f"t-{body.new_id()}"):
        if not slug or Topic.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Topic.objects.create(name=name, key=key, slug=slug)
        except IntegrityError:
            if found := Topic.objects.filter(key=key).select_related("merged_into").first():
                return found
    raise RuntimeError(f"No address left for the topic {name!r}.")


def set_topics(article: Article, topics: list[Topic]) -> bool:
    """Make `topics` those of the working copy, in this order, each once. True when that changed anything.

    Rows of merged topics stay while what they lead to is wanted: should the merge be undone, they are right again.
    """
    wanted = list(dict.fromkeys(topic.pk for topic in topics))
    if wanted == [topic.pk for topic in article.shown_topics()]:
        return False
    article.topic_rows.all().delete()
    ArticleTopic.objects.bulk_create(
        ArticleTopic(content_object=article, tag_id=pk, position=place) for place, pk in enumerate(wanted, start=1)
    )
    return True


def hold_still(revision: Revision) -> None:
    """Keep the topics of `revision` from being merged until the transaction ends.

    Topics are locked before articles, and in the order of their keys; whoever shows an article calls this first.
    """
    held = Topic.objects.filter(pk__in=revision.topics.values("topic"))
    list(held.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def show_live(article: Article) -> Counter[int]:
    """Put a live article under its live revision's topics, accepting what was only proposed; what it moves
    (tallying.py)."""
    sent = article.live_revision.topics.values("topic")
    Topic.objects.proposed().filter(pk__in=sent).update(accepted_at=timezone.now())
    return list_again([article.pk])


def list_again(articles: list[int]) -> Counter[int]:
    """Put these articles, as far as they are live, under what their live revision's topics lead to now; what it moves.

    Of two that lead to one topic the first place counts. Only accepted topics have readers.
    """
    moves: Counter[int] = Counter()
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        moves.update(taken_away(LiveTopic.objects.filter(article__in=batch)))
        rows = LiveTopic.objects.bulk_create(_rows_of(batch))
        moves.update(row.topic_id for row in rows)
    return moves


def _rows_of(articles: list[int]) -> list[LiveTopic]:
    """Where these, as far as they are live, are to stand."""
    live = Article.objects.live().filter(pk__in=articles).values("live_revision")
    sent = RevisionTopic.objects.filter(revision__in=live).annotate(
        article=F("revision__article"), published_at=F("revision__article__first_published_at")
    )
    rows: dict[tuple[int, Topic], LiveTopic] = {}
    for row in sent.select_related("topic__merged_into").order_by("revision", "position"):
        if (topic := row.topic.leads_to) and topic.accepted_at:
            new = LiveTopic(
                article_id=row.article, topic=topic, position=row.position, first_published_at=row.published_at
            )
            rows.setdefault((row.article, topic), new)
    return list(rows.values())


def hide(article: Article) -> Counter[int]:
    """Take an article from under its topics; what that moves."""
    return taken_away(article.live_topics.all())


def taken_away(rows: QuerySet[LiveTopic]) -> Counter[int]:
    """Delete these rows; what that moves."""
    moves: Counter[int] = Counter()
    moves.subtract(tallying.counted(rows))
    if moves:
        rows.delete()
    return moves
