"""Owns how one picture is taken down by itself: every upload of the same bytes, out of every article, for a reason."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import announcing, indexing, pages, photos, sharing
from articles.lifecycle import StepRefused
from articles.models import Article, Photo, PhotoState, Standing
from articles.rules import NOT_YOURS, is_other_chief
from community.models import User


@transaction.atomic
def take_down(photo: Photo, *, by: User, reason: str, reference: str) -> int:
    """Serve nothing of this picture any more, wherever it was uploaded; how many uploads that were. Raises StepRefused.

    Revisions keep its row, and show it no longer. Where it was the cover of a working copy, the version rises.
    """
    if not is_other_chief(by, photo.article):
        raise StepRefused(NOT_YOURS)
    pks = _locked_uploads(photo, by)
    if photo.pk not in pks:
        raise StepRefused(_("This photo was removed already."))
    in_covers = Article.objects.filter(cover__in=pks)
    in_covers.update(cover=None, draft_version=F("draft_version") + 1, saved_at=timezone.now())
    number = photos.take_down(pks, removed_by=by, removed_reason=reason, removed_reference=reference)
    for article in Article.objects.live().filter(live_revision__photos__photo__in=pks):
        indexing.index(article)  # without the caption
        announcing.note(announcing.places_of(article, article.live_revision))
    pages.everything_anew()
    return number


def _locked_uploads(photo: Photo, by: User) -> list[int]:
    """Every upload of the same bytes, after its article was locked, as saving and publishing lock it first; what other
    sites show of those that are live is drawn anew."""
    same = Photo.objects.filter(sha256=photo.sha256).exclude(state=PhotoState.REMOVED)
    articles = Article.objects.filter(pk__in=list(same.values_list("article", flat=True))).order_by("pk")
    for article in articles.select_for_update():
        if article.standing == Standing.LIVE:
            sharing.draw.enqueue(article.code)
    if same.filter(owner=by).exists():
        raise StepRefused(_("You uploaded this picture too. Leave it to another chief editor."))
    return list(same.values_list("pk", flat=True))
