"""What is a reader's own on public pages: the fragment, what is kept for later, and the cookie that says to ask."""

import re

import pytest
from django.test import Client

from articles import publishing
from articles.models import SavedArticle
from tests.factories import a_chief_editor, a_live_article, a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def part(client, article=None) -> str:
    answer = client.get("/me/", {"code": article.code} if article else {})
    assert answer.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    return answer.content.decode()


def test_the_fragment_holds_bell_and_own_rooms_and_of_an_article_its_buttons():
    article = a_live_article()

    of_reader, of_author = part(signed_in(a_writer()), article), part(signed_in(article.author), article)

    assert all(
        'href="/notices/"' in one and f'action="/saved/{article.code}/"' in one for one in (of_reader, of_author)
    )
    assert (f"/write/{article.code}/" in of_reader, f"/write/{article.code}/" in of_author) == (False, True)
    assert "/saved/x" not in part(signed_in(a_writer()))


@pytest.mark.parametrize("place", ["bell", "own", "account"])
def test_each_place_of_the_fragment_leads_to_what_somebody_kept_and_follows(place):
    """On wide screens the menu beside the bell, on phones the menu of the page; both also in the footer."""
    _before, _sign, rest = part(signed_in(a_writer())).partition(f'data-part="{place}"')

    found = rest.partition("data-part=")[0]
    assert [f'href="{path}"' in found for path in ("/write/", "/saved/", "/following/")] == [True] * 3


def test_the_fragment_speaks_as_the_page_around_it():
    person = a_writer()
    person.language = "en"
    person.save()

    assert [word in part(signed_in(person)) for word in ("Tersimpan", "Saved")] == [True, False]


def test_whoever_signed_in_to_keep_an_article_finds_the_button_on_its_page():
    article = a_live_article()

    page = Client().get(article.get_absolute_url()).content.decode()
    assert f'href="/saved/{article.code}/"' in page
    assert Client().get(f"/saved/{article.code}/")["Location"] == f"/accounts/login/?next=/saved/{article.code}/"
    assert signed_in(a_writer()).get(f"/saved/{article.code}/")["Location"] == article.get_absolute_url()
    assert not SavedArticle.objects.exists()


def test_nobody_gets_nothing():
    answer = Client().get("/me/")

    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("code", ["", "zzzzzzzz", "\x00", "x" * 8000, "' OR 1=1"])
def test_a_code_of_nothing_is_no_article(code):
    assert "/saved/" in signed_in(a_writer()).get("/me/", {"code": code}).content.decode()


def test_an_article_is_kept_and_let_go_however_often_it_is_pressed():
    article, person = a_live_article(), a_writer()
    client = signed_in(person)

    for _press in range(2):
        assert client.post(f"/saved/{article.code}/", {"keep": "yes"})["Location"] == article.get_absolute_url()
    assert article.live_revision.title in client.get("/saved/").content.decode()
    assert SavedArticle.objects.count() == 1

    for _press in range(2):
        assert client.post(f"/saved/{article.code}/", {"keep": "no", "from": "list"})["Location"] == "/saved/"
    assert SavedArticle.objects.count() == 0


def test_what_is_kept_is_seen_by_its_keeper_alone_and_what_is_withdrawn_is_only_counted():
    article, person = a_live_article(), a_writer()
    signed_in(person).post(f"/saved/{article.code}/", {"keep": "yes"})

    assert article.live_revision.title not in signed_in(a_writer()).get("/saved/").content.decode()
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")
    page = signed_in(person).get("/saved/")
    assert (article.live_revision.title in page.content.decode(), page.context["gone"]) == (False, 1)


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "1.5", "²"])
def test_a_page_key_that_is_none_is_not_found(key):
    assert signed_in(a_writer()).get("/saved/", {"before": key}).status_code == 404
    assert Client().get("/corrections/", {"before": key}).status_code == 404


def test_the_list_takes_as_many_queries_for_one_as_for_several(django_assert_num_queries):
    client = signed_in(a_writer())
    client.post(f"/saved/{a_live_article().code}/", {"keep": "yes"})
    client.get("/saved/")
    with django_assert_num_queries(11):
        client.get("/saved/")
    for _article in range(3):
        client.post(f"/saved/{a_live_article().code}/", {"keep": "yes"})

    with django_assert_num_queries(11):
        client.get("/saved/")


def test_a_cookie_that_scripts_can_read_comes_and_goes_with_the_session():
    person, client = a_writer(), Client()
    client.get("/accounts/login/")
    assert "in" not in client.cookies

    client.post("/accounts/login/", {"login": person.email, "password": "sandi-panjang-1"})
    cookie = client.cookies["in"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("1", "", "Lax")

    client.post("/accounts/logout/")
    assert client.cookies["in"].value == ""


def test_a_session_that_ended_takes_the_cookie_along():
    client = Client()
    client.cookies["in"] = "1"

    client.get("/me/")

    assert client.cookies["in"].value == ""


def test_public_pages_name_the_slots_and_set_no_cookie():
    client = signed_in(a_writer())
    client.cookies["in"] = "1"

    answer = client.get(a_live_article().get_absolute_url())

    slots = re.findall('data-slot="([a-z]+)"', answer.content.decode())
    assert sorted(slots) == ["account", "article", "bell", "own"]
    assert answer.cookies == {}


def test_a_writer_whose_only_article_was_withdrawn_is_no_published_writer():
    article, other = a_live_article(), a_live_article()
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    found = [person.pk for person in Client().get("/people/").context["page"].rows]

    assert found == [other.author_id]
