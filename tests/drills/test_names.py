"""Every name of the corpus through the real forms: pen name and handle by the settings, pen name by sign-up, title."""

import re
import unicodedata

import pytest
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse

from community.models import User
from tests.community.test_names_typed import wrongly_stored
from tests.corpora import lines
from tests.factories import a_writer
from tests.rooms import signed_in
from tests.typed import FIELDS

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
HALF_A_PAIR = re.compile("[\ud800-\udfff]")  # no browser sends it; the sign for broken text arrives


def arriving() -> list[dict]:
    return [line | {"input": HALF_A_PAIR.sub("\ufffd", line["input"])} for line in lines("names.jsonl")]


def is_right(line: dict, use: str, stored: str | None) -> bool:
    typed = unicodedata.normalize("NFC", line["input"])
    right = {"accept": typed, "refuse": None, "normalise": line.get(f"{use}_to"), "either": stored}
    return stored == right[line[use]]


def test_every_pen_name_and_handle_through_the_settings():
    wrong = {}
    for line in arriving():
        caches["limits"].clear()  # each writer is undone, and the next one is the same to it
        if found := wrongly_stored(line):
            wrong[line["id"]] = found

    print(f"\n{len(arriving())} names through the settings", end="")
    assert wrong == {}


def test_every_pen_name_through_sign_up():
    wrong = {}
    for number, line in enumerate(arriving()):
        cache.clear()  # this many people from one address are not let in otherwise
        typed = {"email": f"o{number}@contoh.example", "password1": "angin-timur-41", "pen_name": line["input"]}
        answer = Client().post("/accounts/signup/", typed)
        person = User.objects.filter(email=typed["email"]).first()
        kept = answer.status_code == 302 or answer.context["form"]["pen_name"].value() == line["input"]
        if not kept or not is_right(line, "pen_name", person and person.pen_name):
            wrong[line["id"]] = person and person.pen_name

    assert wrong == {}


def test_every_title_through_the_draft_form():
    wrong, writer = {}, a_writer()
    client = signed_in(writer)
    for line in arriving():
        answer = client.post(reverse("writing:new"), FIELDS | {"title": line["input"], "body": "Ramai."})
        article = writer.articles.latest("pk")
        refused = answer.status_code == 422 and answer.context["form"]["title"].value() == line["input"]
        stored = article.title or None
        if (answer.status_code != 302 and not refused) or not is_right(line, "title", stored):
            wrong[line["id"]] = stored

    assert wrong == {}
