"""A broken setting is one sentence and status 1, never a traceback."""

import pytest

from newsroom.storages import SAYS, storage_at
from tests.site import Site

MISSING = "LEMBAR_ENV=production also needs LEMBAR_SECRET_KEY, LEMBAR_HOSTS, EMAIL_URL.\n"
NO_ADDRESS = "{} is no address that begins with http:// or https://.\n"
WHOLE = {
    "LEMBAR_ENV": "production",
    "LEMBAR_SECRET_KEY": "kunci-yang-hanya-untuk-uji-0123456789-abcdefghijklmnop-tuvwxyz",
    "LEMBAR_HOSTS": "lembar.example",
    "EMAIL_URL": "smtp://localhost:25",
}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LEMBAR_ENV": "production"}, MISSING),
        (WHOLE | {"LEMBAR_DEMO": "1"}, "LEMBAR_ENV=production never opens a demo. Leave LEMBAR_DEMO out.\n"),
        ({"PORT": "abc"}, "PORT=abc is not a number.\n"),
        ({"LEMBAR_FEEDS": "half"}, "LEMBAR_FEEDS=half is neither full nor dek.\n"),
        ({"LEMBAR_WEBSUB_HUB": "file:///etc/passwd"}, NO_ADDRESS.format("LEMBAR_WEBSUB_HUB=file:///etc/passwd")),
        ({"LEMBAR_INDEXNOW_KEY": "a/b/c/d/e"}, "LEMBAR_INDEXNOW_KEY has 8 to 128 letters, digits and hyphens.\n"),
        ({"LEMBAR_PURGE_URL": "http://[::1"}, NO_ADDRESS.format("LEMBAR_PURGE_URL=http://[::1")),
        ({"STORAGE_URL": "s3://host/bucket"}, f"{SAYS}\n"),
        ({"STORAGE_URL": "ftp://key:secret@host/bucket"}, f"{SAYS}\n"),
        ({"STORAGE_URL": "s3://key:secret@host/"}, f"{SAYS}\n"),
    ],
)
def test_a_broken_setting_is_told_in_one_sentence(tmp_path, environment, words):
    answer = Site(tmp_path / "var", **environment).manage("check")

    assert (answer.returncode, answer.stderr) == (1, words)


def test_production_starts_on_sqlite_with_key_hosts_and_mail(tmp_path):
    answer = Site(tmp_path / "var", **WHOLE).manage("check", "--deploy", "--fail-level", "WARNING")

    assert answer.returncode == 0


def test_a_key_that_was_made_is_kept_and_is_for_its_owner_alone(tmp_path):
    site = Site(tmp_path / "var")
    site.manage("check")
    first = (site.var / "secret_key").read_text()

    site.manage("check")

    assert (site.var / "secret_key").read_text() == first
    assert (site.var / "secret_key").stat().st_mode & 0o077 == 0


def test_a_name_with_a_comma_makes_one_sender(tmp_path):
    site = Site(tmp_path / "var", LEMBAR_NAME="Suara, Makassar")

    said = "from django.core.mail.message import sanitize_address as s; from django.conf import settings as c; "
    answer = site.manage("shell", "--verbosity=0", "-c", said + "print(s(c.DEFAULT_FROM_EMAIL, 'utf-8'))")

    assert answer.stdout == '"Suara, Makassar" <post@localhost>\n'


def test_a_bucket_is_read_from_one_address():
    options = storage_at("s3://ke%2Fy:se%40cret@s3.example:9000/foto?region=ap-southeast-3")["OPTIONS"]

    assert options["endpoint_url"] == "https://s3.example:9000"
    assert (options["access_key"], options["secret_key"]) == ("ke/y", "se@cret")
    assert (options["bucket_name"], options["region_name"]) == ("foto", "ap-southeast-3")
