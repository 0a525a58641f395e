"""Owns how the working copy changes: a save names the version it was based on, nothing is overwritten unseen."""

import re
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body, photos, topics
from articles.lifecycle import StepRefused
from articles.models import Article, Photo, Standing
from articles.snapshots import PASSPORT, passport
from articles.topicnames import topic_key
from community.models import User


class StaleDraft(Exception):
    """The draft moved on since `base`. `article` is what stands there now; nothing was written."""

    def __init__(self, article: Article):
        super().__init__(article.code)
        self.article = article


@dataclass
class Draft:
    """What one save brings. `fields` are columns of Article; `passports` and `removed` go by the photo's code.

    `topics` are cleaned names, the main one first; None when those that there are stay.
    """

    fields: dict
    topics: list[str] | None
    cover: str = ""
    passports: dict[str, dict] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def changes_nothing(self, article: Article) -> bool:
        """Whether `article` has all of this already; a form that was sent twice says so."""
        same_words = all(getattr(article, name) == value for name, value in self.fields.items())
        keys = [topic_key(name) for name in self.topics or []]
        stored = [row.tag.key for row in article.topic_rows.select_related("tag")]
        same_topics = keys in (stored, [topic.key for topic in article.shown_topics()])
        return same_words and same_topics and self._changes_no_photo(article)

    def _changes_no_photo(self, article: Article) -> bool:
        mine = {photo.code: photo for photo in article.photos.on_the_form()}
        same_cover = self.cover == (article.cover.code if article.cover else "")
        known = [(mine[code], said) for code, said in self.passports.items() if code in mine]
        return same_cover and not self.removed & mine.keys() and all(passport(photo) == said for photo, said in known)


def begin(*, by: User, code: str = "") -> Article:
    """The draft that the sheet with this code began; pressed twice or sent again, it is the same draft."""
    if not re.fullmatch(body.ID_SHAPE, code):
        return Article.objects.create(author=by)
    try:
        with transaction.atomic():
            return Article.objects.create(author=by, code=code)
    except IntegrityError:
        return Article.objects.filter(author=by, code=code).first() or Article.objects.create(author=by)


@transaction.atomic
def save(article: Article, draft: Draft, *, by: User, base: int) -> Article:
    """Write `draft` over version `base`. The version rises only when something changed.

    Raises StepRefused while an asking is open or the article is not for writing, StaleDraft when `base` is not current.
    """
    article = Article.objects.select_for_update().get(pk=article.pk, author=by)
    if article.submissions.open().exists():
        raise StepRefused(_("This article is waiting for an answer. Take it back to edit it."))
    if article.standing in (Standing.WITHDRAWN, Standing.REMOVED, Standing.BINNED):
        raise StepRefused(_("This article was taken down or thrown away and cannot be edited."))
    if article.draft_version != base:
        raise StaleDraft(article)
    changed = [_set_fields(article, draft), _set_photos(article, draft)]
    changed += [topics.set_topics(article, topics.named(draft.topics))] if draft.topics is not None else []
    if any(changed):
        article.draft_version += 1
        article.saved_at = timezone.now()
        article.save()
    return article


def _set_fields(article: Article, draft: Draft) -> bool:
    changed = {name: value for name, value in draft.fields.items() if getattr(article, name) != value}
    for name, value in changed.items():
        setattr(article, name, value)
    return bool(changed)


def _set_photos(article: Article, draft: Draft) -> bool:
    """Cover, passports and removals. A photo that was sent once stays as a row; it only leaves the working copy."""
    mine = {photo.code: photo for photo in article.photos.on_the_form()}
    cover = mine.get(draft.cover) if draft.cover not in draft.removed else None
    before, article.cover = article.cover_id, cover
    changed = [_set_passport(mine[code], said) for code, said in draft.passports.items() if code in mine]
    gone = [mine[code] for code in draft.removed if code in mine]
    for photo in gone:
        photos.take_out(photo)
    return any(changed) or bool(gone) or before != article.cover_id


def _set_passport(photo: Photo, said: dict) -> bool:
    changed = [name for name in PASSPORT if name in said and getattr(photo, name) != said[name]]
    for name in changed:
        setattr(photo, name, said[name])
    if changed or photo.offered:
        photo.offered = False  # the writer has seen what the file said, and let it stand or not
        photo.save(update_fields=[*changed, "offered"])
    return bool(changed)
