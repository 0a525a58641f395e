"""Owns how a person walks through the site in a browser: only typing, clicking, and links that stand on a page."""

import io
import random
import re
import time
from urllib.parse import urlsplit

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

NARROW, WIDE, HEIGHT = 390, 1280, 844
PASSWORD = "angin-timur-di-layar-41"


def drawn(seed: str) -> bytes:
    """A picture 1400 pixels wide that is like no other: JPEG bytes with a GPS block, which must be gone later."""
    chance = random.Random(seed)
    image = Image.new("RGB", (1400, 900), tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        x, y = chance.randrange(1400), chance.randrange(900)
        draw.ellipse((x, y, x + 120, y + 90), fill=tuple(chance.randrange(256) for _ in range(3)))
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    exif[0x8825] = {1: "S", 2: (5.0, 8.0, 0.0), 3: "E", 4: (119.0, 24.0, 0.0)}
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def opened(browser: Browser, base: str, width: int) -> Page:
    """A new person's browser: no cookies of anybody."""
    context = browser.new_context(
        base_url=base, viewport={"width": width, "height": HEIGHT}, locale="id-ID", timezone_id="Asia/Jakarta"
    )
    context.set_default_timeout(15_000)
    return context.new_page()


def sign_up(page: Page, pen_name: str, email: str) -> None:
    """From the front page to a confirmed account, by the link in the mail."""
    page.goto("/")
    page.locator(".site-actions .button-write").click()
    page.locator("a[href*='/accounts/signup/']").click()
    page.fill("#id_pen_name", pen_name)
    page.fill("#id_email", email)
    page.fill("#id_password1", PASSWORD)
    page.locator(".account-form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/accounts/confirm-email/"))
    open_mail(page, email)
    page.locator(".mail-text a[href*='/accounts/confirm-email/']").click()
    page.locator(".account-form button[type=submit]").click()
    page.wait_for_url(lambda address: "confirm-email" not in address)


def open_mail(page: Page, to: str) -> None:
    """The newest mail to `to`."""
    page.goto("/demo/outbox/")
    page.locator("li", has_text=to).first.locator("a").click()


def sign_in(page: Page, email: str, password: str, *, wanted: str = "/write/") -> None:
    """Sign in at the page that asks for it; whoever has a second factor types the demo's code of now, and the next one
    when somebody signed in as the same person with this one.
    """
    page.goto(wanted)
    page.fill("#id_login", email)
    page.fill("#id_password", password)
    page.locator(".account-form button[type=submit]").click()
    page.wait_for_load_state()
    code = ""
    while "/2fa/" in page.url:
        while code == (code := current_code(page)):
            time.sleep(1)
        page.fill("#id_code", code)
        page.locator(".account-form button[type=submit]").first.click()
        page.wait_for_load_state()
    expect(page).to_have_url(re.compile(re.escape(wanted)))


def current_code(page: Page) -> str:
    demo = page.context.new_page()
    demo.goto("/demo/")
    code = demo.locator("#code").inner_text()
    demo.close()
    return code


def set_profile(page: Page, **fields: str | bool) -> None:
    page.goto("/settings/")
    for name, value in fields.items():
        if isinstance(value, bool):
            page.locator(f"#id_{name}").set_checked(value)
        else:
            page.fill(f"#id_{name}", value)
    page.locator("#profil button").click()
    expect(page.locator(".notice-saved")).to_be_visible()


def code_of(page: Page, title: str) -> str:
    """The code of a published article, found by search, read off its address."""
    page.goto("/search/")
    page.fill("#kata", title)
    page.locator(".search-form button").click()
    page.get_by_role("link", name=title, exact=True).click()
    return urlsplit(page.url).path.split("/")[2]


def fill_passport(page: Page, code: str, passport: dict) -> None:
    for name in ("caption", "creator", "source", "source_url", "alt"):
        page.fill(f"#id_{code}-{name}", passport.get(name, ""))
    page.select_option(f"#id_{code}-licence", passport["licence"])


def save(page: Page, verb: str = "save") -> None:
    """By the form's own button, without script."""
    page.locator(f"button[name=verb][value={verb}]").last.click()
    page.wait_for_load_state()


def demo_people(browser, site) -> dict:
    """The addresses of the demo's people, as its page shows them."""
    page = opened(browser, site.base, WIDE)
    page.goto("/demo/")
    staff = page.locator("section", has=page.locator("#staff")).locator(".demo-person")
    told = [(one.locator(".hint").inner_text(), one.locator(".mono").inner_text()) for one in staff.all()]
    password = page.locator("#password").inner_text()
    kinds = {kind for kind, _ in told}
    many = next(kind for kind in kinds if [one for one, _ in told].count(kind) > 1)
    site.password = password
    site.administrator = told[-1][1]
    writers = page.locator("section", has=page.locator("#writers")).locator(".mono").all_inner_texts()
    return {"moderators": [email for kind, email in told if kind == many], "writers": writers}


def sheet(browser, site, writer: str, width: int, wanted: str = "/write/new/", base: str = "", **context) -> Page:
    """An empty sheet, or another page. What the policy refuses there is told in `page.refused`."""
    page = browser.new_context(
        base_url=base or site.base, viewport={"width": width, "height": HEIGHT}, **context
    ).new_page()
    page.refused = []
    page.on("console", lambda told: page.refused.append(told.text) if told.type == "error" else None)
    sign_in(page, writer, site.password, wanted=wanted)
    return page
