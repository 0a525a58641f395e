"""Uploads that are odd, hostile or broken off, through the forms: an end in words, a draft unharmed, no place told."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from articles import photos, plaintext
from articles.models import Article, Photo, PhotoState
from tests.factories import a_draft, a_photo, a_picture, go_live, sent
from tests.picture_corpus import CORPORA, notes_in
from tests.pictures_made import after_start, segment
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
SECRETS = [b"RAHASIA", b"SERIAL-0042", b"Exif", b"GPS", b"Photoshop", b"xpacket", b"ns.adobe.com"]


def posted(client: Client, article: Article, data: bytes, name="foto.jpg"):
    typed = {"version": article.draft_version, "title": "Pasar kedua", "body": "Kata yang baru."}
    return client.post(article.draft_address, typed | {"upload": SimpleUploadedFile(name, data, "image/jpeg")})


def png_that_claims(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(10_000_000), 9)
    chunks = [(b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def gif_that_claims(side: int) -> bytes:
    gif = bytearray(a_picture(kind="GIF", size=(8, 8)))
    gif[6:10] = struct.pack("<HH", side, side)
    return bytes(gif)


def webp_that_claims(side: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 1
    webp = a_picture(kind="WEBP", exif=exif)
    return webp[:24] + struct.pack("<I", side - 1)[:3] * 2 + webp[30:]


def a_bomb(kind: str) -> bytes:
    made = {"png": png_that_claims, "gif": gif_that_claims, "webp": webp_that_claims}
    return made[kind]({"webp": 16_383}.get(kind, 50_000)) if kind in made else a_picture(kind=kind)


@pytest.mark.parametrize("kind", ["png", "gif", "webp", "TIFF"])
def test_a_small_file_that_unfolds_to_gigapixels_is_refused_in_words_everywhere(kind):
    article, bomb = a_draft(), a_bomb(kind)
    client = signed_in(article.author)
    profile = {"pen_name": article.author.pen_name, "handle": article.author.handle, "tagline": "", "bio": ""}

    as_photo = posted(client, article, bomb)
    as_portrait = client.post("/settings/", profile | {"language": "", "portrait": io.BytesIO(bomb)})

    assert (as_photo.status_code, as_portrait.status_code) == (422, 422)
    assert as_photo.context["refused"]
    assert as_portrait.context["form"].errors["portrait"]
    assert Photo.objects.count() == 0


@pytest.mark.parametrize("name", ["kosong.jpg", "mentah.cr2", "film.mp4", "teks.pdf"])
def test_what_is_no_picture_ends_in_words_and_leaves_the_draft_saved(name):
    article = a_draft()
    data = {"kosong.jpg": b"", "mentah.cr2": b"II*\0\x10\0\0\0CR\x02\0" + bytes(500)}.get(name, b"\0\0\0\x18ftypmp42")

    answer = posted(signed_in(article.author), article, data, name)

    article.refresh_from_db()
    assert answer.status_code == 422
    assert [words.startswith(f"{name}: ") for words in answer.context["refused"]] == [True]
    assert (article.title, plaintext.to_text(article.body)) == ("Pasar kedua", "Kata yang baru.")


@pytest.mark.parametrize("file", ["photo.heic", "gps.heic"])
def test_a_phones_own_format_is_taken(file):
    article = a_draft()
    data = (CORPORA / "heic" / file).read_bytes()

    answer = posted(signed_in(article.author), article, data, file)
    photos.render_photo.func(Photo.objects.get().code)

    assert answer.status_code == 302
    assert Photo.objects.get().state == PhotoState.READY


@pytest.mark.parametrize("part", [0.5, 0.9, 0.99])
def test_a_connection_that_breaks_off_leaves_the_draft_unharmed(part):
    article = a_draft()
    before = (article.title, article.draft_version)
    head = '--b\r\nContent-Disposition: form-data; name="upload"; filename="foto.jpg"\r\n\r\n'
    version = f'--b\r\nContent-Disposition: form-data; name="version"\r\n\r\n{article.draft_version}\r\n'
    whole = head.encode() + a_picture("plum") + f"\r\n{version}--b--\r\n".encode()

    client = signed_in(article.author)
    kind = "multipart/form-data; boundary=b"
    answer = client.post(article.draft_address, whole[: int(len(whole) * part)], content_type=kind)

    article.refresh_from_db()
    assert answer.status_code in (400, 422)
    assert (article.title, article.draft_version) == before


def a_picture_that_tells_where() -> bytes:
    """Place and serial number in Exif, XMP and IPTC, and in a comment."""
    exif = Image.Exif()
    exif[0x8825] = {1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 12.0)}
    exif[0xA431] = "SERIAL-0042"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>6,10.5S</exif:GPSLatitude>RAHASIA</x:xmpmeta>'
    field = struct.pack(">BBBH", 28, 2, 92, 13) + b"RUMAH-RAHASIA"
    iptc = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(field)) + field
    data = a_picture("peru", exif=exif, comment=b"RAHASIA")
    data = after_start(data, segment(0xED, b"Photoshop 3.0\0" + iptc))
    return after_start(data, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))


def test_no_public_file_says_where_a_picture_was_taken(settings):
    """As cover, in the text, on the card that other sites show, and as portrait."""
    data, article = a_picture_that_tells_where(), a_draft()
    cover, photo = a_photo(article, data), a_photo(article, after_start(data, segment(0xFE, b"lain")))
    body = plaintext.from_text(f"Isi.\n\n(foto {photo.code})", article.body)
    Article.objects.filter(pk=article.pk).update(cover=cover, body=body)
    go_live(sent(Article.objects.get(pk=article.pk)))
    person, portrait = article.author, {"language": "", "tagline": "", "bio": "", "portrait": io.BytesIO(data)}
    signed_in(person).post("/settings/", portrait | {"pen_name": person.pen_name, "handle": person.handle})

    stored = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    assert {path.relative_to(settings.MEDIA_ROOT).parts[0] for path in stored} >= {"photos", "portraits"}
    assert all(secret in data for secret in SECRETS[:2])
    assert [(path.name, secret) for path in stored for secret in SECRETS if secret in path.read_bytes()] == []
    assert [path.name for path in stored if notes_in(path.read_bytes())] == []
