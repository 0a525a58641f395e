"""Owns one upload of one owner: its size and colour, its passport, and since when it is public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import body

WIDTHS = (360, 720, 1200, 1600)
PHONE_WIDTHS = (360, 720)
FORMATS = ("webp", "jpg")


class PhotoState(models.TextChoices):
    """How far the worker is. Assigned by articles/photos.py alone."""

    WAITING = "waiting", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be read")
    REMOVED = "removed", _("removed with its article")


class Licence(models.TextChoices):
    OWN = "own", _("My own work")
    PERMISSION = "permission", _("Permission of the creator")
    UNSPLASH = "unsplash", _("Unsplash")


class PhotoQuerySet(models.QuerySet):
    def on_the_form(self):
        """The photos of a working copy, in the order they came; without those the writer took out."""
        return self.filter(taken_out_at=None).order_by("pk")

    def visible_to(self, user):
        """Public photos for everybody; the others for their owner and the moderators."""
        if not user.is_authenticated:
            return self.filter(public_since__isnull=False)
        if user.has_perm("articles.moderate"):
            return self
        return self.filter(Q(public_since__isnull=False) | Q(owner=user))


class Photo(models.Model):
    """`sha256` is of the uploaded bytes; renditions are kept under it, so the same picture is rendered once.

    `width` and `height` are those of the picture turned upright, in pixels; `tint` names one of 64 colour classes.
    """

    code = models.CharField(max_length=8, unique=True, default=body.new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="photos", editable=False)
    article = models.ForeignKey("Article", models.CASCADE, related_name="photos", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(max_length=8, choices=PhotoState, default=PhotoState.WAITING, editable=False)
    failure = models.CharField(max_length=200, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    tint = models.CharField(max_length=3, default="222", editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    taken_out_at = models.DateTimeField(null=True, editable=False)
    public_since = models.DateTimeField(null=True, editable=False)

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    creator = models.CharField(_("creator"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.CharField(_("source address"), max_length=2000, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    alt = models.CharField(_("alt text"), max_length=300, blank=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]
        indexes = [models.Index(fields=["tried_at"], condition=Q(state=PhotoState.WAITING), name="photos_to_render")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PhotoState.READY) | Q(width__gt=0, height__gt=0), name="a_ready_photo_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(public_since=None) | Q(state=PhotoState.READY), name="only_ready_photos_public"
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.code

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def widths(self) -> list[int]:
        """The widths of the renditions in pixels: the fixed ones that are smaller, and the picture's own up to 1600."""
        return sorted({width for width in WIDTHS if width < self.width} | {min(self.width, WIDTHS[-1])})

    def rendition(self, width: int, kind: str) -> str:
        """The one address of a rendition for the photo's whole life; `kind` is one of FORMATS."""
        return reverse("media", args=[self.code, self.sha256[:16], width, kind])

    def stored_at(self, width: int, kind: str) -> str:
        """Where the storage keeps a rendition. Under the upload's hash, so that the same picture is kept once."""
        return f"photos/{self.sha256[:2]}/{self.sha256}/{width}.{kind}"

    @property
    def upload_at(self) -> str:
        return f"uploads/{self.sha256}"

    def srcset(self, kind: str, widths) -> str:
        return ", ".join(f"{self.rendition(width, kind)} {width}w" for width in widths)

    def srcset_phone(self) -> str:
        """WebP for narrow screens: never more than 720 pixels, however dense the screen."""
        return self.srcset("webp", [width for width in self.widths if width in PHONE_WIDTHS] or self.widths[:1])

    def srcset_webp(self) -> str:
        return self.srcset("webp", self.widths)

    @property
    def small(self) -> str:
        return self.rendition(self.widths[0], "webp")

    @property
    def plain(self) -> str:
        """The JPEG for whoever takes neither `source`: at most 1200 wide."""
        return self.rendition(max(width for width in self.widths if width <= 1200), "jpg")
