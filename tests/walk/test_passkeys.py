"""Passkeys in a real browser, whose authenticator is Chromium's own: set up, sign in by it alone, take it away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walk import rooms

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """The authenticator of a page's browser, and whether it knows the finger that is laid on it."""

    def __init__(self, page: Page):
        self.calls = page.context.new_cdp_session(page)
        self.calls.send("WebAuthn.enable")
        made = self.calls.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.name = made["authenticatorId"]

    def know(self, finger: bool) -> None:
        self.calls.send("WebAuthn.setUserVerified", {"authenticatorId": self.name, "isUserVerified": finger})


@pytest.fixture
def moderator(browser, site) -> Page:
    """A moderator of the demo at the desk, with a device that holds passkeys."""
    people = rooms.demo_people(browser, site)["moderators"]
    page = rooms.opened(browser, site.base, rooms.NARROW)
    rooms.sign_in(page, people[-1], site.password, wanted="/desk/")
    yield page
    page.context.close()


def prove(page: Page, password: str) -> None:
    page.fill("#id_password", password)
    page.locator("main button[type=submit]").first.click()


def add_passkey(page: Page, password: str) -> None:
    page.goto("/accounts/2fa/")
    page.locator("a[href='/accounts/2fa/webauthn/add/']").click()
    prove(page, password)
    page.fill("#id_name", "Ponsel meja redaksi")
    page.check("#id_passwordless")
    page.locator("#mfa_webauthn_add").click()
    expect(page.locator("#mfa_webauthn_add")).to_have_count(0)


def test_a_passkey_stands_for_password_and_code(moderator, site):
    device = Device(moderator)
    add_passkey(moderator, site.password)
    moderator.context.clear_cookies()

    moderator.goto("/desk/")
    expect(moderator).to_have_url(re.compile("/accounts/login/"))
    device.know(finger=False)
    moderator.locator("#passkey_login").click()
    expect(moderator.locator("[data-passkey-failed]")).to_be_visible()
    device.know(finger=True)
    moderator.locator("#passkey_login").click()
    expect(moderator.locator(".queue-main")).to_be_visible()

    moderator.goto("/accounts/2fa/webauthn/")
    expect(moderator.locator("main")).to_contain_text("Ponsel meja redaksi")
    moderator.locator(".button-danger").click()
    prove(moderator, site.password)
    moderator.locator("main .button-danger").click()
    expect(moderator.locator("main .button-ink")).to_be_visible()
    expect(moderator.locator("main")).not_to_contain_text("Ponsel meja redaksi")
