"""Owns what the drills share: the Chromium that watches pages drawn in this process."""

import pytest

from tests.walk.watching import watching


@pytest.fixture(scope="module")
def watcher():
    with watching() as started:
        yield started
