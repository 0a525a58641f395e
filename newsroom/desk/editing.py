"""The light edit: a moderator mends words, captions and topics of a text that waits, before deciding."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import mending
from articles.lifecycle import StepRefused, steps_open_to
from articles.models import Revision, Submission, Verb
from articles.rules import ask_first
from newsroom.desk.door import desk_room
from newsroom.desk.edit_forms import LightEditForm
from newsroom.desk.standing import standing
from newsroom.desk.views import reviewed, show_review


@desk_room
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk):
    submission = reviewed(request, pk)
    if request.method == "POST":
        return mend(request, submission)
    if Verb.EDIT not in steps_open_to(request.user, submission.article, submission):
        refused = standing(submission, request.user).sentence
        return show_review(request, submission, refusal=refused, status=409)
    return show_edit(request, submission, LightEditForm(revision=submission.revision))


def mend(request, submission: Submission):
    """What was typed stays in the form, whatever speaks against it."""
    seen = on_screen(request, submission)
    form = LightEditForm(request.POST, revision=seen or submission.revision)
    if not form.is_valid():
        return show_edit(request, submission, form, status=422)
    try:
        changed = mending.mend(submission, form.made(), by=request.user, seen=seen)
    except StepRefused as refusal:
        return show_edit(request, reviewed(request, submission.pk), form, refusal=refusal.sentence, status=409)
    messages.success(request, kept(submission) if changed else _("Nothing was changed."))
    return redirect("desk:review", submission.pk)


def kept(submission: Submission) -> str:
    if submission.article.author.ask_before_edits:
        return _("Kept as a suggestion. Read it once more, then ask for changes; the writer takes it over in one tap.")
    return _("Mended. Read it once more, then decide.")


def on_screen(request, submission: Submission) -> Revision | None:
    """The revision of this article that the page was drawn from."""
    pk = request.POST.get("seen", "")
    known = Revision.objects.filter(article=submission.article_id).select_related("article")
    return known.filter(pk=int(pk)).first() if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None


def show_edit(request, submission: Submission, form: LightEditForm, refusal="", status=200):
    held = submission.holder if submission.is_claimed_by_another(request.user) else None
    author = submission.article.author
    context = {"submission": submission, "form": form, "refusal": refusal, "held": held, "author": author}
    asks_first = ask_first(author) if author.ask_before_edits else ""
    return render(request, "desk/edit.html", context | {"asks_first": asks_first}, status=status)
