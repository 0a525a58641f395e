"""Every picture of the corpus through the real form and the worker's function; time and memory of the child printed."""

import io
import random
import re
import time
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from articles import photos
from articles.models import Photo
from community.pictures import darkroom
from community.pictures.darkroom import RefusedPicture
from community.pictures.policy import MOST_SECONDS
from tests.costs import costs
from tests.factories import a_draft, a_writer
from tests.picture_corpus import CORPORA, Became, faults, heic, made, mutated, unlike
from tests.rooms import signed_in
from tests.typed import FIELDS

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
MUTATIONS = 2_000
CHILD = "community.pictures.child"
GROUPS = "orientation metadata colour motion_and_coding damaged disguised sizes_and_bombs near_duplicates".split()
# What the child and Python with its libraries have before a pixel is there.
MOST_MEGABYTES = 300 + 60
OURS = re.compile(r"(photos/[0-9a-f]{2}|share/[a-z0-9]{8}|uploads)/[0-9a-f]{64}(/\d+\.(avif|webp|jpg))?")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> tuple[Path, dict[str, dict]]:
    folder = tmp_path_factory.mktemp("pictures")
    lines = made(folder, *GROUPS) | heic()
    for file in heic():
        (folder / file).write_bytes((CORPORA / "heic" / file).read_bytes())
    return folder, lines


def as_browsers_write(name: str) -> str:
    """https://html.spec.whatwg.org/#multipart-form-data"""
    return name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")


def multipart(line: dict, data: bytes) -> bytes:
    name, kind = line.get("upload_name", line["file"]), line.get("content_type", "application/octet-stream")
    parts = [f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in FIELDS.items()]
    head = f'--b\r\nContent-Disposition: form-data; name="upload"; filename="{as_browsers_write(name)}"\r\n'
    return "".join([*parts, head, f"Content-Type: {kind}\r\n\r\n"]).encode() + data + b"\r\n--b--\r\n"


def uploaded(line: dict, data: bytes) -> tuple[Became, list[str]]:
    """What becomes of a file that a new writer chooses in the empty sheet, and what the page then says wrongly."""
    writer = a_writer()
    client = signed_in(writer)
    form = {"content_type": "multipart/form-data; boundary=b", "follow": True}
    page = client.post("/write/new/", multipart(line, data), **form).content.decode()
    article = writer.articles.get()
    photo = article.photos.first()
    if photo is None:
        return Became(fault_told(page)), wrong_page(page, line)
    photos.render_photo.func(photo.code)
    photo.refresh_from_db()
    page = wrong_page(client.get(article.draft_address).content.decode(), line)
    return (became(photo) if photo.is_ready else Became(photo.failure)), page


def fault_told(page: str) -> str:
    """Which fault the page speaks of, in the site's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return next((fault for fault, words in darkroom.SENTENCES.items() if str(words) in unescape(page)), "?")


def wrong_page(source: str, line: dict) -> list[str]:
    wrong = [f"{text} on the page" for text in ("<img src=x", "onerror=alert(1)>") if text in source]
    if "credit-escaped" in line.get("expect", []) and "&lt;img src=x onerror=alert(1)&gt;" not in source:
        wrong.append("the credit is not offered as words")
    return wrong


def became(photo: Photo) -> Became:
    renditions = {}
    for width in photo.widths:
        for kind in photo.formats:
            with default_storage.open(photo.stored_at(width, kind)) as file:
                renditions[width, kind] = file.read()
    offered = {name: getattr(photo, name) for name in ("creator", "source", "caption")}
    size, mirrored = (photo.width, photo.height), int(photo.mirrored_hash, 16)
    return Became("", size, renditions, offered, photo.difference_hash, mirrored)


def served_wrongly(photo: Photo) -> list[str]:
    """A rendition whose type does not follow its bytes."""
    client = signed_in(photo.owner)
    types = {kind: client.get(photo.rendition(photo.widths[0], kind)).headers["Content-Type"] for kind in photo.formats}
    right = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
    return [] if types == right else [f"served as {types}"]


def test_every_picture_of_the_corpus(corpus, settings, tmp_path):
    folder, lines = corpus
    all_of_them, wrong = {}, {}
    print(f"\n{'file':<28} {'verdict':<8} {'became':<16} {'wall s':>7} {'cpu s':>7} {'MB':>6}")

    for file, line in lines.items():
        data = (folder / file).read_bytes()
        all_of_them[file], on_page = uploaded(line, data)
        wall, cpu, peak = costs(data, CHILD, "develop", str(tmp_path))
        verdict = all_of_them[file].fault or "accepted"
        print(f"{file:<28} {line['verdict']:<8} {verdict:<16} {wall:7.2f} {cpu:7.2f} {peak:6.0f}")
        found = faults(line, all_of_them[file]) + on_page
        found += [f"{cpu:.1f} s of processor"] * (cpu > MOST_SECONDS + 1) + [f"{peak:.0f} MB"] * (peak > MOST_MEGABYTES)
        if not all_of_them[file].fault:
            found += served_wrongly(Photo.objects.latest("pk"))
        if found:
            wrong[file] = found
    wrong |= {file: found for file, line in lines.items() if (found := unlike(line, all_of_them))}
    names = [str(path.relative_to(settings.MEDIA_ROOT)) for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]

    print(f"{len(lines)} files, {sum(not one.fault for one in all_of_them.values())} accepted")
    assert wrong == {}
    assert [name for name in names if not OURS.fullmatch(name)] == []
    assert not any(name.startswith("uploads") for name in names)


def test_two_thousand_broken_pictures_are_taken_or_refused_and_nothing_else(corpus):
    """No error but a refusal with a sentence, whatever the child makes of it."""
    folder, lines = corpus
    small = [file for file, line in lines.items() if line["verdict"] == "accept"]
    small = [data for file in small if len(data := (folder / file).read_bytes()) < 100_000]
    seed = random.randrange(10**6)
    chance, article, seen = random.Random(seed), a_draft(), Counter()
    print(f"\nseed {seed}")

    for _ in range(MUTATIONS):
        seen[verdict(mutated(chance.choice(small), chance), article)] += 1

    print(", ".join(f"{what} {count}" for what, count in seen.most_common()))
    assert seen["waiting"] == seen[""] == 0
    assert seen["ready"] > MUTATIONS / 20


def verdict(data: bytes, article) -> str:
    try:
        photo = photos.receive(SimpleUploadedFile("foto.jpg", data), article=article, by=article.author)
    except RefusedPicture as refusal:
        return refusal.fault if str(refusal.sentence) else ""
    photos.develop(photo)
    photo.refresh_from_db()
    return photo.failure or photo.state


def test_a_long_animation_gives_its_first_picture_within_the_memory(tmp_path):
    """675 frames of 1280 x 720, as GIF, APNG and WebP."""
    frames = [Image.new("P", (1280, 720), shade % 256) for shade in range(675)]
    for kind, frame_count in (("GIF", 675), ("PNG", 120), ("WEBP", 120)):
        out = io.BytesIO()
        first, *rest = [frame.convert("RGB") if kind != "GIF" else frame for frame in frames[:frame_count]]
        first.save(out, kind, save_all=True, append_images=rest, duration=40)
        wall, cpu, peak = costs(out.getvalue(), CHILD, "develop", str(tmp_path))
        became_of, _page = uploaded({"file": f"panjang.{kind.lower()}"}, out.getvalue())
        print(f"\n{kind}: {len(out.getvalue()):,} bytes, {wall:.1f} s, {peak:.0f} MB", end="")

        assert (became_of.fault, became_of.size) == ("", (1280, 720))
        assert peak < MOST_MEGABYTES


def test_ten_large_pictures_at_once_are_answered_before_they_are_rendered():
    """Honest screenshots and noise of 12 to 24 million pixels: the page says which are not ready yet."""
    writer = a_writer()
    noise = Image.effect_noise((4000, 3000), 60).convert("RGB")
    files = []
    for number in range(10):
        out = io.BytesIO()
        (noise if number % 2 else Image.new("RGB", (6000, 4000), (number, 90, 90))).save(out, "JPEG", quality=60)
        files.append(SimpleUploadedFile(f"{number}.jpg", out.getvalue()))
    begun = time.monotonic()

    answer = signed_in(writer).post("/write/new/", FIELDS | {"upload": files})

    took = time.monotonic() - begun
    page = signed_in(writer).get(writer.articles.get().draft_address).content.decode()
    print(f"\nten files of 12 to 24 MP, {sum(file.size for file in files):,} bytes: answered in {took:.1f} s", end="")
    assert (answer.status_code, writer.photos.count()) == (302, 10)
    assert page.count("state-waiting") == 10
    assert took < 10
