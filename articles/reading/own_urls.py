"""The addresses of what is a reader's own; those in urls.py are the same for everybody."""

from django.urls import path

from articles.reading import following, own

app_name = "own"
urlpatterns = [
    path("me/", own.me, name="me"),
    path("saved/", own.saved, name="saved"),
    path("saved/<code:code>/", own.keep, name="keep"),
    path("following/", following.newest, name="following"),
    path("following/whom/", following.whom, name="followed"),
    path("following/writers/<handle:handle>/", following.writer, name="follow-writer"),
    path("following/topics/<slug:slug>/", following.topic, name="follow-topic"),
]
