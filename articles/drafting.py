"""Owns how the working copy changes: a save names the version it was based on, nothing is overwritten unseen."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import topics
from articles.lifecycle import StepRefused
from articles.models import Article, Photo, Standing, Topic
from articles.snapshots import PASSPORT
from community.models import User


class StaleDraft(Exception):
    """The draft moved on since `base`. `article` is what stands there now; nothing was written."""

    def __init__(self, article: Article):
        super().__init__(article.code)
        self.article = article


@dataclass
class Draft:
    """What one save brings. `fields` are columns of Article; `passports` and `removed` go by the photo's code."""

    fields: dict
    topics: list[Topic]
    cover: str = ""
    passports: dict[str, dict] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def changes_nothing(self, article: Article) -> bool:
        """Whether words and topics are those that `article` has; a form that was sent twice says so."""
        same_words = all(getattr(article, name) == value for name, value in self.fields.items())
        return same_words and [topic.pk for topic in self.topics] == article.topic_order()


def begin(*, by: User) -> Article:
    return Article.objects.create(author=by)


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
    changed = [_set_fields(article, draft), _set_photos(article, draft), topics.set_topics(article, draft.topics)]
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
    gone = [_take_out(mine[code]) for code in draft.removed if code in mine]
    return any(changed) or any(gone) or before != article.cover_id


def _set_passport(photo: Photo, said: dict) -> bool:
    changed = [name for name in PASSPORT if name in said and getattr(photo, name) != said[name]]
    for name in changed:
        setattr(photo, name, said[name])
    if changed:
        photo.save(update_fields=changed)
    return bool(changed)


def _take_out(photo: Photo) -> bool:
    """Forget a photo that no revision shows; one that was sent keeps its row and leaves the list."""
    if photo.shown_in.exists():
        photo.taken_out_at = timezone.now()
        photo.save(update_fields=["taken_out_at"])
    else:
        photo.delete()
    return True
