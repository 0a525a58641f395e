"""Runs the child of pictures over many files in one go: `python -m tests.broken_pictures FOLDER`, a line for each.

Python and its libraries are loaded once, and each file has forks of its own: a decoder may end the process.
"""

import io
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from community.pictures import child

WORKS = ("look", "develop")


def main(folder: Path) -> None:
    for file in sorted(folder.iterdir()):
        ends = {work: ended(work, file.read_bytes()) for work in WORKS}
        print(json.dumps({"file": file.name} | ends), flush=True)


def ended(work: str, data: bytes) -> int:
    """How the child ended, as subprocess tells it: its exit status, or less than 0 for a signal."""
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdin = SimpleNamespace(buffer=io.BytesIO(data))
    try:
        with TemporaryDirectory() as folder:
            child.main(work, folder)
    except BaseException as error:
        print(f"{work}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
