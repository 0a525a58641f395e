"""What docs/security.md promises and no other file tries: sessions, passwords, secrets at rest, headers."""

import json
import re
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import path, reverse

from community.models import User
from community.sealing import BrokenSeal
from tests.factories import a_live_article, a_writer, later, with_portrait
from tests.migrated import NAME, copy_of_migrated
from tests.public import crawled
from tests.rooms import signed_in
from tests.site import ROOT

pytestmark = pytest.mark.django_db
SECRET = "LEMBARTESTLEMBARTESTLEMBARTESTLE"
PASSWORD = "sandi-panjang-1"
NEW = "angin-timur-41"


def enter(person: User, password: str = PASSWORD, client: Client | None = None) -> Client:
    """Through the form, as people do."""
    client = client or Client()
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/write/").status_code == 200


def sign_up(password: str, **fields):
    said = {"email": "rani@contoh.example", "pen_name": "Rani Astuti"} | fields
    return Client().post(reverse("account_signup"), said | {"password1": password})


# Secrets at rest


def test_the_secrets_of_a_second_factor_lie_sealed_and_still_let_in():
    person = a_writer()
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    client = enter(person)

    stored = json.dumps([one.data for one in Authenticator.objects.all()])
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert SECRET not in stored
    assert stored.count("sealed:") == 2
    assert is_in(client)


def test_a_secret_from_before_there_were_seals_still_counts():
    person = a_writer()
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    time.sleep(31 - time.time() % 30 if time.time() % 30 > 27 else 0)
    client = enter(person)

    client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})

    assert is_in(client)


def test_what_was_sealed_with_the_key_before_opens_and_nothing_else_does(settings):
    person = a_writer()
    totp, before = TOTP.activate(person, SECRET), settings.SECRET_KEY

    settings.SECRET_KEY = "another" * 9
    with pytest.raises(BrokenSeal):
        totp.validate_code("123456")
    settings.SECRET_KEY_FALLBACKS = [before]

    assert totp.validate_code("12345x") is False


# Sessions


def test_a_changed_password_ends_every_other_session():
    person = a_writer()
    here, elsewhere = enter(person), enter(person)

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (is_in(here), is_in(elsewhere), is_in(enter(person)), is_in(enter(person, NEW))) == (
        True,
        False,
        False,
        True,
    )


def test_a_password_is_changed_by_who_knows_the_one_of_now():
    person = a_writer()

    enter(person).post(reverse("account_change_password"), {"oldpassword": "x", "password1": NEW, "password2": NEW})

    assert is_in(enter(person))


def test_signing_in_gives_a_session_of_its_own_and_takes_none_that_was_planted():
    client = Client()
    client.get("/accounts/login/")
    client.cookies["session"] = planted = "a" * 32

    enter(a_writer(), client=client)

    assert client.cookies["session"].value != planted
    assert len(client.cookies["session"].value) == 32


def test_signing_out_ends_the_session_on_the_server_too():
    client = enter(a_writer())
    kept = client.cookies["session"].value

    client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["session"] = kept
    assert (is_in(client), is_in(thief)) == (False, False)


@pytest.mark.parametrize(("days", "expected"), [(13, True), (15, False)])
def test_a_session_that_is_not_used_ends_after_two_weeks(days, expected):
    client = enter(a_writer())

    with later(days=days):
        assert is_in(client) is expected


def test_the_address_is_changed_by_who_has_just_shown_the_password():
    person = a_writer()
    said = {"action_add": "", "email": "lain@contoh.example"}

    stale = signed_in(person).post(reverse("account_email"), said)
    client = enter(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    fresh = client.post(reverse("account_email"), said)

    assert stale.url.startswith(reverse("account_reauthenticate"))
    assert fresh.url == reverse("account_email")


def test_there_are_two_cookies_whatever_is_told():
    client = enter(a_writer())
    client.post(reverse("community:mail-settings"), {})  # leaves a message
    client.post(reverse("account_logout"))

    assert set(client.cookies) <= {"session", "csrf"}


# Passwords


@pytest.mark.parametrize("password", ["password1234", "Lembar-2026!", "rani1999", "Redaksi123", "pendek"])
def test_a_password_that_is_guessed_first_is_refused(password):
    answer = sign_up(password)

    assert answer.context["form"].errors["password1"]


@pytest.mark.parametrize(
    "password", ["angin timur di teluk", "日本語のことばで", "x" * 60 + "-4821", " berdiri sendiri "]
)
def test_a_password_may_be_long_and_of_any_signs_and_counts_as_it_was_typed(password):
    assert sign_up(password).status_code == 302
    User.objects.get().emailaddress_set.update(verified=True)

    assert is_in(enter(User.objects.get(), password))
    assert not is_in(enter(User.objects.get(), password.strip() + " "))


@pytest.mark.parametrize("page", ["login", "signup"])
def test_a_password_is_masked_and_a_manager_of_passwords_may_fill_it_in(page):
    shown = Client().get(f"/accounts/{page}/").content.decode()

    field = re.search(r"<input[^>]*name=\"password1?\"[^>]*>", shown)[0]
    assert 'type="password"' in field
    assert 'autocomplete="off"' not in field


# What is asked and answered


def test_a_reset_leads_to_our_host_whatever_a_header_says():
    person = a_writer()

    Client().post(
        reverse("account_reset_password"), {"email": person.email}, headers={"X-Forwarded-Host": "evil.example"}
    )

    link = re.search(r"https?://\S+", mail.outbox[0].body)[0]
    assert urlsplit(link).hostname == "testserver"


def test_no_field_that_a_form_does_not_show_is_taken():
    person = a_writer()
    said = {"pen_name": "Rani Baru", "handle": "rani_baru", "tagline": "", "bio": "", "language": "id"}

    signed_in(person).post(reverse("community:settings"), said | {"is_superuser": "on", "email": "x@y.example"})

    found = User.objects.get()
    assert (found.pen_name, found.is_superuser, found.email) == ("Rani Baru", False, person.email)


def test_every_public_answer_says_what_it_is_and_is_not_sniffed():
    article = a_live_article(cover=True, by=with_portrait(a_writer()))
    paths = crawled(article.get_absolute_url()).keys() | {
        "/static/base.css",
        "/static/theme.js",
        "/healthz",
        "/nothing",
    }
    answers = {path: Client().get(path) for path in paths}

    for answer in answers.values():
        answer.close()
    assert {path for path, answer in answers.items() if not is_guarded(answer.headers)} == set()
    assert {path.split("/")[1] for path in paths} >= {"media", "portraits", "static", "feeds"}


def is_guarded(headers) -> bool:
    text = headers["Content-Type"].startswith(("text/", "application/xml"))
    return (
        headers["X-Content-Type-Options"] == "nosniff"
        and headers["Cross-Origin-Opener-Policy"] == "same-origin"
        and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        and ("utf-8" in headers["Content-Type"] or not text)
    )


def test_no_other_site_loads_what_is_not_public():
    article = a_live_article(cover=True)
    client, public = signed_in(article.author), Client().get(article.get_absolute_url())

    private = [
        client.get(path) for path in ("/write/", f"/write/{article.code}/state/", "/settings/", "/media/x/y-1.jpg")
    ]

    assert {answer.headers.get("Cross-Origin-Resource-Policy") for answer in private} == {"same-origin"}
    assert "Cross-Origin-Resource-Policy" not in public.headers


def test_a_method_that_echoes_is_refused():
    article = a_live_article()
    client = signed_in(article.author)

    paths = ("/", article.get_absolute_url(), "/write/", "/settings/", "/healthz")
    answers = [client.trace(path) for path in paths] + [Client().trace("/accounts/login/")]

    assert {answer.status_code for answer in answers} == {405}


def breaks(request):
    raise RuntimeError("kata sandi basis data")


urlpatterns = [path("breaks/", breaks)]
handler500 = "newsroom.errors.server_error"


@pytest.mark.urls(__name__)
def test_a_fault_of_ours_tells_nothing_of_itself():
    answer = Client(raise_request_exception=False).get("/breaks/")

    assert answer.status_code == 500
    assert "basis data" not in answer.content.decode()
    assert "Traceback" not in answer.content.decode()


IN_PRODUCTION = """
import json, django; django.setup()
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from community.models import User
User.objects.create_superuser("bos@contoh.example", "sandi-panjang-1", pen_name="Bos Situs")
ask = Client(headers={"host": "lembar.example"})
page = ask.post("/accounts/login/", {"login": "bos@contoh.example", "password": "sandi-panjang-1"}, secure=True)
plain = ask.get("/accounts/login/")
health = ask.get("/healthz")
cookies = {name: [bool(one["secure"]), bool(one["httponly"]), one["samesite"], one["path"], one["domain"]]
           for name, one in page.cookies.items()}
print(json.dumps([page.headers["Strict-Transport-Security"], plain.status_code, plain.headers["Location"],
                  health.status_code, cookies, make_password("x").split("$")[:2], settings.DEBUG]))
"""


def test_production_as_it_answers(request, tmp_path):
    copy_of_migrated(request.config.migrated, tmp_path / NAME)
    (tmp_path / "static").mkdir()
    environment = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings", "LEMBAR_ENV": "production", "LEMBAR_SECRET_KEY": "x" * 60,
        "LEMBAR_HOSTS": "lembar.example", "EMAIL_URL": "smtp://localhost:25", "LEMBAR_VAR": str(tmp_path),
    }  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-c", IN_PRODUCTION], cwd=ROOT, env=environment, capture_output=True, text=True
    )

    hsts, status, location, health, cookies, hasher, debug = json.loads(done.stdout or done.stderr)
    assert hsts == "max-age=31536000; includeSubDomains; preload"
    assert (status, location, health) == (301, "https://lembar.example/accounts/login/", 200)
    assert cookies == dict.fromkeys(("__Host-session", "__Host-csrf"), [True, True, "Lax", "/", ""])
    assert (hasher[0], int(hasher[1]) >= 600_000, debug) == ("pbkdf2_sha256", True, False)
