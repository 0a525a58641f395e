"""Owns everything that a live article's page shows beside its text, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import F, Prefetch

from articles.models import Article, Correction, LiveTopic, Revision, Submission, Topic
from articles.showing import Sheet, sent_sheet
from community.models import User


@dataclass(frozen=True)
class PublishedPage:
    """`asking` is the submission that made the revision live: it knows the editor and the disclaimer attested to."""

    article: Article
    revision: Revision
    author: User
    sheet: Sheet
    topics: list[Topic]
    corrections: list[Correction]
    asking: Submission

    @property
    def editor(self) -> str:
        """The pen name of who approved, when they chose to be named; else nothing, and the page says the staff."""
        return self.asking.decided_by.pen_name if self.asking.decided_by.shown_as_editor else ""

    @property
    def updated_at(self):
        """When the words last changed after the first publication; None when they never did."""
        return self.article.live_at if self.article.live_at != self.article.first_published_at else None


def published_page(code: str) -> PublishedPage | None:
    """The page of a live article; None when there is none."""
    asking = asking_that_is_live(code)
    if asking is None:
        return None
    article, revision = asking.article, asking.revision
    article.live_revision, revision.article = revision, article
    return PublishedPage(
        article=article,
        revision=revision,
        author=article.author,
        sheet=sent_sheet(revision),
        topics=[row.topic for row in article.live_topics.all()],
        corrections=list(article.corrections.all()),
        asking=asking,
    )


def asking_that_is_live(code: str) -> Submission | None:
    topics = Prefetch("article__live_topics", LiveTopic.objects.select_related("topic").order_by("position"))
    live = Submission.objects.filter(live_at__isnull=False, revision=F("article__live_revision"))
    return (
        live.filter(article__code=code, article__in=Article.objects.live())
        .select_related("article__author", "revision", "disclaimer", "decided_by")
        .prefetch_related(topics, "article__corrections", "article__author__handles", "article__author__badges")
        .first()
    )
