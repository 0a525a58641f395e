"""The rooms of whoever follows: the newest of it, the list of whom and what, and the page of each button."""

from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from articles import following
from articles.lifecycle import StepRefused
from articles.listed import cards_of
from articles.models import Topic
from articles.reading.paging import PAGE_LENGTH, Page, key_of, place_of
from community.models import Handle, User
from community.typed import own_room


@own_room
@require_safe
def newest(request):
    followed = following.followed_by(request.user)
    page = page_of(followed, request.GET.get("before", ""))
    return render(request, "articles/following.html", {"page": page, "follows_some": bool(followed)})


def page_of(followed: following.Followed, key: str) -> Page:
    """Plain links, as everywhere: each page begins after the last article of the one before."""
    places = following.newest(followed, place_of(key) if key else None, PAGE_LENGTH + 1)
    rows = cards_of([pk for _moment, pk in places[:PAGE_LENGTH]])
    return Page(tuple(rows), key_of(*places[PAGE_LENGTH - 1]) if len(places) > PAGE_LENGTH else "", first=not key)


@own_room
@require_safe
def whom(request):
    context = {"people": following.people_of(request.user), "topics": following.topics_of(request.user)}
    return render(request, "articles/followed.html", context)


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def writer(request, handle):
    """By any handle that they ever had. Whoever left can be followed no more, but let go."""
    person = person_of(handle)
    if person is None or person == request.user or not (person.is_active or following.follows(request.user, person)):
        raise Http404("person")
    return answer(request, person, f"/@{person.handle}/" if person.is_active else "")


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request, slug):
    """Of a merged topic or a synonym it is about what they lead to."""
    found = topic_of(slug)
    if found is None:
        raise Http404("topic")
    return answer(request, found, f"/topics/{found.slug}/")


def person_of(handle: str) -> User | None:
    found = Handle.objects.filter(name=handle.lower()).select_related("user").first()
    return found and found.user


def topic_of(slug: str) -> Topic | None:
    found = Topic.objects.public().filter(slug=slug).select_related("merged_into").first()
    return found and found.leads_to


def answer(request: HttpRequest, what: User | Topic, public_page: str):
    """The page with one button, which works without script; pressed, back to where it was."""
    context = {"what": what, "is_topic": isinstance(what, Topic), "public_page": public_page}
    if request.method == "POST":
        try:
            step = following.stop if request.POST.get("follow") == "no" else following.follow
            step(request.user, what)
        except StepRefused as refusal:
            told = context | {"follows": False, "refusal": refusal.sentence}
            return render(request, "articles/follow.html", told, status=409)
        back = public_page if request.POST.get("from") != "list" else ""
        return redirect(back or "own:followed")
    return render(request, "articles/follow.html", context | {"follows": following.follows(request.user, what)})


def follow_button(user: User, asked: QueryDict) -> dict:
    """What the fragment of a profile or a topic's page says of its button; nothing where there is none."""
    handle, slug = (asked.get(name, "")[:120].replace("\x00", "") for name in ("writer", "topic"))
    what = person_of(handle) if handle else topic_of(slug) if slug else None
    if what is None:
        return {}
    return {"what": what, "is_topic": isinstance(what, Topic), "follows": following.follows(user, what)}
