"""Owns one upload of one owner: its size and colour, its passport, and since when it is public."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.licences import Licence
from articles.models.coded import CodedQuerySet
from community.paths import path_of
from community.pictures import darkroom
from community.pictures.policy import KINDS, Fault, widths_of

PHONE_WIDTHS = (360, 720)
WIDEST_IN_TEXT = 1200  # only the cover is shown wider
BANDS = 4  # a difference hash of 64 bits is stored in so many columns of 16


class PhotoState(models.TextChoices):
    """How far the worker is. Assigned by articles/photos.py alone.

    WAITING: uploaded, not rendered yet, or a try was cut off. READY: every rendition is written, it may be shown.
    FAILED: `failure` says why no picture came of it; nothing of the upload is kept. REMOVED: taken out before any
    revision showed it, gone with its article, or taken down for a reason; its files are swept, its hashes stay.
    """

    WAITING = "waiting", _("being prepared")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be read")
    REMOVED = "removed", _("removed")


class PhotoQuerySet(CodedQuerySet):
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

    def taken_down(self):
        """What a chief editor removed by itself, for a reason."""
        return self.filter(removed_at__isnull=False)


class Renditions:
    """The addresses of a picture's renditions, of whatever knows these facts of it."""

    code: str
    sha256: str
    width: int
    in_avif: bool

    @property
    def widths(self) -> list[int]:
        return widths_of(self.width)

    @property
    def formats(self) -> tuple[str, ...]:
        """What renditions there are; a picture that was developed before AVIF was written has two kinds."""
        return KINDS if self.in_avif else KINDS[1:]

    def rendition(self, width: int, kind: str) -> str:
        """The one address of a rendition for the photo's whole life; `kind` is one of KINDS."""
        return f"{self._address}{width}.{kind}"

    @cached_property
    def _address(self) -> str:
        """What all its addresses begin with: resolved once, since a list of cards names 200 of them."""
        return path_of("media", self.code, self.sha256[:16], 0, "jpg").removesuffix("0.jpg")

    @property
    def small(self) -> str:
        return self.rendition(self.widths[0], "webp")

    @property
    def plain(self) -> str:
        """The JPEG for whoever takes neither `source`: at most 1200 wide."""
        return self.rendition(max(width for width in self.widths if width <= WIDEST_IN_TEXT), "jpg")

    def sources(self, *, in_text: bool = False) -> list[tuple[str, str, str]]:
        """For each kind but the last: its type, the srcset for phones (never over 720 pixels) and that for the rest."""
        widths = [width for width in self.widths if not in_text or width <= WIDEST_IN_TEXT]
        phone = [width for width in widths if width in PHONE_WIDTHS] or widths[:1]
        return [(f"image/{kind}", self._srcset(kind, phone), self._srcset(kind, widths)) for kind in self.formats[:-1]]

    def _srcset(self, kind: str, widths: list[int]) -> str:
        return ", ".join(f"{self.rendition(width, kind)} {width}w" for width in widths)


class Photo(Renditions, models.Model):
    """`sha256` is of the uploaded bytes; renditions are kept under it, so the same picture is rendered once.

    `width` and `height` are those of the picture turned upright, in pixels; `tint` names one of 64 colour classes.
    `hash_0` to `hash_3` are the difference hash, 16 bits each, None until the picture was developed;
    `mirrored_hash` is that of the picture mirrored, in hex.
    """

    code = models.CharField(max_length=8, unique=True, default=body.new_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="photos", editable=False)
    article = models.ForeignKey("Article", models.CASCADE, related_name="photos", editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(max_length=8, choices=PhotoState, default=PhotoState.WAITING, editable=False)
    failure = models.CharField(max_length=200, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    tint = models.CharField(max_length=3, default="222", editable=False)
    in_avif = models.BooleanField(default=False, editable=False)
    hash_0, hash_1, hash_2, hash_3 = (
        models.PositiveIntegerField(null=True, editable=False, db_index=True) for _band in range(BANDS)
    )
    mirrored_hash = models.CharField(max_length=16, blank=True, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    taken_out_at = models.DateTimeField(null=True, editable=False)
    public_since = models.DateTimeField(null=True, editable=False)
    swept_at = models.DateTimeField(null=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    removed_reason = models.TextField(blank=True, editable=False)
    removed_reference = models.CharField(max_length=120, blank=True, editable=False)

    caption = models.CharField(_("caption"), max_length=300, blank=True)
    creator = models.CharField(_("creator"), max_length=120, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    source_url = models.CharField(_("source address"), max_length=2000, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence, blank=True)
    licence_note = models.CharField(_("proof or reason"), max_length=500, blank=True)
    alt = models.CharField(_("alt text"), max_length=300, blank=True)
    offered = models.BooleanField(default=False, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["tried_at"], condition=Q(state=PhotoState.WAITING), name="photos_to_render"),
            models.Index(fields=["id"], condition=Q(state=PhotoState.REMOVED, swept_at=None), name="photos_to_sweep"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PhotoState.READY) | Q(width__gt=0, height__gt=0), name="a_ready_photo_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(public_since=None) | Q(state=PhotoState.READY), name="only_ready_photos_public"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removed_reason="", removed_reference="")
                | Q(removed_at__isnull=False, removed_by__isnull=False, state=PhotoState.REMOVED)
                & ~Q(removed_reason="")
                & ~Q(removed_reference=""),
                name="photo_removed_by_someone_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.caption or self.code

    @property
    def is_ready(self) -> bool:
        return self.state == PhotoState.READY

    @property
    def failure_sentence(self):
        """Why it could not be taken, for its owner. Rows of old hold a sentence instead of the fault."""
        return darkroom.SENTENCES[Fault(self.failure) if self.failure in set(Fault) else Fault.DAMAGED]

    @property
    def difference_hash(self) -> int | None:
        bands = [self.hash_0, self.hash_1, self.hash_2, self.hash_3]
        return None if None in bands else int.from_bytes(b"".join(band.to_bytes(2, "big") for band in bands), "big")

    def stored_at(self, width: int, kind: str) -> str:
        """Where the storage keeps a rendition. Under the upload's hash, so that the same picture is kept once."""
        return f"{self.folder}/{width}.{kind}"

    @property
    def folder(self) -> str:
        return f"photos/{self.sha256[:2]}/{self.sha256}"

    @property
    def upload_at(self) -> str:
        """Under its own code: another upload of the same bytes comes and goes by itself."""
        return f"uploads/{self.code}"
