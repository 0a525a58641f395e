"""The stock admin of articles: new versions of the disclaimer, and what readers are told about a topic."""

from django.contrib import admin

from articles.models import Disclaimer, Topic


@admin.register(Disclaimer)
class DisclaimerAdmin(admin.ModelAdmin):
    """Texts are superseded, never edited: writers attested to them as they stand."""

    list_display = ["number", "in_force_from", "text_id"]
    fields = ["number", "text_id", "text_en", "in_force_from"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics are made by writers and accepted by the desk; names and addresses are kept by articles/topics.py."""

    list_display = ["name", "slug", "menu_place", "accepted_at"]
    search_fields = ["name"]
    fields = ["name", "description", "menu_place", "accepted_at"]
    readonly_fields = ["name"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
