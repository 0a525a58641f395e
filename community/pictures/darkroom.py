"""Owns how a picture is given to the child that decodes it, and what is said of one that is not taken."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext_lazy as _

from community.pictures.policy import MOST_BYTES, Fault

log = logging.getLogger(__name__)

HOME = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds by the wall clock, on a machine that does much else
# No secret of ours is handed on; the allocator keeps to one arena, since others would count as memory used. The first
# child leaves its modules compiled where it may write: some are nobody else's, and compiling them is half of a look.
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
# Ends of the child that say something of the picture: out of processor time, or a decoder that ran into a wall.
BY_THE_PICTURE = {-signal.SIGXCPU, -signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL}

SENTENCES = {
    Fault.NOT_A_PICTURE: _("This is not a picture that we can use. Choose a JPEG, PNG, WebP, AVIF or HEIC."),
    Fault.TOO_MANY_BYTES: _("This file is larger than 25 MB. Choose a smaller one."),
    Fault.TOO_MANY_PIXELS: _("This picture has too many pixels. Make it smaller first."),
    Fault.TOO_SMALL: _("This picture is too small: at least 360 × 120 pixels."),
    Fault.UNUSUAL: _("This picture is built in an unusual way. Save it anew in another program."),
    Fault.DAMAGED: _("This file could not be read as a picture."),
    Fault.TOO_HARD: _("This picture takes too much time or memory to open. Save it smaller, as a JPEG."),
    Fault.NOT_NOW: _("We cannot look at pictures just now. Choose it again in a minute."),
}
TOO_LARGE = {Fault.TOO_MANY_BYTES, Fault.TOO_MANY_PIXELS}


class RefusedPicture(ValueError):
    """A picture that is not taken. `sentence` is for whoever sent it; `too_large` asks for status 413."""

    def __init__(self, fault: Fault):
        super().__init__(SENTENCES[fault])
        self.fault, self.sentence, self.too_large = fault, SENTENCES[fault], fault in TOO_LARGE


class ChildKilled(Exception):
    """The child was ended from outside, or could not begin; it says nothing of the picture, so try again."""


def look(data: bytes) -> dict:
    """Judge a file by its header: width, height, and what it says of its maker. Raises RefusedPicture."""
    if len(data) > MOST_BYTES:
        raise RefusedPicture(Fault.TOO_MANY_BYTES)
    try:
        return _run("look", data, "")
    except ChildKilled as killed:
        log.error("A picture could not be looked at: %s", killed)
        raise RefusedPicture(Fault.NOT_NOW) from killed


@contextmanager
def developed(data: bytes, work: str = "develop") -> Iterator[tuple[dict, Path]]:
    """What the child found, and the folder of its renditions, which is gone afterwards.

    Raises RefusedPicture, and ChildKilled when trying again may help.
    """
    with TemporaryDirectory() as folder:
        yield _run(work, data, folder), Path(folder)


def _run(work: str, data: bytes, folder: str) -> dict:
    command = [sys.executable, "-m", "community.pictures.child", work, folder]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=HOME, env=ENVIRONMENT, timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise ChildKilled(work) from error
    if done.returncode in BY_THE_PICTURE:
        raise RefusedPicture(Fault.TOO_HARD)
    if done.returncode:
        raise ChildKilled(f"{work} ended with {done.returncode}: {done.stderr[-500:].decode(errors='replace')}")
    answer = json.loads(done.stdout)
    if "fault" in answer:
        raise RefusedPicture(Fault(answer["fault"]))
    return answer
