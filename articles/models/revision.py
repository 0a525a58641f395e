"""Owns what was sent: an immutable snapshot of every field a reader sees, made at submission."""

from django.conf import settings
from django.db import models

from articles.licences import Licence, terms_of
from articles.models.photo import PhotoState, Renditions
from articles.models.topic import Topic, leading


class Text:
    """What is read off a text, of whatever knows these facts of it."""

    place: str
    words: int

    @property
    def dateline(self) -> str:
        """What opens the text, without the dash behind it; "" when no place was named."""
        return f"{self.place}, {settings.SITE_NAME}" if self.place else ""

    @property
    def minutes(self) -> int:
        return minutes_of(self.words)


class NeverChanges(models.Model):
    """A row that is written once. What it says was read by a moderator, or attested to, as it stands."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(f"A {type(self).__name__} is never changed.")
        super().save(*args, **kwargs)


class Revision(Text, NeverChanges):
    """`sha256` is over all of it, photos, topics and read-alsos too (articles/snapshots.py); `number` is from 1."""

    article = models.ForeignKey("Article", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    dek = models.CharField(max_length=200)
    place = models.CharField(max_length=60, blank=True)
    body = models.JSONField()
    body_version = models.PositiveSmallIntegerField()
    words = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="a_revision_number_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def shown_topics(self) -> list[Topic]:
        """The topics that were sent as what they lead to now. Reads what the queue prefetched."""
        return leading(row.topic for row in self.topics.all())


class Credited:
    """What is said of a picture where it stands, of whatever knows these facts of it."""

    position: int
    source: str
    creator: str
    licence: str
    photo: Renditions

    @property
    def credit(self) -> str:
        """The line behind "Foto:": source and creator, once when they are the same."""
        return credit_line(self.source, self.creator)

    @property
    def deed(self) -> str:
        """The licence's own address, where it must stand beside the picture."""
        terms = terms_of(self.licence)
        return terms.deed if terms else ""

    def sources(self) -> list[tuple[str, str, str]]:
        return self.photo.sources(in_text=self.position > 0)


class RevisionPhotoQuerySet(models.QuerySet):
    def shown(self):
        """Without what was removed since: a picture that was taken down vanishes from every revision at once."""
        return self.filter(photo__state=PhotoState.READY).select_related("photo")

    def covers(self):
        return self.shown().filter(position=0)


class RevisionPhoto(Credited, NeverChanges):
    """A photo and its passport as they were sent. Position 0 is the cover, the body's photos follow in order."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="photos")
    photo = models.ForeignKey("Photo", models.PROTECT, related_name="shown_in")
    position = models.PositiveSmallIntegerField()
    caption = models.CharField(max_length=300)
    creator = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    source_url = models.CharField(max_length=2000, blank=True)
    licence = models.CharField(max_length=20, choices=Licence)
    licence_note = models.CharField(max_length=500, blank=True)
    alt = models.CharField(max_length=300)

    objects = RevisionPhotoQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["revision", "position"], name="a_photo_place_once")]


class RevisionTopic(NeverChanges):
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="topics")
    topic = models.ForeignKey("Topic", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "topic"], name="a_sent_topic_once"),
            models.UniqueConstraint(fields=["revision", "position"], name="a_sent_place_once"),
        ]


class RevisionReadAlso(NeverChanges):
    """An article that the text points at. A living relation: title and address are the target's own of now."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="read_alsos")
    article = models.ForeignKey("Article", models.PROTECT, related_name="pointed_at_by")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["revision", "position"], name="a_read_also_place_once")]


def minutes_of(words: int) -> int:
    """Minutes to read at 200 words a minute, at least one."""
    return max(1, round(words / 200))


def credit_line(source: str, creator: str) -> str:
    return source if source == creator else f"{source}/{creator}"
