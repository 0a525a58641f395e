"""The settings of an account: what they say, and what they leave out."""

import pytest
from allauth.account.models import EmailAddress

from tests.factories import a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def test_the_answer_to_another_language_is_in_that_language():
    person = a_writer(language="id")
    said = {"pen_name": person.pen_name, "handle": str(person.handle), "language": "en"}

    page = signed_in(person).post("/settings/", said, follow=True).content.decode()

    assert "Your settings are saved." in page


def test_one_confirmed_address_has_nothing_to_remove_or_to_send_again():
    person = a_writer(language="en")
    client = signed_in(person)
    alone = client.get("/accounts/email/").content.decode()
    EmailAddress.objects.create(user=person, email="lain@contoh.example")
    both = client.get("/accounts/email/").content.decode()

    names = ("action_primary", "action_send", "action_remove")
    assert ([name in alone for name in names], [name in both for name in names]) == ([False] * 3, [True] * 3)
    assert "settings-nav" in alone
