"""The chief editors' room for disclaimers: what is in force, a new version with its preview, the history."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import disclaiming
from articles.lifecycle import StepRefused
from articles.models import Disclaimer, Topic
from articles.writing.topicfields import COMPLETED
from newsroom.desk.door import chief_room
from newsroom.desk.forms import MomentField
from newsroom.desk.topic_forms import ExistingTopic

LONGEST = 1200
BOTH = gettext_lazy("Both languages are needed; readers see that of the page.")


class DisclaimerForm(forms.Form):
    """A new version. Both texts, or for a topic neither: then it needs no disclaimer from then on."""

    topic = ExistingTopic(
        label=gettext_lazy("Topic"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty for the site's own. Else the name of an accepted topic."),
        widget=forms.TextInput(attrs=COMPLETED),
    )
    text_id = forms.CharField(
        label=gettext_lazy("Text in Indonesian"),
        help_text=BOTH,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "id"}),
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        help_text=BOTH,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )
    in_force_from = MomentField(label=gettext_lazy("In force from (empty: now)"), required=False)

    def clean(self) -> dict:
        """White space alone is no text; a line break in it stays."""
        for name in ("text_id", "text_en"):
            self.cleaned_data[name] = self.cleaned_data.get(name, "").strip()
        texts = [self.cleaned_data["text_id"], self.cleaned_data["text_en"]]
        if any(texts) and not all(texts):
            raise forms.ValidationError(_("Write it in both languages."))
        if not any(texts) and "topic" in self.cleaned_data and self.cleaned_data["topic"] is None:
            raise forms.ValidationError(_("The site always has a disclaimer. Write its text in both languages."))
        return self.cleaned_data


@dataclass(frozen=True)
class Scope:
    """The versions of the site, or of one topic, newest first, and which of them is in force now."""

    topic: Topic | None
    versions: list[Disclaimer]
    in_force: Disclaimer | None


@chief_room
@require_http_methods(["GET", "POST"])
def disclaimers(request):
    if request.method == "GET":
        return show(request, DisclaimerForm(initial={"topic": request.GET.get("topic", "")[:120]}))
    form = DisclaimerForm(request.POST)
    if not form.is_valid():
        return show(request, form, status=422)
    if request.POST.get("verb") != "publish":
        return show(request, form, preview=form.cleaned_data)
    try:
        made = disclaiming.supersede(by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, form, refusal=refusal.sentence, status=409)
    messages.success(request, _("Version %(number)d stands.") % {"number": made.number})
    return redirect("desk:disclaimers")


def show(request, form, preview=None, refusal="", status=200):
    context = {"form": form, "scopes": scopes(), "preview": preview, "refusal": refusal, "now": timezone.now()}
    return render(request, "desk/disclaimers.html", context, status=status)


def scopes() -> list[Scope]:
    """The site first, then the topics by name; two queries."""
    found: dict[Topic | None, list[Disclaimer]] = {None: []}
    rows = Disclaimer.objects.select_related("topic", "made_by").newest_first()
    for row in rows:
        found.setdefault(row.topic, []).append(row)
    named = sorted(found.items(), key=lambda item: (item[0] is not None, item[0].key if item[0] else ""))
    standing = Disclaimer.objects.standing()
    return [Scope(topic, versions, standing.get(topic and topic.pk)) for topic, versions in named]
