"""Owns who counts as a published writer, the list of all of them, the page of each. Drawn for nobody (public.py)."""

from functools import partial

from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.listed import cards_from, columns_of
from articles.models import Article
from articles.order import after
from articles.pages import LISTS
from articles.reading import linked_data
from articles.reading.paging import ONE_MORE, newest_page
from articles.reading.public import kept, public, reads
from community.models import Handle, User
from community.prepared import Fact, prepared
from community.stamps import of_person

COUNTED = 1_000  # articles of one writer; of more it is said that they are more, so that nobody waits for the number


class RowCount(Subquery):
    """How many rows it has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def published():
    """Whoever has an article that readers can read now."""
    live = Article.objects.live().filter(author=OuterRef("pk"))
    return User.objects.filter(Exists(live), is_active=True)


@public
@reads("before")
@require_safe
def people(request):
    """The newest writers first."""
    page = newest_page(_newest_people, request.GET.get("before", ""))
    return kept(render(request, "articles/people.html", {"page": page}), LISTS, people=page.rows)


def _newest_people(*place: Fact) -> QuerySet[User]:
    found = published().with_public_face().filter(after(place, "pk"))
    return found.order_by("-first_published_at", "-pk")[:ONE_MORE]


@public
@reads("before")
@require_safe
def profile(request, handle):
    """A writer's page; a handle they once had leads to the one they have now."""
    person, number = found_by(handle)
    if handle != person.handle:
        return redirect(person, permanent=True)
    page = newest_page(partial(_columns_of_newest, person.pk), request.GET.get("before", ""), read=cards_from)
    links = list(person.links.all()) if number else []  # of who published nothing they are no use
    told = [
        linked_data.profile_page(person, page.rows, links),
        linked_data.breadcrumbs((person.pen_name, request.path)),
    ]
    context = {"person": person, "page": page, "live_count": number, "counted": COUNTED}
    context |= {"links": links, "linked_data": told}
    granters = [badge.granted_by for badge in person.marks]
    shown = render(request, "articles/profile.html", context)
    return kept(shown, *map(of_person, granters), people=[person])


@prepared
def _columns_of_newest(author, *place):
    return columns_of(Article.objects.live().filter(after(place, "pk"), author=author).newest_first()[:ONE_MORE])


def found_by(handle: str) -> tuple[User, int]:
    """Whose this handle is or was, with all that the page shows, and how many of their articles are live, as far as
    they are counted. Or a 404."""
    live = Article.objects.live().filter(author=OuterRef("user")).order_by().values("pk")
    known = Handle.objects.select_related("user").annotate(live_count=RowCount(live[: COUNTED + 1]))
    found = get_object_or_404(known, name=handle.lower(), user__is_active=True)
    prefetch_related_objects([found.user], "handles", "badges__granted_by")
    return found.user, found.live_count
