"""Why somebody is asked to sign in: said on the page, in words of ours, after whatever led there."""

import re

import pytest
from django.test import Client
from django.utils import translation

from newsroom.threshold import BY_PAGE, BY_ROOM, why_sign_in
from tests.factories import a_live_article, a_topic, a_writer

pytestmark = pytest.mark.django_db


def said(page) -> list[str]:
    """The sentences of the notices on a page."""
    return re.findall(r'<div class="notice"><svg.*?</svg><p>(.*?)</p></div>', page.content.decode())


def test_whoever_presses_follow_signed_out_reads_what_for():
    writer, topic = a_writer(), a_topic("Kuliner")

    for path, page in (
        (f"/following/writers/{writer.handle}/", "own:follow-writer"),
        (f"/following/topics/{topic.slug}/", "own:follow-topic"),
        (f"/saved/{a_live_article().code}/", "own:keep"),
        ("/saved/", "own:saved"),
        ("/write/new/", "writing:new"),
    ):
        assert said(Client().get(path, follow=True)) == [str(BY_PAGE[page])]


def test_a_button_pressed_after_the_session_ended_says_so():
    article, topic = a_live_article(), a_topic("Kuliner")

    for page, path, button in (
        (article.get_absolute_url(), f"/saved/{article.code}/", {"keep": "yes"}),
        (f"/topics/{topic.slug}/", f"/following/topics/{topic.slug}/", {"follow": "yes"}),
    ):
        answer = Client().post(path, button, headers={"Referer": f"http://testserver{page}"}, follow=True)
        assert said(answer) == [str(BY_ROOM["reading"])]


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/saved/aaaaaaaa/", {"keep": "no", "from": "list"}),
        ("/following/topics/kuliner/", {"follow": "no", "from": "list"}),
        ("/settings/sessions/end/", {"session": "all"}),
    ],
)
def test_what_a_button_says_is_nothing_that_somebody_typed(path, button):
    """It was handed back as typed words, under "You have been signed out"."""
    assert Client().post(path, button)["Location"] == "/accounts/login/?next=/"


def test_the_sentence_stays_when_the_form_is_refused_and_goes_along_to_signing_up():
    client, wanted = Client(), {"next": "/following/topics/kuliner/"}

    refused = client.post("/accounts/login/", {"login": "a@contoh.example", "password": "keliru"} | wanted)
    signing_up = client.get(re.search(r'href="(/accounts/signup/[^"]*)"', refused.content.decode())[1])

    assert said(refused) == said(signing_up) == [str(BY_PAGE["own:follow-topic"])]


@pytest.mark.parametrize("wanted", ["", "/", "/nowhere/", "https://contoh.example/", "//saved/", "Awas! Telepon 08"])
def test_of_no_page_of_ours_nothing_is_said(wanted):
    page = Client().get("/accounts/login/", {"next": wanted})

    assert (page.status_code, said(page)) == (200, [])


def test_it_is_said_in_the_language_of_whoever_reads():
    with translation.override("id"):
        assert "Ikuti" in str(why_sign_in("/following/topics/kuliner/"))
