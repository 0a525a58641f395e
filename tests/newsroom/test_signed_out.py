"""C107: a session ends in the middle, and each control says so in a word or with a whole page; no word is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_draft, a_moderator, waiting_submission

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

    for method, name in (("post", "claim"), ("get", "state"), ("post", "remark")):
        path = reverse(f"desk:{name}", args=[submission.pk])
        answer = getattr(Client(), method)(path, {"text": "Kata"}, headers=SCRIPT)
        assert answer.status_code == 401
        assert answer.json()["note"].startswith("Kamu sudah keluar.")


def test_signing_in_after_a_press_leads_to_the_page_of_the_button():
    article = a_draft()
    pressed = reverse("writing:recall", args=[article.code])
    stood = reverse("writing:receipt", args=[article.code])

    answers = [
        Client().post(pressed, headers={"Referer": came})
        for came in (f"{BASE}{stood}", "https://evil.example/write/", "", f"{BASE}//evil.example/", "http://[x")
    ]

    wanted = [answer["Location"].partition("next=")[2] for answer in answers]
    assert wanted == [stood, "/", "/", "/", "/"]


def test_a_page_of_a_room_leads_to_the_sign_in_and_back():
    for path in ("/desk/?lane=overdue", "/write/", "/notices/"):
        answer = Client().get(path, headers={"Referer": f"{BASE}/somewhere/"})
        assert answer["Location"].partition("next=")[2] in (path, "/desk/%3Flane%3Doverdue")


def handed_back(answer) -> str:
    return answer.content.decode().partition("readonly>")[2].partition("</textarea>")[0]


def test_of_the_settings_only_words_come_back():
    said = {"pen_name": "Rani", "language": "en", "ask_before_edits": "on", "shown_as_editor": "on"}

    assert handed_back(Client().post("/settings/", said)) == "Rani"


def test_a_form_without_its_token_hands_back_words_and_no_codes():
    path = reverse("desk:decision", args=[waiting_submission().pk])

    answer = Client(enforce_csrf_checks=True).post(path, {"reason": "source_missing", "message": "Hampir."})

    assert (answer.status_code, handed_back(answer)) == (403, "Hampir.")


def test_whoever_has_shown_no_second_factor_gets_the_words_back():
    path, client = reverse("desk:decision", args=[waiting_submission().pk]), Client()
    client.force_login(a_moderator())

    answer = client.post(path, {"reason": "source_missing", "message": "Kata yang panjang."})

    assert (answer.status_code, handed_back(answer)) == (403, "Kata yang panjang.")
