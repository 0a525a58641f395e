"""Owns what a writer is shown of a moderator's light edit: word by word, and only with the answer."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles.comparing import Change, Row
from articles.models import Revision, Submission
from articles.revisions_compared import SHOWN, Compared, PhotoRow, compare_revisions
from community.models import User

LONGEST = 1000  # of an objection


@dataclass(frozen=True)
class Edit:
    """`editor` is named only when they show themselves as one; `words_of_writer` is where the own words are read;
    `taken_over_at` is since when the working copy has the mended ones.
    """

    compared: Compared
    editor: User | None
    words_of_writer: str
    is_suggestion: bool
    taken_over_at: datetime | None

    @property
    def rows(self) -> list[Row]:
        """What changed in the text."""
        return [row for row in self.compared.rows if row.is_changed]

    @property
    def photos(self) -> list[PhotoRow]:
        """Each photo whose words changed, once: the cover may stand in the text too."""
        shown = [*filter(None, [self.compared.cover]), *self.compared.photos.values()]
        return list({row.shown.photo_id: row for row in shown if row.change != Change.SAME}.values())


def edit_of(submission: Submission) -> Edit | None:
    """The difference between what was sent and what the answer brought; None while there is nothing to tell."""
    if not submission.edit_is_told:
        return None
    both = list(
        Revision.objects.filter(pk__in=[submission.as_sent_id, submission.revision_id]).prefetch_related(*SHOWN)
    )
    was, now = sorted(both, key=lambda revision: revision.number)
    editor = submission.revision.made_by
    where = reverse("writing:earlier-sent", args=[submission.article.code, was.pk])
    return Edit(
        compare_revisions(was, now),
        editor if editor.shown_as_editor else None,
        where,
        submission.is_suggestion,
        submission.copied_at,
    )
