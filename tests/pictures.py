"""Owns the pictures of the product: `python -m tests.pictures` remakes the README's, `… FOLDER` all of them."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.site import ROOT
from tests.walk import rooms
from tests.walk.conftest import DemoSite
from tests.walk.watching import a_chromium

README_PICTURES = ("front-1280-light", "article-390-dark", "draft-390-light", "desk-1280-light")
SIZES = {390: 844, 1280: 900}
THEMES = ("light", "dark")


def main(folder: Path, wanted: tuple[str, ...] = ()) -> None:
    """Serve a fresh demo and draw each page at both widths in both themes; `wanted` names the ones to keep."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var, a_chromium() as browser:
        site = DemoSite(Path(var) / "var", LEMBAR_DEMO="1").start("--prepare")
        try:
            for name, page in opened(browser, site).items():
                draw(page, name, folder, wanted)
        finally:
            site.stop()


def opened(browser: Browser, site: DemoSite) -> dict[str, Page]:
    """One page for each picture, looked at by whoever would."""
    moderator = rooms.demo_people(browser, site)["moderators"][0]
    pages = {name: rooms.opened(browser, site.base, 1280) for name in ("front", "article", "draft", "desk")}
    pages["front"].goto("/")
    pages["article"].goto("/")
    pages["article"].locator(".lead-title a").click()
    pages["draft"].goto("/demo/")
    writer = pages["draft"].locator("section", has=pages["draft"].locator("#writers")).locator(".mono")
    rooms.sign_in(pages["draft"], returned_to(writer.all_inner_texts()), site.password)
    pages["draft"].locator(".work-urgent .work-title a").click()
    rooms.sign_in(pages["desk"], moderator, site.password, wanted="/desk/")
    pages["desk"].locator(".queue-title a").first.click()
    return pages


def returned_to(writers: list[str]) -> str:
    """The demo's writer whose text came back."""
    return next(address for address in writers if address.startswith("rani"))


def draw(page: Page, name: str, folder: Path, wanted: tuple[str, ...]) -> None:
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for theme in THEMES:
            picture = f"{name}-{width}-{theme}"
            if wanted and picture not in wanted:
                continue
            page.emulate_media(color_scheme=theme)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=folder / f"{picture}.png")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        main(ROOT / "docs" / "pictures", README_PICTURES)
