"""What readers see: front page, lists, article, profile, search. Every page is drawn for nobody (public.py)."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article, Topic
from articles.reading import gone, searching
from articles.reading.paging import newest_page
from articles.reading.public import public
from articles.reading.published import published_page
from articles.sending import usual_wait
from community.models import Handle

FRONT_ROWS, FRONT_CARDS = 6, 3


@public
@require_safe
def front(request):
    """The newest leads; rows and cards follow without showing anything twice."""
    cards = list(Article.objects.live().newest_first().for_cards()[: 1 + FRONT_ROWS + FRONT_CARDS])
    context = {
        "lead": cards[0] if cards else None,
        "rows": cards[1 : 1 + FRONT_ROWS],
        "cards": cards[1 + FRONT_ROWS :],
        "usual_wait": usual_wait(),
    }
    return render(request, "articles/front.html", context)


@public
@require_safe
def latest(request):
    page = newest_page(Article.objects.live().newest_first().for_cards(), request.GET.get("before", ""))
    return render(request, "articles/latest.html", {"page": page})


@public
@require_safe
def topics(request):
    return render(request, "articles/topics.html", {"topics": Topic.objects.with_live_counts()})


@public
@require_safe
def topic(request, slug):
    """A topic's live articles; a merged topic's old address leads to its successor."""
    shown = get_object_or_404(Topic.objects.public().select_related("merged_into"), slug=slug)
    if shown.merged_into:
        return redirect("reading:topic", shown.merged_into.slug, permanent=True)
    live = Article.objects.live().filter(live_topics__topic=shown).newest_first().for_cards()
    page = newest_page(live, request.GET.get("before", ""))
    return render(request, "articles/topic.html", {"topic": shown, "page": page})


@public
@require_safe
def profile(request, handle):
    """A writer's page; a handle they once had leads to the one they have now."""
    found = get_object_or_404(Handle.objects.select_related("user"), name=handle.lower(), user__is_active=True)
    person = found.user
    prefetch_related_objects([person], "handles", "badges")
    if handle != person.handle:
        return redirect("reading:profile", person.handle, permanent=True)
    live = Article.objects.live().filter(author=person).newest_first().for_cards_of_one()
    page = newest_page(live, request.GET.get("before", ""))
    return render(request, "articles/profile.html", {"person": person, "page": page})


@public
@require_safe
def article(request, code, slug=""):
    """A live article at its one address; a withdrawn or removed one answers 410; anything else is not there."""
    shown = published_page(code)
    if shown is None:
        return gone.tombstone(request, code)
    if slug != shown.revision.slug:
        return redirect("reading:article", code, shown.revision.slug, permanent=True)
    return render(request, "articles/article.html", {"shown": shown, "latest": gone.latest_others(shown.article)})


@public
@require_safe
def search(request):
    words = request.GET.get("q", "").replace("\x00", "").strip()[: searching.LONGEST]
    found = searching.by_title_and_dek(words)
    page = newest_page(found.newest_first().for_cards(), request.GET.get("before", "")) if words else None
    return render(request, "articles/search.html", {"words": words, "page": page})


@public
@require_safe
def about(request):
    return render(request, "articles/about.html")


@public
@require_safe
def rules(request):
    return render(request, "articles/rules.html")
