"""What is a signed-in reader's own: the fragment that public pages ask for afterwards, and the texts kept for later."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.listed import cards_of
from articles.models import Article, SavedArticle, Standing
from articles.reading.following import follow_button
from articles.reading.paging import numbered_page
from community.typed import own_room


@never_cache
@require_safe
def me(request):
    """The parts of a public page that are its reader's alone: bell, own rooms, and of an article `?code=` its buttons.

    Of a profile (`?writer=`) and a topic's page (`?topic=`) the button that follows. 204 for nobody: the session has
    ended since the page asked.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    article = Article.objects.live().filter(code=request.GET.get("code", "")[:8].replace("\x00", "")).first()
    saved = article and SavedArticle.objects.filter(user=request.user, article=article).exists()
    context = {"article": article, "saved": saved} | follow_button(request.user, request.GET)
    return render(request, "articles/me.html", context)


me.in_site_language = True  # as the page around it


@own_room
@require_safe
def saved(request):
    """What somebody kept, the newest first. What is no longer published is only counted."""
    rows = SavedArticle.objects.filter(user=request.user)
    live = rows.filter(article__standing=Standing.LIVE)
    page = numbered_page(live, request.GET.get("before", ""))
    shown = replace(page, rows=tuple(cards_of([row.article_id for row in page.rows])))
    return render(request, "articles/saved.html", {"page": shown, "gone": rows.count() - live.count()})


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request, code):
    """Keep a live article for later, or let it go when it is kept; pressing twice in a hurry is harmless. Whoever came
    by the link, and had to sign in, finds the button on the article's page."""
    article = get_object_or_404(Article.objects.live().select_related("live_revision"), code=code)
    if request.method != "POST":
        return redirect(article)
    if request.POST.get("keep") == "no":
        SavedArticle.objects.filter(user=request.user, article=article).delete()
    else:
        SavedArticle.objects.get_or_create(user=request.user, article=article)
    return redirect("own:saved" if request.POST.get("from") == "list" else article)
