"""The forms of the front page: what is put there from when until when, and why something goes before its time."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import fronting
from articles.models import FrontKind, FrontSlot
from newsroom.desk.forms import FocusingForm, MomentField, said_something

WHY = _("Its writer reads it, and it stands in the log.")
WHY_A_PLAN = _("It stands in the log. Its writer knows nothing of the plan yet, and is not told.")
SINCE, UNTIL = _("From (empty: now)"), _("Until (empty: as long as nobody takes it off)")


class StepForm(FocusingForm):
    """Each step names the version of the front page that its editor saw."""

    seen = forms.IntegerField(min_value=0, max_value=2**31, widget=forms.HiddenInput, initial=fronting.version)


class SlotForm(StepForm):
    kind = forms.TypedChoiceField(
        label=_("As what"), choices=FrontKind.choices, coerce=FrontKind, initial=FrontKind.PICK
    )
    since = MomentField(label=SINCE, required=False)
    until = MomentField(label=UNTIL, required=False)


class OffForm(StepForm):
    why = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, slot: FrontSlot):
        super().__init__(data)
        is_plan = slot.since > timezone.now()
        self.fields["why"].label = _("Why “%(title)s” goes") % {"title": slot.title}
        self.fields["why"].help_text = WHY_A_PLAN if is_plan else WHY

    def clean_why(self) -> str:
        return said_something(self.cleaned_data["why"])


class ReplaceForm(OffForm):
    until = MomentField(label=UNTIL, required=False)


class EndForm(StepForm):
    until = MomentField(label=UNTIL, required=False)


class PlanForm(StepForm):
    since = MomentField(label=SINCE, required=False)
    until = MomentField(label=UNTIL, required=False)


def times_form(slot: FrontSlot, data=None) -> StepForm:
    """The times of one that stands there or is planned. What was typed for a plan is one still that began since."""
    is_plan = slot.since > timezone.now() or "since" in (data or {})
    return (PlanForm if is_plan else EndForm)(data, initial={"since": slot.since, "until": slot.until})
