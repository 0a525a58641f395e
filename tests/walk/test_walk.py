"""The whole way of the sample article, at a phone's and at a desk's width: typed, sent, returned, approved, read."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from django.urls import get_resolver
from playwright.sync_api import Page, expect

from tests.walk import rooms
from tests.walk.sample import read_sample

SAMPLE = read_sample()
WIDTHS = (390, 1280)
MODERATORS = 2
ADDRESS = re.compile(r"""(?:href="|src="|<loc>|<link>)([^"<\s]+)""")
UNSOURCED = "Semua orang tahu bahwa angin timur tidak pernah terlambat."  # what the moderator asks to take out
MEDIA = re.compile(r"/media/[a-z0-9]{8}/[0-9a-f]{16}-\d+\.\w+")


@dataclass
class Walk:
    """One width's two people, and what they found on the way."""

    width: int
    writer: Page
    moderator: Page
    email: str
    code: str = ""
    text: str = ""
    media: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def walks(site, browser):
    """Both walks up to the moment before approval: everything typed and clicked, nothing of it public."""
    people = demo_people(browser, site)
    begun = [begin(browser, site, width, people["moderators"][place]) for place, width in enumerate(WIDTHS)]
    for walk in begun:
        draft(walk)
        send(walk)
    for walk in begun:
        return_with_remarks(walk)
    let_ten_seconds_pass()
    for walk in begun:
        answer_and_resend(walk)
        read_at_the_desk(walk)
    return begun


def test_nothing_is_public_before_and_everything_after(site, browser, walks):
    for walk in walks:
        approve(walk)
    approved = time.monotonic()
    found = everything_public(site, walks)
    took = time.monotonic() - approved
    assert took < 9, f"Looking took {took:.1f} s, longer than the ten seconds."
    assert [(address, words) for address, text in found.items() for words in SAMPLE.secrets if holds(text, words)] == []
    assert {status(site.address(path)) for walk in walks for path in walk.media} == {404}

    let_ten_seconds_pass()
    grant_marks(browser, site, walks)
    for walk in walks:
        page = rooms.opened(browser, site.base, walk.width)
        page.goto(f"/articles/{walk.code}/")
        read_article(page)
        read_json_ld(page)
        assert {status(site.address(path)) for path in walk.media} == {200}
    read_feeds(site, walks)
    latest = get(site.address("/"))
    assert SAMPLE.front["title"] in latest


def demo_people(browser, site) -> dict:
    """The addresses of the demo's staff, as its page shows them."""
    page = rooms.opened(browser, site.base, 1280)
    page.goto("/demo/")
    staff = page.locator("section", has=page.locator("#staff")).locator(".demo-person")
    told = [(one.locator(".hint").inner_text(), one.locator(".mono").inner_text()) for one in staff.all()]
    password = page.locator("#password").inner_text()
    kinds = {kind for kind, _ in told}
    many = next(kind for kind in kinds if [one for one, _ in told].count(kind) > 1)
    site.password = password
    site.administrator = told[-1][1]
    return {"moderators": [email for kind, email in told if kind == many][:MODERATORS]}


def begin(browser, site, width: int, moderator_email: str) -> Walk:
    writer = rooms.opened(browser, site.base, width)
    email = f"daeng.{width}@contoh.example"
    rooms.sign_up(writer, SAMPLE.front["author"]["pen_name"], email)
    if "/accounts/login/" in writer.url:
        rooms.sign_in(writer, email, rooms.PASSWORD)
    rooms.set_profile(writer, tagline=SAMPLE.front["author"]["tagline"])
    moderator = rooms.opened(browser, site.base, width)
    rooms.sign_in(moderator, moderator_email, site.password, wanted="/desk/")
    rooms.set_profile(moderator, pen_name=SAMPLE.front["editor"], shown_as_editor=True)
    return Walk(width, writer, moderator, email)


def draft(walk: Walk) -> None:
    """Everything of the sample typed into the form, the photos' passports too."""
    page, front = walk.writer, SAMPLE.front
    read_alsos = [rooms.code_of(page, title) for title in SAMPLE.read_alsos]
    page.goto("/write/")
    page.locator(".room-actions a").first.click()
    for name in ("title", "dek", "place"):
        page.fill(f"#id_{name}", front[name])
    page.fill("#id_topic_main", front["topics"][0])
    page.fill("#id_topics", ", ".join(front["topics"][1:]))
    shown = [front["cover"], *SAMPLE.photos]
    files = [
        {"name": one["file"], "mimeType": "image/jpeg", "buffer": rooms.drawn(f"{walk.width} {one['file']}")}
        for one in shown
    ]
    page.set_input_files("#id_upload", files)
    rooms.save(page)
    walk.code = page.url.rstrip("/").rsplit("/", 1)[1]
    codes = [re.search(r"[a-z0-9]{8}", text)[0] for text in page.locator(".photo-code").all_inner_texts()]
    page.locator(f"input[name=cover][value='{codes[0]}']").check()
    for code, passport in zip(codes, shown, strict=True):
        rooms.fill_passport(page, code, passport)
    walk.text = SAMPLE.as_typed(codes[1:], read_alsos)
    page.fill("#id_body", f"{walk.text}\n\n{UNSOURCED}")
    rooms.save(page)
    wait_for_photos(page)
    rooms.save(page, "preview")
    expect(page.locator("h1")).to_have_text(front["title"])
    expect(page.locator(".body figure img")).to_have_count(len(SAMPLE.photos))
    figures = [figure.inner_html() for figure in page.locator("figure").all()]  # read-alsos show other people's photos
    walk.media = frozenset(MEDIA.findall(" ".join(figures)))
    assert len(walk.media) >= 3 * len(shown)


def wait_for_photos(page: Page) -> None:
    until = time.monotonic() + 20
    while page.locator(".photo-block .state-waiting").count():
        assert time.monotonic() < until, "The worker did not render the photos."
        time.sleep(0.5)
        page.reload()


def send(walk: Walk) -> None:
    page = walk.writer
    page.goto(f"/write/{walk.code}/")
    expect(page.locator(".readiness li:not(.ready)")).to_have_count(0)
    page.check("input[name=attest]")
    rooms.save(page, "submit")
    expect(page.locator(".receipt-number")).to_be_visible()


def review(walk: Walk, place: int) -> Page:
    """The moderator opens a submission from the queue; `place` counts those of the same title, first sent first."""
    page = walk.moderator
    page.goto("/desk/")
    page.get_by_role("link", name=SAMPLE.front["title"], exact=True).nth(place).click()
    return page


def return_with_remarks(walk: Walk) -> None:
    page = review(walk, 0)
    for place, words in ((1, "Sebutkan siapa yang menghitung."), (4, "Kalimat ini perlu sumber.")):
        form = page.locator("details.remark-new").nth(place)
        form.locator("summary").click()
        form.locator("select").select_option("source_missing")
        form.locator("textarea").fill(words)
        form.locator("button").click()
        page.wait_for_load_state()
    show_decision(page)
    page.select_option("#id_reason", "source_missing")
    page.fill("#id_message", "Hampir siap. Dua hal kecil lagi.")
    page.locator("button[value=return]").click()
    expect(page.locator(".undo")).to_be_visible()


def show_decision(page: Page) -> None:
    """On a phone one pane is shown at a time."""
    if page.locator(".to-person").is_visible():
        page.locator(".to-person").click()


def answer_and_resend(walk: Walk) -> None:
    page = walk.writer
    page.goto("/write/")
    page.get_by_role("link", name=SAMPLE.front["title"]).first.click()
    expect(page.locator(".remark")).to_have_count(2)
    first = page.locator(".remark").first
    first.locator("textarea").fill("Sudah kutulis siapa yang menghitung.")
    first.locator("button").click()
    expect(page.locator(".remark-answer")).to_have_count(1)
    page.fill("#id_body", walk.text)
    page.check("input[name=attest]")
    rooms.save(page, "submit")
    expect(page.locator(".receipt-number")).to_be_visible()


def read_at_the_desk(walk: Walk) -> None:
    """Opened and ticked, not yet approved."""
    page = review(walk, WIDTHS.index(walk.width))
    expect(page.locator(".script-title")).to_have_text(SAMPLE.front["title"])
    show_decision(page)
    for box in page.locator("input[name=checked]").all():
        box.check()


def approve(walk: Walk) -> None:
    walk.moderator.locator("button[value=approve]").click()
    expect(walk.moderator.locator(".undo").first).to_be_visible()


def let_ten_seconds_pass() -> None:
    time.sleep(11.5)


def grant_marks(browser, site, walks) -> None:
    """The administrator signs in once and grants both writers the sample's mark in the stock admin."""
    page = rooms.opened(browser, site.base, 1280)
    rooms.sign_in(page, site.administrator, site.password, wanted="/admin/")
    for walk in walks:
        page.goto("/admin/community/badge/add/")
        page.locator(".field-user .select2-selection").click()
        page.locator(".select2-search__field").fill(walk.email)
        page.locator(".select2-results__option", has_text=walk.email).click()
        page.select_option("#id_kind", SAMPLE.front["author"]["mark"])
        page.fill("#id_evidence", "Rekam jejak tulisannya dibaca.")
        page.locator("input[name=_save]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()


def read_article(page: Page) -> None:
    """Each element of the sample, on the page as readers see it."""
    front, body = SAMPLE.front, page.locator(".body")
    expect(page.locator("h1")).to_have_text(front["title"])
    expect(page.locator(".kicker")).to_have_text(front["topics"][0])
    expect(page.locator(".article-head .dek")).to_have_text(front["dek"])
    expect(page.locator(".author-name a")).to_have_text(front["author"]["pen_name"])
    expect(page.locator(f".author-name .mark-{front['author']['mark'].split('_')[0]}")).to_be_visible()
    assert page.locator("figcaption .credit").all_inner_texts() == [f"Foto: {credit}" for credit in SAMPLE.credits]
    shown = [front["cover"], *SAMPLE.photos]
    captions = page.locator("figcaption").all_inner_texts()
    assert all(text.startswith(one["caption"]) for text, one in zip(captions, shown, strict=True))
    alts = [img.get_attribute("alt") for img in page.locator("figure img").all()]
    assert alts == [one["alt"] for one in shown]
    expect(body.locator(".dateline")).to_have_text(f"{front['place']}, Lembar")
    assert body.locator("h2").all_inner_texts() == SAMPLE.sections
    assert page.locator(".contents-list a").all_text_contents() == SAMPLE.sections
    assert body.locator("h3").all_inner_texts() == SAMPLE.subsections
    assert body.locator("li").all_inner_texts() == SAMPLE.items
    assert body.locator("blockquote").all_inner_texts() == SAMPLE.quotes
    paragraphs = body.locator("> p").all_inner_texts()
    assert paragraphs[0] == f"{front['place']}, Lembar – {SAMPLE.paragraphs[0]}"
    assert paragraphs[1:] == SAMPLE.paragraphs[1:]
    assert body.locator(".read-also a").all_inner_texts() == SAMPLE.read_alsos
    expect(page.locator(".author-card .tagline")).to_have_text(front["author"]["tagline"])
    expect(page.locator(".disclaimer")).to_have_text(front["disclaimer"])
    assert page.locator(".article-end .chip").all_inner_texts() == front["topics"]
    expect(page.locator(".article-foot")).to_contain_text(f"Editor: {front['editor']}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def read_json_ld(page: Page) -> None:
    told, front = json.loads(page.locator("script[type='application/ld+json']").text_content()), SAMPLE.front
    assert (told["headline"], told["description"]) == (front["title"], front["dek"])
    assert told["author"]["name"] == front["author"]["pen_name"]
    assert told["editor"]["name"] == front["editor"]
    assert told["keywords"] == front["topics"]
    assert [image["creditText"] for image in told["image"]] == SAMPLE.credits
    assert [image["caption"] for image in told["image"]] == [
        one["caption"] for one in (front["cover"], *SAMPLE.photos)
    ]
    assert told["usageInfo"] == front["disclaimer"]
    assert told["dateline"] == f"{front['place']}, Lembar"


def read_feeds(site, walks) -> None:
    for path in ("/feeds/rss.xml", "/feeds/atom.xml"):
        source = get(site.address(path))
        ElementTree.fromstring(source)
        text = html_text(source)
        wanted = [*SAMPLE.secrets, *SAMPLE.read_alsos, *SAMPLE.front["topics"], SAMPLE.front["disclaimer"]]
        assert [words for words in wanted if not holds(text, words)] == []


def everything_public(site, walks) -> dict[str, str]:
    """Every public address of the resolver with every value that a crawl finds for it, fetched without an account."""
    seeds = {"/", "/latest/", "/topics/", "/sitemap.xml", "/feeds/rss.xml", "/feeds/atom.xml", "/robots.txt", "/about/"}
    seeds |= {"/rules/", "/search/", "/search/?q=perahu", "/@daeng_contoh/", "/@daeng.contoh/", "/@daengcontoh/"}
    seeds |= {f"/search/?q={SAMPLE.front['title'].split()[-1]}"}
    seeds |= {f"/articles/{walk.code}/" for walk in walks}
    seeds |= {f"/articles/{walk.code}/3-alasan-warga-pulau-memilih-kembali-ke-perahu-layar/" for walk in walks}
    found, ahead = {}, seeds
    with ThreadPoolExecutor(4) as pool:
        while ahead:
            for path, text in zip(ahead, pool.map(lambda path: get(site.address(path)), ahead), strict=True):
                found[path] = html_text(text)
            linked = {link for text in list(found.values()) for link in links(site, text)}
            ahead = {path for path in linked if is_ours(path)} - found.keys()
    unseen = {name for name in public_names()} - {match_name(path) for path in found}
    assert unseen == set(), f"No address was found for {unseen}."
    return found


def links(site, text: str) -> set[str]:
    """Paths that a page, a feed or the sitemap names, with or without our origin."""
    return {address.removeprefix(site.base) for address in ADDRESS.findall(text)}


def is_ours(path: str) -> bool:
    public = ("/topics/", "/@", "/articles/", "/latest/", "/feeds/")
    return path.startswith(public) and "#" not in path


def public_names() -> set[str]:
    """The name of every readers' address that the resolver knows."""
    parts = [part for part in get_resolver().url_patterns if getattr(part, "namespace", None) == "reading"]
    return {pattern.name for part in parts for pattern in part.url_patterns}


def match_name(path: str) -> str:
    return get_resolver().resolve(path.partition("?")[0]).url_name


def html_text(source: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&")):
        source = source.replace(entity, sign)
    return source


def holds(text: str, words: str) -> bool:
    return words in text


def get(address: str) -> str:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except HTTPError as error:
        return error.read().decode()


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
