"""The traps of tests/corpora/README.md, "What a naive picture pipeline gets wrong", each with its test.

Here, without a process for each picture: comments, colours, transparency, profiles, first pictures, disguises, cuts,
Exif that only warns, checksums, ends that are missing, who may turn a picture, lower limits, text that unpacks.
Elsewhere: cmyk-plain, grey-16bit also in test_photos.py (`test_a_cmyk_picture_without_adobes_mark_is_not_black`,
`test_a_sixteen_bit_grey_is_not_bleached`); many-scans (`test_a_picture_of_thousands_of_scans_is_refused`);
narrow-when-turned (`test_a_portrait_is_measured_after_it_is_turned`); bomb-13000
(`test_a_header_over_the_limits_is_refused_before_a_pixel_is_decoded`, and decoded in test_darkroom.py,
`test_a_bomb_takes_nothing_else_down`); xmp*, iptc-latin1 in test_darkroom.py; near-* in test_takedown.py.
All 192 files through the form, with time and memory: tests/drills/test_pictures.py.
"""

import importlib
import json
import random
import struct
import subprocess
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from community.pictures import child, darkroom, notes, opening
from community.pictures.darkroom import RefusedPicture
from community.pictures.opening import Refused
from community.pictures.policy import Fault
from tests.picture_corpus import CORPORA, Became, faults, heic, made, mutated
from tests.site import ROOT

TRAPS = {
    "a comment survives": ["script-comment.jpg", "pdf-comment.jpg", "php-text.png", "php-tail.gif", "html-exif.jpg"],
    "four colours are inverted": ["cmyk-plain.jpg", "cmyk-adobe.jpg", "ycck.jpg"],
    "sixteen bits are bleached": ["grey-16bit.png", "rgb-16bit.png"],
    "hidden colours come to light": [
        *("alpha.png", "alpha.webp", "alpha.avif", "grey-alpha.png", "colour-key.png"),
        *("palette-transparent.png", "palette-transparent.gif"),
    ],
    "a profile is dropped or trusted": [
        *("display-p3.jpg", "icc-swapped.png", "icc-noise.jpg", "icc-truncated.jpg", "icc-grey.jpg", "icc-pieces.jpg"),
    ],
    "a stereo picture is none": ["stereo.mpo"],
    "another frame is shown": ["animated.gif", "animated.webp", "animated.avif", "animated-default.png"],
    "the name says the format": [
        *(f"{kind}.jpg" for kind in ("bmp", "ico", "tiff", "ppm", "tga", "pcx", "sgi", "dds", "jpeg2000", "eps")),
        *("psd.psd", "lab.tif", "loop.eps", "html.jpg", "svg.jpg", "svg-bom.png", "script.svg", "zip.jpg", "mvg.jpg"),
    ],
    "a cut raises what nobody expected": ["cut-97.avif", "cut-50.jpg", "cut-97.png", "cut-75.webp", "cut-50.gif"],
    "exif that only warns": [f"exif-{how}.jpg" for how in ("cyclic", "overlong", "huge-count", "wrong-type", "empty")],
    "notes of a camera": ["gps.jpg", "gps.png", "gps.webp", "gps.avif", "app-segments.jpg", "iptc.jpg", "xmp.jpg"],
    "turned twice": [*(f"orientation-{turn}.jpg" for turn in range(1, 9)), "orientation-99.jpg"],
    "turned in other formats": ["orientation-6.png", "orientation-6.webp", "orientation-6.avif"],
    "xmp alone turns": ["orientation-xmp-only.jpg"],
    "a container has turned it already": ["gps.heic", "photo.heic", "heic-half.heic"],
    "what no browser shows": ["arithmetic.jpg"],
}


def became(data: bytes) -> Became:
    """What the child would write and tell, without a process of its own."""
    with warnings.catch_warnings(), TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        try:
            told = child.look(data, Path(folder))
            found = child.develop(data, Path(folder))
        except Refused as refusal:
            return Became(refusal.fault)
        named = {file: file.stem for file in Path(folder).iterdir()}
        written = {(int(width), file.suffix[1:]): file.read_bytes() for file, width in named.items()}
    size = (found["width"], found["height"])
    return Became("", size, written, told["offered"], found["hash"], found["mirrored"])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> dict[str, tuple[dict, bytes]]:
    folder = tmp_path_factory.mktemp("pictures")
    lines = made(folder, *"orientation metadata colour motion_and_coding damaged disguised".split())
    kept = {file: (line, (CORPORA / "heic" / file).read_bytes()) for file, line in heic().items()}
    return {file: (line, (folder / file).read_bytes()) for file, line in lines.items()} | kept


@pytest.fixture(scope="module")
def parts(corpus):
    """The generator's own pieces; `corpus` has imported it."""
    assert "make_pictures" in sys.modules
    return importlib.import_module("picture_parts")


@pytest.mark.drill
@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_of_the_corpus_is_stepped_over(corpus, trap):
    wrong = {file: faults(corpus[file][0], became(corpus[file][1])) for file in TRAPS[trap]}

    assert {file: found for file, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("flip-30.png", Fault.DAMAGED),  # load() alone does not look at the checksum
        ("no-eoi.jpg", Fault.DAMAGED),
        ("no-iend.png", Fault.DAMAGED),
        ("bad-crc.png", Fault.NOT_A_PICTURE),
        ("zero-640x0.png", Fault.NOT_A_PICTURE),
    ],
)
def test_what_may_be_answered_either_way_is_answered_so(corpus, file, fault):
    assert became(corpus[file][1]).fault == fault


@pytest.mark.drill
def test_of_forty_broken_pictures_each_is_taken_or_refused(corpus, tmp_path):
    """The child ends by itself, or by a decoder's fault that counts against the picture.

    2,000 through the form's and the worker's functions: tests/drills/test_pictures.py.
    """
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    small = [data for line, data in corpus.values() if line["verdict"] == "accept" and len(data) < 20_000]
    folder = tmp_path / "broken"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}").write_bytes(mutated(chance.choice(small), chance))

    command = [sys.executable, "-m", "tests.broken_pictures", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    ends = [json.loads(line) for line in done.stdout.splitlines()]
    right = {0, *darkroom.BY_THE_PICTURE}
    assert (len(ends), done.stderr) == (40, "")
    assert [end for end in ends if not {end["look"], end["develop"]} <= right] == []


def test_a_library_that_falls_over_refuses_the_picture_and_nothing_else(corpus):
    """One byte of this HEIC ends pi-heif by a signal (1.4)."""
    data = corpus["gps.heic"][1]

    with pytest.raises(RefusedPicture) as refused:
        darkroom.look(data.replace(b"\0Exif\0", b"\0\xffxif\0", 1))

    assert refused.value.fault == Fault.TOO_HARD
    assert darkroom.look(data)["width"] == 640


def test_an_avif_whose_planes_do_not_decode_is_damaged(corpus):
    """Pillow raises RuntimeError there, from load() alone."""
    data = corpus["orientation-6.avif"][1]
    at = data.index(b"mdat") + 4

    assert became(data[:at] + b"\xff" * 40 + data[at + 40 :]).fault == Fault.DAMAGED


def claiming(jpeg: bytes, start_of_frame: bytes, width: int, height: int) -> bytes:
    at = jpeg.index(start_of_frame) + 5
    return jpeg[:at] + struct.pack(">HH", height, width) + jpeg[at + 4 :]


@pytest.mark.parametrize(("progressive", "fault"), [(False, ""), (True, Fault.TOO_MANY_PIXELS)])
def test_a_progressive_jpeg_has_the_lower_limit(parts, progressive, fault):
    frame = b"\xff\xc2" if progressive else b"\xff\xc0"
    data = claiming(parts.enc(parts.card(), progressive=progressive), frame, 8000, 6000)

    assert looked_at(data) == fault


def test_a_heif_has_the_lower_limit(corpus):
    data = corpus["photo.heic"][1]
    at = data.index(b"ispe") + 8

    assert looked_at(data[:at] + struct.pack(">II", 6000, 5500) + data[at + 8 :]) == Fault.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_text_that_unpacks_to_much_is_no_picture_and_no_crash(parts, kind):
    head = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"icc\0\0"}[kind]
    data = parts.with_chunks(parts.enc(parts.card(), "PNG"), parts.chunk(kind, head + parts.zeros(80_000_000)))

    assert looked_at(data) in (Fault.NOT_A_PICTURE, "")


def looked_at(data: bytes) -> str:
    try:
        opening.upright_size(opening.opened(data))
    except Refused as refusal:
        return refusal.fault
    return ""


def test_a_file_tells_of_its_maker_what_it_should_and_no_more(corpus):
    offered = {file: notes.offered(opening.opened(corpus[file][1])) for file in ("gps.jpg", "xmp-html.jpg", "iptc.jpg")}

    assert offered == {
        "gps.jpg": {"creator": "Sari Dewi"},
        "xmp-html.jpg": {"source": "<img src=x onerror=alert(1)>"},  # words, which the form escapes
        "iptc.jpg": {"creator": "Siti Nurhalimé", "source": "Kantor Foto Lembar", "caption": "Pasar pagi"},
    }
