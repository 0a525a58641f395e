"""C107: a session ends in the middle, and each control says so in a word or with a whole page; no word is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_draft, waiting_submission

pytestmark = pytest.mark.django_db
SCRIPT = {"Accept": "application/json"}
BASE = "http://testserver"


@pytest.mark.parametrize("name", ["remark", "decision", "claim", "step"])
def test_typed_words_come_back_from_every_form_of_the_desk_and_nothing_else_does(name):
    submission = waiting_submission()
    said = {
        "text": "Siapa yang menghitung?",
        "message": "Hampir siap.",
        "reason": "source_missing",
        "seen": "7",
    }

    answer = Client().post(reverse(f"desk:{name}", args=[submission.pk]), said | {"checked": ["a"]})

    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Siapa yang menghitung?\n\nHampir siap.</textarea>" in page
    assert "source_missing" not in page
    assert reverse("account_login") in page


def test_a_script_is_told_in_a_sentence():
    submission = waiting_submission()

    for method, name in (("post", "claim"), ("get", "state")):
        answer = getattr(Client(), method)(reverse(f"desk:{name}", args=[submission.pk]), headers=SCRIPT)
        assert answer.status_code == 401
        assert answer.json()["note"].startswith("Kamu sudah keluar.")


def test_signing_in_after_a_press_leads_to_the_page_of_the_button():
    article = a_draft()
    pressed = reverse("writing:recall", args=[article.code])
    stood = reverse("writing:receipt", args=[article.code])

    answers = [
        Client().post(pressed, headers={"Referer": came})
        for came in (f"{BASE}{stood}", "https://evil.example/write/", "", f"{BASE}//evil.example/")
    ]

    wanted = [answer["Location"].partition("next=")[2] for answer in answers]
    assert wanted == [stood, "/", "/", "/"]


def test_a_page_of_a_room_leads_to_the_sign_in_and_back():
    for path in ("/desk/?lane=overdue", "/write/", "/notices/"):
        answer = Client().get(path, headers={"Referer": f"{BASE}/somewhere/"})
        assert answer["Location"].partition("next=")[2] in (path, "/desk/%3Flane%3Doverdue")
