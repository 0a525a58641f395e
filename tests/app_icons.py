"""Owns how the icons of the installed site are drawn: `python -m tests.app_icons` remakes them from icon.svg."""

import base64
from pathlib import Path

from playwright.sync_api import Page

from tests.site import ROOT
from tests.walk.watching import a_chromium

STATIC = ROOT / "newsroom/static"
INK = "#14171F"  # on paper in both themes, so it need not be the grey of the tab's icon
# Size in pixels, how much of it the mark takes (a mask may cut a tenth off each side), the corners' radius.
ICONS = {"any-192": (192, 0.68, 40), "any-512": (512, 0.68, 106), "maskable-512": (512, 0.54, 0)}


def draw(page: Page, name: str, folder: Path) -> None:
    size, part, radius = ICONS[name]
    mark = (STATIC / "icon.svg").read_text().replace("#7C8496", INK)
    address = f"data:image/svg+xml;base64,{base64.b64encode(mark.encode()).decode()}"
    paper = f"background:#fff url({address}) center/{part:.0%} no-repeat;border-radius:{radius}px"
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f'<body style="margin:0"><div style="width:{size}px;height:{size}px;{paper}"></div>')
    page.screenshot(path=folder / f"{name}.png", omit_background=True)


def main(folder: Path = STATIC / "app") -> None:
    with a_chromium() as browser:
        page = browser.new_page()
        for name in ICONS:
            draw(page, name, folder)


if __name__ == "__main__":
    main()
