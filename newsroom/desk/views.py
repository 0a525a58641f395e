"""The moderators' room: queue, review, remarks, decisions. What a moderator may not review is not there: 404."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles import deciding
from articles.lifecycle import StepRefused
from articles.models import Remark, Submission, SubmissionState, Verb
from articles.rules import words_given
from community.typed import by_script
from newsroom.desk import session
from newsroom.desk.door import desk_room
from newsroom.desk.forms import ASKED_IN, WORDS_IN, DecisionForm, RemarkForm, RewordForm, StepForm
from newsroom.desk.lanes import conditions, in_lane, lanes, next_in_line
from newsroom.desk.review import review_page
from newsroom.desk.standing import standing
from newsroom.templatetags.lembar import shortened

DONE = {
    Verb.UNDO: gettext_lazy("The decision is taken back. What you ticked and typed is still here."),
    Verb.CALL_OFF: gettext_lazy("The publication is called off. The text waits again."),
    Verb.ESCALATE: gettext_lazy("A chief editor decides about “%(title)s” now."),
    Verb.DE_ESCALATE: gettext_lazy("Every moderator can decide about it again."),
}
QUEUE_LENGTH = 50  # rows of a page
TITLE_LENGTH = 60
MOST_SECONDS = 9  # of the ten one goes by on the way


def reviewed(request, pk) -> Submission:
    found = (
        Submission.objects.visible_to(request.user).for_queue().with_attested().select_related("decided_by", "as_sent")
    )
    return get_object_or_404(found, pk=pk)


@desk_room
@require_safe
def queue(request):
    lane = request.GET.get("lane", "waiting")
    page = request.GET.get("page", "0")
    if lane not in conditions(request.user) or not (page.isascii() and page.isdecimal() and len(page) < 6):
        raise Http404("lane")
    before = int(page) * QUEUE_LENGTH
    rows = list(in_lane(request.user, lane)[before : before + QUEUE_LENGTH + 1])
    context = {
        "lanes": lanes(request.user),
        "lane": lane,
        "rows": rows[:QUEUE_LENGTH],
        "older": int(page) + 1 if len(rows) > QUEUE_LENGTH else None,
        "now": timezone.now(),
        "undoable": undoable(request.user),
    }
    return render(request, "desk/queue.html", context)


def undoable(user) -> list[Submission]:
    """The decisions of `user` that the ten seconds still hold open, with the seconds that are left to show."""
    now = timezone.now()
    mine = Submission.objects.visible_to(user).filter(decided_by=user).undoable(now)
    found = list(mine.select_related("revision").order_by("-effective_at"))
    for submission in found:
        left = submission.effective_at - now
        submission.seconds_left = min(int(left.total_seconds()), MOST_SECONDS)
        submission.is_scheduled = submission.publish_at is not None and submission.publish_at > submission.effective_at
    return found


@desk_room
@require_safe
def review(request, pk):
    return show_review(request, reviewed(request, pk))


def show_review(
    request, submission, form=None, remark_form=None, rewording=(None, None), refusal="", asked="", status=200
):
    """The three columns; the forms carry what was typed when a step was refused, or kept when a remark was saved.
    `asked` is the field that the refusal is about, `rewording` the remark said anew, and its form.
    """
    context = review_page(submission, request.user, session.shows_changes(request, submission.pk)) | {
        "form": form or DecisionForm(submission=submission, kept=session.kept(request, submission.pk)),
        "step_words": request.POST.get("message", "") if status in (409, 422) and form is None else "",
        "remark_form": remark_form or RemarkForm(),
        "rewording": rewording[0],
        "reword_form": rewording[1] or RewordForm(),
        "refusal": refusal,
        "asked": asked,
        "undoable": undoable(request.user),
    }
    return render(request, "desk/review.html", context, status=status)


@desk_room
@require_POST
def decision(request, pk):
    submission = reviewed(request, pk)
    form = DecisionForm(request.POST, submission=submission)
    if not form.is_valid():
        return show_review(request, submission, form, status=422)
    try:
        deciding.decide(submission, form.cleaned_data["verb"], by=request.user, **form.said())
    except StepRefused as refusal:
        asked = ASKED_IN.get(refusal.rule, "")
        return show_review(request, reviewed(request, pk), form, refusal=refusal.sentence, asked=asked, status=409)
    session.keep_decision(request, pk)
    return next_one(request, pk)


def next_one(request, pk):
    """On to what is due next; the queue when nothing is left that was not skipped."""
    following = next_in_line(request.user, [pk, *session.skipped(request)])
    return redirect("desk:review", following) if following else redirect("desk:queue")


@desk_room
@require_POST
def skip(request, pk):
    """Leave it to somebody else; it does not come again in this session until everything was skipped."""
    passed = reviewed(request, pk)
    session.skip(request, pk)
    if next_in_line(request.user, session.skipped(request)) is None:
        session.forget_skipped(request)
        messages.success(request, _("You have seen everything that waits; what you skipped is here again."))
        return redirect("desk:queue")
    if passed.state == SubmissionState.WAITING:
        title = shortened(passed.revision.title, TITLE_LENGTH)
        messages.info(request, _("Skipped: “%(title)s”. It comes again after the others.") % {"title": title})
    return next_one(request, pk)


@desk_room
@require_safe
def state(request, pk):
    """For a page that stays open: who holds the text now, and whether somebody decided."""
    return JsonResponse(asdict(standing(reviewed(request, pk), request.user)))


@desk_room
@require_POST
def claim(request, pk):
    submission = reviewed(request, pk)
    session.keep_decision(request, pk)
    refused = None
    try:
        deciding.claim(submission, by=request.user, take_over="take_over" in request.POST)
    except StepRefused as refusal:
        refused = refusal.sentence
    fresh = reviewed(request, pk)
    if by_script(request):
        return JsonResponse(asdict(standing(fresh, request.user)), status=409 if refused else 200)
    if refused:
        return show_review(request, fresh, refusal=refused, status=409)
    return redirect("desk:review", pk)


@desk_room
@require_POST
def remark(request, pk):
    submission = reviewed(request, pk)
    form = RemarkForm(request.POST)
    session.keep_decision(request, pk)
    if not form.is_valid():
        return show_review(request, submission, remark_form=form, status=422)
    try:
        deciding.remark(submission, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show_review(request, reviewed(request, pk), remark_form=form, refusal=refusal.sentence, status=409)
    return redirect(f"{request.path.removesuffix('remarks/')}#c-{form.cleaned_data['block']}")


@desk_room
@require_POST
def reword_remark(request, pk, remark_pk):
    submission = reviewed(request, pk)
    remark = get_object_or_404(Remark, pk=remark_pk, submission=submission)
    form = RewordForm(request.POST)
    session.keep_decision(request, pk)
    if not form.is_valid():
        return show_review(request, submission, rewording=(remark_pk, form), status=422)
    try:
        deciding.reword_remark(remark, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        fresh = reviewed(request, pk)
        return show_review(request, fresh, rewording=(remark_pk, form), refusal=refusal.sentence, status=409)
    return redirect(f"{reverse('desk:review', args=[pk])}#c-{remark.block}")


@desk_room
@require_POST
def drop_remark(request, pk, remark_pk):
    submission = reviewed(request, pk)
    remark = get_object_or_404(Remark, pk=remark_pk, submission=submission)
    session.keep_decision(request, pk)
    try:
        deciding.drop_remark(remark, by=request.user)
    except StepRefused as refusal:
        return show_review(request, reviewed(request, pk), refusal=refusal.sentence, status=409)
    return redirect("desk:review", pk)


@desk_room
@require_POST
def close_remark(request, pk, remark_pk):
    """A remark of an earlier round is done with; or not after all; or it is said again, if nobody read it."""
    submission = reviewed(request, pk)
    remark = get_object_or_404(Remark, pk=remark_pk, submission__article=submission.article_id)
    session.keep_decision(request, pk)
    try:
        if "again" in request.POST:
            deciding.remark_again(remark, submission, by=request.user)
        else:
            deciding.close_remark(remark, submission, by=request.user, closed="reopen" not in request.POST)
    except StepRefused as refusal:
        return show_review(request, reviewed(request, pk), refusal=refusal.sentence, status=409)
    return redirect(f"{reverse('desk:review', args=[pk])}#c-{remark.block}")


@desk_room
@require_POST
def step(request, pk):
    """Undo, call off, reverse, escalate or take that back."""
    submission = reviewed(request, pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        return show_review(request, submission, refusal=_("Choose a step and say why."), status=422)
    verb, message = form.cleaned_data["verb"], form.cleaned_data["message"]
    try:
        if verb == Verb.ESCALATE:
            deciding.escalate(submission, by=request.user, message=message)
        elif verb == Verb.DE_ESCALATE:
            deciding.de_escalate(submission, by=request.user)
        else:
            deciding.take_back(submission, verb, by=request.user, message=message)
    except StepRefused as refusal:
        asked = WORDS_IN.get(verb, "") if refusal.rule == words_given else ""
        return show_review(request, reviewed(request, pk), refusal=refusal.sentence, asked=asked, status=409)
    told = {"verb": verb.label, "title": shortened(submission.revision.title, TITLE_LENGTH)}
    messages.success(request, (DONE.get(verb) or _("Done: %(verb)s.")) % told)
    return next_one(request, pk) if verb == Verb.ESCALATE else redirect("desk:review", pk)
