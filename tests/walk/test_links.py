"""Every address of the corpus as a link in a text: typed, published, and looked at in Chromium."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.corpora import lines
from tests.typed import typed_and_published
from tests.walk.watching import ORIGIN

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("injections")]
# Clicked without going there: whatever else a click would do is noted.
LINKS = """() => {
  const links = [...document.querySelectorAll(".body a")];
  document.addEventListener("click", (event) => event.preventDefault(), true);
  links.forEach((a) => a.click());
  return Object.fromEntries(links.map((a) => [a.textContent, [a.protocol, a.host, a.getAttribute("href")]]));
}"""
# What cannot stand in a textarea as one link: a null, half a surrogate pair, an end of line.
NEVER_A_LINK = re.compile("[\0\r\n\ud800-\udfff]|^.{9000}")


def as_typed(line: dict) -> str:
    """The grammar wants a backslash before brackets, and an address on one line."""
    address = re.sub(r"([()\\])", r"\\\1", line["url"])
    return f"[{line['id']}]({address})"


def test_every_link_of_a_text_leads_where_the_corpus_says_and_does_nothing_else(watcher):
    addresses = [line for line in lines("links.jsonl") if not NEVER_A_LINK.search(line["url"])]
    article = typed_and_published("\n\n".join(map(as_typed, addresses)))
    path = article.get_absolute_url()

    seen = watcher.see(path, Client().get(path), LINKS)

    assert seen.happened == ()
    assert {line["id"]: seen.told.get(line["id"]) for line in addresses if line["link"] != "either"} == {
        line["id"]: where(line) for line in addresses if line["link"] != "either"
    }


def where(line: dict) -> list[str] | None:
    """Scheme, host and address of the link that a line becomes; None for words that stay words."""
    if line["link"] == "refuse":
        return None
    stored = line.get("link_to", line["url"])
    parts = urlsplit(urljoin(ORIGIN, stored))
    return [f"{parts.scheme}:", parts.netloc, stored]
