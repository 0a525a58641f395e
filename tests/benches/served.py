"""Owns the servers whose figures are compared: ours, nginx with the same bytes as files, and the peers' bench.

LEMBAR_PEERS names the folder where the peers were installed (the WORK of `shared/bench/setup.sh`). Then all serve the
same articles, and whichever peer is there is measured; else ours serves its own.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.benches.databases import on_sqlite
from tests.benches.loaded import SERVERS, fetched, on_core
from tests.site import ROOT, Site, free_port, wait_until

SETUP = ROOT.parent / "shared" / "bench" / "setup.sh"
WORK = Path(os.environ["LEMBAR_PEERS"]) if "LEMBAR_PEERS" in os.environ else None
NGINX = """worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/log;
events {{ worker_connections 1024; }}
http {{
    sendfile on; tcp_nopush on; access_log off; server_tokens off; keepalive_requests 100000000;
    open_file_cache max=2000 inactive=60s; default_type text/html;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static on; }}
}}"""
ARTICLES = 300


class Peer(NamedTuple):
    """A peer by its name in the peers' bench, and where its pages are; the article is the same everywhere."""

    name: str
    base: str
    article: str
    topic: str = "/topics/kuliner/"

    def address(self, page: str) -> str:
        """Of one of our pages; peers have one page for the front and for the latest."""
        return self.base + {"article": self.article, "topic": self.topic}.get(page, "/")


ARTICLE, SLUG = 7, "00007-sakit-kampung-tenun-pedagang-stasiun-sulit"
FLOOR = Peer("granian", "http://127.0.0.1:8112", f"/articles/{SLUG}/")
WAGTAIL = Peer("wagtail", "http://127.0.0.1:8103", f"/{SLUG}/")
WAGTAIL_CACHED = Peer("wagtail-cached", "http://127.0.0.1:8104", f"/{SLUG}/")
GHOST = Peer("ghost", "http://127.0.0.1:8107", f"/{SLUG}/", "/tag/kuliner/")  # brings no cache of pages
WORDPRESS = Peer("wordpress", "http://127.0.0.1:8108", f"/{SLUG}/", "/tag/kuliner/")
WORDPRESS_CACHED = Peer("wordpress-cached", "http://127.0.0.1:8109", f"/{SLUG}/", "/tag/kuliner/")  # by nginx
MADE = {  # what is there once it was installed
    "granian": "c300/content.json",
    "wagtail": "wt/db300.sqlite3",
    "wagtail-cached": "wt/db300.sqlite3",
    "ghost": "ghost/content/data/ghost.db",
    "wordpress": "wp/wp-content/uploads",
    "wordpress-cached": "wp/wp-content/uploads",
}
PROGRAMS = dict.fromkeys(("wordpress", "wordpress-cached"), ("nginx", "wordpress"))  # where it is not the one


def has(peer: str) -> bool:
    """Whether this peer was installed."""
    return WORK is not None and SETUP.exists() and (WORK / MADE[peer]).exists()


def peer_is(verb: str, name: str) -> None:
    """Start or stop a peer; it runs on the servers' core."""
    told = os.environ | {"WORK": str(WORK), "CORE": str(SERVERS)}
    subprocess.run([SETUP, verb, *PROGRAMS.get(name, [name])], env=told, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def peers(*wanted: Peer) -> Iterator[list[Peer]]:
    """Those of them that are installed, served."""
    there = [one for one in wanted if has(one.name)]
    for one in there:
        peer_is("start", one.name)
    try:
        yield there
    finally:
        for one in there:
            peer_is("stop", one.name)


def filled_site(kept: Path) -> Path:
    """The `var` of a site with 300 articles, the peers' where they are there; made once."""
    if WORK is None:
        return Path(on_sqlite(kept, ARTICLES)["LEMBAR_VAR"])
    var, content = kept / "as-the-peers", WORK / "c300"
    if not (var / "filled").exists():
        shutil.rmtree(var, ignore_errors=True)
        var.mkdir()
        told = os.environ | {"LEMBAR_VAR": str(var)}
        load = ["manage.py", "load_articles", str(content / "content.json"), "--photos", str(content / "photos")]
        subprocess.run([sys.executable, *load], cwd=ROOT, env=told, check=True)
        (var / "filled").touch()
    return var


@contextmanager
def served(var: Path, **environment: str) -> Iterator[Site]:
    """Our site on the servers' core, as the unit starts it, when its pictures to share are drawn."""
    with on_core(SERVERS):
        site = Site(var, **environment).start("--prepare")
    try:
        wait_until(lambda: drawn(site), 600)  # the clock asks for fifty a minute
        yield site
    finally:
        site.stop()


def drawn(site: Site) -> bool:
    asked = "from articles.models import Article; print(Article.objects.live().filter(card_key='').count())"
    return site.manage("shell", "--no-imports", "-c", asked).stdout.strip() == "0"


def address(site: Site, path: str) -> str:
    return f"http://127.0.0.1:{site.port}{path}"


def article_of(site: Site) -> str:
    """The path of the article that every peer has, or of our newest."""
    title = json.loads((WORK / "c300" / "content.json").read_text())["articles"][ARTICLE]["title"] if WORK else ""
    found = f"Article.objects.live().filter(live_revision__title__startswith={title!r}).newest_first()[0]"
    asked = f"from articles.models import Article; print({found}.get_absolute_url())"
    return site.manage("shell", "--no-imports", "-c", asked).stdout.strip()


@contextmanager
def nginx(folder: Path, page: bytes) -> Iterator[str]:
    """The address of this page, compressed already, as a file that nginx serves."""
    port = free_port()
    folder.mkdir()
    folder.chmod(0o755)
    (folder / "page.html").write_bytes(b"only compressed")
    (folder / "page.html.gz").write_bytes(page)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    with on_core(SERVERS):
        process = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-g", "user root;"])
    try:
        wait_until(lambda: listening(f"http://127.0.0.1:{port}/page.html"))
        yield f"http://127.0.0.1:{port}/page.html"
    finally:
        process.terminate()
        process.wait(timeout=10)


def listening(url: str) -> bool:
    try:
        return bool(fetched(url))
    except OSError:
        return False


def pid_of(peer: str) -> int:
    return int((WORK / "pids" / f"{peer}.pid").read_text())


def pss(pids: list[int]) -> float:
    """Proportional set size of these processes together, in MB (10^6 bytes)."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in pids]
    kilobytes = [int(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:")]
    return sum(kilobytes) * 1024 / 1e6


def with_children(pid: int) -> list[int]:
    """This process and all that it forked."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found
