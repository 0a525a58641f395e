"""Owns how articles are found by words: thin for now, by title and dek of what is live."""

from django.db.models import Q, QuerySet

from articles.models import Article

LONGEST = 100
MOST_WORDS = 6


def typed_words(request, longest: int = LONGEST) -> str:
    """What was asked for by `?q=`, without nulls, which no database takes, and no longer than that."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:longest]


def by_title_and_dek(words: str) -> QuerySet[Article]:
    """Live articles whose live title or dek holds every one of the words."""
    found = Article.objects.live()
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(Q(live_revision__title__icontains=word) | Q(live_revision__dek__icontains=word))
    return found
