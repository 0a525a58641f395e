from django.urls import path, register_converter

from articles.body import ID_SHAPE
from articles.reading import feeds, views


class CodeConverter:
    """A public code, of an article or a photo."""

    regex = ID_SHAPE

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(CodeConverter, "code")

app_name = "reading"
urlpatterns = [
    path("", views.front, name="front"),
    path("latest/", views.latest, name="latest"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("@<str:handle>/", views.profile, name="profile"),
    path("articles/<code:code>/", views.article, name="article-code"),
    path("articles/<code:code>/<str:slug>/", views.article, name="article"),
    path("search/", views.search, name="search"),
    path("about/", views.about, name="about"),
    path("rules/", views.rules, name="rules"),
    path("feeds/rss.xml", feeds.rss, name="rss"),
    path("feeds/atom.xml", feeds.atom, name="atom"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
]
