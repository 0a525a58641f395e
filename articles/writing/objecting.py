"""What the writer says to a moderator's light edit: an objection, which chief editors read at the review, or yes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import mending
from articles.lifecycle import StepRefused
from articles.models import Submission
from articles.writing.edits import LONGEST
from articles.writing.saving import found
from articles.writing.views import newest_asking, show_draft, show_receipt
from community.names import clean_text
from community.typed import own_room


def told_edit(request, code, *, is_suggestion: bool) -> Submission:
    submission = newest_asking(found(request, code))
    if submission is None or not submission.edit_is_told or submission.is_suggestion != is_suggestion:
        raise Http404("no edit that was told")
    return submission


@own_room
@require_POST
def accept_edit(request, code):
    submission = told_edit(request, code, is_suggestion=True)
    try:
        mending.accept(submission, by=request.user)
    except StepRefused as refusal:
        return show_draft(request, found(request, code), None, [refusal.sentence], status=409)
    messages.success(request, _("Taken over. Read it once more, then send it."))
    return redirect("writing:edit", code)


@own_room
@require_POST
def object_to_edit(request, code):
    submission = told_edit(request, code, is_suggestion=False)
    words = clean_text(request.POST.get("objection", ""))
    if not words or len(words) > LONGEST:
        most = _("This is too long: use at most %(most)d characters.") % {"most": LONGEST}
        submission.objection = words
        return show_receipt(request, submission, unsaid=most if words else _("Write something first."), status=422)
    mending.object_to(submission, words)
    messages.success(request, _("Your objection is kept. The chief editors read it."))
    return redirect("writing:receipt", code)
