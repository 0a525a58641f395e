"""Owns the addresses of the pictures that other sites show of an article."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles import cards, sharing
from articles.reading.public import public

FOR_A_DAY = "public, max-age=86400"


@public
@require_safe
def share(request, code, key, shape):
    """One picture of a live article. Until the worker has drawn it, whoever asks is sent to the cover.

    Nobody who only reads makes tasks: the clock finds what is to be drawn.
    """
    found = sharing.live_with_cover(code)
    if found is None or shape not in cards.SHAPES or key != sharing.key_of(*found):
        raise Http404("share")
    cover = found[1]
    if data := sharing.read(code, key, shape):
        return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": FOR_A_DAY})
    if shape != "card" and not cover:
        raise Http404("share")
    sharing.ask_again(found[0])
    instead = HttpResponseRedirect(settings.ORIGIN + (cover.photo.plain if cover else static("card.png")))
    instead.headers["Cache-Control"] = "no-store"
    return instead
