"""Owns an article: the writer's working copy, and what the public sees of it."""

from functools import lru_cache

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import body
from articles.models.coded import CodedQuerySet
from articles.models.topic import ArticleTopic, Topic, leading
from community.paths import path_of

# A part of the sitemap holds the rows whose keys lie in one span, so it keeps its rows and its address however many
# follow; `live_by_part` is made for it.
SPAN = 10_000


class Standing(models.TextChoices):
    """What the public sees. Assigned by articles/lifecycle.py, for archives by loading/rows.py, alone."""

    PRIVATE = "private", _("not published")
    LIVE = "live", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REMOVED = "removed", _("removed")
    BINNED = "binned", _("in the bin")


class Device(models.TextChoices):
    """What the working copy was last saved on, as far as a browser's own words tell. For the writer's eyes alone."""

    ANDROID = "android", _("an Android phone")
    IPHONE = "iphone", _("an iPhone")
    TABLET = "tablet", _("a tablet")
    COMPUTER = "computer", _("a computer")
    OTHER = "other", _("another device")


@lru_cache(2_000)
def slug_of(title: str) -> str:
    """The readable end of an address: at most 80 letters of the title; "" when nothing Latin is left."""
    return slugify(title)[:80].strip("-")


def address_of(code: str, title: str) -> str:
    """The readers' address of an article with this title."""
    return path_of("reading:article", code, slug_of(title) or code)


class ArticleQuerySet(CodedQuerySet):
    def live(self):
        return self.filter(standing=Standing.LIVE)

    def gone(self):
        """What had a public page and answers 410 now."""
        return self.filter(standing__in=[Standing.WITHDRAWN, Standing.REMOVED], first_published_at__isnull=False)

    def written_by(self, user):
        """The articles that `user` may open for writing. Whoever is not their author finds none: 404."""
        return self.filter(author=user).exclude(standing=Standing.REMOVED)

    def newest_first(self):
        return self.order_by("-first_published_at", "-pk")


class Article(models.Model):
    """The working copy. Readers' code reads `live_revision` and its rows, never the fields, topics or passports here.

    `draft_version` rises with every change of the working copy; a save names the version it was based on.
    `last_save_id` is the studio's own name of the save that made this version, so that a save whose answer was lost is
    known again; "" when a form made it. `card_key` says for which look the share pictures were drawn (sharing.py); ""
    while they are to be drawn.
    """

    code = models.CharField(max_length=8, unique=True, default=body.new_id, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles", editable=False)
    title = models.CharField(_("title"), max_length=200, blank=True)
    dek = models.CharField(_("dek"), max_length=200, blank=True)
    place = models.CharField(_("place of writing"), max_length=60, blank=True)
    body = models.JSONField(default=body.empty, editable=False)
    body_version = models.PositiveSmallIntegerField(default=1, editable=False)
    topics = TaggableManager(through=ArticleTopic, blank=True)
    cover = models.ForeignKey("Photo", models.SET_NULL, null=True, blank=True, related_name="covered")
    draft_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    last_save_id = models.CharField(max_length=32, blank=True, editable=False)
    saved_on = models.CharField(max_length=8, choices=Device, default=Device.OTHER, editable=False)

    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PRIVATE, editable=False)
    live_revision = models.OneToOneField("Revision", models.PROTECT, null=True, related_name="+", editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)
    live_at = models.DateTimeField(null=True, editable=False)
    card_key = models.CharField(max_length=16, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(
                fields=["-first_published_at", "-id"], condition=Q(standing=Standing.LIVE), name="live_newest_first"
            ),
            # With `standing` as a column, or SQLite reads the row itself for a bound value. Never in front: then
            # it takes this index for the newest articles too, and sorts all of them.
            models.Index(fields=["author", "standing", "-first_published_at", "-id"], name="of_an_author_newest_first"),
            models.Index(
                Func("id", template=f"(%(expressions)s / {SPAN})"),
                F("live_at").desc(),
                condition=Q(standing=Standing.LIVE),
                name="live_by_part",
            ),
            models.Index(fields=["id"], condition=Q(standing=Standing.LIVE, card_key=""), name="cards_to_draw"),
            models.Index(fields=["author", "-saved_at"], name="articles_of_an_author"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    standing__in=[Standing.LIVE, Standing.WITHDRAWN],
                    live_revision__isnull=False,
                    first_published_at__isnull=False,
                    live_at__isnull=False,
                )
                | Q(standing__in=[Standing.PRIVATE, Standing.BINNED], live_revision=None, first_published_at=None)
                | Q(standing=Standing.REMOVED, live_revision=None),
                name="standing_fits_what_was_published",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        """The readers' address of a live article."""
        return self.address_by(self.live_revision)

    def address_by(self, revision) -> str:
        """Its address while this revision is live."""
        return address_of(self.code, revision.title)

    @property
    def slug(self) -> str:
        """The readable end of that address; the code again when the title has nothing Latin."""
        return slug_of(self.live_revision.title) or self.code

    def shown_topics(self) -> list[Topic]:
        """The working copy's topics, the main one first: a merged one as its successor, each once, none declined."""
        rows = self.topic_rows.select_related("tag__merged_into") if self.pk else []
        return leading(row.tag for row in rows)

    @property
    def draft_address(self) -> str:
        """Where its writer edits it; the empty sheet while it is not stored."""
        return reverse("writing:edit", args=[self.code]) if self.pk else reverse("writing:new")
