"""Owns who counts as a published writer, and the list of all of them. Drawn for nobody (public.py)."""

from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.pages import LISTS
from articles.reading.paging import newest_page
from articles.reading.public import kept, public, reads
from community.models import User


def published():
    """Whoever has an article that readers can read now."""
    live = Article.objects.live().filter(author=OuterRef("pk"))
    return User.objects.filter(Exists(live), is_active=True)


@public
@reads("before")
@require_safe
def people(request):
    """The newest writers first."""
    writers = published().with_public_face().order_by("-first_published_at", "-pk")
    page = newest_page(writers, request.GET.get("before", ""))
    return kept(render(request, "articles/people.html", {"page": page}), LISTS, people=page.rows)
