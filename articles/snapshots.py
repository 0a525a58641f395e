"""Owns what a revision consists of: how the working copy is copied into one, and the hash over all of it."""

import hashlib
import json

from articles import body
from articles.models import Article, Photo, Revision, RevisionPhoto, RevisionReadAlso, RevisionTopic
from community.models import User

FIELDS = ("title", "dek", "place", "body", "body_version")
PASSPORT = ("caption", "creator", "source", "source_url", "licence", "licence_note", "alt")


def shown_photos(article: Article) -> list[Photo | None]:
    """The photos a reader would see, the cover first (None when there is none), then the body's in order."""
    mine = {photo.code: photo for photo in article.photos.on_the_form()}
    return [article.cover, *(mine[code] for code in body.photo_ids(article.body) if code in mine)]


def named_in(article: Article) -> list[tuple[str, Article | None]]:
    """The codes that the text points at, in order, each with the live article behind it; None: such a line vanishes."""
    codes = body.read_also_codes(article.body)
    live = Article.objects.live().filter(code__in=codes).exclude(pk=article.pk).select_related("live_revision")
    by_code = {target.code: target for target in live.defer("body", "live_revision__body")} if codes else {}
    return [(code, by_code.get(code)) for code in codes]


def pointed_at(article: Article) -> list[Article]:
    """The live articles that the text's read-alsos name, in order."""
    return [target for _code, target in named_in(article) if target]


def passport(photo: Photo) -> dict[str, str]:
    return {name: getattr(photo, name) for name in PASSPORT}


def digest(article: Article) -> str:
    """SHA-256 in hex over every field, photo with passport, topic and read-also of the working copy as it is now."""
    whole = {
        **{name: getattr(article, name) for name in FIELDS},
        "photos": [photo and [photo.sha256, passport(photo)] for photo in shown_photos(article)],
        "topics": [topic.pk for topic in article.shown_topics()],
        "read_alsos": [target.pk for target in pointed_at(article)],
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def take_snapshot(article: Article, *, by: User) -> Revision:
    """The next revision of a locked `article`: photos, topics and read-alsos become rows. Call inside a transaction."""
    revision = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        words=body.word_count(article.body),
        made_by=by,
        sha256=digest(article),
        **{name: getattr(article, name) for name in FIELDS},
    )
    RevisionPhoto.objects.bulk_create(
        RevisionPhoto(revision=revision, photo=photo, position=place, **passport(photo))
        for place, photo in enumerate(shown_photos(article))
        if photo
    )
    RevisionTopic.objects.bulk_create(
        RevisionTopic(revision=revision, topic=topic, position=place)
        for place, topic in enumerate(article.shown_topics(), start=1)
    )
    RevisionReadAlso.objects.bulk_create(
        RevisionReadAlso(revision=revision, article=target, position=place)
        for place, target in enumerate(pointed_at(article), start=1)
    )
    return revision
