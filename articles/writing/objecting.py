"""The writer's objection to a moderator's light edit; chief editors read it at the review."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import mending
from articles.writing.edits import LONGEST
from articles.writing.saving import found
from articles.writing.views import newest_asking, show_receipt
from community.names import clean_text
from community.typed import own_room


@own_room
@require_POST
def object_to_edit(request, code):
    submission = newest_asking(found(request, code))
    if submission is None or not submission.edit_is_told:
        raise Http404("no edit that was told")
    words = clean_text(request.POST.get("objection", ""))
    if not words or len(words) > LONGEST:
        most = _("This is too long: use at most %(most)d characters.") % {"most": LONGEST}
        submission.objection = words
        return show_receipt(request, submission, unsaid=most if words else _("Write something first."), status=422)
    mending.object_to(submission, words)
    messages.success(request, _("Your objection is kept. The chief editors read it."))
    return redirect("writing:receipt", code)
