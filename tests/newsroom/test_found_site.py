"""Founding a site on an empty database: name, place, the first administrator, and a link that lets in once."""

import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from tests.migrated import NAME, copy_of_collected, copy_of_migrated
from tests.site import ROOT, Site

pytestmark = pytest.mark.xdist_group("found")
SAID = ("--name=Suara Makassar", "--place=Makassar", "--email=Redaksi@suara.example")
SETTINGS = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
REFUSED = "CommandError: This site is founded: it has people.\n"
PASSWORD = "angin-timur-di-layar-41"
ASK = """
import json, sys, django
django.setup()
from django.test import Client
link, password = sys.argv[1:]
def choose():
    client = Client(SERVER_NAME="localhost")
    page = client.get(link, follow=True)
    if page.redirect_chain:
        page = client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)
    return [page.status_code, client.get("/write/").status_code, "Suara Makassar" in client.get("/").content.decode()]
print(json.dumps([choose(), choose()]))
"""


@pytest.fixture(scope="module")
def founded(request, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("found") / "var")
    copy_of_migrated(request.config.migrated, site.var / NAME)
    copy_of_collected(request.config.migrated, site.var)
    return site, site.manage("found_site", *SAID)


def test_the_link_lets_in_once_and_the_site_bears_its_name(founded):
    site, told = founded
    link = urlsplit(re.search(r"http://\S+", told.stdout)[0]).path

    asked = subprocess.run(
        [sys.executable, "-c", ASK, link, PASSWORD],
        cwd=ROOT, env=site.environment | SETTINGS, capture_output=True, text=True,
    )  # fmt: skip

    assert asked.stdout == "[[200, 200, true], [200, 302, true]]\n", asked.stderr


def test_it_says_what_was_founded_and_that_the_link_counts_once(founded):
    told = founded[1]

    said = "Suara Makassar, Makassar, is founded. redaksi@suara.example chooses a password here, once, within 3 days:"
    assert (told.returncode, told.stdout.splitlines()[0]) == (0, said)


def test_a_site_that_has_people_is_not_founded_again(founded):
    again = founded[0].manage("found_site", *SAID)

    assert (again.returncode, again.stderr) == (1, REFUSED)


@pytest.mark.drill
def test_of_two_who_found_at_once_one_is_told_no(request, tmp_path):
    site = Site(tmp_path / "var")
    copy_of_migrated(request.config.migrated, site.var / NAME)
    command = [sys.executable, "manage.py", "found_site", *SAID[:2]]

    both = [
        subprocess.Popen(
            [*command, f"--email=redaksi{number}@suara.example"],
            cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(2)
    ]  # fmt: skip
    told = sorted(one.communicate()[1] for one in both)

    assert (told, sorted(one.returncode for one in both)) == (["", REFUSED], [0, 1])


@pytest.mark.parametrize(
    "wrong", [("--name=x", "--place=Makassar", "--email=a@b.example"), (*SAID[:2], "--email=bukan-surel"),
              *(pytest.param(wrong, marks=pytest.mark.drill) for wrong in
                ((SAID[0], "--place=", SAID[2]), (SAID[0], f"--place={'x' * 61}", SAID[2]), SAID[:2]))]
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_founds_nothing(tmp_path, request, wrong):
    site = Site(tmp_path / "var")

    told = site.manage("found_site", *wrong)

    assert told.returncode == 1
    assert told.stderr.startswith("CommandError: ")
    assert "Traceback" not in told.stderr
    assert not (site.var / "site.json").exists()
