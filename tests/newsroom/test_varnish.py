"""Debian's Varnish in front of a served site: public pages are kept there, and forgotten when they are taken down."""

import http.client
import os
import shutil
import socket
import subprocess
import time

import pytest

from tests.migrated import NAME, copy_of_migrated
from tests.site import ROOT, Site, free_port, wait_until

VARNISH = shutil.which("varnishd") or "/usr/sbin/varnishd"
pytestmark = [
    pytest.mark.xdist_group("serve"),
    pytest.mark.skipif(not os.path.exists("/proc"), reason="needs /proc"),
    pytest.mark.skipif(
        not os.path.exists(VARNISH), reason="apt-get install varnish: that a cache in front forgets was NOT tested"
    ),
    pytest.mark.drill,
]
MADE = """
from tests.factories import a_chief_editor, a_live_article
a_chief_editor()
article = a_live_article()
print(article.get_absolute_url())
"""
WITHDRAWN = """
from articles import publishing
from articles.models import Article
from community.models import User
publishing.withdraw(Article.objects.get(), by=User.objects.get(groups__name="Chief editors"), message="Keliru.")
"""


@pytest.fixture
def front(tmp_path):
    """A Varnish by the documented file, before a port where the site will be served."""
    port, backend = free_port(), free_port()
    vcl = tmp_path / "default.vcl"
    vcl.write_text((ROOT / "docs/running/varnish.vcl").read_text().replace('"8000"', f'"{backend}"'))
    # The test's folder is closed to the user that a jail would run it as.
    options = ["-j", "none", "-F", "-a", f"127.0.0.1:{port}", "-f", vcl, "-n", tmp_path / "kept", "-s", "malloc,16m"]
    varnish = subprocess.Popen([VARNISH, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: is_open(port))
    yield port, backend
    varnish.terminate()
    varnish.wait(10)


@pytest.fixture
def site(request, tmp_path, front):
    port, backend = front
    (tmp_path / "var").mkdir()
    copy_of_migrated(request.config.migrated, tmp_path / "var" / NAME)
    site = Site(tmp_path / "var", backend, LEMBAR_PURGE_URL=f"http://127.0.0.1:{port}/")
    try:
        yield site.start("--prepare")
    finally:
        site.stop()


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def asked(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": "localhost", **told})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, dict(answer.headers)


def was_kept(headers: dict[str, str]) -> bool:
    """Varnish names the request that a kept page was fetched for beside that of now."""
    return len(headers["X-Varnish"].split()) == 2


def test_a_page_is_kept_in_front_and_gone_within_three_seconds_of_its_withdrawal(front, site):
    port, _backend = front
    path = site.manage("shell", "--verbosity=0", "-c", MADE).stdout.strip()
    time.sleep(4)  # until its going live was purged
    asked(port, path)
    status, headers = asked(port, path)
    assert (status, was_kept(headers), "Surrogate-Key" in headers) == (200, True, False)

    assert site.manage("shell", "--verbosity=0", "-c", WITHDRAWN).returncode == 0
    wait_until(lambda: asked(port, path)[0] == 410, 4)


def test_only_lembar_itself_may_purge(front, site):
    port, _backend = front
    asked(port, "/about/")

    refused = asked(port, "/", "PURGE", Surrogate_Key="site", X_Forwarded_Proto="https")[0]
    odd = [asked(port, "/", "PURGE", Surrogate_Key=keys)[0] for keys in ("", ".*", "a) || (b", "site  lists")]
    other = asked(port, "/", "PURGE", Surrogate_Key="article:7 sit ite")[0]

    assert (refused, odd, other) == (403, [400] * 4, 200)
    assert was_kept(asked(port, "/about/")[1])
    assert asked(port, "/", "PURGE", Surrogate_Key="lists site")[0] == 200
    assert not was_kept(asked(port, "/about/")[1])
