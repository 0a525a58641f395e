"""The forms of topics at the desk: deciding a proposal, describing a topic, its synonyms, merging it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Topic
from articles.models.topic import MENU_PLACES
from articles.topicnames import clean_topic_name, topic_key
from articles.writing.topicfields import COMPLETED
from community.names import RefusedName, clean_text

PLACES = [(str(place), str(place)) for place in MENU_PLACES]


class ExistingTopic(forms.CharField):
    """The name of an accepted topic, or of what leads to one; cleaned, that topic itself."""

    def clean(self, value) -> Topic | None:
        typed = super().clean(value)
        if not typed:
            return None
        found = Topic.objects.public().filter(key=topic_key(typed)).select_related("merged_into").first()
        if found is None:
            raise forms.ValidationError(_("There is no topic “%(name)s”.") % {"name": typed})
        return found.leads_to


class ProposalForm(forms.Form):
    """One decision on one proposal: take it as it is, let another stand for it, or strike it."""

    VERBS = [("accept", _("accept")), ("merge", _("replace")), ("decline", _("decline"))]
    verb = forms.ChoiceField(choices=VERBS)
    into = ExistingTopic(max_length=120, required=False)
    reason = forms.CharField(max_length=300, required=False)

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])

    def clean(self) -> dict:
        said = self.cleaned_data
        if said.get("verb") == "merge" and not said.get("into") and "into" not in self.errors:
            self.add_error("into", _("Name the topic that takes its place."))
        return said


class DescribeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Case and accents may change, nothing else."))
    description = forms.CharField(
        label=_("Description"),
        max_length=300,
        required=False,
        help_text=_("One or two sentences under the name, on its page and in search engines."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    menu_place = forms.TypedChoiceField(
        label=_("Place in the menu"),
        choices=[("", _("not in the menu")), *PLACES],
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("The menu shows at most eight topics. What stands at this place moves on."),
    )

    def clean_name(self) -> str:
        return cleaned_name(self.cleaned_data["name"])

    def clean_description(self) -> str:
        return clean_text(self.cleaned_data["description"])


class SynonymForm(forms.Form):
    name = forms.CharField(
        label=_("Another word for it"),
        max_length=120,
        help_text=_("Whoever types it gets this topic; its address leads here."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        return cleaned_name(self.cleaned_data["name"])


class MergeForm(forms.Form):
    into = ExistingTopic(label=_("Topic that takes its place"), max_length=120, widget=forms.TextInput(attrs=COMPLETED))
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("It is kept in the history of both topics."))

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])


def cleaned_name(typed: str) -> str:
    try:
        return clean_topic_name(typed)
    except RefusedName as refusal:
        raise forms.ValidationError(refusal.sentence) from refusal
