"""The chief editors' room of the front page: what stands there now, what is planned, what has left and why.

Moderators are not let in: who says yes or no to an article should not have a reward to give along with it.
"""

import re
from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import fronting, searching
from articles.body import ID_SHAPE
from articles.lifecycle import StepRefused
from articles.models import Article, FrontKind, FrontSlot
from articles.writing.read_also import found_by
from newsroom.desk.door import chief_room
from newsroom.desk.front_forms import EndForm, OffForm, ReplaceForm, SlotForm, StepForm

LATELY, MOST_SHOWN = timedelta(days=7), 30
ADDRESS = re.compile(rf"/articles/({ID_SHAPE})(/|$)")
LONGEST = 300  # an address with a long title


@chief_room
@require_safe
def front(request):
    return show(request)


def show(request, refusal="", status=200):
    now = timezone.now()
    slots = list(FrontSlot.objects.not_over(now).with_suspensions(now).for_desk().in_order())
    over = Q(until__range=(now - LATELY, now), off=None) | Q(off__at__gt=now - LATELY)
    words = searching.typed_words(request, LONGEST)
    context = {
        "leads": [slot for slot in slots if slot.kind == FrontKind.LEAD and slot.since <= now],
        "picks": [slot for slot in slots if slot.kind == FrontKind.PICK and slot.since <= now],
        "planned": sorted((slot for slot in slots if slot.since > now), key=lambda slot: slot.since),
        "left": FrontSlot.objects.filter(over).for_desk().order_by("-pk")[:MOST_SHOWN],
        "most": fronting.MOST[FrontKind.PICK],
        "seen": fronting.version(),
        "words": words,
        "found": found(words),
        "replaces": slot_asked_for(request.GET.get("replaces", ""), slots),
        "refusal": refusal,
    }
    return render(request, "desk/front.html", context, status=status)


def found(words: str) -> list[Article]:
    """Live articles by words of their title, or the one of a pasted address."""
    if address := ADDRESS.search(words):
        live = Article.objects.live().filter(code=address[1]).select_related("author", "live_revision")
        return list(live.defer("body", "live_revision__body"))
    return found_by(words) if words else []


def slot_asked_for(key: str, slots: list[FrontSlot]) -> FrontSlot | None:
    return next((slot for slot in slots if str(slot.pk) == key), None)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def put(request, code):
    article = live_article(code)
    if request.method != "POST":
        return ask(request, article, SlotForm(initial={"seen": fronting.version()}))
    form = SlotForm(request.POST)
    return step(request, article, form, lambda said: fronting.put(article, by=request.user, **said))


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, pk, code):
    slot, article = kept_slot(pk), live_article(code)
    if request.method != "POST":
        return ask(request, article, ReplaceForm(initial={"seen": fronting.version()}), slot)
    form = ReplaceForm(request.POST)
    return step(request, article, form, lambda said: fronting.replace(slot, article, by=request.user, **said), slot)


def live_article(code: str) -> Article:
    return get_object_or_404(Article.objects.live().select_related("live_revision", "author"), code=code)


def kept_slot(pk: int) -> FrontSlot:
    return get_object_or_404(FrontSlot.objects.kept().for_desk(), pk=pk)


def ask(request, article, form, slot=None, refusal="", status=200):
    context = {"article": article, "form": form, "replaced": slot, "refusal": refusal, "now": timezone.now()}
    return render(request, "desk/front_put.html", context, status=status)


def step(request, article, form, take, slot=None):
    """Take a step that a page of its own asks for; refused, that page again with what was typed."""
    if not form.is_valid():
        return ask(request, article, form, slot, status=422)
    try:
        take(form.cleaned_data)
    except StepRefused as refusal:
        form.data = form.data.copy()
        form.data["seen"] = fronting.version()  # pressed again, it is meant for what is told now
        return ask(request, article, form, slot, refusal.sentence, status=409)
    messages.success(request, _("The front page is changed."))
    return redirect("desk:front")


def press(request, form, take):
    """Take a step of a button in the room; refused, the room as it is now."""
    if not form.is_valid():
        return show(request, " ".join(sentence for field in form.errors.values() for sentence in field), status=422)
    try:
        take(form.cleaned_data)
    except StepRefused as refusal:
        return show(request, refusal.sentence, status=409)
    messages.success(request, _("The front page is changed."))
    return redirect("desk:front")


@chief_room
@require_POST
def take_off(request, pk):
    slot = kept_slot(pk)
    return press(request, OffForm(request.POST), lambda said: fronting.take_off(slot, by=request.user, **said))


@chief_room
@require_POST
def end(request, pk):
    slot = kept_slot(pk)
    return press(request, EndForm(request.POST), lambda said: fronting.end(slot, by=request.user, **said))


@chief_room
@require_POST
def move(request, pk):
    slot, up = kept_slot(pk), request.POST.get("way") != "down"
    form = StepForm(request.POST)
    if not form.is_valid():
        return show(request, _("Look at the front page again, then choose."), status=422)
    try:
        fronting.move(slot, by=request.user, up=up, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, refusal.sentence, status=409)
    return redirect(f"{reverse('desk:front')}#slot-{slot.pk}")
