"""The whole way of the sample article by somebody who has a keyboard and no mouse, and never touches the screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walk import rooms, studio
from tests.walk.conftest import a_demo
from tests.walk.keyboard import Hands
from tests.walk.reader import read_body, read_figures
from tests.walk.sample import SAMPLE

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
EMAIL = "papan.ketik@contoh.example"
UNSOURCED = "Semua orang tahu bahwa angin timur tidak pernah terlambat."


@pytest.fixture(scope="module")
def site(request, tmp_path_factory):
    """A demo of its own: what is published here would be known before its time to the walk of the same text."""
    with a_demo(request.config, tmp_path_factory) as served:
        yield served


def test_an_article_is_written_returned_answered_approved_and_read_by_keys_alone(site, browser):
    people = rooms.demo_people(browser, site)
    writer = Hands(rooms.opened(browser, site.base, rooms.WIDE))
    moderator = Hands(rooms.opened(browser, site.base, rooms.WIDE))

    join(writer)
    write(writer)
    send(writer)
    begin_at_the_desk(moderator, people["moderators"][2], site.password)
    return_with_a_remark(moderator)
    writer.page.wait_for_timeout(11_500)
    answer(writer)
    send(writer)
    approve(moderator)
    writer.page.wait_for_timeout(12_500)
    read(writer)

    assert writer.unseen + moderator.unseen == []


def join(writer: Hands) -> None:
    """From the front page to a signed-in person with a name and a tagline."""
    author, page = SAMPLE.front["author"], writer.page
    page.goto("/")
    writer.follow(".site-actions .button-write")
    writer.follow("main a[href*='/accounts/signup/']")
    writer.write("#id_pen_name", author["pen_name"])
    writer.write("#id_email", EMAIL)
    writer.write("#id_password1", rooms.PASSWORD)
    writer.follow(".account-form button[type=submit]")
    page.goto("/demo/outbox/")  # the mailbox
    writer.follow(page.locator("li", has_text=EMAIL).first.locator("a"))
    writer.follow(".mail-text a[href*='/accounts/confirm-email/']")
    writer.follow(".account-form button[type=submit]")
    if "/accounts/login/" in page.url:
        writer.sign_in(EMAIL, rooms.PASSWORD)
    page.goto("/settings/")
    writer.write("#id_tagline", author["tagline"])
    writer.follow("#profil button")
    expect(page.locator(".notice-saved")).to_be_visible()


def write(writer: Hands) -> None:
    page, front = writer.page, SAMPLE.front
    page.goto("/write/")
    writer.follow(".room-actions .button-write")
    studio.ready(page)
    for name in ("title", "dek", "place"):
        writer.write(f"#id_{name}", front[name])
    pictures = {one["file"]: rooms.drawn(f"keys {one['file']}") for one in [front["cover"], *SAMPLE.photos]}
    choose_cover(writer, pictures)
    write_text(writer, pictures)
    studio.more(page, UNSOURCED)
    writer.write("#id_topic_main", front["topics"][0])
    writer.write("#id_topics", ", ".join(front["topics"][1:]))
    studio.saved(page)
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=20_000)


def choose_cover(writer: Hands, pictures: dict[str, bytes]) -> None:
    cover, page = SAMPLE.front["cover"], writer.page
    writer.choose_file("[data-choose-cover]", cover["file"], pictures[cover["file"]])
    block = page.locator("[data-cover] [data-photo]")
    expect(block).to_be_visible()
    writer.fill_passport(block.get_attribute("data-photo"), cover)


def write_text(writer: Hands, pictures: dict[str, bytes]) -> None:
    """As a writer makes it: signs become shapes, Alt and F10 lead to the tools, Escape back."""
    photos = iter(SAMPLE.photos)
    for chunk in SAMPLE.text.split("\n\n"):
        go_to_the_end(writer)
        if chunk.startswith("> photo:"):
            add_photo(writer, next(photos), pictures)
        elif chunk.startswith("> read-also: "):
            add_read_also(writer, chunk.removeprefix("> read-also: "))
        else:
            studio.write_chunk(writer.page, chunk)


def go_to_the_end(writer: Hands) -> None:
    writer.reach("#naskah")
    writer.page.keyboard.press("Control+End")
    writer.page.wait_for_timeout(60)


def use_tool(writer: Hands, name: str) -> None:
    writer.page.keyboard.press("Alt+F10")
    writer.reach(f"[data-tool={name}]", by="ArrowRight")


def add_photo(writer: Hands, passport: dict, pictures: dict[str, bytes]) -> None:
    page = writer.page
    known = page.locator("#naskah [data-photo]").count()
    use_tool(writer, "photo")
    writer.choose_file("[data-tool=photo]", passport["file"], pictures[passport["file"]])
    expect(page.locator("#naskah [data-photo]")).to_have_count(known + 1)
    writer.fill_passport(page.locator("#naskah [data-photo]").last.get_attribute("data-photo"), passport)


def add_read_also(writer: Hands, title: str) -> None:
    page = writer.page
    use_tool(writer, "readalso")
    page.keyboard.press("Enter")
    expect(page.locator("#baca-juga-cari")).to_be_focused()
    page.keyboard.insert_text(title)
    page.locator("#baca-juga-hasil [role=option]", has_text=title).first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#naskah .read-also-title", has_text=title)).to_be_visible()


def send(writer: Hands) -> None:
    writer.press("[data-to-send]")
    writer.press("#id_attest", "Space")
    expect(writer.page.locator("#id_attest")).to_be_checked()
    writer.press("button[name=verb][value=submit]")
    expect(writer.page.locator(".receipt-number")).to_be_visible()


def begin_at_the_desk(moderator: Hands, email: str, password: str) -> None:
    moderator.page.goto("/desk/")
    moderator.sign_in(email, password)


def open_from_queue(moderator: Hands) -> Page:
    page = moderator.page
    page.goto("/desk/")
    page.wait_for_load_state("networkidle")
    moderator.reach(page.get_by_role("link", name=SAMPLE.front["title"], exact=True), by="j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/desk/\d+/$"))
    page.wait_for_load_state("networkidle")
    return page


def return_with_a_remark(moderator: Hands) -> None:
    page = open_from_queue(moderator)
    remark = page.locator("details.remark-new").nth(1)
    moderator.press(remark.locator("summary"))
    moderator.choose(remark.locator("select"), "source_missing")
    moderator.write(remark.locator("textarea"), "Sebutkan siapa yang menghitung.")
    moderator.follow(remark.locator("button"))
    page.keyboard.press("r")
    expect(page.locator("#id_reason")).to_be_focused()
    moderator.choose("#id_reason", "source_missing")
    moderator.write("#id_message", "Hampir siap. Satu hal kecil lagi.")
    moderator.press("button[value=return]")
    expect(page.locator(".undo")).to_be_visible()


def answer(writer: Hands) -> None:
    page = writer.page
    page.goto("/write/")
    writer.follow(page.get_by_role("link", name=SAMPLE.front["title"]))
    studio.ready(page)
    writer.write(page.locator(".remark textarea"), "Sudah kutulis siapa yang menghitung.")
    studio.saved(page)
    go_to_the_end(writer)
    for _letter in UNSOURCED:
        page.keyboard.press("Backspace")
    studio.saved(page)


def approve(moderator: Hands) -> None:
    page = open_from_queue(moderator)
    for number in range(1, page.locator("input[name=checked]").count() + 1):
        page.keyboard.press(str(number))
    expect(page.locator("input[name=checked]:not(:checked)")).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator(".undo").first).to_be_visible()


def read(reader: Hands) -> None:
    page = reader.page
    page.goto("/")
    page.reload()  # the browser keeps a public page for a minute, and this one was seen at the sign-up
    reader.follow(page.locator("main").get_by_role("link", name=SAMPLE.front["title"], exact=True))
    expect(page.locator("h1")).to_have_text(SAMPLE.front["title"])
    for section in SAMPLE.contents:
        reader.reach(page.locator(".contents-list").get_by_role("link", name=section, exact=True))
    read_figures(page)
    read_body(page)
