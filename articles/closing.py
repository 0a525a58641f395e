"""Owns when nobody may write to a working copy: while it is asked about, and once it was taken down or thrown away."""

from django.utils.translation import gettext_lazy as _

from articles.lifecycle import StepRefused
from articles.models import Article, Standing, Submission
from community.prepared import prepared


class DraftIsSent(StepRefused):
    """It waits for an answer."""


class DraftIsGone(StepRefused):
    """It was taken down or thrown away."""


def refuse_closed(article: Article) -> None:
    """Raise DraftIsSent or DraftIsGone where nobody may write."""
    if _open_asking(article.pk):
        raise DraftIsSent(_("This article is waiting for an answer. Take it back to edit it."))
    if article.standing in (Standing.WITHDRAWN, Standing.REMOVED, Standing.BINNED):
        raise DraftIsGone(_("This article was taken down or thrown away and cannot be edited."))


@prepared
def _open_asking(article):
    return Submission.objects.open().filter(article=article).values_list("pk", flat=True)
