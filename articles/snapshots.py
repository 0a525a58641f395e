"""Owns what a revision consists of: how the working copy is copied into one, and the hash over all of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from articles import body
from articles.body.schema import Node
from articles.models import (
    Article,
    ArticleTopic,
    Photo,
    Revision,
    RevisionPhoto,
    RevisionReadAlso,
    RevisionTopic,
    Topic,
)
from articles.models.topic import leading
from community.models import User

FIELDS = ("title", "dek", "place", "body", "body_version")
PASSPORT = ("caption", "creator", "source", "source_url", "licence", "licence_note", "alt")


@dataclass(frozen=True)
class Content:
    """All that readers see of a text. `photos` with their passports, the cover first (None when there is none)."""

    fields: dict
    photos: list[tuple[Photo, dict[str, str]] | None]
    topics: list[Topic]
    read_alsos: list[Article]

    @property
    def digest(self) -> str:
        """SHA-256 in hex over every field, photo with passport, topic and read-also."""
        whole = {
            **self.fields,
            "photos": [shown and [shown[0].sha256, shown[1]] for shown in self.photos],
            "topics": [topic.pk for topic in self.topics],
            "read_alsos": [target.pk for target in self.read_alsos],
        }
        return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def shown_photos(article: Article) -> list[Photo | None]:
    """The photos a reader would see, the cover first (None when there is none), then the body's in order."""
    return _in_order(article, article.photos.on_the_form())


def _in_order(article: Article, photos: Iterable[Photo]) -> list[Photo | None]:
    mine = {photo.code: photo for photo in photos}
    return [article.cover, *(mine[code] for code in body.photo_ids(article.body) if code in mine)]


def named_in(article: Article, doc: Node | None = None) -> list[tuple[str, Article | None]]:
    """The codes that the text points at, in order, each with the live article behind it; None: such a line vanishes.

    The text is the working copy, or `doc`.
    """
    codes = body.read_also_codes(article.body if doc is None else doc)
    live = Article.objects.live().filter(code__in=codes).exclude(pk=article.pk).select_related("live_revision")
    by_code = {target.code: target for target in live.defer("body", "live_revision__body")} if codes else {}
    return [(code, by_code.get(code)) for code in codes]


def pointed_at(article: Article, doc: Node | None = None) -> list[Article]:
    """The live articles that the text's read-alsos name, in order."""
    return [target for _code, target in named_in(article, doc) if target]


def passport(photo: Photo | RevisionPhoto) -> dict[str, str]:
    return {name: getattr(photo, name) for name in PASSPORT}


def content(article: Article) -> Content:
    """The working copy as it is now."""
    return _content(article, shown_photos(article), article.shown_topics(), pointed_at(article))


def _content(article: Article, photos: list[Photo | None], topics: list[Topic], read_alsos: list[Article]) -> Content:
    return Content(
        fields={name: getattr(article, name) for name in FIELDS},
        photos=[(photo, passport(photo)) if photo else None for photo in photos],
        topics=topics,
        read_alsos=read_alsos,
    )


def mended(old: Revision, fields: dict, topics: list[Topic], passports: dict[str, dict[str, str]]) -> Content:
    """`old` with other `fields`, `topics`, and words in the passports by the photo's code; no photo comes or goes."""
    rows = list(old.photos.select_related("photo"))
    cover = next((row for row in rows if row.position == 0), None)
    in_text = {row.photo.code: row for row in rows if row.position}
    whole = {name: getattr(old, name) for name in FIELDS} | fields
    shown = [cover, *(in_text[code] for code in body.photo_ids(whole["body"]) if code in in_text)]
    return Content(
        fields=whole,
        photos=[(row.photo, passport(row) | passports.get(row.photo.code, {})) if row else None for row in shown],
        topics=topics,
        read_alsos=pointed_at(old.article, whole["body"]),
    )


def digest(article: Article) -> str:
    """The hash over the working copy as it is now."""
    return content(article).digest


def digests(articles: QuerySet[Article]) -> dict[int, str]:
    """The same of several by their keys, in four queries."""
    photos = Prefetch("photos", Photo.objects.on_the_form())
    topics = Prefetch("topic_rows", ArticleTopic.objects.select_related("tag__merged_into"))
    found = list(articles.select_related("cover").prefetch_related(photos, topics))
    codes = {one.pk: body.read_also_codes(one.body) for one in found}
    live = (
        Article.objects.live()
        .only("code")
        .in_bulk({code for named in codes.values() for code in named}, field_name="code")
    )
    return {
        one.pk: _content(
            one,
            _in_order(one, one.photos.all()),
            leading(row.tag for row in one.topic_rows.all()),
            [live[code] for code in codes[one.pk] if code in live and code != one.code],
        ).digest
        for one in found
    }


def take_snapshot(article: Article, *, by: User) -> Revision:
    """The next revision of a locked `article`, from its working copy. Call inside a transaction."""
    return take(article, content(article), by=by)


def take(article: Article, whole: Content, *, by: User) -> Revision:
    """The next revision of a locked `article`: photos, topics and read-alsos become rows. Call inside a transaction."""
    revision = revision_of(article, whole, number=article.revisions.count() + 1, by=by)
    revision.save()
    store_rows([(revision, whole)])
    return revision


def revision_of(article: Article, whole: Content, *, number: int, by: User) -> Revision:
    """Not stored yet."""
    return Revision(
        article=article,
        number=number,
        words=body.word_count(whole.fields["body"]),
        made_by=by,
        sha256=whole.digest,
        **whole.fields,
    )


def store_rows(made: list[tuple[Revision, Content]]) -> None:
    """Photos, topics and read-alsos of stored revisions."""
    RevisionPhoto.objects.bulk_create(
        RevisionPhoto(revision=revision, photo=shown[0], position=place, **shown[1])
        for revision, whole in made
        for place, shown in enumerate(whole.photos)
        if shown
    )
    RevisionTopic.objects.bulk_create(
        RevisionTopic(revision=revision, topic=topic, position=place)
        for revision, whole in made
        for place, topic in enumerate(whole.topics, start=1)
    )
    RevisionReadAlso.objects.bulk_create(
        RevisionReadAlso(revision=revision, article=target, position=place)
        for revision, whole in made
        for place, target in enumerate(whole.read_alsos, start=1)
    )
