"""What every answer says to the browser: one constant policy, nothing inline, careful cookies."""

import json
import re
import subprocess
import sys

import pytest
from django.test import Client

from tests.factories import a_live_article, a_moderator, a_writer
from tests.rooms import signed_in
from tests.site import ROOT

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
INLINE = re.compile(
    rb"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*(\ssrc=|type=\"application/(ld\+)?json\"))|javascript:"
)


def pages() -> dict[str, bytes]:
    article = a_live_article(cover=True)
    rooms = ["/write/", "/write/new/", f"/write/{article.code}/", "/settings/", "/accounts/email/", "/accounts/2fa/"]
    client, desk = signed_in(article.author), signed_in(a_moderator())
    found = {path: client.get(path) for path in ["/", article.get_absolute_url(), "/nothing/", *rooms]}
    found |= {path: desk.get(path) for path in ("/desk/", f"/desk/{article.submissions.get().pk}/")}
    found |= {
        path: Client().get(path) for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/")
    }
    return found | {"/admin/": signed_in(a_writer(is_superuser=True)).get("/admin/")}


def test_every_answer_carries_the_one_policy_and_its_companions():
    for path, answer in pages().items():
        told = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";") if part)
        assert told == POLICY, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]


def test_no_page_holds_a_script_or_a_style():
    assert {
        path: INLINE.search(answer.content) for path, answer in pages().items() if INLINE.search(answer.content)
    } == {}


def test_private_pages_are_kept_nowhere():
    kept = {path: answer.headers.get("Cache-Control", "") for path, answer in pages().items()}

    private = {path for path in kept if path.startswith(("/write", "/desk", "/settings", "/accounts", "/admin"))}
    assert {path for path in private if "no-store" not in kept[path]} == set()


def test_cookies_are_for_the_server_alone():
    person = a_writer()
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": person.email, "password": "sandi-panjang-1"})

    for name in ("session", "csrf"):
        cookie = client.cookies[name]
        assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")


def test_production_speaks_https_and_locks_its_cookies_to_the_host():
    code = (
        "import json, django; django.setup(); from django.conf import settings as s;"
        "print(json.dumps([s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SECURE_HSTS_SECONDS > 10**7, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH]))"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "LEMBAR_ENV": "production",
        "LEMBAR_SECRET_KEY": "x" * 60,
        "LEMBAR_HOSTS": "lembar.example",
        "EMAIL_URL": "smtp://localhost:25",
    }

    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert json.loads(told) == ["__Host-session", "__Host-csrf", True, True, True, True, None, "/"]


def test_a_form_without_its_token_gives_the_words_back():
    client = Client(enforce_csrf_checks=True)
    person = a_writer()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post("/write/new/", {"body": "Kalimat panjang yang tidak boleh hilang.", "title": "x"})

    assert answer.status_code == 403
    assert "Kalimat panjang yang tidak boleh hilang." in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_another_hosts_name_is_not_answered(host):
    assert Client(headers={"host": host}).get("/").status_code == 400
