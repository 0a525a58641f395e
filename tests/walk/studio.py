"""Owns how a test writes in the studio, and how it counts what was kept there: on the page and in the database."""

import json
import re
import sqlite3

from playwright.sync_api import Page, expect

from articles import body
from tests.migrated import NAME
from tests.walk import rooms

SIGN = re.compile(r"#{2,3} |>>? |- |\d+\. ")


def ready(page: Page) -> None:
    expect(page.locator("body")).to_have_attribute("data-studio", "ready")


def write(page: Page, title: str, text: str) -> None:
    page.locator("#id_title").fill(title)
    page.locator("#naskah").click()
    page.keyboard.type(text)


def more(page: Page, text: str) -> None:
    """Go on at the end of the text."""
    at_the_end(page)
    page.keyboard.type(text)


def is_in_state(page: Page, state: str) -> None:
    expect(page.locator(f"[data-save-state][data-is={state}]")).to_be_visible(timeout=15_000)


def saved(page: Page) -> None:
    """Until nothing is left to save: the page says so, and its journal is empty."""
    is_in_state(page, "saved")
    page.wait_for_function(
        "() => new Promise((done) => { const asked = indexedDB.open('lembar'); asked.onsuccess = () => {"
        " const all = asked.result.transaction('drafts').objectStore('drafts').getAllKeys();"
        " all.onsuccess = () => { asked.result.close(); done(all.result.length === 0); }; }; })"
    )


def saved_one(page: Page) -> None:
    """This draft, whatever else the device holds."""
    is_in_state(page, "saved")
    page.wait_for_timeout(300)


def text(page: Page) -> str:
    """The words on the page, blocks with an empty line between."""
    blocks = page.locator("#naskah > *").evaluate_all("(all) => all.map((one) => one.innerText.trim())")
    return "\n\n".join(block.replace("\u00a0", " ") for block in blocks if block)


def stored(site, title: str) -> dict:
    """The draft of that title as the database has it: exactly one."""
    with sqlite3.connect(f"file:{site.var / NAME}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT body, draft_version, code FROM articles_article WHERE title = ?", [title]
        ).fetchall()
    assert len(rows) == 1, rows
    return {"text": body.plain_text(json.loads(rows[0][0])), "version": rows[0][1], "code": rows[0][2]}


def forget_sessions(site) -> None:
    """Everybody is signed out, as when an administrator ends all sessions."""
    with sqlite3.connect(site.var / NAME, timeout=20) as database:
        database.execute("DELETE FROM django_session")


def write_sample(page: Page, sample, pictures: list[tuple[str, bytes]]) -> list[str]:
    """The sample's text as a writer makes it: shortcuts, the link dialog, photos with passports, the picker.

    `pictures` are the files of its photos in order. Gives the codes of the photos.
    """
    codes, photos, files = [], iter(sample.photos), iter(pictures)
    for chunk in sample.text.split("\n\n"):
        at_the_end(page)
        if chunk.startswith("> photo:"):
            codes.append(add_photo(page, *next(files), next(photos)))
        elif chunk.startswith("> read-also: "):
            add_read_also(page, chunk.removeprefix("> read-also: "))
        else:
            write_chunk(page, chunk)
    return codes


def at_the_end(page: Page) -> None:
    page.locator("#naskah").focus()
    page.keyboard.press("Control+End")
    page.wait_for_timeout(60)  # no hand is faster than the browser tells of a new selection


def write_chunk(page: Page, chunk: str) -> None:
    """A paragraph, heading, quote, rule or list, and then an empty paragraph below it."""
    sign, is_many = SIGN.match(chunk), re.match(r"- |\d+\. |> ", chunk)
    if chunk == "***":
        page.keyboard.type(chunk)
        return
    for place, line in enumerate(chunk.split("\n")):
        sign = SIGN.match(line)
        if sign and place == 0:
            page.keyboard.type(sign[0])
        write_line(page, line[sign.end() :] if sign else line)
        page.keyboard.press("Enter")
    if is_many:
        page.keyboard.press("Enter")


def write_line(page: Page, line: str) -> None:
    for piece in re.split(r"(\[[^]]+\]\([^)]+\)|\*\*.+?\*\*|(?<!\w)_.+?_(?!\w))", line):
        if link := re.fullmatch(r"\[([^]]+)\]\(([^)]+)\)", piece):
            page.keyboard.insert_text(link[1])
            for _letter in link[1]:
                page.keyboard.press("Shift+ArrowLeft")
            page.keyboard.press("Control+k")
            page.locator("#tautan-alamat").fill(link[2])
            page.keyboard.press("Enter")
            page.keyboard.press("Control+End")
        elif piece.startswith(("**", "_")):
            page.keyboard.type(piece)
        elif piece:
            page.keyboard.insert_text(piece)


def add_photo(page: Page, name: str, data: bytes, passport: dict) -> str:
    """Choose a file at the caret and fill in the passport that it asks for."""
    known = page.locator("#naskah [data-photo]").count()
    page.set_input_files("#id_upload", {"name": name, "mimeType": "image/jpeg", "buffer": data})
    expect(page.locator("#naskah [data-photo]")).to_have_count(known + 1)
    code = page.locator("#naskah [data-photo]").last.get_attribute("data-photo")
    rooms.fill_passport(page, code, passport)
    return code


def add_cover(page: Page, name: str, data: bytes, passport: dict) -> str:
    with page.expect_file_chooser() as chosen:
        page.locator("[data-choose-cover]").click()
        if (another := page.locator("[data-cover-upload]")).is_visible():
            another.click()
    chosen.value.set_files({"name": name, "mimeType": "image/jpeg", "buffer": data})
    block = page.locator("[data-cover] [data-photo]")
    expect(block).to_be_visible()
    code = block.get_attribute("data-photo")
    rooms.fill_passport(page, code, passport)
    return code


def add_read_also(page: Page, title: str) -> None:
    page.locator("[data-tool=readalso]").click()
    page.locator("#baca-juga-cari").fill(title)
    page.locator("#baca-juga-hasil [role=option]", has_text=title).first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator("#naskah .read-also-title", has_text=title)).to_be_visible()


def send(page: Page) -> None:
    """Tick the statement and send, from the sheet; on a phone what is missing lies in a sheet of its own."""
    page.locator("[data-to-send]").click()
    page.check("#id_attest")
    page.locator("button[name=verb][value=submit]").click()
    expect(page.locator(".receipt-number")).to_be_visible()


def photos(site, title: str) -> list[str]:
    """The codes of the photos that the stored text shows, in order."""
    with sqlite3.connect(f"file:{site.var / NAME}?mode=ro", uri=True) as database:
        (found,) = database.execute("SELECT body FROM articles_article WHERE title = ?", [title]).fetchall()
    return body.photo_ids(json.loads(found[0]))


def photo_rows(site, title: str) -> int:
    with sqlite3.connect(f"file:{site.var / NAME}?mode=ro", uri=True) as database:
        (found,) = database.execute(
            "SELECT count(*) FROM articles_photo p JOIN articles_article a ON a.id = p.article_id WHERE a.title = ?",
            [title],
        ).fetchall()
    return found[0]


def empty_drafts(site) -> int:
    with sqlite3.connect(f"file:{site.var / NAME}?mode=ro", uri=True) as database:
        (found,) = database.execute("SELECT count(*) FROM articles_article WHERE title = '' AND draft_version = 1")
    return found[0]
