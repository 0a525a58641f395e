"""A person's notices, and the page that stops mails without signing in. Looking changes nothing; buttons do."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community import letters, mailing
from community.models import Group, Notice, User
from community.sentences import sentences
from community.typed import own_room

A_PAGE = 30


@own_room
@require_http_methods(["GET", "HEAD"])
def notices(request):
    """The newest, or those before the one that `before` names; with `show=unread` only those not read yet."""
    own = Notice.objects.belonging_to(request.user)
    shown = own.unread() if (unread := request.GET.get("show") == "unread") else own
    if before := request.GET.get("before"):
        shown = shown.before(get_object_or_404(own, pk=key(before)))
    found = list(shown.newest_first()[: A_PAGE + 1])
    page = [(notice, sentences(notice)) for notice in found[:A_PAGE]]
    context = {
        "days": [(first_of(rows), rows) for rows in by_day(page)],
        "only_unread": unread,
        "older": page[-1][0] if len(found) > A_PAGE else None,
        "newest": page[0][0] if page and not before else None,
    }
    return render(request, "community/notices.html", context)


def by_day(page: list) -> list[list]:
    return [list(rows) for _day, rows in groupby(page, key=lambda row: row[0].day)]


def first_of(rows: list) -> Notice:
    return rows[0][0]


def key(typed: str) -> int:
    """A key that somebody sent. Raises Http404 for what is none."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 18):
        raise Http404("key")
    return int(typed)


@own_room
@require_http_methods(["GET", "POST"])
def notice(request, pk):
    """The button of one notice: read now, and on to what it is about. Whoever comes by a link finds the list."""
    found = get_object_or_404(Notice.objects.belonging_to(request.user), pk=pk)
    if request.method == "GET":
        return redirect("community:notices")
    Notice.objects.filter(pk=found.pk).read()
    return redirect(found.path)


@own_room
@require_http_methods(["GET", "POST"])
def read_all(request):
    """Everything up to the newest that was on the page; what came since stays new."""
    if request.method == "POST":
        own = Notice.objects.belonging_to(request.user)
        newest = get_object_or_404(own, pk=key(request.POST.get("up_to", "")))
        number = (own.before(newest) | own.filter(pk=newest.pk)).read()
        told = ngettext("%(number)d notice is read now.", "%(number)d notices are read now.", number)
        messages.success(request, told % {"number": number})
    return redirect("community:notices")


@never_cache
@csrf_exempt  # mail programs press the button themselves (RFC 8058), without cookies; the address is signed
@require_http_methods(["GET", "POST"])
def unsubscribe(request, token):
    """GET asks, POST does: this group, all of them, or mails as before."""
    if (read := letters.read_unsubscribe(token)) is None:
        raise Http404("token")
    person, group = get_object_or_404(User, pk=read[0], is_active=True), read[1]
    translation.activate(letters.language_of(person))
    done = ""
    if request.method == "POST":
        done = request.POST.get("verb", "this")
        groups = list(Group) if done in ("all", "all-again") else [group]
        change = mailing.want if done in ("again", "all-again") else mailing.refuse
        change(person, groups)
    refused = person.mail_refusals.filter(group=group).exists()
    context = {"group": group.label, "done": done, "refused": refused}
    return render(request, "community/unsubscribe.html", context)
