"""The writer's rooms: dashboard, draft, preview, sending, receipt. A draft that is not one's own is not there: 404."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import attesting, drafting, photos, sending
from articles.closing import refuse_closed
from articles.lifecycle import StepRefused
from articles.models import Article, Submission
from articles.showing import draft_sheet, sent_sheet, with_waiting_photos
from articles.writing import news, saving, turns
from articles.writing.answers import answer_remarks
from articles.writing.calls import version_of
from articles.writing.forms import DraftForm
from articles.writing.standing import Sent, draft_page
from articles.writing.studio import studio_of
from community.typed import own_room

NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)
SAVED = gettext_lazy("%(why)s Everything else is saved.")
SAVED_NOT_SENT = gettext_lazy("%(why)s Everything else is saved, but nothing was sent.")


@own_room
@require_safe
def dashboard(request):
    """Some of each group; `?list=` has one of them whole, in pages."""
    key, page = request.GET.get("list", ""), request.GET.get("page", "1")
    if not key:
        desk = turns.turns(request.user)
        has_texts = any(turn for turn in desk.values() if turn.key != "binned")
        return render(request, "articles/dashboard.html", {"desk": desk, "has_texts": has_texts})
    if key not in turns.GROUPS or not NUMBER.fullmatch(page):
        raise Http404("list")
    alone = turns.turn(request.user, key, int(page))
    return render(request, "articles/dashboard.html", {"desk": {key: alone}, "alone": alone, "is_one": True})


@require_http_methods(["GET", "HEAD", "POST", "PATCH"])
def new(request):
    return saving.begin(request) if request.method == "PATCH" else empty_sheet(request)


@require_http_methods(["GET", "HEAD", "POST", "PATCH"])
def edit(request, code):
    return saving.save(request, code) if request.method == "PATCH" else sheet(request, code)


@own_room
def empty_sheet(request):
    """The first save makes the article, so that nobody gathers empty drafts by looking."""
    if request.method == "POST":
        return save(request, drafting.begin(by=request.user, code=request.POST.get("code", "")))
    return show_draft(request, Article(author=request.user))


@own_room
def sheet(request, code):
    article = saving.found(request, code)
    if request.method == "POST":
        return save(request, article)
    if request.GET.get("saved") == str(article.draft_version):  # a session would be written twice to say so
        messages.success(request, _("Saved."))
    return show_draft(request, article)


def save(request, article: Article):
    """Keep uploads, answers and all that is right of the words; what is refused stays in the form as it was typed."""
    refused = keep_uploads(request, article)
    form = DraftForm(request.POST, article=article)
    answer_remarks(article, form.answers())
    whole = form.is_valid()
    if "version" not in form.cleaned_data:
        return show_draft(request, article, form, refused, status=422)
    draft = form.draft()
    try:
        article = drafting.save(article, draft, by=request.user, base=form.cleaned_data["version"])
    except StepRefused as refusal:
        if request.POST.get("verb") == "submit" and draft.changes_nothing(article):
            return redirect("writing:receipt", article.code)  # pressed twice: the second press shows the receipt
        return show_draft(request, article, form, [*refused, refusal.sentence], status=409)
    except drafting.StaleDraft as stale:
        if whole and draft.changes_nothing(stale.article):  # the same save twice
            return say_refused(request, article, refused) if refused else redirect("writing:edit", article.code)
        form.rebase(stale.article)
        return show_draft(request, stale.article, form, refused, theirs=DraftForm(article=stale.article), status=409)
    if whole:
        return say_refused(request, article, refused) if refused else after_saving(request, article)
    form.rebase(article)
    return show_draft(request, article, form, refused, ticked=is_ticked(request, article), status=422)


def keep_uploads(request, article: Article) -> list[str]:
    """Take every file of the request that is a picture; the sentences of those that are not. Where nobody may write the
    words are refused with the reason.
    """
    refused = []
    try:
        refuse_closed(article)
    except StepRefused:
        return refused
    for upload in request.FILES.getlist("upload"):
        try:
            photos.receive(upload, article=article, by=request.user)
        except photos.RefusedPicture as refusal:
            refused.append(f"{upload.name}: {refusal.sentence}")
    return refused


def say_refused(request, article: Article, refused: list[str]):
    """The words are saved, files are not. A sheet that has just become a draft goes to its own address to say so."""
    tried = request.POST.get("verb") == "submit"
    refused = [*refused[:-1], (SAVED_NOT_SENT if tried else SAVED) % {"why": refused[-1]}]
    if tried or request.path == article.draft_address:
        return show_draft(request, article, None, refused, ticked=is_ticked(request, article), status=422)
    for sentence in refused:
        messages.error(request, sentence)
    return redirect(article.draft_address)


def after_saving(request, article: Article):
    verb = request.POST.get("verb")
    news.remember(request, article)
    if verb == "preview":
        return redirect("writing:preview", article.code)
    if verb == "submit":
        return send(request, article)
    return redirect(f"{article.draft_address}?saved={article.draft_version}")


def send(request, article: Article, seen_version: int | None = None):
    """Submit what was just saved, or what the studio had saved when Send was pressed."""
    told = news.news_form(article, request.POST)
    if told and not told.is_valid():
        return show_draft(request, article, None, ticked=is_ticked(request, article), status=422)
    try:
        agreed = attesting.read_tick(request.POST.get("attest", ""))
        seen = article.draft_version if seen_version is None else seen_version
        said = told.cleaned_data["news"] if told else ""
        sending.submit(article, by=request.user, seen_version=seen, attested=agreed, news=said)
        news.forget(request)
    except StepRefused as refusal:
        if seen_version is not None and article.submissions.open().exists():
            return redirect("writing:receipt", article.code)  # pressed twice
        article, ticked = saving.found(request, article.code), is_ticked(request, article)
        return show_draft(request, article, None, [refusal.sentence], ticked=ticked, status=409)
    return redirect("writing:receipt", article.code)


def is_ticked(request, article: Article) -> bool | None:
    """Whether the statement of now was ticked; None when nobody tried to send."""
    if request.POST.get("verb") != "submit":
        return None
    return attesting.read_tick(request.POST.get("attest", "")) == attesting.statement_for(article).key


def show_draft(request, article, form=None, refused=(), theirs=None, ticked=None, status=200):
    page = draft_page(article, form or DraftForm(article=article), ticked)
    context = page | {"refused": refused, "theirs": theirs, "statement": attesting.statement_for(article)}
    context["news"] = news.news_form(
        article, request.POST if "news" in request.POST else None, news.typed_for(request, article)
    )
    if not (page["sent"] and page["sent"].is_open) and not page["taken_down"]:
        context["studio"] = studio_of(request, article, page["form"])
    return render(request, "articles/draft.html", context, status=status)


@own_room
@require_safe
def preview(request, code):
    """The draft as readers would see it, for its writer alone."""
    article = saving.found(request, code)
    context = {
        "article": article,
        "sheet": draft_sheet(article),
        "topics": article.shown_topics(),
        "waiting_photos": with_waiting_photos(article),
        "is_waiting": article.submissions.open().exists(),
        "disclaimers": attesting.statement_for(article).disclaimers,
    }
    return render(request, "articles/preview.html", context)


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request, code):
    """The newest asking: receipt while it waits, the answer afterwards. By POST the studio sends what it has saved."""
    article = saving.found(request, code)
    if request.method == "POST":
        return send(request, article, version_of(request.POST.get("version", "")))
    submission = newest_asking(article)
    if submission is None:
        return redirect("writing:edit", article.code)
    return show_receipt(request, submission)


def newest_asking(article: Article) -> Submission | None:
    askings = article.submissions.with_attested().select_related("article", "revision__made_by", "as_sent")
    return askings.order_by("-pk").first()


def show_receipt(request, submission: Submission, unsaid="", status=200):
    """`unsaid` is why an objection was not kept."""
    sent = Sent(submission)
    context = {"article": submission.article, "sent": sent, "sheet": sent_sheet(submission.own_revision)}
    return render(request, "articles/receipt.html", context | {"unsaid": unsaid}, status=status)


@own_room
@require_POST
def recall(request, code):
    article = saving.found(request, code)
    submission = article.submissions.order_by("-pk").first()
    try:
        sending.recall(get_object_or_404(Submission, pk=submission and submission.pk), by=request.user)
    except StepRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("writing:receipt", article.code)
    messages.success(request, _("Taken back. You can edit it again."))
    return redirect("writing:edit", article.code)


@own_room
@require_POST
def bin(request, code):
    """Throw a draft away, or bring it back: the button says which."""
    article = saving.found(request, code)
    step = sending.bring_back if request.POST.get("verb") == "bring_back" else sending.discard
    try:
        step(article, by=request.user)
    except StepRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("writing:dashboard")
