"""The search by which a writer finds an article to point at: live ones alone, by title and dek."""

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles import searching
from articles.models import Article
from articles.plaintext import read_also_line
from community.typed import own_room

FOUND = 12


@own_room
@require_safe
def read_also(request):
    """A page with the line to paste; for the draft's own script the same as JSON (`as=json`)."""
    words = searching.typed_words(request)
    found = [(read_also_line(one.code), one) for one in found_by(words)] if words else []
    if request.GET.get("as") != "json":
        return render(request, "articles/read_also_search.html", {"words": words, "found": found})
    rows = [
        {"line": line, "code": one.code, "title": one.live_revision.title, "by": one.author.pen_name}
        for line, one in found
    ]
    said = ngettext("%(number)d article found", "%(number)d articles found", len(rows)) % {"number": len(rows)}
    return JsonResponse({"found": rows, "said": said, "insert": _("Insert")})


def found_by(words: str) -> list[Article]:
    pks = searching.find(searching.asked(words)).pks[:FOUND]
    live = Article.objects.live().filter(pk__in=pks).select_related("author", "live_revision")
    return sorted(live.defer("body", "live_revision__body"), key=lambda article: pks.index(article.pk))
