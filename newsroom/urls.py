from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from articles.reading.media import media
from community.views import portrait
from newsroom import health, help

handler400 = "newsroom.errors.bad_request"
handler403 = "newsroom.errors.forbidden"
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.server_error"

urlpatterns = [
    path("", include("articles.reading.urls")),
    path("", include("articles.reading.own_urls")),
    path("write/", include("articles.writing.urls")),
    path("desk/", include("newsroom.desk.urls")),
    path("portraits/<slug:code>/<int:size>.<slug:kind>", portrait, name="portrait"),
    path("media/<code:code>/<slug:sha>-<int:width>.<slug:kind>", media, name="media"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("help/", help.first_page, name="help-first"),
    path("help/<slug:page>/", help.help_page, name="help"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("community.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("newsroom.demo.urls")))
