"""Owns the list of /demo/: every screen in every state, with a link, a sentence, and whom to sign in as."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Submission
from newsroom.demo.manuscripts import manuscripts


@dataclass(frozen=True)
class Stop:
    """`path` is empty while the worker has not told the article yet. `who` is the e-mail address to sign in with."""

    sentence: str | Promise
    path: str
    who: str = ""


# Sentence, number of the manuscript, which page of it.
READ = [
    (_("An article with a table of contents, photos, quotes and lists"), 1, "page"),
    (_("The longest one, of three thousand words"), 19, "page"),
    (_("The shortest one"), 37, "page"),
    (_("A correction, announced under the title"), 4, "page"),
    (_("A topic with a disclaimer of its own"), 2, "page"),
    (_("It went on: what was new, with the time"), 2, "page"),
    (_("Withdrawn: its address answers with the reason"), 61, "page"),
    (_("A photo of it was taken down"), 58, "page"),
    (_("A video as a card that loads nothing from elsewhere"), 6, "page"),
]
WRITE = [
    (_("A draft with everything still to do"), 18, "edit"),
    (_("Returned, with remarks to answer"), 16, "edit"),
    (_("Declined, with the reason"), 17, "edit"),
    (_("Waiting: the receipt with place and due time"), 13, "receipt"),
    (_("Live, and an update of it waits"), 9, "edit"),
    (_("Withdrawn: what its writer sees"), 61, "edit"),
]
REVIEW = [
    (_("Waiting, with photos"), 13),
    (_("Late, with two new topics"), 14),
    (_("An update of a live article"), 9),
    (_("Left to a chief editor"), 67),
    (_("Claimed by somebody else"), 68),
    (_("Decided: returned"), 16),
]
# Pages that need no article.
READERS = [
    Stop(_("Front page"), "/"),
    Stop(_("Everything, newest first"), "/latest/"),
    Stop(_("All topics"), "/topics/"),
    Stop(_("One topic: its other names, and what goes with it"), "/topics/ekonomi-rumah-tangga/"),
    Stop(_("The most read of a topic"), "/topics/kuliner/?by=best"),
    Stop(_("The address of a synonym leads to its topic"), "/topics/ekonomi-keluarga/"),
    Stop(_("A writer with marks, portrait, links and articles"), "/@yohanes_lado/"),
    Stop(_("A writer with a very long name"), "/@lidya_sitompul/"),
    Stop(_("Somebody who published nothing yet"), "/@sinta_larasati/"),
    Stop(_("Search with results"), "/search/?q=kapal"),
    Stop(_("Search in one topic"), "/search/?q=laut&topic=kelautan"),
    Stop(_("Search without results"), "/search/?q=zamrud+kutub"),
    Stop(_("Search for what to leave out alone"), "/search/?q=-pameran"),
    Stop(_("An address that leads nowhere"), "/nowhere/"),
    Stop(_("What is kept on this device, also without a network"), "/offline/"),
    Stop(_("Rules for articles"), "/rules/"),
    Stop(_("About this site"), "/about/"),
    Stop(_("RSS feed"), "/feeds/rss.xml"),
    Stop(_("Sitemap"), "/sitemap.xml"),
]
WRITERS = [
    Stop(_("A writer's first day: nothing there"), "/write/", "sinta.larasati@demo.lembar.example"),
    Stop(_("My articles, in several states"), "/write/", "lidya.sitompul@demo.lembar.example"),
    Stop(
        _("My articles: an update of a published one waits, one was declined"),
        "/write/",
        "made.suryani@demo.lembar.example",
    ),
    Stop(_("My articles: the published ones, all of them"), "/write/?list=live", "yohanes.lado@demo.lembar.example"),
    Stop(_("An empty sheet"), "/write/new/"),
    Stop(_("Find an article to point at"), "/write/read-also/?q=kapal"),
    Stop(_("The newest of whom and what one follows"), "/following/", "lidya.sitompul@demo.lembar.example"),
    Stop(_("Whom and what one follows"), "/following/whom/", "lidya.sitompul@demo.lembar.example"),
    Stop(_("Following: nobody yet"), "/following/", "sinta.larasati@demo.lembar.example"),
    Stop(_("A writer to follow: the page without script"), "/following/writers/yohanes_lado/"),
    Stop(_("Signing in to follow: the page says what for"), "/accounts/login/?next=/following/writers/yohanes_lado/"),
    Stop(_("Settings with portrait, handle and mails"), "/settings/"),
    Stop(_("Where you are signed in"), "/settings/sessions/"),
    Stop(_("Notices: what became of my articles"), "/notices/", "lidya.sitompul@demo.lembar.example"),
    Stop(_("Notices: nothing yet"), "/notices/", "sinta.larasati@demo.lembar.example"),
]
DESK = [
    Stop(_("Queue"), "/desk/"),
    Stop(_("Overdue"), "/desk/?lane=overdue"),
    Stop(_("Decided"), "/desk/?lane=decided"),
    Stop(_("Topics and proposals"), "/desk/topics/"),
    Stop(_("A topic: synonyms, merging, menu (chief editors)"), "/desk/topics/ekonomi-rumah-tangga/"),
    Stop(_("Front page: lead, picks, planned, taken off (chief editors)"), "/desk/front/"),
    Stop(_("Front page: an article is looked for (chief editors)"), "/desk/front/?q=kapal"),
    Stop(_("Disclaimers (chief editors)"), "/desk/disclaimers/"),
    Stop(_("Stock admin: marks, people, suspensions (administrator)"), "/admin/"),
]


class Tour:
    """Looks every article of the list up at once: three queries for the whole page."""

    def __init__(self):
        titles = {one.number: (one.title, one.author) for one in manuscripts()}
        rows = Article.objects.select_related("author").prefetch_related("author__handles").defer("body")
        found = {(row.title, row.author.handle): row for row in rows}
        self.articles = {number: found.get(key) for number, key in titles.items()}
        self.submissions = dict(Submission.objects.order_by("pk").values_list("article", "pk"))  # the newest stays

    def rooms(self) -> list[tuple[str | Promise, list[Stop]]]:
        return [
            (_("To read"), [*(Stop(words, self._path(number, page)) for words, number, page in READ), *READERS]),
            (_("To write"), [*(self._to_write(*row) for row in WRITE), *WRITERS]),
            (_("To moderate"), [*(Stop(words, self._review(number)) for words, number in REVIEW), *DESK]),
        ]

    def _to_write(self, words, number: int, page: str) -> Stop:
        article = self.articles.get(number)
        return Stop(words, self._path(number, page), article.author.email if article else "")

    def _path(self, number: int, page: str) -> str:
        name = "reading:article-code" if page == "page" else f"writing:{page}"
        article = self.articles.get(number)
        return reverse(name, args=[article.code]) if article else ""

    def _review(self, number: int) -> str:
        article = self.articles.get(number)
        return reverse("desk:review", args=[self.submissions[article.pk]]) if article else ""
