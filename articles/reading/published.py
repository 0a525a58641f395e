"""Owns in which queries everything is read that a live article's page shows."""

from dataclasses import fields
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q, TextField
from django.db.models.functions import Cast

from articles.listed import TITLED, CoverPhoto, Titled, Under, cut, handle_of, marks_of, pointed_at_by
from articles.models import Article, Attestation, Correction, RevisionPhoto, Standing, Submission, Topic
from articles.models.disclaimer import in_language
from articles.reading.parts import Attested, Author, PublishedPage, ShownLine, ShownPhoto
from community.prepared import prepared

POINTING = 6
# What is read of each, in the order of the fields that it becomes.
ARTICLE = ("article_id", "article__code", "article__first_published_at", "article__live_at")
TEXT = (*(f"revision__{name}" for name in ("title", "dek", "place", "words")), "document")
AUTHOR = ("article__author_id", "article__author__pen_name", "current_handle")
AUTHOR += tuple(f"article__author__{name}" for name in ("tagline", "bio", "portrait_code", "portrait_tint"))
EDITOR = ("decided_by_id", "decided_by__pen_name", "decided_by__shown_as_editor")
DISCLAIMER = ("disclaimer__text_id", "disclaimer__text_en")
KEYS = ("pk", "revision_id")
SAID = ("position", "caption", "creator", "source", "source_url", "licence", "alt")
PHOTO = tuple(f"photo__{one.name}" for one in fields(CoverPhoto))


class Live(NamedTuple):
    """A live article's page, and what is not of the article: the topics of the site's head, which come with its own;
    the key of its main topic; the key of who approved it."""

    shown: PublishedPage
    menu: list[Under]
    main_topic: int | None
    decided_by: int


class Here(NamedTuple):
    """A topic of the menu, of the article, or both: its places there."""

    pk: int
    name: str
    slug: str
    menu_place: int | None
    place: int | None


def published_page(code: str) -> Live | None:
    """The page of a live article; None when there is none."""
    if not (rows := _live_columns(code)):
        return None
    article, text, author, (editor, name, is_shown), disclaimer, (asking, revision) = cut(
        rows[0], ARTICLE, TEXT, AUTHOR, EDITOR, DISCLAIMER
    )
    pk, writer = article[0], author[0]
    topics, menu = topics_and_menu(pk)
    shown = PublishedPage(
        *article,
        *text,
        editor=name if is_shown else "",
        author=Author(*author, marks_of({writer})[writer]),
        topics=tuple(Under(topic.name, topic.slug) for topic in topics),
        photos=photos_of(revision),
        read_alsos=tuple(pointed_at_by([revision])[revision]),
        corrections=tuple(ShownLine(*row) for row in _line_columns(pk)),
        attested=(Attested(None, in_language(*disclaimer)), *attested_beside(asking)),
        pointing=tuple(Titled(*row) for row in _pointing_columns(pk)),
    )
    return Live(shown, menu, topics[0].pk if topics else None, editor)


@prepared
def _live_columns(code):
    """Of the submission that made the revision live: it knows the editor and the disclaimers attested to."""
    live = Submission.objects.filter(live_at__isnull=False, revision=F("article__live_revision"))
    found = live.filter(article__code=code, article__standing=Standing.LIVE)
    columns = found.annotate(**handle_of("article__author"), document=Cast("revision__body", TextField()))
    return columns.values_list(*ARTICLE, *TEXT, *AUTHOR, *EDITOR, *DISCLAIMER, *KEYS).order_by("pk")[:1]


def photos_of(revision: int) -> tuple[ShownPhoto, ...]:
    """The cover first, if it has one. What was taken down is shown nowhere."""
    parted = (cut(row, SAID) for row in _photo_columns(revision))
    return tuple(ShownPhoto(*said, CoverPhoto(*photo)) for said, photo in parted)


@prepared
def _photo_columns(revision):
    return RevisionPhoto.objects.filter(revision=revision).shown().values_list(*SAID, *PHOTO)


@prepared
def _line_columns(article):
    return Correction.objects.filter(article=article).values_list("kind", "sentence", "at")


def attested_beside(asking: int) -> list[Attested]:
    """The disclaimers of topics."""
    return [Attested(Under(name, slug), in_language(*texts)) for name, slug, *texts in _attested_columns(asking)]


@prepared
def _attested_columns(asking):
    names = ("topic__name", "topic__slug", "text_id", "text_en")
    return Attestation.objects.filter(submission=asking).values_list(*(f"disclaimer__{name}" for name in names))


def topics_and_menu(article: int) -> tuple[list[Here], list[Under]]:
    """The topics that the article stands under, the main one first, and those of the menu; one query for both."""
    rows = [Here(*row) for row in _topics_here_and_in_menu(article)]
    menu = sorted((row for row in rows if row.menu_place), key=lambda row: row.menu_place)
    return [row for row in rows if row.place], [Under(row.name, row.slug) for row in menu]


@prepared
def _topics_here_and_in_menu(article):
    here = FilteredRelation("live_rows", condition=Q(live_rows__article=article))
    rows = Topic.objects.annotate(here=here, place=F("here__position"))
    wanted = rows.filter(Q(menu_place__isnull=False, merged_into=None) | Q(here__isnull=False))
    return wanted.order_by("place", "menu_place").values_list(*Here._fields)


@prepared
def _pointing_columns(article):
    """The newest live articles whose live text names this one as "read also"."""
    live = Article.objects.live().filter(live_revision__read_alsos__article=article).newest_first()
    return live.values_list(*TITLED)[:POINTING]
