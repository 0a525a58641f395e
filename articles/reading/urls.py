from django.urls import path, register_converter

from articles.body import ID_SHAPE
from articles.reading import channels, feeds, installing, people, search, shared, sitemaps, topics, views


class CodeConverter:
    """A public code, of an article or a photo."""

    regex = ID_SHAPE

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


class HandleConverter(CodeConverter):
    """A handle in any case; what is none is not here."""

    regex = "[A-Za-z0-9_.]{1,60}"


register_converter(CodeConverter, "code")
register_converter(HandleConverter, "handle")

FEEDS = [
    ("", "", channels.site_channel),
    ("topic-", "topics/<slug:slug>/", channels.topic_channel),
    ("writer-", "writers/<handle:handle>/", channels.writer_channel),
]

app_name = "reading"
urlpatterns = [
    path("", views.front_page, name="front"),
    path("latest/", views.latest, name="latest"),
    path("topics/", topics.topics, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    path("@<handle:handle>/", people.profile, name="profile"),
    path("articles/<code:code>/", views.article, name="article-code"),
    path("articles/<code:code>/<str:slug>/", views.article, name="article"),
    path("articles/<code:code>/<slug:key>-<slug:shape>.jpg", shared.share, name="share"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("people/", people.people, name="people"),
    path("corrections/", views.corrections, name="corrections"),
    path("about/", views.about, name="about"),
    path("rules/", views.rules, name="rules"),
    path("display/", views.display, name="display"),
    *(
        path(f"feeds/{place}{file}", feeds.feed(channel, kind), name=f"{prefix}{kind}")
        for prefix, place, channel in FEEDS
        for kind, file in (("rss", "rss.xml"), ("atom", "atom.xml"), ("json", "feed.json"))
    ),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("news-sitemap.xml", sitemaps.news, name="sitemap-news"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemaps/<slug:kind>-<int:span>.xml", sitemaps.part, name="sitemap-part"),
    path("indexnow.txt", sitemaps.indexnow, name="indexnow"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("worker.js", installing.worker, name="worker"),
    path("offline/", installing.offline, name="offline"),
    path("gone/", installing.gone, name="gone"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
