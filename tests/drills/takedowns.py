"""Owns what the drill of take-downs does to the rows, in a process beside the test."""

import time

from articles import pages, publishing
from articles.models import Article
from tests.factories import a_chief_editor, a_live_article


def live(number: int) -> list[list[str]]:
    """So many articles that are live now: code and path of each."""
    return [[article.code, article.get_absolute_url()] for article in (a_live_article() for _one in range(number))]


def withdraw(code: str) -> float:
    """Take it down; the moment, of the clock that all processes of a machine share, after which nobody may get it."""
    publishing.withdraw(Article.objects.get(code=code), by=a_chief_editor(), message="Keliru.")
    return time.monotonic()


def switch_off_the_stamps() -> None:
    """From here on this process raises none, as if a step had forgotten it."""
    pages.raise_stamps = lambda *keys: None
