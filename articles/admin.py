"""The stock admin of articles: what readers are told about a topic."""

from django.contrib import admin

from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    """Topics are made by writers and kept by the desk (/desk/topics/): here they are only looked up."""

    list_display = ["name", "slug", "menu_place", "accepted_at"]
    view_on_site = False  # a proposed topic has no page
    search_fields = ["name"]
    fields = readonly_fields = ["name", "description", "menu_place", "accepted_at", "declined_at", "merged_into"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
