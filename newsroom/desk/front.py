"""The chief editors' room of the front page: what stands there now, what is planned, what has left and why.

Moderators are not let in: who says yes or no to an article should not have a reward to give along with it.
"""

from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import fronting, searching
from articles.frontlimits import MOST
from articles.lifecycle import StepRefused
from articles.models import Article, FrontKind, FrontSlot
from newsroom.desk.door import chief_room
from newsroom.desk.front_finding import found, is_elsewhere
from newsroom.desk.front_forms import OffForm, ReplaceForm, SlotForm, StepForm, times_form

LATELY, MOST_SHOWN = timedelta(days=7), 30
LONGEST = 300  # an address with a long title


@chief_room
@require_safe
def front(request):
    return show(request)


def show(request, refusal="", status=200):
    now = timezone.now()
    slots = list(FrontSlot.objects.not_over(now).with_suspensions(now).for_desk().in_order())
    words = searching.typed_words(request, LONGEST)
    context = {
        "leads": [slot for slot in slots if slot.kind == FrontKind.LEAD and slot.since <= now],
        "picks": [slot for slot in slots if slot.kind == FrontKind.PICK and slot.since <= now],
        "planned": sorted((slot for slot in slots if slot.since > now), key=lambda slot: slot.since),
        "left": FrontSlot.objects.gone(now - LATELY, now).for_desk()[:MOST_SHOWN],
        "most": MOST[FrontKind.PICK],
        "seen": fronting.version(),
        "now": now,
        "words": words,
        "found": found(request, words, slots) if words else [],
        "is_elsewhere": is_elsewhere(request, words),
        "replaces": slot_asked_for(request.GET.get("replaces", ""), slots),
        "moved": slot_asked_for(request.GET.get("moved", ""), slots),
        "refusal": refusal,
    }
    return render(request, "desk/front.html", context, status=status)


def slot_asked_for(key: str, slots: list[FrontSlot]) -> FrontSlot | None:
    return next((slot for slot in slots if str(slot.pk) == key), None)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def put(request, code):
    article, form = live_article(code), SlotForm(typed(request))
    return step(request, "put", form, partial(fronting.put, article, by=request.user), article=article)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk, code):
    slot, article = kept_slot(pk), live_article(code)
    take = partial(fronting.replace, slot, article, by=request.user)
    return step(request, "put", ReplaceForm(typed(request), slot=slot), take, article=article, replaced=slot)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def retime(request, pk):
    slot = kept_slot(pk)
    form = times_form(slot, typed(request))
    return step(request, "times", form, partial(fronting.retime, slot, by=request.user), slot=slot)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request, pk):
    slot = kept_slot(pk)
    form = OffForm(typed(request), slot=slot)
    return step(request, "off", form, partial(fronting.take_off, slot, by=request.user), slot=slot)


def typed(request):
    return request.POST if request.method == "POST" else None


def live_article(code: str) -> Article:
    return get_object_or_404(Article.objects.live().select_related("live_revision", "author"), code=code)


def kept_slot(pk: int) -> FrontSlot:
    return get_object_or_404(FrontSlot.objects.kept().for_desk(), pk=pk)


def step(request, page, form, take, **shown):
    """A page with one form: shown, or its step taken; refused, that page again with what was typed."""
    if not form.is_bound or not form.is_valid():
        return ask(request, page, form, status=422 if form.is_bound else 200, **shown)
    try:
        take(**form.cleaned_data)
    except StepRefused as refusal:
        form.data = form.data.copy()
        form.data["seen"] = fronting.version()  # pressed again, it is meant for what is told now
        return ask(request, page, form, status=409, refusal=refusal.sentence, **shown)
    messages.success(request, _("The front page is changed."))
    return redirect("desk:front")


def ask(request, page, form, *, status, **shown):
    form.focus_on_error()
    return render(request, f"desk/front_{page}.html", {"form": form, "now": timezone.now()} | shown, status=status)


@chief_room
@require_POST
def move(request, pk):
    slot, up = kept_slot(pk), request.POST.get("way") != "down"
    form = StepForm(request.POST)
    if not form.is_valid():
        return show(request, _("Look at the front page again, then choose."), status=422)
    try:
        row = fronting.move(slot, by=request.user, up=up, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, refusal.sentence, status=409)
    return redirect(f"{reverse('desk:front')}?moved={slot.pk}#{pressed(slot, row, up)}")


def pressed(slot, row, up) -> str:
    """The button that moved it, or at an end of the row, where that one is gone, the other."""
    if slot not in row or len(row) == 1:
        return f"slot-{slot.pk}"
    gone = row[0] if up else row[-1]
    return f"{'up' if up != (slot == gone) else 'down'}-{slot.pk}"
