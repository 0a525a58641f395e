"""The stock admin of people: marks are granted and taken back here, with evidence and reason, never deleted."""

import logging

from allauth.usersessions import admin as _of_sessions  # registers them, so that this can be taken back
from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import signedin
from community.marks import rename
from community.models import Badge, Handle, NameChange, Notice, ProfileLink, Suspension, User
from community.stamps import SITE, of_person, raise_stamps
from community.watching import note

admin.site.unregister(_of_sessions.UserSession)  # a row that is deleted there would end no session


class HandleInline(admin.TabularInline):
    model = Handle
    fields = readonly_fields = ["name", "given_at", "until"]
    can_delete, extra, max_num = False, 0, 0


class ProfileLinkInline(admin.TabularInline):
    """To take away what is nobody's own page; people add theirs in the settings, where they are cleaned."""

    model = ProfileLink
    fields = readonly_fields = ["place", "address"]
    extra, max_num = 0, 0


class NameChangeInline(admin.TabularInline):
    model = NameChange
    fields = readonly_fields = ["before", "after", "at"]
    can_delete, extra, max_num = False, 0, 0


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["pen_name", "email", "joined_at", "is_active"]
    view_on_site = False  # who published nothing has no page
    search_fields = ["pen_name", "email", "handles__name"]
    fields = ["email", "pen_name", "tagline", "bio", "language", "is_active", "is_superuser", "groups"]
    filter_horizontal = ["groups"]
    readonly_fields = ["email"]  # changed by its owner, who confirms the new one
    inlines = [HandleInline, ProfileLinkInline, NameChangeInline]
    actions = ["sign_out_everywhere"]

    @admin.action(description=_("Sign them out on every device"))
    def sign_out_everywhere(self, request, queryset):
        ended = sum(signedin.end_all_of(person) for person in queryset)
        note("session-ended", request, level=logging.INFO, by=request.user.pk, count=ended)
        self.message_user(request, _("Sessions ended: %(number)d.") % {"number": ended})

    def save_model(self, request, obj, form, change):
        """A name that an administrator mends holds marks like one that its bearer changed."""
        before = User.objects.get(pk=obj.pk).pen_name
        super().save_model(request, obj, form, change)
        if obj.pen_name != before:
            rename(obj, before=before)
        raise_stamps(of_person(obj) if obj.is_active == form.initial["is_active"] else SITE)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class BadgeForm(forms.ModelForm):
    """Refuses a second mark of a kind that is in force, which the database would refuse without words."""

    def clean(self):
        said = super().clean()
        standing = Badge.objects.filter(user=said.get("user"), kind=said.get("kind"), revoked_at=None)
        if self.instance.pk is None and any(badge.in_force or badge.held_since for badge in standing):
            raise forms.ValidationError(_("This person has a mark of this kind already."))
        return said


@admin.register(Badge)
class BadgeAdmin(admin.ModelAdmin):
    form = BadgeForm
    list_display = ["user", "kind", "granted_by", "granted_at", "until", "held_since", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["user", "granted_by"]
    autocomplete_fields = ["user"]

    def get_fields(self, request, obj=None):
        return ["user", "kind", "evidence_kind", "evidence", "until"] + (
            ["held_since", "revoked_reason"] if obj else []
        )

    def get_readonly_fields(self, request, obj=None):
        return ["user", "kind", "evidence_kind", "evidence"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":  # nobody marks themselves
            kwargs["queryset"] = User.objects.exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.granted_by = request.user
            now = timezone.now()
            lapsed = Badge.objects.filter(user=obj.user, kind=obj.kind, revoked_at=None, until__lte=now)
            lapsed.update(revoked_at=now, revoked_by=request.user, revoked_reason=str(_("Its time was over.")))
        elif obj.revoked_reason and obj.revoked_at is None:
            obj.revoked_by, obj.revoked_at = request.user, timezone.now()
        obj.save()
        raise_stamps(of_person(obj.user))

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Suspension)
class SuspensionAdmin(admin.ModelAdmin):
    list_display = ["user", "since", "until", "by"]
    list_select_related = ["user", "by"]
    autocomplete_fields = ["user"]
    fields = ["user", "since", "until", "reason"]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.by = request.user
        obj.save()
        raise_stamps(SITE)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    """To look at: which mails are in doubt or failed, and why. Nobody writes a notice by hand, or sends one again."""

    list_display = ["of", "kind", "about", "made_at", "read_at", "mail", "mail_since", "mail_tries", "mail_trouble"]
    list_filter = ["mail", "kind"]
    list_select_related = ["of"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
