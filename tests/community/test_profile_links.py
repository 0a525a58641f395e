"""The pages elsewhere that somebody says are theirs: cleaned, of published writers alone, never vouched for."""

import json
import re

import pytest
from django.test import Client

from articles import publishing
from community.models import ProfileLink, User
from tests.factories import a_chief_editor, a_live_article, a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
GAMBLING = "https://situs-slot.example/togel"


def saved(person: User, *links: str):
    told = {"pen_name": person.pen_name, "handle": person.handle, "tagline": "", "bio": "", "language": ""}
    return signed_in(person).post("/settings/", told | {f"link_{at}": one for at, one in enumerate(links, start=1)})


def page(person: User) -> str:
    return Client().get(f"/@{person.handle}/").content.decode()


def same_as(person: User) -> list[str]:
    told = re.search(r'<script type="application/ld\+json">(.*?"ProfilePage".*?)</script>', page(person))[1]
    return json.loads(told)["mainEntity"].get("sameAs", [])


def test_links_of_a_published_writer_stand_on_the_page_cleaned_and_not_vouched_for():
    person = a_live_article().author

    assert saved(person, "rani.example", "", "https://sosial.example/@rani").status_code == 302

    assert same_as(person) == ["https://rani.example/", "https://sosial.example/@rani"]
    assert re.findall(r'href="(https://[^"]*)" rel="me nofollow ugc noopener"', page(person)) == same_as(person)
    assert [link.place for link in ProfileLink.objects.all()] == [1, 2]


def test_of_who_never_published_no_link_is_shown_anywhere_and_the_page_is_not_indexed():
    """C106."""
    spammers = [a_writer() for _account in range(3)]
    for person in spammers:
        saved(person, GAMBLING)

    pages = [page(person) for person in spammers]
    found = [Client().get(path).content.decode() for path in ("/people/", "/search/?q=slot", "/sitemap.xml")]

    assert [GAMBLING in one for one in pages + found] == [False] * 6
    assert ['<meta name="robots" content="noindex">' in one for one in pages] == [True] * 3


def test_with_the_last_article_the_links_go():
    article = a_live_article()
    saved(article.author, GAMBLING)
    assert GAMBLING in page(article.author)

    publishing.withdraw(article, by=a_chief_editor(), message="Iklan.")

    assert GAMBLING not in page(article.author)


@pytest.mark.parametrize(
    "typed",
    [
        "http://rani.example",
        "javascript:alert(1)",
        "//rani.example",
        "/write/",
        "https://a@b.example",
        "mailto:a@b.example",
    ],
)
def test_what_is_no_safe_address_is_refused_at_its_field(typed):
    person = a_writer()

    answer = saved(person, "https://rani.example/", typed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["link_2"])
    assert f'value="{typed}"' in answer.content.decode()
    assert not ProfileLink.objects.exists()


def test_the_same_page_twice_is_refused_and_another_order_is_kept():
    person = a_writer()

    assert list(saved(person, "https://rani.example/", "rani.example").context["form"].errors) == ["link_2"]
    saved(person, "https://satu.example/", "https://dua.example/")
    saved(person, "https://dua.example/", "https://satu.example/")
    assert [link.address for link in person.links.all()] == ["https://dua.example/", "https://satu.example/"]
    saved(person)
    assert not ProfileLink.objects.exists()


def test_markup_in_an_address_stays_text():
    person = a_live_article().author

    saved(person, 'https://rani.example/"><script>alert(1)</script>')

    assert "<script>alert" not in page(person)
    assert same_as(person) == ["https://rani.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E"]


def test_an_administrator_takes_a_link_away():
    person = a_live_article().author
    saved(person, GAMBLING)
    admin = signed_in(a_writer(is_superuser=True))

    form = admin.get(f"/admin/community/user/{person.pk}/change/").content.decode()

    assert GAMBLING in form
    assert 'name="links-0-DELETE"' in form
