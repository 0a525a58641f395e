"""Owns how a test's client is somebody: signed in, and with or without a second factor, as allauth notes it."""

from django.test import Client

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
