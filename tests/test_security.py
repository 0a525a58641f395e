"""What docs/security.md promises of answers: headers, hosts, methods, faults, production."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.urls import path, reverse

from community.models import User
from tests.factories import a_live_article, a_writer, with_portrait
from tests.migrated import NAME, copy_of_migrated
from tests.public import crawled
from tests.rooms import signed_in
from tests.site import ROOT

pytestmark = pytest.mark.django_db


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
    assert {path.split("/")[1] for path in answers if "Access-Control-Allow-Origin" in answers[path]} == {"static"}
    assert {path.split("/")[1] for path in paths} >= {"media", "portraits", "static", "feeds"}


def is_guarded(headers) -> bool:
    text = headers["Content-Type"].startswith(("text/", "application/xml"))
    return (
        headers["X-Content-Type-Options"] == "nosniff"
        and headers["Cross-Origin-Opener-Policy"] == "same-origin"
        and "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        and ("utf-8" in headers["Content-Type"] or not text)
    )


@pytest.mark.parametrize(
    "path",
    [
        "/.git",
        "/.git/HEAD",
        "/manage.py",
        "/README.md",
        "/newsroom/settings.py",
        "/static/",
        "/media/",
        "/static/../newsroom/settings.py",
        "/static/%2e%2e/var/secret_key",
        "/var/x",
    ],
)
def test_neither_sources_nor_lists_of_files_are_served(path):
    assert Client().get(path).status_code == 404


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
    kept = dict.fromkeys(("__Host-session", "__Host-csrf"), [True, True, "Lax", "/", ""])
    assert cookies == kept | {"__Host-in": [True, False, "Lax", "/", ""]}
    assert (hasher[0], int(hasher[1]) >= 600_000, debug) == ("pbkdf2_sha256", True, False)
