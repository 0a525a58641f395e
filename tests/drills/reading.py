"""Owns which pages of the served demo stand for all that readers see."""

import re

from tests.site import Site


def addresses(site: Site) -> dict[str, str]:
    """Front, its lead, a topic, a profile, a search with hits: whole addresses by what they are."""
    front = site.get("/")
    first = {
        "article": re.search(r'href="(/articles/[^"]+)"', front)[1],
        "topic": re.search(r'href="(/topics/[^"/]+/)"', front)[1],
        "profile": re.search(r'href="(/@[^"]+/)"', front)[1],
    }
    paths = {"front": "/"} | first | {"search": "/search/?q=pasar"}
    return {name: f"http://localhost:{site.port}{path}" for name, path in paths.items()}
