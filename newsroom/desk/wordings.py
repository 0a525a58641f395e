"""The chief editors' rooms for the words of the desk: the checklist, and the templates of messages."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import wordings
from articles.lifecycle import StepRefused
from articles.models import ChecklistPoint, MessageTemplate
from community.names import clean_text
from community.typed import refuse_grown
from newsroom.desk.door import chief_room

BOTH = ("text_id", "text_en")
PLACE = capfirst(ChecklistPoint._meta.get_field("position").verbose_name)  # lazy, as it is read
LANGUAGES = {"id": {"lang": "id"}, "en": {"lang": "en"}}


class WordingForm(forms.ModelForm):
    """Texts in both languages; signs that nobody sees are no words."""

    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)

    def clean(self) -> dict:
        for name, value in list(self.cleaned_data.items()):
            if name.endswith(("_id", "_en")):
                self.cleaned_data[name] = clean_text(value)
                if not self.cleaned_data[name]:
                    self.add_error(name, _("Write something first."))
        refuse_grown(self)
        return self.cleaned_data

    def _post_clean(self) -> None:
        """The row is written by articles/wordings.py, which locks it; the form only says what was mistyped."""


class PointForm(WordingForm):
    position = forms.IntegerField(label=PLACE, min_value=1, max_value=999)

    class Meta:
        model = ChecklistPoint
        fields = (*BOTH, "position")
        widgets = {name: forms.TextInput(attrs=LANGUAGES[name[-2:]]) for name in BOTH}


class TemplateForm(WordingForm):
    position = forms.IntegerField(label=PLACE, min_value=1, max_value=999)

    class Meta:
        model = MessageTemplate
        fields = ("kind", "name_id", "text_id", "name_en", "text_en", "position")
        widgets = {name: forms.Textarea(attrs=LANGUAGES[name[-2:]] | {"rows": 3}) for name in BOTH}


@chief_room
@require_http_methods(["GET", "POST"])
def checklist(request):
    return room(request, PointForm, "checklist")


@chief_room
@require_http_methods(["GET", "POST"])
def templates(request):
    return room(request, TemplateForm, "templates")


def room(request, form_class, name):
    """One room for both: add, change, retire, use again."""
    if request.method == "GET":
        return show(request, form_class, name)
    model = form_class.Meta.model
    row = named_row(request, model)
    form = form_class(request.POST, prefix=prefix(row))
    retiring = row is not None and request.POST.get("verb") in ("retire", "again")
    if not form.is_valid() and not retiring:
        return show(request, form_class, name, form, row, status=422)
    try:
        take_step(request, model, row, form, retiring)
    except StepRefused as refusal:
        return show(request, form_class, name, form, row, refusal.sentence, 409)
    messages.success(request, _("Saved."))
    return redirect(f"desk:{name}")


def named_row(request, model):
    """The row that the form is about; None for a new one."""
    pk = request.POST.get("row", "")
    if not pk:
        return None
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 18):
        raise Http404("row")
    return get_object_or_404(model, pk=pk)


def take_step(request, model, row, form, retiring) -> None:
    said = {name: value for name, value in form.cleaned_data.items() if name != "base"}
    base = form.cleaned_data.get("base") or 0
    if retiring:
        wordings.retire(row, by=request.user, base=base, again=request.POST["verb"] == "again")
    elif row is not None:
        wordings.change(row, by=request.user, base=base, **said)
    else:
        wordings.add(model, by=request.user, **said)


def prefix(row) -> str:
    return f"row-{row.pk}" if row else "new"


def show(request, form_class, name, form=None, about=None, refusal="", status=200):
    """Every row with its form; `form` is the refused one, on the row `about` or on a new one."""
    rows = list(form_class.Meta.model.objects.select_related("changed_by"))
    shown = [(row, form if row == about else unbound(form_class, row)) for row in rows]
    fresh = form_class(prefix="new", initial={"position": next_place(rows)})
    context = {
        "room": name,
        "in_force": [(row, one) for row, one in shown if row.retired_at is None],
        "retired": [(row, one) for row, one in shown if row.retired_at is not None],
        "new": form if form is not None and about is None else fresh,
        "about": about,
        "refusal": refusal,
    }
    return render(request, "desk/wordings.html", context, status=status)


def unbound(form_class, row):
    return form_class(instance=row, prefix=prefix(row), initial={"base": row.version})


def next_place(rows) -> int:
    return max((row.position for row in rows), default=0) + 1
