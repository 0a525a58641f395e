"""Owns how the same or a near picture is found: by SHA-256, and by the difference hash and its mirror.

64 bits in four bands of 16: of two hashes that differ in ten bits or fewer, one band differs in two at most, so every
near picture is found by indexed columns, however many photos there are.
"""

from itertools import combinations

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Likeness, Photo, Submission
from articles.models.photo import BANDS
from community.models import User

NEAR = 10  # bits of 64
FLAT = range(4, 61)  # a hash with fewer or more bits set is that of a plain surface, which looks like many
MOST = 20
MOST_LOOKED_AT = 20_000


def likened(photo: Photo) -> list[Likeness]:
    """The other photos that show this picture, nearest first; not stored yet. Reads the hashes of `photo` itself."""
    others = Photo.objects.exclude(pk=photo.pk)
    older = others.filter(sha256=photo.sha256, pk__lt=photo.pk).values_list("pk", flat=True)
    found = {pk: Likeness(photo=photo, like_id=pk, bits=0, same=True) for pk in older[:MOST]}
    own = photo.difference_hash
    if own is not None and own.bit_count() in FLAT:
        both = [own, int(photo.mirrored_hash or f"{own:x}", 16)]
        for pk, *bands in _candidates(others.exclude(sha256=photo.sha256), both):
            bits = min((hashed ^ joined(bands)).bit_count() for hashed in both)
            if bits <= NEAR:
                found.setdefault(pk, Likeness(photo=photo, like_id=pk, bits=bits))
    return sorted(found.values(), key=lambda likeness: (not likeness.same, likeness.bits, likeness.like_id))[:MOST]


def note(likes: list[Likeness]) -> None:
    """Store what was found, once however often the photo is developed."""
    Likeness.objects.bulk_create(likes, ignore_conflicts=True)


def told(photos: list[Photo], *, to: User) -> dict[int, list[Likeness]]:
    """By the photo's key, what `to` may know of its likes: moderators everything, a writer what is their own, public
    or taken down. One query for any number of photos."""
    found = (
        Likeness.objects.filter(photo__in=photos)
        .select_related("photo", "like__owner", "like__article__live_revision")
        .defer("like__article__body", "like__article__live_revision__body")
        .annotate(was_sent=Exists(Submission.objects.filter(article=OuterRef("like__article"))))
    )
    if not to.has_perm("articles.moderate"):
        known = Q(like__owner=to) | Q(like__public_since__isnull=False) | Q(like__removed_at__isnull=False)
        found = found.filter(known)
    by_photo: dict[int, list[Likeness]] = {}
    for likeness in found:
        by_photo.setdefault(likeness.photo_id, []).append(likeness)
    return by_photo


def bands_of(difference_hash: int) -> dict[str, int]:
    """The columns of a photo that hold its hash."""
    return {f"hash_{at}": difference_hash >> 16 * (BANDS - 1 - at) & 0xFFFF for at in range(BANDS)}


def joined(bands: list[int]) -> int:
    return int.from_bytes(b"".join(band.to_bytes(2, "big") for band in bands), "big")


def _candidates(photos: QuerySet[Photo], hashes: list[int]) -> QuerySet:
    """Key and bands of what may be near: about one photo in sixty; the newest first, so many and no more."""
    within = Q()
    for one in hashes:
        for name, band in bands_of(one).items():
            within |= Q(**{f"{name}__in": _within_two_bits(band)})
    rows = photos.filter(within, hash_0__isnull=False).order_by("-pk")
    return rows.values_list("pk", *bands_of(0))[:MOST_LOOKED_AT]


def _within_two_bits(band: int) -> list[int]:
    flips = [0, *(1 << bit for bit in range(16)), *(1 << one | 1 << two for one, two in combinations(range(16), 2))]
    return [band ^ flip for flip in flips]
