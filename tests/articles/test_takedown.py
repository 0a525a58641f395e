"""One picture taken down by itself, and pictures that are here already or were."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image, ImageDraw, ImageOps

from articles import likeness, photos, publishing, takedown
from articles.lifecycle import StepRefused
from articles.models import Article, Likeness, Photo, PhotoState
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_moderator,
    a_photo,
    a_picture,
    a_writer,
    approve,
    later,
    sent,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
WHY = {"reason": "Pemotret tidak mengizinkan.", "reference": "Surat 7/2026"}


def a_scene(*, mirrored=False, quality=85, size=(900, 600), shade="white") -> bytes:
    """Shapes that no flat surface has, the same each time."""
    image = Image.new("RGB", (900, 600), "navy")
    pen = ImageDraw.Draw(image)
    for at in range(8):
        pen.ellipse((at * 110, at * at * 9, at * 110 + 90, at * at * 9 + 160), fill=shade if at % 2 else "teal")
        pen.rectangle((at * 100, 560 - at * 50, at * 100 + 50, 600), fill="gold")
    image = ImageOps.mirror(image) if mirrored else image
    out = io.BytesIO()
    image.resize(size).save(out, "JPEG", quality=quality)
    return out.getvalue()


def live_with(data: bytes) -> Article:
    article = a_draft()
    photo = a_photo(article, data)
    article.body["content"].append({"type": "photo", "attrs": {"id": "abcdefgh", "photo": photo.code}})
    article.cover = photo
    article.save()
    submission = sent(article)
    approve(submission)
    with later(seconds=11):
        publishing.publish_due()
    return Article.objects.get(pk=article.pk)


def test_a_photo_that_is_taken_down_is_gone_from_every_public_page_at_once():
    article = live_with(a_scene())
    other = live_with(a_scene())
    photo = article.photos.get()
    pages = [article.get_absolute_url(), other.get_absolute_url(), "/", "/feeds/rss.xml", "/feeds/atom.xml"]
    before = ["/media/" in Client().get(page).content.decode() for page in pages]

    number = takedown.take_down(photo, by=a_chief_editor(), **WHY)

    bodies = [Client().get(page).content.decode() for page in pages]
    assert (number, before) == (2, [True] * len(pages))
    assert ["/media/" in body or "Foto: " in body for body in bodies] == [False] * len(pages)
    assert Client().get(photo.plain).status_code == 404
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_its_files_go_with_the_next_sweep_and_its_hashes_stay():
    photo = live_with(a_scene()).photos.get()
    files = [photo.stored_at(width, kind) for width in photo.widths for kind in photo.formats]
    before = [default_storage.exists(name) for name in files]
    takedown.take_down(photo, by=a_chief_editor(), **WHY)

    swept = [photos.sweep(), photos.sweep()]

    assert (all(before), [name for name in files if default_storage.exists(name)]) == (True, [])

    photo.refresh_from_db()
    assert swept == [1, 0]
    assert (len(photo.sha256), photo.difference_hash is not None, photo.removed_reference) == (64, True, "Surat 7/2026")


def test_a_draft_whose_cover_is_taken_down_has_moved_on():
    article = live_with(a_scene())
    before = article.draft_version
    takedown.take_down(article.photos.get(), by=a_chief_editor(), **WHY)

    article.refresh_from_db()

    assert (article.cover, article.draft_version) == (None, before + 1)


def test_its_writer_reads_why_and_what_to_do():
    article = live_with(a_scene())
    takedown.take_down(article.photos.get(), by=a_chief_editor(), **WHY)

    with later(minutes=1):
        page = signed_in(article.author).get(article.draft_address).content.decode()

    assert "Pemotret tidak mengizinkan." in page
    assert "tidak ditemukan" in page  # the check that keeps it from being sent


@pytest.mark.parametrize("who", [a_moderator, a_writer])
def test_only_a_chief_editor_takes_a_photo_down(who):
    photo = live_with(a_scene()).photos.get()

    with pytest.raises(StepRefused):
        takedown.take_down(photo, by=who(), **WHY)

    assert Photo.objects.get().state == PhotoState.READY


def test_nobody_takes_down_their_own_photo_or_one_that_is_gone():
    chief = a_chief_editor()
    own = a_photo(a_draft(by=chief), a_scene())
    gone = live_with(a_scene(shade="red")).photos.get()
    takedown.take_down(gone, by=chief, **WHY)

    for photo in (own, gone):
        with pytest.raises(StepRefused):
            takedown.take_down(photo, by=chief, **WHY)


def test_a_chief_editor_takes_it_down_in_its_room():
    photo = live_with(a_scene()).photos.get()
    chief = signed_in(a_chief_editor())
    room = f"/desk/photos/{photo.code}/"

    refused = chief.post(f"{room}take-down/", {"reason": " ", "reference": "x"})
    done = chief.post(f"{room}take-down/", WHY)
    again = chief.post(f"{room}take-down/", WHY)

    assert (refused.status_code, done.status_code, again.status_code) == (422, 302, 409)
    assert "Surat 7/2026" in chief.get(room).content.decode()


@pytest.mark.parametrize(
    "again", [{}, {"quality": 40}, {"size": (600, 400)}, {"mirrored": True}, {"shade": "ivory", "quality": 60}]
)
def test_the_same_or_a_near_picture_is_told(again):
    first = live_with(a_scene()).photos.get()
    second = a_photo(a_draft(), a_scene(**again))

    found = Likeness.objects.get()

    assert (found.photo, found.like, found.same) == (second, first, again == {})
    assert found.bits <= 10


def test_another_picture_is_not_called_near_and_neither_is_a_plain_surface():
    live_with(a_scene())
    out = io.BytesIO()
    Image.radial_gradient("L").resize((800, 500)).convert("RGB").save(out, "JPEG")

    a_photo(a_draft(), out.getvalue())
    a_photo(a_draft(), a_picture("navy"))
    a_photo(a_draft(), a_picture("gold"))

    assert list(Likeness.objects.all()) == []


def test_every_hash_within_ten_bits_is_a_candidate():
    """Bits turned over at every distance the bands promise, spread as badly as they can be."""
    base = 0x0F0F_3C3C_5A5A_6969
    spread = [sum(1 << 16 * (at % 4) + at * 3 % 16 for at in range(bits)) for bits in range(11)]
    article = a_draft()
    rows = [
        Photo(owner=article.author, article=article, sha256=f"{bits}", **likeness.bands_of(base ^ flips))
        for bits, flips in enumerate(spread)
    ]
    Photo.objects.bulk_create(rows)
    newest = Photo.objects.create(owner=article.author, article=article, sha256="n", **likeness.bands_of(base))

    assert [one.bits for one in likeness.likened(newest)] == list(range(11))


def test_a_writer_is_not_told_of_somebody_elses_draft_and_a_moderator_is():
    hidden = a_photo(a_draft(title="Naskah rahasia"), a_scene())
    mine = a_photo(a_draft(), a_scene(quality=40))

    page = signed_in(mine.owner).get(mine.article.draft_address).content.decode()

    assert "Naskah rahasia" not in page
    assert likeness.told([mine], to=mine.owner) == {}
    assert [one.like for one in likeness.told([mine], to=a_moderator())[mine.pk]] == [hidden]


def test_a_picture_that_was_taken_down_is_known_when_it_comes_again():
    takedown.take_down(live_with(a_scene()).photos.get(), by=a_chief_editor(), **WHY)
    again = a_photo(a_draft(), a_scene(quality=50))

    page = signed_in(again.owner).get(again.article.draft_address).content.decode()

    assert "pernah diturunkan di sini" in page


def test_the_writers_form_asks_for_likenesses_once(django_assert_num_queries):
    article = a_draft()
    for quality in (80, 60, 40):
        a_photo(article, a_scene(quality=quality))
    photos_here = list(article.photos.all())
    article.author.has_perm("articles.moderate")  # asked once a request anyway

    with django_assert_num_queries(1):
        told = likeness.told(photos_here, to=article.author)
        assert [one.like.article for ones in told.values() for one in ones] == [article] * 3
