"""The moderators' room for the log: who moved what when, and why; by person, by text, by step."""

from django import forms
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Transition, Verb
from community.models import Handle, User
from newsroom.desk.door import desk_room

LOG_LENGTH = 50
MOST_PEOPLE = 500  # that are named one by one in a query


class LogForm(forms.Form):
    by = forms.CharField(label=_("Handle or name"), max_length=60, required=False)
    code = forms.CharField(label=_("Code of the article"), max_length=8, required=False)
    verb = forms.ChoiceField(label=_("Step"), choices=[("", _("All steps")), *Verb.choices], required=False)
    before = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62, required=False)


@desk_room
@require_safe
def log(request):
    form = LogForm(request.GET)
    if not form.is_valid():
        raise Http404("log")
    asked = form.cleaned_data
    found = Transition.objects.visible_to(request.user).filter(wanted(asked)).for_log()
    rows = list(found[: LOG_LENGTH + 1])
    older = rows[LOG_LENGTH - 1].pk if len(rows) > LOG_LENGTH else None
    context = {"form": form, "rows": rows[:LOG_LENGTH], "older": older, "filtered": without_page(request)}
    return render(request, "desk/log.html", context)


def wanted(asked: dict) -> Q:
    """A name is looked for in what people are called now and in every handle that they ever had."""
    rule = Q()
    if who := asked["by"].strip().removeprefix("@"):
        rule &= Q(by__in=called(who))
    if asked["code"]:
        rule &= Q(article__code=asked["code"])
    if asked["verb"]:
        rule &= Q(verb=asked["verb"])
    return rule & Q(pk__lt=asked["before"]) if asked["before"] else rule


def called(who: str) -> list[int] | QuerySet:
    """The people of that name, looked up first: their steps then come by the index, however long the log is. Of a name
    that very many bear, the query that finds them.
    """
    bearers = Handle.objects.filter(name=who.casefold()).values("user")
    named = User.objects.filter(Q(pen_name__icontains=who) | Q(pk__in=bearers)).values_list("pk", flat=True)
    found = list(named.order_by("pk")[: MOST_PEOPLE + 1])
    return found if len(found) <= MOST_PEOPLE else named


def without_page(request) -> str:
    """The filter as it stands in the address, for the link to what is older."""
    asked = request.GET.copy()
    asked.pop("before", None)
    return asked.urlencode()
