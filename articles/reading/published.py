"""Owns everything that a live article's page shows beside its text, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

from articles import cards, sharing
from articles.listed import Titled, titled
from articles.models import Article, Correction, CorrectionKind, Revision, Standing, Submission, Topic
from articles.showing import Sheet, sent_sheet
from community.models import User

POINTING = 6
# What the page reads of each row: all columns of four tables take twice as long to put into SQL, and to read.
SHOWN = (
    *("live_at", "disclaimer", "decided_by__pen_name", "decided_by__shown_as_editor"),
    *(f"article__{name}" for name in ("code", "first_published_at", "live_at", "live_revision_id")),
    *(f"article__author__{name}" for name in ("pen_name", "tagline", "bio", "portrait_code", "portrait_tint")),
    *(f"revision__{name}" for name in ("title", "dek", "place", "body", "words")),
)


@dataclass(frozen=True)
class PublishedPage:
    """`asking` is the submission that made the revision live: it knows the editor and the disclaimers attested to.

    `menu` are the topics of the site's head, which come with the article's own. `pointing` are the newest live
    articles whose text points at this one.
    """

    article: Article
    revision: Revision
    author: User
    sheet: Sheet
    topics: list[Topic]
    menu: list[Topic]
    corrections: list[Correction]
    pointing: list[Titled]
    asking: Submission

    @property
    def editor(self) -> str:
        """The pen name of who approved, when they chose to be named; else nothing, and the page says the staff."""
        return self.asking.decided_by.pen_name if self.asking.decided_by.shown_as_editor else ""

    @property
    def developments(self) -> list[Correction]:
        """What was new in each update, the newest first."""
        return [one for one in self.corrections if one.kind == CorrectionKind.UPDATE]

    @property
    def mended(self) -> list[Correction]:
        return [one for one in self.corrections if one.kind != CorrectionKind.UPDATE]

    @property
    def card(self) -> str:
        """The path of the picture that other sites show."""
        return sharing.addresses(self.article, self.sheet.cover)["card"]

    @property
    def card_size(self) -> tuple[int, int]:
        """Width and height of that picture in pixels."""
        return cards.CARD

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
    article.author.current_handle = asking.author_handle
    topics, menu = topics_and_menu(article)
    return PublishedPage(
        article=article,
        revision=revision,
        author=article.author,
        sheet=sent_sheet(revision),
        topics=topics,
        menu=menu,
        corrections=list(article.corrections.all()),
        pointing=pointing_at(article),
        asking=asking,
    )


def asking_that_is_live(code: str) -> Submission | None:
    handle = FilteredRelation("article__author__handles", condition=Q(article__author__handles__until=None))
    live = Submission.objects.filter(live_at__isnull=False, revision=F("article__live_revision"))
    return (
        live.filter(article__code=code, article__standing=Standing.LIVE)
        .annotate(handle=handle, author_handle=F("handle__name"))
        .select_related("article__author", "revision", "decided_by")
        .with_attested()
        .prefetch_related("article__corrections", "article__author__badges")
        .only(*SHOWN)
        .first()
    )


def topics_and_menu(article: Article) -> tuple[list[Topic], list[Topic]]:
    """The topics that the article stands under, the main one first, and those of the menu; one query for both."""
    here = FilteredRelation("live_rows", condition=Q(live_rows__article=article))
    rows = list(
        Topic.objects.annotate(here=here, place=F("here__position"))
        .filter(Q(menu_place__isnull=False, merged_into=None) | Q(here__isnull=False))
        .order_by("place", "menu_place")
    )
    menu = sorted((row for row in rows if row.menu_place), key=lambda row: row.menu_place)
    return [row for row in rows if row.place], menu


def pointing_at(article: Article) -> list[Titled]:
    """The newest live articles whose live text names this one as "read also"."""
    live = Article.objects.live().filter(live_revision__read_alsos__article=article).newest_first()
    return titled(live[:POINTING])
