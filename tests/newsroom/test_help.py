"""The help inside the product: both pages in both languages, and nothing of the light text's signs left over."""

import re

import pytest
from django.test import Client

from newsroom.help import PAGES
from tests.factories import a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_say_the_same_in_as_many_parts(page):
    pages = [signed_in(a_writer(language=language)).get(f"/help/{page}/") for language in ("id", "en")]

    texts = [answer.content.decode().partition("help-text")[2].partition("</main>")[0] for answer in pages]
    parts = [[text.count(f"<{tag}") for tag in ("h2", "p", "li", "strong", "em")] for text in texts]
    assert parts[0] == parts[1]
    assert parts[0][0] > 4
    assert not re.search(r"\*|(^|>)#", " ".join(texts).replace("## becomes", "").replace("## menjadi", ""))


def test_the_address_alone_leads_to_the_first_page():
    assert Client().get("/help/").url == "/help/writers/"


def test_a_page_that_is_none_is_not_here():
    assert Client().get("/help/editors/").status_code == 404
