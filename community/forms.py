"""The forms of people: the pen name at sign-up, and the settings."""

import re
from functools import partial

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community import mailing
from community.links import RefusedAddress, clean_source
from community.marks import rename
from community.models import Group, Handle, ProfileLink, User
from community.models.profile_link import PLACES
from community.names import RefusedName, clean_handle, clean_pen_name, clean_text, fold
from community.pictures.darkroom import RefusedPicture
from community.pictures.policy import MOST_BYTES, Fault
from community.portraits import Drawn, draw, remove_portrait, set_portrait
from community.typed import refuse_grown


def refused(cleaner, text: str) -> str:
    """`text` as `cleaner` stores it; its refusal as the form's."""
    try:
        return cleaner(text)
    except RefusedName as refusal:
        raise forms.ValidationError(refusal.sentence) from refusal


def refuse_staffs_name(name: str) -> None:
    """Nobody else may look like whoever works at the desk."""
    desk = User.objects.filter(Q(groups__isnull=False) | Q(is_superuser=True)).values_list("pen_name", flat=True)
    if fold(name) in {fold(one) for one in desk}:
        raise forms.ValidationError(_("Somebody of the staff has this name. Choose another one."))


class PenNameForm(forms.Form):
    """What allauth's sign-up asks besides address and password.

    A name's own cleaning strips it: Django's would take a control character for white space.
    """

    pen_name = forms.CharField(
        label=_("Pen name"),
        max_length=200,
        strip=False,
        help_text=_("The name readers see. You can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ["pen_name", "email", "password1"]

    def clean_pen_name(self) -> str:
        name = refused(clean_pen_name, self.cleaned_data["pen_name"])
        refuse_staffs_name(name)
        return name

    def signup(self, request, user) -> None:
        user.pen_name = self.cleaned_data["pen_name"]
        user.save(update_fields=["pen_name"])
        Handle.objects.give_first(user)


OTHER_SCHEME = re.compile(r"(?!https://)(?:[a-z][a-z0-9+-]*:|//)", re.IGNORECASE)


class OwnLink(forms.CharField):
    """A page elsewhere that somebody says is theirs; cleaned, its address."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "url", "autocomplete": "url", "placeholder": "https://"}
        super().__init__(required=False, max_length=300, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value) -> str:
        if not (typed := super().clean(value)):
            return ""
        if OTHER_SCHEME.match(typed):
            raise forms.ValidationError(_("Only addresses that begin with https:// stand on your page."))
        try:
            return clean_source(typed)
        except RefusedAddress as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class ProfileForm(forms.ModelForm):
    """The settings, thin: what readers see, the language of the rooms, and for moderators their name as editor."""

    handle = forms.CharField(
        label=_("Handle"), max_length=60, strip=False, help_text=_("3–30 letters, digits, _ or dots.")
    )

    portrait = forms.FileField(
        label=_("Portrait"),
        required=False,
        help_text=_(
            "A picture of you, 360 pixels wide or more. Its middle is shown as a square; the file is not kept."
        ),
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif"}),
    )
    remove_portrait = forms.BooleanField(label=_("Take my portrait away"), required=False)
    link_1 = OwnLink(
        label=_("Your pages elsewhere"),
        help_text=_("Up to three. Readers see them once an article of yours is published."),
    )
    link_2 = OwnLink(label=_("A second page"))
    link_3 = OwnLink(label=_("A third page"))
    field_order = ["pen_name", "handle", "portrait", "remove_portrait", "tagline", "bio", "link_1", "link_2", "link_3"]

    class Meta:
        model = User
        fields = ["pen_name", "handle", "tagline", "bio", "language", "ask_before_edits", "shown_as_editor"]
        help_texts = {
            "tagline": _("A few words under your name, such as your trade and your town."),
            "bio": _("Two or three sentences. Shown on your page and under your articles."),
            "ask_before_edits": _("A light edit then comes back to you as a suggestion, which one tap takes over."),
            "shown_as_editor": _("Articles that you approve then say “Editor:” and your pen name."),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, by: User, **kwargs):
        links = {f"link_{link.place}": link.address for link in by.links.all()}
        super().__init__(*args, instance=by, initial={"handle": by.handle} | links, **kwargs)
        if not by.has_perm("articles.moderate"):
            del self.fields["shown_as_editor"]
        if not by.portrait:
            del self.fields["remove_portrait"]
        self.fields["pen_name"].strip = False
        self.name_before = by.pen_name

    def clean_pen_name(self) -> str:
        of_staff = self.instance.has_perm("articles.moderate")
        name = refused(partial(clean_pen_name, of_staff=of_staff), self.cleaned_data["pen_name"])
        if not of_staff:
            refuse_staffs_name(name)
        return name

    def clean_handle(self) -> str:
        return refused(clean_handle, self.cleaned_data["handle"])

    def clean_tagline(self) -> str:
        return clean_text(self.cleaned_data["tagline"])

    def clean_bio(self) -> str:
        return clean_text(self.cleaned_data["bio"])

    def clean(self) -> dict:
        said = super().clean()
        refuse_grown(self)
        links = [said.get(f"link_{place}") for place in PLACES]
        for place in PLACES[1:]:
            if links[place - 1] and links[place - 1] in links[: place - 1]:
                self.add_error(f"link_{place}", _("This page stands above already."))
        return said

    def clean_portrait(self) -> Drawn | None:
        """The upload as squares, decoded before any transaction begins."""
        if (upload := self.cleaned_data["portrait"]) is None:
            return None
        try:
            if upload.size > MOST_BYTES:
                raise RefusedPicture(Fault.TOO_MANY_BYTES)
            return draw(upload.read())
        except RefusedPicture as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal

    def save(self, commit=True) -> User:
        """Raises HandleTaken; nothing is kept then."""
        user = super().save(commit)
        Handle.objects.change(user, self.cleaned_data["handle"])
        if user.pen_name != self.name_before:
            rename(user, before=self.name_before)
        self.save_links(user)
        if drawn := self.cleaned_data["portrait"]:
            set_portrait(user, drawn)
        elif self.cleaned_data.get("remove_portrait"):
            remove_portrait(user)
        return user

    def save_links(self, user: User) -> None:
        """Those that were typed, without gaps between them."""
        wanted = list(filter(None, (self.cleaned_data[f"link_{place}"] for place in PLACES)))
        if wanted == [link.address for link in user.links.all()]:
            return
        user.links.all().delete()
        rows = (ProfileLink(user=user, place=place, address=one) for place, one in enumerate(wanted, start=1))
        ProfileLink.objects.bulk_create(rows)

    def refuse_taken_handle(self) -> None:
        self.add_error("handle", _("This handle is taken, or once was. Choose another."))


class MailForm(forms.Form):
    """Which groups of notices are mailed."""

    wanted = forms.MultipleChoiceField(choices=Group, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, by: User, **kwargs):
        self.person = by
        refused = set(by.mail_refusals.values_list("group", flat=True))
        super().__init__(*args, initial={"wanted": [group for group in Group if group not in refused]}, **kwargs)

    @transaction.atomic
    def save(self) -> None:
        wanted = [Group(group) for group in self.cleaned_data["wanted"]]
        mailing.want(self.person, wanted)
        mailing.refuse(self.person, [group for group in Group if group not in wanted])
