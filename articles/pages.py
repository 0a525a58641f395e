"""Owns which public pages show a fact: the stamps that a page is drawn from, and those that a step on articles raises.

What takes something away raises `site`, which every page is drawn from: nothing that was taken down is shown anywhere.
"""

from collections.abc import Iterable

from articles.models import Article, LiveTopic, Revision, RevisionReadAlso, RevisionTopic
from community.prepared import prepared
from community.stamps import PERSON, SITE, Keyed, of_person, raise_stamps

MOST_READ, TOPIC = "most-read", "topic:"
FRONT = "front"  # what editors put on the front page
LISTS = "lists"  # what the public lists hold, and in which order


def of_article(article: Keyed | int) -> str:
    return f"article:{article if isinstance(article, int) else article.pk}"


def of_topic(topic: Keyed | int) -> str:
    return f"{TOPIC}{topic if isinstance(topic, int) else topic.pk}"


def drawn_from(
    articles: Iterable[Keyed] = (), people: Iterable[Keyed] = (), topics: Iterable[Keyed] = ()
) -> frozenset[str]:
    """The stamps of these facts. Marks are facts of whoever bears them. A topic's is about what stands under it: its
    name, description and places change with `site`."""
    return frozenset([*map(of_article, articles), *map(of_person, people), *map(of_topic, topics)])


def shown_anew(article: Article, *, before: Revision | None = None) -> None:
    """Its page, its writer's, its topics' and the lists have changed, and the pages that its text points at now or
    pointed at `before`."""
    raise_stamps(LISTS, *showing(article, before=before))


def showing(article: Article, *, before: Revision | None = None) -> set[str]:
    """The stamps of the pages that show an article, but for lists. Ask before its topics are taken from it."""
    revisions = [revision.pk for revision in (article.live_revision, before) if revision]
    topics = {*_under(article.pk), *_sent_under(revisions)}
    return {
        of_article(article),
        f"{PERSON}{article.author_id}",
        *map(of_article, _pointed_at(revisions)),
        *map(of_topic, topics),
    }


@prepared
def _pointed_at(revisions):
    return RevisionReadAlso.objects.filter(revision__pk__in=revisions).values_list("article_id", flat=True)


@prepared
def _under(article):
    return LiveTopic.objects.filter(article=article).values_list("topic_id", flat=True)


@prepared
def _sent_under(revisions):
    return RevisionTopic.objects.filter(revision__pk__in=revisions).values_list("topic_id", flat=True)


def everything_anew(*changed: str) -> None:
    """Something is gone or leads elsewhere, or stands on any page: none is shown as it was. The stamps of what
    `changed` most say when."""
    raise_stamps(SITE, *changed)
