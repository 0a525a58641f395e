"""The desk by keyboard alone, in a browser: reading, ticking, remarking on words, deciding, undoing; two at once."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from tests.migrated import NAME
from tests.walk import rooms

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


@pytest.fixture(scope="module")
def moderators(site, browser) -> tuple[Page, Page]:
    """Two of the desk, each in a browser of their own."""
    emails = rooms.demo_people(browser, site)["moderators"][1:3]
    pages = [rooms.opened(browser, site.base, rooms.WIDE) for _email in emails]
    for page, email in zip(pages, emails, strict=True):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.refused = []
        page.on("console", lambda told, page=page: page.refused.append(told.text) if is_fault(told) else None)
        rooms.sign_in(page, email, site.password, wanted="/desk/")
    return tuple(pages)


@pytest.fixture(autouse=True)
def _nobody_holds_anything(site):
    """Whoever undid a decision holds the text for a quarter of an hour, and the demo has few that wait."""
    with closing(sqlite3.connect(site.var / NAME, timeout=20, isolation_level=None)) as database:
        database.execute("UPDATE articles_submission SET claimed_by_id = NULL, claimed_until = NULL")


def is_fault(told) -> bool:
    """Chromium calls every 409 an error; the desk tells in place that somebody else was first."""
    return told.type == "error" and "409 (Conflict)" not in told.text


def open_free(page: Page) -> str:
    """The first text of the queue that nobody holds, by j and Enter; its path."""
    page.goto("/desk/")
    page.wait_for_load_state("networkidle")
    for _ in range(20):
        page.keyboard.press("j")
        if page.locator(".queue-row:has(:focus) .queue-free").count():
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/\d+/$"))
    page.wait_for_function("() => document.readyState === 'complete'")  # each module has run
    return re.search(r"/desk/\d+/", page.url)[0]


def tick_all(page: Page) -> None:
    for number, box in enumerate(page.locator("input[name=checked]").all(), start=1):
        if not box.is_checked():
            page.keyboard.press(str(number))


def test_a_text_is_approved_and_taken_back_by_keys_with_everything_still_there(moderators):
    page, _other = moderators
    path = open_free(page)
    expect(page.locator("[data-mine]")).to_have_count(0)

    tick_all(page)
    expect(page.locator("[data-note]")).to_have_text(re.compile(r"\d\d\.\d\d"))
    expect(page.locator("[data-ticked]")).to_have_text(str(page.locator("input[name=checked]").count()))
    page.keyboard.press("a")

    expect(page.locator(".undo-count")).to_have_text(re.compile("[1-9]"))
    assert path not in page.url
    drawn = int(page.locator("[data-undo]").get_attribute("data-undo"))
    expect(page.locator(".undo-count")).to_have_text(re.compile(f"^[1-{drawn - 1}]$"))
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(f"{path}$"))
    assert page.locator("input[name=checked]:not(:checked)").count() == 0
    assert page.refused == []


def test_no_key_acts_while_somebody_types_or_holds_a_modifier(moderators):
    page, _other = moderators
    open_free(page)
    before = page.url, page.locator("input[name=checked]:checked").count()

    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+A")
    page.focus("#id_message")
    page.keyboard.type("asdrxzn12? jk")

    expect(page.locator("#id_message")).to_have_value("asdrxzn12? jk")
    assert (page.url, page.locator("input[name=checked]:checked").count()) == before
    expect(page.locator("#pintasan")).not_to_be_visible()


def test_the_list_of_keys_opens_and_closes_by_keys(moderators):
    page, _other = moderators
    page.goto("/desk/")

    page.keyboard.press("?")
    expect(page.locator("#pintasan")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pintasan")).not_to_be_visible()


def test_returning_asks_for_the_reason_before_it_sends_anything(moderators):
    page, _other = moderators
    path = open_free(page)

    page.keyboard.press("r")

    expect(page.locator("#id_reason")).to_be_focused()
    assert path in page.url
    expect(page.locator("[role=alert]:visible")).to_have_count(0)


def test_a_template_comes_after_what_was_typed(moderators):
    page, _other = moderators
    open_free(page)
    page.fill("#id_message", "Kata sendiri.")

    page.select_option("#templat", index=1)

    expect(page.locator("#id_message")).to_have_value(re.compile(r"^Kata sendiri\.\n\n.{60}"))


def test_a_remark_on_selected_words_is_quoted_and_marked(moderators):
    page, _other = moderators
    open_free(page)
    block = page.locator(".block[data-block]:has(> .block-words > p)").first
    page.evaluate("""(id) => {
      const text = document.createTreeWalker(document.querySelector(`#${id} .block-words > p`), NodeFilter.SHOW_TEXT);
      let node = text.nextNode();
      while (node.length < 12 || node.parentElement.matches(".dateline")) node = text.nextNode();
      getSelection().setBaseAndExtent(node, 0, node, 12);
    }""", block.get_attribute("id"))  # fmt: skip
    expect(page.locator("[data-note-words]")).to_be_visible()

    page.keyboard.press("n")
    quoted = page.locator(".remark-new[open] [data-quote] mark").inner_text()
    expect(page.locator(".remark-new[open] select")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Sebutkan sumbernya.")
    page.locator(".remark-new[open] button").click()

    expect(block.locator("mark")).to_have_text(quoted)
    expect(page.locator(".remark", has_text="Sebutkan sumbernya.").locator("mark")).to_have_text(quoted)


def test_another_persons_decision_is_shown_in_place_and_the_typed_words_can_be_copied(moderators):
    first, second = moderators
    path = open_free(first)
    second.goto(path)
    second.wait_for_load_state("networkidle")
    second.locator("#id_reason").focus()  # looks, and claims nothing
    second.evaluate("document.querySelector('#id_message').value = 'Pesan yang tetap ada.'")

    tick_all(first)
    first.keyboard.press("a")
    expect(first.locator(".undo")).to_be_visible()
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    notice = second.locator("[data-moved-on]")
    expect(notice).to_be_visible()
    second.locator("button[value=decline]").click(force=True)
    assert path in second.url
    expect(second.locator("#id_message")).to_have_value("Pesan yang tetap ada.")
    notice.locator("[data-copy]").click()
    assert second.evaluate("navigator.clipboard.readText()") == "Pesan yang tetap ada."
    first.keyboard.press("z")
    expect(first).to_have_url(re.compile(f"{path}$"))


def test_whoever_works_on_a_text_is_seen_by_the_other_within_the_open_page(moderators):
    first, second = moderators
    path = open_free(first)
    second.goto(path)
    second.wait_for_load_state("networkidle")

    first.keyboard.press("1")
    expect(first.locator("[data-note]")).to_have_text(re.compile(r"\d\d\.\d\d"))
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(second.locator("[data-moved-on]")).to_be_visible()
    assert first.refused + second.refused == []


def test_asking_for_changes_is_sent_from_its_fields_by_keys(moderators):
    page, _other = moderators
    path = open_free(page)
    page.keyboard.press("r")
    page.select_option("#id_reason", "source_missing")
    page.keyboard.press("Escape")
    expect(page.locator("#id_reason")).not_to_be_focused()
    page.fill("#id_message", "Sebutkan sumbernya.")

    page.keyboard.press("Control+Enter")

    expect(page.locator(".undo-count").first).to_be_visible()
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(f"{path}$"))


def test_control_and_enter_send_the_form_that_is_typed_in(moderators):
    page, _other = moderators
    path = open_free(page)
    page.select_option("#id_reason", "source_missing")
    page.fill("#id_message", "")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    remark = page.locator("details.remark-new[open] form")
    remark.locator("select").select_option("source_missing")
    remark.locator("textarea").fill("Tautkan laporannya.")

    remark.locator("textarea").press("Control+Enter")

    expect(page.locator(".remark", has_text="Tautkan laporannya.").first).to_be_visible()
    expect(page).to_have_url(re.compile(path))
    page.locator("[name=verb][value=decline]").click()
    expect(page.locator("#id_message")).to_have_attribute("aria-invalid", "true")
    page.fill("#id_message", "Tidak cocok untuk kami.")
    page.locator("#id_message").press("Control+Enter")
    expect(page.locator(".undo-count").first).to_be_visible()
    page.keyboard.press("z")
    expect(page).to_have_url(re.compile(f"{path}$"))


def test_a_remark_takes_whole_words_where_half_ones_are_selected(moderators):
    page, _other = moderators
    open_free(page)
    block = page.locator(".block[data-block]:has(> .block-words > p)").nth(1)
    wanted = page.evaluate("""(id) => {
      const words = document.querySelector(`#${id} .block-words > p`);
      const node = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
      const [first, second, third] = node.data.trim().split(" "), at = node.data.indexOf(second);
      getSelection().setBaseAndExtent(node, at + 1, node, at + second.length + 2);
      return `${second} ${third}`.replace(/[^\\p{L}\\p{N}]+$/u, "");
    }""", block.get_attribute("id"))  # fmt: skip
    expect(page.locator("[data-note-words]")).to_be_visible()

    page.keyboard.press("n")

    expect(page.locator(".remark-new[open] [data-quote] mark")).to_have_text(wanted)
