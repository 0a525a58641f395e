"""What readers see: front page, lists, article. Every page is drawn for nobody (public.py)."""

from collections.abc import Iterable

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import readings
from articles.listed import Listed, Writer, cards_from, columns_of
from articles.models import Article, Correction, CorrectionKind, Span, Standing
from articles.order import after
from articles.pages import FRONT, LISTS, MOST_READ, of_topic
from articles.reading import gone
from articles.reading.beside import beside
from articles.reading.front import front
from articles.reading.paging import ONE_MORE, newest_page, numbered_page
from articles.reading.public import kept, public, reads
from articles.reading.published import published_page
from articles.reading.whole import draw_page
from articles.sending import usual_wait
from community.prepared import prepared
from community.stamps import of_person


@public
@require_safe
def front_page(request):
    """What editors chose; where they chose nothing the newest. Rows and cards follow without showing anything twice."""
    shown, most = front(), readings.most_read()
    most_read = [(str(Span(span).label), tuple(found)) for span, found in most.items() if found]
    drawn = draw_page(request, "articles/front.html", front=shown, most_read=most_read, usual_wait=usual_wait())
    named = [of_person(article.author) for found in most.values() for article in found]
    return kept(drawn, LISTS, FRONT, *named, people=authors(shown.all), aged=[MOST_READ], until=shown.until)


def authors(articles: Iterable[Listed]) -> list[Writer]:
    return [article.author for article in articles]


@public
@reads("before")
@require_safe
def latest(request):
    page = newest_page(_newest_columns, request.GET.get("before", ""), read=cards_from)
    drawn = draw_page(request, "articles/latest.html", page=page, zone=timezone.localtime().tzname())
    return kept(drawn, LISTS, people=authors(page.rows))


@prepared
def _newest_columns(*place):
    return columns_of(Article.objects.live().filter(after(place, "pk")).newest_first()[:ONE_MORE])


@public
@require_safe
def article(request, code, slug=""):
    """A live article at its one address; a withdrawn or removed one answers 410; anything else is not there."""
    live = published_page(code)
    if live is None:
        return gone.tombstone(request, code)
    shown = live.shown
    if slug != shown.slug:
        return redirect(shown, permanent=True)
    around = beside(shown.pk, shown.author.pk, live.main_topic)
    return kept(
        draw_page(request, "articles/article.html", shown=shown, menu=live.menu, around=around),
        of_person(live.decided_by),
        articles=[shown, *shown.read_alsos],
        people=[shown.author],
        aged=[LISTS, *([of_topic(live.main_topic)] if live.main_topic else [])],
        counted=shown.pk,
    )


@public
@reads("before")
@require_safe
def corrections(request):
    """Every line of the staff's under a live article, the newest first; what a writer said is new is no correction."""
    shown = Correction.objects.filter(article__standing=Standing.LIVE, submission=None)
    light = shown.select_related("article__live_revision").defer("article__body", "article__live_revision__body")
    page = numbered_page(light, request.GET.get("before", ""))
    return kept(render(request, "articles/corrections.html", {"page": page, "kinds": CorrectionKind}), LISTS)


@public
@require_safe
def about(request):
    return kept(render(request, "articles/about.html"))


@public
@require_safe
def rules(request):
    return kept(render(request, "articles/rules.html"))


@public
@require_safe
def display(request):
    return kept(render(request, "articles/display.html"))
