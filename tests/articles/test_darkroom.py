"""The child that decodes pictures: what it is given, what it may use, and what becomes of a photo when it dies."""

import io
import os
import re
import signal
import struct
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import photos
from articles.models import Photo, PhotoState
from community.pictures import darkroom
from community.pictures.darkroom import ChildKilled, RefusedPicture
from community.pictures.policy import Fault
from tests.factories import a_draft, a_picture, later
from tests.pictures_made import with_iptc, with_xmp

pytestmark = pytest.mark.django_db


def received(data: bytes) -> Photo:
    article = a_draft()
    return photos.receive(SimpleUploadedFile("foto.jpg", data), article=article, by=article.author)


def png_bomb(width: int, height: int) -> bytes:
    """A greyscale PNG of so many pixels in some kilobytes."""
    squeezer = zlib.compressobj(9)
    row = bytes(1 + width // 8)
    packed = b"".join(squeezer.compress(row) for _row in range(height)) + squeezer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", packed), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def children(of: int) -> list[int]:
    """The processes that decode a picture for this one."""
    found = []
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            status, command = (Path(f"/proc/{pid}/{name}").read_text() for name in ("status", "cmdline"))
        except OSError:
            continue
        if "community.pictures.child" in command and f"PPid:\t{of}\n" in status:
            found.append(int(pid))
    return found


def test_a_forty_megapixel_png_fits_into_the_childs_memory():
    with darkroom.developed(png_bomb(8000, 4990)) as (found, folder):
        names = sorted(path.name for path in folder.iterdir())

    assert (found["width"], found["height"]) == (8000, 4990)
    assert names == sorted(f"{width}.{kind}" for width in (360, 720, 1200, 1600) for kind in ("avif", "webp", "jpg"))


def test_the_child_has_so_much_memory_and_time_and_no_more():
    asked = (
        "from community.pictures.child import limit, resource; limit(); print(resource.getrlimit(resource.RLIMIT_CPU))"
    )
    done = [
        subprocess.run([sys.executable, "-c", f"{asked}; bytearray({size})"], capture_output=True, cwd=darkroom.HOME)
        for size in (250_000_000, 320_000_000)
    ]

    assert [one.stdout for one in done] == [b"(10, 11)\n"] * 2
    assert [b"MemoryError" in one.stderr for one in done] == [False, True]


@pytest.mark.drill
def test_a_picture_that_burns_its_time_is_too_hard_and_not_tried_again():
    asked = "from community.pictures.child import limit; limit()\nwhile True: pass"

    done = subprocess.run([sys.executable, "-c", asked], cwd=darkroom.HOME)

    assert done.returncode == -signal.SIGXCPU
    assert done.returncode in darkroom.BY_THE_PICTURE


def test_the_child_knows_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("LEMBAR_SECRET_KEY", "rahasia-sekali")

    assert not any("LEMBAR" in name or "URL" in name for name in darkroom.ENVIRONMENT)
    assert darkroom.look(a_picture())["width"] == 800


@pytest.mark.django_db(transaction=True)
def test_a_child_that_is_killed_leaves_a_photo_that_a_retry_mends():
    photo = received(a_noisy_picture())
    killed = []

    def kill_the_first_child():
        until = time.monotonic() + 20
        while not killed and time.monotonic() < until:
            killed.extend(children(os.getpid()))
            time.sleep(0.005)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_the_first_child)
    killer.start()
    with pytest.raises(ChildKilled):
        photos.develop(photo)
    killer.join()
    between = Photo.objects.get()
    with later(minutes=2):
        photos.retry_lapsed()
        photos.render_photo.func(photo.code)

    assert (between.state, Photo.objects.get().state) == (PhotoState.WAITING, PhotoState.READY)


def a_noisy_picture() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((2400, 1600), 60).convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue()


def test_a_bomb_takes_nothing_else_down():
    """Decoded in the same second as an ordinary picture."""
    answers = {}

    def look(name: str, data: bytes):
        try:
            answers[name] = darkroom.look(data)["width"]
        except RefusedPicture as refusal:
            answers[name] = refusal.fault

    threads = [
        threading.Thread(target=look, args=given)
        for given in (("bomb", png_bomb(30_000, 30_000)), ("picture", a_picture()))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {"bomb": Fault.TOO_MANY_PIXELS, "picture": 800}


@pytest.mark.parametrize("made", [with_iptc, with_xmp])
def test_by_line_credit_and_caption_are_offered_in_the_passport(made):
    photo = received(made(creator="Siti Nurhalim\u00e9", credit="Kantor Foto", caption="Pasar  pagi"))

    assert (photo.creator, photo.source, photo.caption, photo.offered) == (
        "Siti Nurhalim\u00e9", "Kantor Foto", "Pasar pagi", True
    )  # fmt: skip


def test_a_by_line_in_latin_one_is_read():
    assert received(with_iptc(creator="Andr\u00e9", charset="latin-1")).creator == "Andr\u00e9"


def test_entities_in_xmp_are_never_expanded():
    bomb = with_xmp(
        caption="&a;", prologue="<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
    )

    photo = received(bomb)

    assert (photo.caption, photo.offered) == ("", False)


def test_what_the_file_says_is_only_offered_never_kept_in_a_rendition():
    photo = received(with_xmp(creator="RAHASIA-PEMBUAT"))
    photos.develop(photo)
    photo.refresh_from_db()

    for width in photo.widths:
        for kind in photo.formats:
            with default_storage.open(photo.stored_at(width, kind)) as file:
                assert not re.search(b"RAHASIA|xpacket|Exif|http://ns", file.read())
