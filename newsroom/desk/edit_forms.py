"""The form of a light edit: the words, captions and topics of the revision that the moderator has on screen."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body, photonames, plaintext
from articles.mending import MENDED_OF_A_PHOTO, Mended
from articles.models import Revision, RevisionPhoto, Topic
from articles.writing.topicfields import TopicFields
from community.names import RefusedName, clean_text, clean_title
from community.typed import refuse_grown
from newsroom.desk.forms import said_something


class PhotoWordsForm(forms.Form):
    """Caption and alt text of one photo; whose it is and under which licence stays its writer's."""

    caption = forms.CharField(label=gettext_lazy("Caption"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    alt = forms.CharField(label=gettext_lazy("Alt text"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data=None, *, shown: RevisionPhoto, name: str):
        self.shown, self.name = shown, name
        stored = {name: getattr(shown, name) for name in MENDED_OF_A_PHOTO}
        super().__init__(data, initial=stored, prefix=shown.photo.code)

    def clean_caption(self) -> str:
        return said_something(self.cleaned_data["caption"])

    def clean_alt(self) -> str:
        return said_something(self.cleaned_data["alt"])

    def clean(self) -> dict:
        refuse_grown(self)
        return self.cleaned_data


class LightEditForm(TopicFields):
    """`revision` is what the page was drawn from; the ids of its blocks stay."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, strip=False)
    dek = forms.CharField(label=gettext_lazy("Summary"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    place = forms.CharField(label=gettext_lazy("Place of writing"), max_length=60, required=False)
    body = forms.CharField(label=gettext_lazy("Text"), strip=False, widget=forms.Textarea(attrs={"rows": 24}))
    field_order = ["title", "dek", "place", "topic_main", "topics", "body"]  # as they stand on the page

    def __init__(self, data=None, *, revision: Revision):
        self.revision, self.article = revision, revision.article
        names = [topic.name for topic in self.stored_topics]
        stored = {name: getattr(revision, name) for name in ("title", "dek", "place")}
        stored |= {"seen": revision.pk, "body": plaintext.to_text(revision.body)}
        stored |= {"topic_main": names[0] if names else "", "topics": ", ".join(names[1:])}
        super().__init__(data, initial=stored)
        self.fields["topic_main"].required = True
        shown = {row.photo.code: row for row in reversed(revision.photos.shown())}  # a cover may stand in the text too
        names = photonames.of_revision(shown.values())
        self.photos = [PhotoWordsForm(data, shown=row, name=names[code]) for code, row in reversed(shown.items())]

    @cached_property
    def stored_topics(self) -> list[Topic]:
        return self.revision.shown_topics

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(form.is_valid() for form in self.photos)])

    @property
    def has_refusals(self) -> bool:
        return bool(self.errors) or any(form.errors for form in self.photos)

    def clean_title(self) -> str:
        try:
            return clean_title(self.cleaned_data["title"])
        except RefusedName as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

    def clean_dek(self) -> str:
        return said_something(self.cleaned_data["dek"])

    def clean_place(self) -> str:
        return clean_text(self.cleaned_data["place"])

    def clean_body(self) -> dict:
        try:
            doc = plaintext.from_text(self.cleaned_data["body"], self.revision.body)
        except body.BrokenDocument as broken:
            raise forms.ValidationError(broken.sentence) from broken
        if not body.word_count(doc):
            raise forms.ValidationError(_("The text is missing"))
        if {*body.photo_ids(doc)} != {*body.photo_ids(self.revision.body)}:
            raise forms.ValidationError(_("A light edit leaves the photos in the text: none may come or go."))
        return doc

    def clean(self) -> dict:
        refuse_grown(self)
        return self.cleaned_data

    def made(self) -> Mended:
        words = {form.shown.photo.code: form.cleaned_data for form in self.photos}
        fields = {name: self.cleaned_data[name] for name in ("title", "dek", "place", "body")}
        return Mended(fields, self.cleaned_data["topics"], words)
