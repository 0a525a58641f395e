"""Owns how topics are found, made and set; the only place that does it. Always rows, never strings given to taggit."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import body
from articles.models import Article, ArticleTopic, LiveTopic, Topic
from articles.topicnames import topic_key, topic_slug


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
            if found := Topic.objects.filter(key=key).first():
                return found
    raise RuntimeError(f"No address left for the topic {name!r}.")


def set_topics(article: Article, topics: list[Topic]) -> bool:
    """Make `topics` those of the working copy, in this order, each once. True when that changed anything."""
    wanted = list(dict.fromkeys(topic.pk for topic in topics))
    if wanted == article.topic_order():
        return False
    article.topic_rows.all().delete()
    ArticleTopic.objects.bulk_create(
        ArticleTopic(content_object=article, tag_id=pk, position=place) for place, pk in enumerate(wanted, start=1)
    )
    return True


def show_live(article: Article) -> None:
    """Put a live article under its live revision's topics, accepting what was only proposed."""
    article.live_topics.all().delete()
    rows = list(article.live_revision.topics.all())
    Topic.objects.filter(pk__in=[row.topic_id for row in rows], accepted_at=None).update(accepted_at=timezone.now())
    LiveTopic.objects.bulk_create(
        LiveTopic(
            article=article,
            topic_id=row.topic_id,
            position=row.position,
            first_published_at=article.first_published_at,
        )
        for row in rows
    )


def hide(article: Article) -> None:
    article.live_topics.all().delete()
