"""Owns how a test's client is somebody, with or without a second factor, as allauth notes it, and what a page takes."""

from collections.abc import Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.listed import Listed
from articles.models import Article
from community.models import User


def signed_in(person: User | None, *, second_factor: bool = True) -> Client:
    """A client of `person`; of nobody for None."""
    client = Client()
    if person is None:
        return client
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0.0}] if second_factor else []
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def articles_of(cards: Iterable[Listed]) -> list[Article]:
    """The rows behind the cards of a page."""
    return [Article.objects.get(pk=card.pk) for card in cards]


def queries_of(client: Client, path: str, query: dict | None = None) -> int:
    """How many queries a page takes that is shown."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path, query).status_code == 200
    return len(captured)
