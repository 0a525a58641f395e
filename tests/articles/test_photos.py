"""From an untrusted upload to clean renditions, and who may fetch them."""

import io
import re
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from articles import checks, photos, publishing
from articles.models import Photo, PhotoState
from community.pictures.policy import KINDS
from tests.factories import a_chief_editor, a_draft, a_live_article, a_moderator, a_photo, a_picture, a_writer, later
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def received(data: bytes, name="foto.jpg") -> Photo:
    article = a_draft()
    return photos.receive(SimpleUploadedFile(name, data), article=article, by=article.author)


def developed(data: bytes) -> Photo:
    photo = received(data)
    photos.develop(photo)
    photo.refresh_from_db()
    return photo


def rendition(photo: Photo, width: int | None = None, kind="jpg") -> Image.Image:
    with default_storage.open(photo.stored_at(width or photo.widths[-1], kind)) as file:
        image = Image.open(io.BytesIO(file.read()))
    image.load()
    return image


def quartered(turn: int = 1, **options) -> bytes:
    """Red at the top left of a lying picture, with an orientation note."""
    image = Image.new("RGB", (800, 400), "white")
    image.paste("red", (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = turn
    exif[0x010F] = "Kamera-Rahasia"
    exif[0x8825] = {1: "S", 2: (5.0, 8.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif, comment=b"komentar rahasia", **options)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG whose header promises so many pixels and whose data are none."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_renditions_have_the_widths_below_the_picture_and_never_more():
    assert developed(a_picture(size=(2000, 1000))).widths == [360, 720, 1200, 1600]
    assert developed(a_picture("navy", size=(900, 500))).widths == [360, 720, 900]
    small = developed(a_picture("olive", size=(360, 120)))
    assert (small.widths, rendition(small).size) == ([360], (360, 120))


@pytest.mark.parametrize(
    ("turn", "size", "corner"), [(1, (800, 400), (20, 20)), (6, (400, 800), (380, 20)), (3, (800, 400), (780, 380))]
)
def test_a_picture_is_turned_upright_exactly_once(turn, size, corner):
    photo = developed(quartered(turn))

    upright = rendition(photo)

    assert (photo.width, photo.height) == upright.size == size
    red, green, blue = upright.getpixel(corner)
    assert red > 200 > 80 > max(green, blue)


def test_nothing_of_the_upload_but_its_pixels_is_kept():
    photo = developed(quartered())

    for width in photo.widths:
        for kind in KINDS:
            with default_storage.open(photo.stored_at(width, kind)) as file:
                data = file.read()
            assert b"Rahasia" not in data
            assert b"rahasia" not in data
            assert b"Exif" not in data
    assert not default_storage.exists(photo.upload_at)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_stands_on_white(kind):
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (255, 0, 0, 0)).save(out, kind)

    assert rendition(developed(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_a_sixteen_bit_grey_is_not_bleached():
    out = io.BytesIO()
    Image.new("I;16", (400, 200), 257 * 100).save(out, "PNG")

    assert abs(rendition(developed(out.getvalue())).getpixel((5, 5))[0] - 100) < 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"GIF89a" + b"\x00" * 50, "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 999 999\n", "not a picture"),
        (a_picture(kind="BMP"), "not a picture"),
        (a_picture(kind="TIFF"), "not a picture"),
        (a_picture(size=(359, 500)), "too small"),
        (a_picture(size=(500, 119)), "too small"),
        (png_that_claims(60_000, 60_000), "too many pixels"),
        (png_that_claims(13_000, 13_000), "too many pixels"),
        (a_picture(kind="PNG", size=(400, 400)) + b"\x00" * 25_000_000, "larger than 25 MB"),
    ],
)
def test_a_header_over_the_limits_is_refused_before_a_pixel_is_decoded(data, words):
    with pytest.raises(photos.RefusedPicture, match=words):
        received(data)

    assert (Photo.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_an_orientation_that_is_no_number_means_upright():
    words_for_a_number = struct.pack("<2sHIHHHI4sI", b"II", 42, 8, 1, 0x0112, 2, 4, b"abc\0", 0)
    out = io.BytesIO()
    Image.new("RGB", (500, 200)).save(out, "JPEG", exif=b"Exif\0\0" + words_for_a_number)

    assert rendition(developed(out.getvalue())).size == (500, 200)


def test_a_cmyk_picture_without_adobes_mark_is_not_black():
    out = io.BytesIO()
    Image.new("CMYK", (400, 200), (255, 0, 0, 255)).save(out, "JPEG")  # written inverted, as Adobe does
    plain = re.sub(rb"\xff\xee..Adobe.{7}", b"", out.getvalue(), flags=re.S)

    red, green, blue = rendition(developed(plain)).getpixel((20, 20))

    assert red > 200 > 80 > max(green, blue)


def test_a_picture_of_thousands_of_scans_is_refused():
    out = io.BytesIO()
    Image.new("RGB", (500, 200)).save(out, "JPEG", progressive=True)

    with pytest.raises(photos.RefusedPicture, match="unusual"):
        received(out.getvalue() + b"\xff\xda" * 200)


def test_a_portrait_is_measured_after_it_is_turned():
    narrow = Image.new("RGB", (500, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    narrow.save(out, "JPEG", exif=exif)

    with pytest.raises(photos.RefusedPicture, match="too small"):
        received(out.getvalue())


def test_a_picture_that_breaks_off_is_told_and_takes_nothing_down():
    noise = io.BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(noise, "JPEG")

    photo = developed(noise.getvalue()[: len(noise.getvalue()) // 2])

    assert (photo.state, photo.failure) == (PhotoState.FAILED, "damaged")
    assert developed(a_picture("teal")).state == PhotoState.READY


def test_the_same_picture_is_rendered_once_and_has_addresses_of_its_own():
    first = developed(a_picture("salmon"))
    before = {path: default_storage.get_modified_time(first.stored_at(path, "jpg")) for path in first.widths}

    second = developed(a_picture("salmon"))

    assert second.rendition(360, "jpg") != first.rendition(360, "jpg")
    assert before == {path: default_storage.get_modified_time(second.stored_at(path, "jpg")) for path in second.widths}


def test_an_upload_and_its_task_are_one_transaction():
    photo = received(a_picture("plum"))

    assert DBTaskResult.objects.get().args_kwargs["args"] == [photo.code]
    assert photo.state == PhotoState.WAITING


def test_a_photo_whose_worker_died_is_asked_for_again_and_at_last_given_up():
    photo = received(a_picture("gold"))
    states = []

    for minutes in (2, 4, 6, 8):
        with later(minutes=minutes):
            photos.retry_lapsed()
            Photo.objects.update(tries=F("tries") + 1, tried_at=timezone.now())  # a worker begins, and dies
        states.append((DBTaskResult.objects.count(), Photo.objects.get().state))

    assert states == [(1, "waiting"), (2, "waiting"), (3, "waiting"), (3, "failed")]
    assert photo.code == Photo.objects.get().code


def test_a_photo_that_waits_in_a_long_queue_is_neither_asked_for_twice_nor_given_up():
    received(a_picture("tan"))

    for hours in (1, 5, 9, 12):
        with later(hours=hours):
            assert photos.retry_lapsed() == 0

    assert (DBTaskResult.objects.count(), Photo.objects.get().state) == (1, PhotoState.WAITING)


def test_a_full_disk_is_no_fault_of_the_picture(settings):
    photo = received(a_picture("sienna"))
    (settings.MEDIA_ROOT / "photos").write_text("a file where a folder should be")

    with pytest.raises(OSError, match="photos"):
        photos.develop(photo)

    assert Photo.objects.get().state == PhotoState.WAITING


def test_rendering_goes_on_over_what_a_killed_worker_left_half_written():
    photo = received(a_picture("khaki"))
    default_storage.save(photo.stored_at(360, "jpg"), ContentFile(b"\xff\xd8half"))

    photos.develop(photo)
    photo.refresh_from_db()

    assert rendition(photo, 360).size == (360, 225)


def test_an_unpublished_photo_is_for_its_owner_and_the_desk():
    photo = a_photo(a_draft())
    address = photo.plain

    answers = {
        "owner": signed_in(photo.owner).get(address),
        "moderator": signed_in(a_moderator()).get(address),
        "writer": signed_in(a_writer()).get(address),
        "reader": Client().get(address),
    }

    assert {who: answer.status_code for who, answer in answers.items()} == {
        "owner": 200, "moderator": 200, "writer": 404, "reader": 404
    }  # fmt: skip
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {"private, no-store", "no-store"}


def test_a_published_photo_is_public_and_kept_for_ever_without_a_cookie():
    photo = a_live_article(cover=True).photos.get()

    answer = signed_in(photo.owner).get(photo.plain)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("wrong", ["0000000000000000-360.jpg", "{sha}-361.jpg", "{sha}-360.svg", "{sha}-360.jpg/x"])
def test_an_address_that_is_none_is_not_here(wrong):
    photo = a_live_article(cover=True).photos.get()

    address = f"/media/{photo.code}/{wrong.format(sha=photo.sha256[:16])}"

    assert Client().get(address).status_code == 404


def test_a_removed_articles_photos_are_gone_at_once_and_their_files_after_a_sweep():
    article = a_live_article(cover=True)
    photo = article.photos.get()
    address, files = photo.plain, [photo.stored_at(width, kind) for width in photo.widths for kind in KINDS]
    publishing.remove(article, by=a_chief_editor(), message="Perintah.", reference="12/2026")

    answers = [Client().get(address).status_code, signed_in(photo.owner).get(address).status_code]
    photos.sweep()

    assert answers == [404, 404]
    assert [name for name in files if default_storage.exists(name)] == []


def test_a_sweep_spares_the_files_that_another_photo_shows():
    article, other = a_live_article(cover=True), a_live_article(cover=True)
    publishing.remove(article, by=a_chief_editor(), message="Perintah.", reference="12/2026")

    swept = [photos.sweep(), photos.sweep()]

    assert swept == [1, 0]
    assert Client().get(other.photos.get().plain).status_code == 200


@pytest.mark.parametrize(
    ("passport", "lacking"),
    [
        ({"licence": "permission"}, ["has no proof or reason"]),
        ({"licence": "permission", "licence_note": "Bu Rani, WhatsApp, 3 November"}, []),
        ({"licence": "permission", "source_url": "https://kampung.example/media/77"}, []),
        ({"licence": "handout"}, ["has no proof or reason"]),
        ({"licence": "screenshot", "source_url": "https://kampung.example/"}, ["has no proof or reason"]),
        ({"licence": "cc_by"}, ["has no source address"]),
        ({"licence": "public_domain", "source_url": "https://arsip.example/1"}, []),
        ({"licence": ""}, ["has no licence"]),
        ({"licence": "own"}, []),
    ],
)
def test_a_licence_asks_for_what_it_needs(passport, lacking):
    photo = a_photo(a_draft(), **passport)

    assert [one.sentence.removeprefix("Foto 1 ") for one in checks.passport_lacks(photo, "Foto 1")] == lacking
