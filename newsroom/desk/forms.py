"""The forms of moderators: remark, decision, and the chief editor's steps on a published article."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.models import ChecklistPoint, CorrectionKind, Reason, Revision, Submission, Verb
from articles.rules import checklist_done, message_given, reason_given, remark_or_message, time_is_ahead, unticked
from community.names import clean_text

DECISIONS = [Verb.APPROVE, Verb.RETURN, Verb.DECLINE]
STEPS = [Verb.UNDO, Verb.CALL_OFF, Verb.REVERSE, Verb.ESCALATE, Verb.DE_ESCALATE]
REASONS = [("", _("Choose a reason")), *Reason.choices]
# The field of the decision that a rule of the life cycle asks for.
ASKED_IN = {
    checklist_done: "checked",
    reason_given: "reason",
    message_given: "message",
    remark_or_message: "message",
    time_is_ahead: "publish_at",
}
# The field of a step that wants words.
WORDS_IN = {Verb.ESCALATE: "note", Verb.CALL_OFF: "why", Verb.REVERSE: "why"}


def said_something(text: str) -> str:
    """The text cleaned; signs that nobody sees are no words."""
    if not (words := clean_text(text)):
        raise forms.ValidationError(_("Write something first."))
    return words


class MomentField(forms.DateTimeField):
    """A day and a time as browsers write them (`datetime-local`), in the site's zone; some add seconds."""

    MINUTES = "%Y-%m-%dT%H:%M"
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES)
    input_formats = [MINUTES, f"{MINUTES}:%S"]


class RewordForm(forms.Form):
    """What a remark says; where it stands is left as it was."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=REASONS,
        error_messages={"required": _("Choose a reason; the writer reads it as a sentence.")},
    )
    text = forms.CharField(
        label=_("Remark for the writer"),
        max_length=1000,
        help_text=_("The writer sees it once you ask for changes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_text(self) -> str:
        return said_something(self.cleaned_data["text"])


class RemarkForm(RewordForm):
    block = forms.CharField(max_length=8, widget=forms.HiddenInput, required=False)
    words = forms.CharField(max_length=300, widget=forms.HiddenInput, required=False)
    occurrence = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput, required=False)

    def clean_words(self) -> str:
        """As the text has them: a browser counts the dash behind the dateline to the words."""
        return " ".join(clean_text(self.cleaned_data["words"]).removeprefix("\u2013 ").split())

    def clean_occurrence(self) -> int:
        return self.cleaned_data["occurrence"] or 1


def known_points() -> list[tuple[str, str]]:
    """Retired ones too: whoever opened the page before is not told that they mistyped."""
    return [(point.key, point.text) for point in ChecklistPoint.objects.all()]


class DecisionForm(forms.Form):
    """One decision on one revision. What a step needs is judged by the life cycle; here only what was mistyped."""

    verb = forms.TypedChoiceField(choices=[(verb, verb.label) for verb in DECISIONS], coerce=Verb)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    checked = forms.MultipleChoiceField(
        label=_("Checklist"), choices=known_points, widget=forms.CheckboxSelectMultiple, required=False
    )
    shown = forms.MultipleChoiceField(choices=known_points, widget=forms.MultipleHiddenInput, required=False)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS, required=False)
    message = forms.CharField(
        label=_("Message to the writer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    publish_at = MomentField(label=_("Publish at (empty: now)"), required=False)

    def __init__(self, data=None, *, submission: Submission, kept: dict | None = None):
        self.submission = submission
        super().__init__(data, initial={"seen": submission.revision_id} | (kept or {}))

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"])

    @cached_property
    def unticked(self) -> list[str]:
        """What an approval that was just tried left open of the checklist."""
        tried = self.is_bound and self["verb"].value() == Verb.APPROVE
        return unticked(self["checked"].value() or []) if tried else []

    def said(self) -> dict:
        """What the life cycle judges. A revision that is not this article's counts as not seen."""
        seen = Revision.objects.filter(pk=self.cleaned_data["seen"], article=self.submission.article_id).first()
        return {
            "seen": seen,
            "checked": frozenset(self.cleaned_data["checked"]),
            "shown": frozenset(self.cleaned_data["shown"]) or None,
            **{name: self.cleaned_data[name] for name in ("reason", "message", "publish_at")},
        }


class StepForm(forms.Form):
    """A step that only wants words: undo, call off, reverse, escalate and back."""

    verb = forms.TypedChoiceField(choices=[(verb, verb.label) for verb in STEPS], coerce=Verb)
    message = forms.CharField(label=_("Why"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"])


class FocusingForm(forms.Form):
    def focus_on_error(self) -> None:
        """Whoever is shown the form again goes on typing where it was refused."""
        for name in list(self.errors)[:1]:
            if name in self.fields:
                self.fields[name].widget.attrs["autofocus"] = True


class TakeDownForm(FocusingForm):
    """Withdraw, restore or remove. The reason of a withdrawal stands on the public page."""

    verb = forms.TypedChoiceField(
        choices=[(verb, verb.label) for verb in (Verb.WITHDRAW, Verb.RESTORE, Verb.REMOVE)], coerce=Verb
    )
    message = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        help_text=_("Readers see the reason of a withdrawal; that of a removal stays in the log."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reference = forms.CharField(
        label=_("Reference (for a removal)"), max_length=120, required=False, help_text=_("Such as a letter or a case.")
    )

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"])

    def clean_reference(self) -> str:
        return clean_text(self.cleaned_data["reference"])


class PhotoTakeDownForm(forms.Form):
    """Why a photo goes, and by which letter or case. The writer reads the reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("The writer and the moderators read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reference = forms.CharField(label=_("Reference"), max_length=120, help_text=_("Such as a letter or a case."))

    def clean_reason(self) -> str:
        return said_something(self.cleaned_data["reason"])

    def clean_reference(self) -> str:
        return said_something(self.cleaned_data["reference"])


class CorrectionForm(FocusingForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=CorrectionKind, initial=CorrectionKind.CORRECTION)
    sentence = forms.CharField(
        label=_("What was wrong, and what it says now"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_sentence(self) -> str:
        return said_something(self.cleaned_data["sentence"])
