"""The drill of accessibility: axe (WCAG 2.2 AA and best practice) over every screen in every state that the demo's page
lists and every room beside them, at both widths, in both themes and both languages.
"""

import json
from pathlib import Path

import pytest

from tests.site import wait_until
from tests.walk import rooms
from tests.walk.conftest import DemoSite

pytestmark = pytest.mark.drill
THEMES = ("light", "dark")
SIGNED_OUT = (
    *("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/confirm-email/"),
    *("/people/", "/corrections/", "/about/", "/rules/", "/help/writers/", "/demo/", "/demo/outbox/"),
)
PEOPLE = (
    *(
        "/write/",
        "/write/new/",
        "/saved/",
        "/following/",
        "/following/whom/",
        "/settings/",
        "/settings/sessions/",
        "/notices/",
        "/help/moderators/",
        "/accounts/email/",
    ),
    *("/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/logout/"),
)
DESK = (
    *("/desk/", "/desk/?lane=decided", "/desk/topics/", "/desk/log/", "/desk/checklist/", "/desk/templates/"),
    *("/desk/disclaimers/", "/desk/front/"),
)
NO_SCREEN = ("/admin/", "/feeds/", "/sitemap")  # Django's own, and what machines read
CHIEF = "kartika.wulandari@demo.lembar.example"


@pytest.fixture(scope="module")
def axe() -> str:
    """Its script."""
    bundled = pytest.importorskip("axe_playwright_python", reason="package of requirements/drill.txt")
    return (Path(bundled.__file__).parent / "axe.min.js").read_text()


@pytest.fixture(params=["id", "en"])
def demo(request, tmp_path):
    site = DemoSite(tmp_path / "var", LEMBAR_DEMO="1", LEMBAR_LANGUAGE=request.param).start("--prepare")
    site.language = request.param
    yield site
    site.stop()


def tour(browser, site, writer: str) -> dict[str, list[str]]:
    """The addresses of the demo's page once everything is told, by who opens them; nobody is ""."""
    page = rooms.opened(browser, site.base, rooms.WIDE)
    stops = {"": [*SIGNED_OUT], writer: [*PEOPLE], CHIEF: [*DESK]}
    rows = page.locator("section:has(#tour) li")
    wait_until(lambda: page.goto("/demo/") and rows.filter(has_not=page.locator("a")).count() == 0, 240)
    for row in rows.all():
        path, named = row.locator("a").get_attribute("href"), row.locator(".mono")
        room = (
            CHIEF
            if path.startswith("/desk/")
            else writer
            if path.startswith(("/write/", "/settings/", "/following/"))
            else ""
        )
        if not path.startswith(NO_SCREEN):
            stops.setdefault(named.inner_text() if named.count() else room, []).append(path)
    page.context.close()
    return stops


def faults(page, axe: str) -> list[str]:
    page.evaluate(axe)
    asked = "axe.run(document, {resultTypes: ['violations']})"
    found = page.evaluate(f"{asked}.then((told) => JSON.stringify(told.violations))")
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in json.loads(found)]


def looked_at(browser, site, who: str, paths: list[str], axe: str) -> tuple[int, list[str]]:
    """How many views, and every fault with its address, width and theme."""
    views, told = 0, []
    locale = {"id": "id-ID", "en": "en-US"}[site.language]
    page = browser.new_context(base_url=site.base, locale=locale, timezone_id="Asia/Jakarta").new_page()
    page.set_default_timeout(20_000)
    if who:
        rooms.sign_in(page, who, site.password, wanted="/desk/" if "/desk/" in paths else "/write/")
    for path in paths:
        for width in (rooms.NARROW, rooms.WIDE):
            page.set_viewport_size({"width": width, "height": rooms.HEIGHT})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                page.goto(path)
                page.wait_for_load_state("networkidle")
                told += [f"{path} {width} {theme}: {fault}" for fault in faults(page, axe)]
                views += 1
    page.context.close()
    return views, told


def test_no_screen_has_a_fault_that_axe_finds(axe, chromium, demo):
    writer = rooms.demo_people(chromium, demo)["writers"][1]
    stops = tour(chromium, demo, writer)

    done = [looked_at(chromium, demo, who, paths, axe) for who, paths in stops.items()]

    print(f"\n{demo.language}: {sum(views for views, _told in done)} views", end="")
    assert [fault for _views, told in done for fault in told] == []
