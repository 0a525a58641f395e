"""The addresses of what is a reader's own; those in urls.py are the same for everybody."""

from django.urls import path

from articles.reading import own

app_name = "own"
urlpatterns = [
    path("me/", own.me, name="me"),
    path("saved/", own.saved, name="saved"),
    path("saved/<code:code>/", own.keep, name="keep"),
]
