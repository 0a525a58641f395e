"""The chief editors' room for one article: withdraw, restore, remove, correct."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import publishing
from articles.lifecycle import StepRefused, steps_open_to
from articles.models import Article, Verb
from newsroom.desk.door import chief_room
from newsroom.desk.forms import CorrectionForm, TakeDownForm


def shown_article(request, code) -> Article:
    published = Article.objects.exclude(first_published_at=None)
    return get_object_or_404(published.select_related("live_revision", "author"), code=code)


@chief_room
@require_safe
def article(request, code):
    return show(request, shown_article(request, code))


def show(request, article, take_down=None, correction=None, refusal="", status=200):
    context = {
        "article": article,
        "title": article.live_revision.title if article.live_revision else article.code,
        "steps": steps_open_to(request.user, article),
        "take_down": take_down or TakeDownForm(),
        "correction": correction or CorrectionForm(),
        "corrections": article.corrections.select_related("by"),
        "trace": article.transitions.select_related("by"),
        "refusal": refusal,
    }
    return render(request, "desk/article.html", context, status=status)


@chief_room
@require_POST
def take_down(request, code):
    found = shown_article(request, code)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        form.focus_on_error()
        return show(request, found, take_down=form, status=422)
    verb, said = form.cleaned_data["verb"], {"message": form.cleaned_data["message"]}
    if verb == Verb.REMOVE:
        said["reference"] = form.cleaned_data["reference"]
    steps = {Verb.WITHDRAW: publishing.withdraw, Verb.RESTORE: publishing.restore, Verb.REMOVE: publishing.remove}
    try:
        steps[verb](found, by=request.user, **said)
    except StepRefused as refusal:
        return show(request, found, take_down=form, refusal=refusal.sentence, status=409)
    messages.success(request, _("Done: %(verb)s.") % {"verb": verb.label})
    return redirect("desk:article", code)


@chief_room
@require_POST
def correct(request, code):
    found = shown_article(request, code)
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        form.focus_on_error()
        return show(request, found, correction=form, status=422)
    try:
        publishing.correct(found, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, found, correction=form, refusal=refusal.sentence, status=409)
    messages.success(request, _("The correction stands under the article."))
    return redirect("desk:article", code)
