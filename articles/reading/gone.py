"""Owns what stands where an article is no longer: a tombstone with reason and date, or nothing of it, both 410."""

from django.http import Http404
from django.shortcuts import render

from articles.models import Article, Standing, Verb
from articles.reading.beside import latest_others


def tombstone(request, code: str):
    """The 410 page of a withdrawn or removed article. Raises Http404 for one that was never published."""
    article = Article.objects.gone().filter(code=code).select_related("live_revision").first()
    if article is None:
        raise Http404("article")
    withdrawn = article.standing == Standing.WITHDRAWN
    step = article.transitions.filter(verb=Verb.WITHDRAW if withdrawn else Verb.REMOVE).last()
    context = {
        "title": article.live_revision.title if withdrawn else "",
        "reason": step.message if withdrawn else "",
        "gone_at": step.at,
        "first_published_at": article.first_published_at if withdrawn else None,
        "latest": latest_others(article),
    }
    return render(request, "articles/gone.html", context, status=410)
