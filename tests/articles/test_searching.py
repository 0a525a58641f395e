"""Signs in the search box are words to look for, never the engine's language, and mean the same on both engines."""

import pytest
from django.test import Client

from tests.factories import a_live_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TITLES = [
    'Harga "beras" naik',
    "Ma'ruf dan 20.04",
    "Kopi (luwak) 100%",
    "C* a:b -x ^y_z",
    "AND atau NEAR(",
    "Pesta 👨‍👩‍👧",
]
WANTED = {
    '"': TITLES[:1],
    '"beras"': TITLES[:1],
    "'": TITLES[1:2],
    "*": TITLES[3:4],
    "(": [TITLES[2], TITLES[4]],
    "NEAR(": TITLES[4:5],
    "a:b": TITLES[3:4],
    "-x": TITLES[3:4],
    "20.04": TITLES[1:2],
    "and": TITLES[4:5],
    "^": TITLES[3:4],
    "%": TITLES[2:3],
    "_": TITLES[3:4],
    "100%": TITLES[2:3],
    "HARGA naik": TITLES[:1],
    "👨‍👩‍👧": TITLES[5:],
    "\\": [],
    "x" * 10_000: [],
    "   ": [],
    "\x00": [],
    "' OR 1=1 --": [],
}


def found(words: str) -> set[str]:
    answer = Client().get("/search/", {"q": words})
    assert answer.status_code == 200
    return {article.live_revision.title for article in answer.context["page"].rows} if answer.context["page"] else set()


def test_signs_are_looked_for_as_they_are():
    for title in TITLES:
        a_live_article(title=title, dek="Isi")

    assert {words: found(words) for words in WANTED} == {words: set(titles) for words, titles in WANTED.items()}


def test_nothing_found_says_so_with_the_words_that_were_looked_for():
    page = Client().get("/search/", {"q": "<kereta>"}).content.decode()

    assert "&lt;kereta&gt;" in page
    assert "<kereta>" not in page
