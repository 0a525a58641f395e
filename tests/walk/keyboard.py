"""Owns somebody who has a keyboard and nothing else: Tab to whatever is wanted, see it, press it."""

from playwright.sync_api import Locator, Page, expect

from tests.walk import rooms

FARTHEST = 150  # stops of Tab from anywhere to anywhere on one page
# Some part of what has the focus must be seen (WCAG 2.4.11), and that it has the focus (2.4.7).
IS_SEEN = """(one) => {
  const box = one.getBoundingClientRect(), isDrawn = box.width > 2 && getComputedStyle(one).opacity !== "0";
  const shown = isDrawn || !one.labels?.length ? one : one.labels[0];
  const hits = [...shown.getClientRects()].flatMap(({ x, width, top, bottom }) => {
    const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const at = (part) => from < to && document.elementFromPoint(x + width / 2, from + (to - from) * part);
    return [0.05, 0.25, 0.5, 0.75, 0.95].map(at);
  });
  return one.matches(":focus-visible") && hits.some((hit) => hit && (shown.contains(hit) || hit.contains(shown)));
}"""
IS_FOCUSED = "(one) => one === document.activeElement"
IS_PASSED = "(one) => !!(one.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"


class Hands:
    """On one page. `unseen` are the controls that had the focus where nobody could see it."""

    def __init__(self, page: Page):
        self.page, self.unseen = page, []
        page.on("filechooser", lambda _chooser: None)  # from now on: asked for with the key, it may come too late

    def reach(self, wanted: str | Locator, *, by: str = "") -> Locator:
        """By the key `by`; else by Tab, or back by Shift+Tab to what stands above."""
        found = self.page.locator(wanted).first if isinstance(wanted, str) else wanted.first
        found.wait_for(state="attached")
        by = by or ("Shift+Tab" if found.evaluate(IS_PASSED) else "Tab")
        for _ in range(FARTHEST):
            if found.evaluate(IS_FOCUSED):
                self._look(found)
                return found
            self.page.keyboard.press(by)
        raise AssertionError(f"{by} does not lead to {wanted} on {self.page.url}")

    def _look(self, found: Locator) -> None:
        for _ in range(20):  # what scrolls smoothly arrives within a second
            if found.evaluate(IS_SEEN):
                return
            self.page.wait_for_timeout(50)
        self.unseen.append(found.evaluate("(one) => `${location.pathname} ${one.outerHTML.slice(0, 160)}`"))

    def press(self, wanted: str | Locator, key: str = "Enter", **how) -> None:
        self.reach(wanted, **how)
        self.page.keyboard.press(key)

    def follow(self, wanted: str | Locator, **how) -> None:
        """Press what leads to another page, and wait until its scripts have run."""
        before = self.page.evaluate("performance.timeOrigin")
        self.press(wanted, **how)
        self.page.wait_for_function("(before) => performance.timeOrigin !== before", arg=before)
        self.page.wait_for_load_state("networkidle")

    def write(self, wanted: str | Locator, words: str, **how) -> None:
        self.reach(wanted, **how)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)

    def choose(self, wanted: str, value: str) -> None:
        """An option of a select, by arrows."""
        select = self.reach(wanted)
        self.page.keyboard.press("Home")
        for _ in range(select.locator("option").count()):
            if select.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is no option of {wanted}")

    def choose_file(self, wanted: str | Locator, name: str, data: bytes, **how) -> None:
        """Press what asks for a file; the browser's own dialog is not part of the page."""
        self.reach(wanted, **how)
        with self.page.expect_file_chooser() as chosen:
            self.page.keyboard.press("Enter")
        chosen.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": data})

    def fill_passport(self, code: str, passport: dict) -> None:
        for name in ("caption", "creator", "source", "source_url"):
            if passport.get(name):
                self.write(f"#id_{code}-{name}", passport[name])
        self.choose(f"#id_{code}-licence", passport["licence"])
        self.write(f"#id_{code}-alt", passport["alt"])

    def sign_in(self, email: str, password: str) -> None:
        """At the page that asks for it; with the code of the demo's second factor when it is asked for."""
        self.write("#id_login", email)
        self.write("#id_password", password)
        self.follow(".account-form button[type=submit]")
        if "/2fa/" in self.page.url:
            self.write("#id_code", rooms.current_code(self.page))
            self.follow(".account-form button[type=submit]")
        expect(self.page.locator(".account-form")).to_have_count(0)
