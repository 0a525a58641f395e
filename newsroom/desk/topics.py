"""The desk's rooms of topics: moderators decide on proposals, chief editors describe, merge and undo."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import merging, tending
from articles.lifecycle import StepRefused
from articles.models import ArticleTopic, Standing, Topic, TopicEnding
from newsroom.desk import session, views
from newsroom.desk.door import chief_room, desk_room
from newsroom.desk.topic_forms import DescribeForm, MergeForm, ProposalForm, SynonymForm
from newsroom.desk.topic_lanes import LANES, changes, known, page_of_all, proposals, with_texts


@desk_room
@require_safe
def topics(request):
    return show_lane(request, request.GET.get("lane", "proposals"))


def show_lane(request, lane, form=None, about=None, refusal="", status=200):
    """One lane; `form` is a refused decision on the proposal `about`."""
    if lane not in LANES:
        raise Http404("lane")
    waiting, words = proposals(request.user), request.GET.get("q", "").replace("\x00", "").strip()[:60]
    context = {
        "lane": lane,
        "lanes": LANES.items(),
        "count": waiting.count(),
        "proposals": with_texts(request.user) if lane == "proposals" else [],
        "page": page_of_all(words, request.GET.get("from", "")) if lane == "all" else None,
        "words": words,
        "changes": changes() if lane == "changes" else [],
        "form": form or ProposalForm(),
        "about": about,
        "refusal": refusal,
    }
    return render(request, "desk/topics.html", context, status=status)


@desk_room
@require_POST
def decide(request, slug):
    """Accept, replace or decline one proposal, from the lane or from the review of a text that carries it."""
    topic = get_object_or_404(proposals(request.user), slug=slug)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        sentences = [str(sentence) for field in form.errors.values() for sentence in field]
        return refused(request, topic, form, " ".join(sentences), 422)
    said = form.cleaned_data
    steps = {
        "accept": lambda: tending.accept(topic, by=request.user),
        "merge": lambda: merging.merge(topic, into=said["into"], by=request.user, reason=said["reason"]),
        "decline": lambda: merging.decline(topic, by=request.user, reason=said["reason"]),
    }
    try:
        steps[said["verb"]]()
    except StepRefused as refusal:
        return refused(request, topic, form, refusal.sentence, 409)
    messages.success(request, done(topic, said))
    if (pk := submission_key(request)) is None:
        return redirect("desk:topics")
    session.keep_decision(request, pk)
    return redirect("desk:review", pk)


def submission_key(request) -> int | None:
    """The text that was on screen, when it was one."""
    key = request.POST.get("submission", "")
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 18 else None


def refused(request, topic, form, sentence, status):
    if (pk := submission_key(request)) is None:
        return show_lane(request, "proposals", form, topic, sentence, status)
    session.keep_decision(request, pk)
    return views.show_review(request, views.reviewed(request, pk), refusal=sentence, status=status)


def done(topic: Topic, said: dict) -> str:
    words = {
        "accept": _("“%(name)s” is a topic now."),
        "merge": _("“%(name)s” leads to “%(into)s” now."),
        "decline": _("“%(name)s” was struck; its writers read why."),
    }
    return words[said["verb"]] % {"name": topic.name, "into": said["into"].name if said["into"] else ""}


@desk_room
@require_POST
def undo(request, pk):
    ending = get_object_or_404(TopicEnding.objects.select_related("topic"), pk=pk)
    try:
        merging.undo(ending, by=request.user)
    except StepRefused as refusal:
        return show_lane(request, "changes", refusal=refusal.sentence, status=409)
    messages.success(request, _("“%(name)s” is back as it was.") % {"name": ending.topic.name})
    return redirect(f"{reverse('desk:topics')}?lane=changes")


def shown_topic(request, slug) -> Topic:
    return get_object_or_404(known(request.user).counted().select_related("merged_into"), slug=slug)


@chief_room
@require_safe
def topic(request, slug):
    return show(request, shown_topic(request, slug))


def show(request, topic, refusal="", status=200, **forms):
    told = TopicEnding.objects.filter(Q(topic=topic) | Q(into=topic))
    context = {
        "topic": topic,
        "describe": DescribeForm(initial={name: getattr(topic, name) for name in DescribeForm.base_fields}),
        "synonym": SynonymForm(),
        "merge": MergeForm(),
        "leading_here": topic.merged.order_by("key"),
        "history": told.select_related("topic", "into", "by", "undone_by").order_by("-at", "-pk")[:100],
        "refusal": refusal,
    } | forms
    return render(request, "desk/topic.html", context, status=status)


@chief_room
@require_POST
def describe(request, slug):
    found = shown_topic(request, slug)
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return show(request, found, describe=form, status=422)
    try:
        tending.describe(found, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, found, refusal.sentence, describe=form, status=409)
    messages.success(request, _("Saved."))
    return redirect("desk:topic", slug)


@chief_room
@require_POST
def add_synonym(request, slug):
    found = shown_topic(request, slug)
    form = SynonymForm(request.POST)
    if not form.is_valid():
        return show(request, found, synonym=form, status=422)
    try:
        merging.add_synonym(found, form.cleaned_data["name"], by=request.user)
    except StepRefused as refusal:
        return show(request, found, refusal.sentence, synonym=form, status=409)
    messages.success(request, _("“%(name)s” leads here now.") % {"name": form.cleaned_data["name"]})
    return redirect("desk:topic", slug)


@chief_room
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, slug):
    """First a page that says what will follow, then the step."""
    found = shown_topic(request, slug)
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return show(request, found, merge=form, status=422)
    if request.method != "POST":
        return render(request, "desk/topic_merge.html", following(found) | {"form": form, **form.cleaned_data})
    try:
        merging.merge(found, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, found, refusal.sentence, merge=form, status=409)
    messages.success(request, done(found, {"verb": "merge", **form.cleaned_data}))
    return redirect("desk:topic", form.cleaned_data["into"].slug)


def following(topic: Topic) -> dict:
    """What follows a topic when it is merged: how many live articles, drafts that carry it, addresses."""
    leading = topic.merged.all()
    held = ArticleTopic.objects.filter(Q(tag=topic) | Q(tag__merged_into=topic))
    held = held.filter(content_object__standing=Standing.PRIVATE)
    return {
        "topic": topic,
        "articles": topic.live_count,
        "drafts": held.values("content_object").distinct().count(),
        "addresses": 1 + leading.count(),
    }
