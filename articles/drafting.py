"""Owns how the working copy changes: a save names the version it was based on, nothing is overwritten unseen."""

import re
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import body, earlier, mending, photos, topics
from articles.closing import refuse_closed
from articles.models import Article, Device, DraftSnapshot, Photo, Revision, Why
from articles.snapshots import PASSPORT, passport
from articles.topicnames import topic_key
from community.models import User

SUDDEN = 1500  # characters that come or go in one save: a large paste, or a loss


class StaleDraft(Exception):
    """The draft moved on since `base`. `article` is what stands there now; nothing was written."""

    def __init__(self, article: Article):
        super().__init__(article.code)
        self.article = article


@dataclass
class Draft:
    """What one save brings. `fields` are columns of Article; `passports` and `removed` go by the photo's code.

    `topics` are cleaned names, the main one first, and `cover` a photo's code, "" for none; None: as it was.
    """

    fields: dict
    topics: list[str] | None = None
    cover: str | None = None
    passports: dict[str, dict] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def changes_nothing(self, article: Article) -> bool:
        """Whether `article` has all of this already; a form that was sent twice says so."""
        same_words = all(getattr(article, name) == value for name, value in self.fields.items())
        return same_words and self._changes_no_topic(article) and self._changes_no_photo(article)

    def _changes_no_topic(self, article: Article) -> bool:
        if self.topics is None:
            return True
        keys = [topic_key(name) for name in self.topics]
        stored = [row.tag.key for row in article.topic_rows.select_related("tag")]
        return keys in (stored, [topic.key for topic in article.shown_topics()])

    def _changes_no_photo(self, article: Article) -> bool:
        mine = {photo.code: photo for photo in article.photos.on_the_form()}
        same_cover = self.cover in (None, article.cover.code if article.cover else "")
        known = [(mine[code], said) for code, said in self.passports.items() if code in mine]
        same_passports = all(said.items() <= passport(photo).items() for photo, said in known)
        return same_cover and same_passports and not self.removed & mine.keys()


@dataclass(frozen=True)
class Attempt:
    """One try of the studio to save. `id` names it; `tried` are earlier ones on the same base whose answers were lost.

    So nobody is in conflict with themselves. `merged` says that another version has just been merged in.
    """

    id: str = ""
    tried: frozenset[str] = frozenset()
    device: Device = Device.OTHER
    merged: bool = False

    def made(self, article: Article) -> bool:
        """Whether one of the earlier tries made the version that stands."""
        return bool(article.last_save_id) and article.last_save_id in self.tried


FORM = Attempt()  # a page without script names no attempt


def begin(*, by: User, code: str = "") -> Article:
    """The draft that the sheet with this code began; pressed twice or sent again, it is the same draft."""
    if not re.fullmatch(body.ID_SHAPE, code):
        return _begun(by)
    try:
        with transaction.atomic():
            return Article.objects.create(author=by, code=code)
    except IntegrityError:
        return Article.objects.filter(author=by, code=code).first() or _begun(by)


def _begun(by: User) -> Article:
    return Article.objects.create(author=by, code=Article.objects.free_code())


def save(
    article: Article, draft: Draft, *, by: User, base: int, attempt: Attempt = FORM, kept: Why | None = None
) -> Article:
    """Write `draft` over version `base`, and give the article as it stands then. It rises only when something changed.

    `kept` says why the state before must be kept. Raises DraftIsSent while an asking is open, DraftIsGone, and
    StaleDraft when `base` is not current: also when a moderator's edit that the clock has not copied yet comes in now.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk, author=by)
        if not mending.take_in(article):
            return _write(article, draft, base, attempt, kept)
    refuse_closed(article)
    raise StaleDraft(article)


def _write(article: Article, draft: Draft, base: int, attempt: Attempt, kept: Why | None) -> Article:
    if attempt.id and article.last_save_id == attempt.id:
        return article
    refuse_closed(article)
    if article.draft_version != base and not attempt.made(article):
        raise StaleDraft(article)
    _keep_earlier(article, draft, kept or (Why.MERGE if attempt.merged else None))
    changed = [_set_fields(article, draft), _set_photos(article, draft)]
    changed += [topics.set_topics(article, topics.named(draft.topics))] if draft.topics is not None else []
    if any(changed):
        article.draft_version += 1
        article.saved_at = timezone.now()
        article.last_save_id, article.saved_on = attempt.id, attempt.device
        article.save()
    return article


def _keep_earlier(article: Article, draft: Draft, why: Why | None) -> None:
    """Keep the state that is about to be overwritten: now and then, and whenever much of it goes or comes."""
    new = draft.fields.get("body", article.body)
    if not why and abs(len(body.plain_text(new)) - len(body.plain_text(article.body))) >= SUDDEN:
        why = Why.MUCH
    if not why and not draft.changes_nothing(article) and earlier.is_due(article):
        why = Why.WRITING
    if why and body.word_count(article.body):
        earlier.keep(article, why)


def bring_back(article: Article, old: DraftSnapshot | Revision, *, by: User, base: int) -> Article:
    """Make the words of `old` the working copy; what stands there now is kept. Photos and topics stay.

    Raises what `save` raises.
    """
    words = {name: getattr(old, name) for name in ("title", "dek", "place", "body")}
    return save(article, Draft(fields=words), by=by, base=base, kept=Why.BROUGHT)


def _set_fields(article: Article, draft: Draft) -> bool:
    changed = {name: value for name, value in draft.fields.items() if getattr(article, name) != value}
    for name, value in changed.items():
        setattr(article, name, value)
    return bool(changed)


def _set_photos(article: Article, draft: Draft) -> bool:
    """Cover, passports and removals. A photo that was sent once stays as a row; it only leaves the working copy."""
    mine = {photo.code: photo for photo in article.photos.on_the_form()}
    before, named = article.cover_id, article.cover.code if draft.cover is None and article.cover else draft.cover
    article.cover = mine.get(named) if named not in draft.removed else None
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
