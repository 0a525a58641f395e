"""The draft's form as the studio posts it: only the fields that changed, and the text as the document itself."""

from django import forms

from articles import body
from articles.models import Article
from articles.writing.forms import DraftForm, PassportForm

TOO_LARGE = "too_large"


class DocumentField(forms.Field):
    """The document's JSON, cleaned."""

    def clean(self, value) -> dict:
        try:
            return body.clean(value)
        except body.BrokenDocument as broken:
            raise forms.ValidationError(broken.sentence, TOO_LARGE if broken.too_large else "broken") from broken


class StudioForm(DraftForm):
    """`data` names what changed by the names of the form's controls; what it does not name stays as it is."""

    body = DocumentField(required=False)

    def __init__(self, data: dict, *, article: Article):
        super().__init__(data, article=article)
        for name in self.fields.keys() - data.keys():
            del self.fields[name]

    def _stored(self) -> dict:
        return {}  # nothing of this form is shown

    def _cover(self) -> str | None:
        return self.cleaned_data.get("cover") if "cover" in self.data else None  # the page says when it chooses one

    def clean_body(self) -> dict:
        return self.cleaned_data["body"]

    @property
    def is_too_large(self) -> bool:
        return self.has_error("body", TOO_LARGE)

    def refusals(self) -> dict[str, str]:
        """A sentence for each control whose value could not be kept; "" for what concerns the form as a whole."""
        found = {"" if name == "__all__" else name: errors[0] for name, errors in self.errors.items()}
        for form in self.passports:
            if form.is_bound:
                found |= {form.add_prefix(name): errors[0] for name, errors in form.errors.items()}
        return found


def working_copy(form: DraftForm) -> dict[str, str]:
    """The stored draft by the names of the controls of `form`, into which nothing was typed; without its text."""
    fields = {name: value for name, value in form.initial.items() if name not in ("version", "body")}
    for passport in form.passports:
        fields |= {passport.add_prefix(name): passport.initial[name] for name in PassportForm.Meta.fields}
    return fields
