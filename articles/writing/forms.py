"""The forms of writers: the draft with its photos' passports, and the answers to remarks."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import body, photonames, plaintext
from articles.checks import passport_lacks
from articles.drafting import Draft
from articles.licences import TERMS, Licence, labels, terms_of
from articles.models import Article, Photo
from articles.writing.topicfields import TopicFields
from community.links import RefusedAddress, clean_source
from community.names import RefusedName, clean_text, clean_title
from community.typed import refuse_grown

DEK_LENGTH, TITLE_LENGTH, ANSWER_LENGTH = 200, 200, 1000
ANSWER = re.compile(r"remark-(\d{1,18})-answer")


class PassportForm(forms.ModelForm):
    """One photo's passport; its prefix is the photo's code. Blanks may be saved: only sending needs it whole."""

    source_url = forms.CharField(
        label=gettext_lazy("Source address"),
        max_length=2000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    remove = forms.BooleanField(label=gettext_lazy("Take this photo out when saving"), required=False)
    name = ""  # what its photo is called; whoever draws the form says so
    field_order = ["caption", "alt", "creator", "source", "licence", "source_url", "licence_note", "remove"]

    class Meta:
        model = Photo
        fields = ["caption", "creator", "source", "licence", "source_url", "licence_note", "alt"]
        help_texts = {
            "caption": gettext_lazy("What is seen, where and when."),
            "creator": gettext_lazy("Who took or drew it."),
            "source": gettext_lazy("Where it comes from, such as “My own”."),
            "alt": gettext_lazy("What is seen, for people who do not see it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["licence"].choices = [("", gettext_lazy("Choose a licence")), *Licence.choices]
        self.fields["source_url"].help_text = _("The address of its page. Needed for: %(licences)s.") % {
            "licences": labels(licence for licence, terms in TERMS.items() if terms.source_url)
        }
        self.fields["licence_note"].help_text = _(
            "Needed for: %(always)s; without a source address also for: %(else_)s. Only moderators read it."
        ) % {
            "always": labels(licence for licence, terms in TERMS.items() if terms.note and not terms.address_proves),
            "else_": labels(licence for licence, terms in TERMS.items() if terms.address_proves),
        }

    @property
    def terms(self):
        """What the chosen licence means and asks for."""
        return terms_of(self["licence"].value() or "")

    def clean_source_url(self) -> str:
        address = self.cleaned_data["source_url"]
        try:
            return clean_source(address) if address.strip() else ""
        except RefusedAddress as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

    def clean(self) -> dict:
        for name in ("caption", "creator", "source", "licence_note", "alt"):
            if name in self.cleaned_data:
                self.cleaned_data[name] = clean_text(self.cleaned_data[name])
        refuse_grown(self)
        return self.cleaned_data

    def passport(self) -> dict[str, str]:
        """What was posted of it: a field that did not come along stays as it is stored."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if self.add_prefix(name) in self.data}

    @property
    def whole(self) -> bool:
        """Whether nothing of the passport is missing."""
        return not list(passport_lacks(self.instance, self.name))


class DraftForm(TopicFields):
    """The working copy without JavaScript. `article` is stored; the passports' forms are `passports`, by photo."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        strip=False,  # its own cleaning strips it, and refuses control characters, which are white space to Django
        help_text=gettext_lazy("Say what it holds, promise nothing more. 20–110 letters read best."),
    )
    dek = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=DEK_LENGTH,
        required=False,
        help_text=gettext_lazy("The core in one sentence, shown under the title."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.CharField(
        label=gettext_lazy("Place of writing"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Opens the text, such as “Banjarmasin, Lembar –”. You need not type it."),
    )
    body = forms.CharField(
        label=gettext_lazy("Text"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 18})
    )
    cover = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    field_order = ["title", "dek", "place", "body", "topic_main", "topics"]  # as they stand on the page

    def __init__(self, data=None, *, article: Article):
        self.article = article
        self.photos = list(article.photos.on_the_form()) if article.pk else []
        super().__init__(data, initial=self._stored())
        self.passports = [
            PassportForm(self._data_for(photo), instance=photo, prefix=photo.code) for photo in self.photos
        ]
        names = photonames.of_draft(article, self.photos)
        for passport in self.passports:
            passport.name = names[passport.instance.code]

    def _data_for(self, photo: Photo):
        """The posted passport, or None for a photo that came with this very request and has no fields yet."""
        posted = self.data and any(key.startswith(f"{photo.code}-") for key in self.data)
        return self.data if posted else None

    def _stored(self) -> dict:
        names = [topic.name for topic in self.stored_topics]
        return {
            "version": self.article.draft_version,
            "title": self.article.title,
            "dek": self.article.dek,
            "place": self.article.place,
            "body": plaintext.to_text(self.article.body),
            "topic_main": names[0] if names else "",
            "topics": ", ".join(names[1:]),
            "cover": self.article.cover.code if self.article.cover else "",
        }

    def clean_title(self) -> str:
        return self._refused(clean_title, "title")

    def clean_dek(self) -> str:
        return clean_text(self.cleaned_data["dek"])

    def clean_place(self) -> str:
        return clean_text(self.cleaned_data["place"])

    def clean_body(self) -> dict:
        try:
            return plaintext.from_text(self.cleaned_data["body"], self.article.body)
        except body.BrokenDocument as broken:
            raise forms.ValidationError(broken.sentence) from broken

    def clean(self) -> dict:
        refuse_grown(self)
        return self.cleaned_data

    def _refused(self, cleaner, name: str):
        text = self.cleaned_data[name]
        try:
            return cleaner(text) if text.strip() else text.strip()
        except RefusedName as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(form.is_valid() for form in self.passports if form.is_bound)])

    def rebase(self, newer: Article) -> None:
        """Let the next save of this same form go over `newer`, which its writer has on screen now."""
        self.data = self.data.copy()
        self.data["version"] = newer.draft_version

    @property
    def is_refused(self) -> bool:
        """Whether something that was typed here, a passport included, could not be kept."""
        return bool(self.is_bound and self.errors) or any(form.errors for form in self.passports if form.is_bound)

    def draft(self) -> Draft:
        """What to save: all that is right, whatever else is wrong."""
        said = self.cleaned_data
        whole = [form for form in self.passports if form.is_bound and form.is_valid()]
        topics_said = {"topic_main", "topics"} <= said.keys()
        return Draft(
            fields={name: said[name] for name in ("title", "dek", "place", "body") if name in said},
            topics=said["topics"] if topics_said else None,
            cover=self._cover(),
            passports={form.instance.code: form.passport() for form in whole},
            removed={form.instance.code for form in whole if form.cleaned_data["remove"]},
        )

    def _cover(self) -> str | None:
        """The chosen photo; before there was a choice, the first one that came; None: it stays."""
        if "cover" in self.data:
            return self.cleaned_data.get("cover")
        return None if self.article.cover or not self.photos else self.photos[0].code

    def answers(self) -> dict[int, str]:
        """What was typed under the remarks, by the remark's key; as long as the page lets it be."""
        typed = {key: value for key, value in self.data.items() if ANSWER.fullmatch(key)}
        return {int(ANSWER.fullmatch(key)[1]): clean_text(value)[:ANSWER_LENGTH] for key, value in typed.items()}
