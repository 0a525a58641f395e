"""Photos on their way into the sheet: chosen, dropped, pasted; cancelled, cut off, tried again after a reload."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.walk import rooms, studio
from tests.walk.faulty import CUT, HELD, LOST

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
# A real event as the browser makes it, with a file that somebody dropped or copied.
HAND_OVER = """([kind, base64, name]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)), data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/jpeg" }));
  const sheet = document.querySelector("#naskah"), box = sheet.lastElementChild.getBoundingClientRect();
  const place = { bubbles: true, cancelable: true, clientX: box.left + 5, clientY: box.top + 5 };
  if (kind === "paste") sheet.dispatchEvent(new ClipboardEvent("paste", { ...place, clipboardData: data }));
  else sheet.dispatchEvent(new DragEvent("drop", { ...place, dataTransfer: data }));
}"""


def hand_over(page, kind: str, seed: str) -> None:
    page.evaluate(HAND_OVER, [kind, base64.b64encode(rooms.drawn(seed)).decode(), f"{seed}.jpg"])


def choose(page, seed: str) -> None:
    page.set_input_files("#id_upload", {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": rooms.drawn(seed)})


def in_the_text(page):
    return page.locator("#naskah [data-photo]")


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_photo_is_dropped_or_pasted_and_asks_for_its_passport_at_once(site, page, kind):
    studio.write(page, f"Foto {kind}", "Satu.")

    hand_over(page, kind, kind)

    expect(in_the_text(page)).to_have_count(1)
    expect(in_the_text(page).locator("details")).to_have_attribute("open", "")
    studio.saved(page)
    code = in_the_text(page).get_attribute("data-photo")
    assert studio.photos(site, f"Foto {kind}") == [code]


def test_a_photo_that_arrives_while_somebody_writes_takes_no_letter(site, page, proxy):
    studio.write(page, "Tanpa sela", "Sambil ")
    studio.saved(page)
    with proxy.failing(HELD, method="POST"):
        choose(page, "Tanpa sela")
        studio.more(page, "menung")

    expect(in_the_text(page)).to_have_count(1)
    page.keyboard.type("gu.")

    expect(page.locator("#naskah")).to_be_focused()
    assert studio.text(page).startswith("Sambil menunggu.")


def test_the_network_is_cut_under_an_upload_and_it_goes_by_itself(site, page, proxy):
    studio.write(page, "Foto putus", "Satu.")
    studio.saved(page)

    with proxy.failing(CUT, method="POST"):
        choose(page, "putus")
        expect(page.locator("#naskah .upload")).to_contain_text(re.compile("network"))
        studio.more(page, " Terus menulis.")
    page.locator("#naskah .upload").get_by_role("button", name="Try again").click()
    expect(in_the_text(page)).to_have_count(1)
    studio.saved(page)

    assert studio.stored(site, "Foto putus")["text"] == "Satu. Terus menulis."
    assert len(studio.photos(site, "Foto putus")) == 1


def test_an_upload_whose_answer_was_lost_is_one_photo_after_a_reload(site, page, proxy):
    studio.write(page, "Foto muat ulang", "Satu.")
    studio.saved(page)
    page.on("dialog", lambda dialog: dialog.accept())

    with proxy.failing(LOST, method="POST"):
        choose(page, "muat ulang")
        expect(page.locator("#naskah .upload")).to_contain_text(re.compile("network"))
        page.reload()
    studio.ready(page)
    expect(in_the_text(page)).to_have_count(1, timeout=15_000)
    studio.saved(page)

    assert len(studio.photos(site, "Foto muat ulang")) == studio.photo_rows(site, "Foto muat ulang") == 1


def test_a_cancelled_upload_leaves_nothing(site, page, proxy):
    studio.write(page, "Foto batal", "Satu.")
    studio.saved(page)

    with proxy.failing(CUT, method="POST"):
        choose(page, "batal")
        page.locator("#naskah .upload").get_by_role("button", name="Cancel").click()
    expect(page.locator("#naskah .upload")).to_have_count(0)
    page.reload()
    studio.ready(page)

    expect(page.locator(".upload")).to_have_count(0)
    assert (studio.photos(site, "Foto batal"), studio.text(page)) == ([], "Satu.")


def test_what_is_no_picture_says_so_beside_its_name(page):
    studio.write(page, "Foto rusak", "Satu.")

    page.set_input_files("#id_upload", {"name": "catatan.jpg", "mimeType": "image/jpeg", "buffer": b"bukan gambar"})

    expect(page.locator("#naskah .upload-failed")).to_contain_text("catatan.jpg")
    studio.saved(page)


def test_undo_takes_the_photo_alone_and_the_passport_waits_below(site, page):
    studio.write(page, "Foto urung", "Satu.")
    choose(page, "urung")
    expect(in_the_text(page)).to_have_count(1)

    studio.at_the_end(page)
    page.keyboard.press("Control+z")

    expect(in_the_text(page)).to_have_count(0)
    expect(page.locator("[data-photos] [data-photo]")).to_have_count(1)
    assert studio.text(page) == "Satu."


def test_a_photo_taken_out_is_gone_from_text_and_draft(site, page):
    studio.write(page, "Foto buang", "Satu.")
    choose(page, "buang")
    expect(in_the_text(page)).to_have_count(1)
    studio.saved(page)

    in_the_text(page).get_by_role("button", name="Take this photo out").click()
    studio.saved(page)
    page.reload()
    studio.ready(page)

    assert (studio.photos(site, "Foto buang"), page.locator("[data-photo]").count()) == ([], 0)


def test_the_device_has_no_room_and_the_page_says_so_until_the_server_has_it(site, browser, context, proxy):
    full = browser.new_context(base_url=proxy.base, storage_state=context.storage_state())
    page = full.new_page()
    full.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": proxy.base, "quotaSize": 1})
    page.goto("/write/new/")
    studio.ready(page)
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.dismiss())

    with proxy.failing(CUT, method="PATCH"):
        studio.write(page, "Tanpa ruang", "Satu kalimat.")
        studio.is_in_state(page, "full")
        page.close(run_before_unload=True)
        page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
    page.evaluate("dispatchEvent(new Event('online'))")
    studio.is_in_state(page, "saved")

    assert studio.stored(site, "Tanpa ruang")["text"] == "Satu kalimat."
    full.close()


def test_a_photo_of_the_text_becomes_the_cover(site, page):
    studio.write(page, "Sampul sendiri", "Satu.")
    choose(page, "sampul sendiri")
    expect(in_the_text(page)).to_have_count(1)
    code = in_the_text(page).get_attribute("data-photo")
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=20_000)

    page.locator("[data-choose-cover]").click()
    page.locator("#sampul-pilih .cover-choice").click()

    expect(page.locator("[data-cover] [data-photo]")).to_have_attribute("data-photo", code)
    expect(page.locator("#naskah .sheet-photo")).to_contain_text("This is the cover.")
    studio.saved(page)
    page.reload()
    studio.ready(page)
    expect(page.locator("[data-cover] [data-photo]")).to_have_attribute("data-photo", code)
