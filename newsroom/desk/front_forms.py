"""The forms of the front page: what is put there from when until when, and why something goes before its time."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import FrontKind
from newsroom.desk.forms import MomentField, said_something

WHY = _("Its writer reads it, and it stands in the log.")


class StepForm(forms.Form):
    """Each step names the version of the front page that its editor saw."""

    seen = forms.IntegerField(min_value=0, max_value=2**31, widget=forms.HiddenInput)


class SlotForm(StepForm):
    kind = forms.TypedChoiceField(
        label=_("As what"), choices=FrontKind.choices, coerce=FrontKind, initial=FrontKind.PICK
    )
    since = MomentField(label=_("From (empty: now)"), required=False)
    until = MomentField(label=_("Until (empty: as long as nobody takes it off)"), required=False)


class OffForm(StepForm):
    why = forms.CharField(
        label=_("Why it goes"), max_length=500, help_text=WHY, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_why(self) -> str:
        return said_something(self.cleaned_data["why"])


class ReplaceForm(OffForm):
    until = MomentField(label=_("Until (empty: as long as nobody takes it off)"), required=False)


class EndForm(StepForm):
    until = MomentField(label=_("Until"))
