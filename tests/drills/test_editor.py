"""How heavy the studio is and how quick it stays with the longest text that is taken; every figure is printed."""

import json
import statistics

import pytest

from tests.walk import kept, rooms, studio
from tests.walk.conftest import browser, site, writer  # noqa: F401  the walk's own stage
from tests.walk.typing import Paper

pytestmark = pytest.mark.drill
MOST_BYTES, WORDS = 150_000, 19_800
SCRIPTS = """() => performance.getEntriesByType("resource").filter(({ name }) => new URL(name).pathname.endsWith(".js"))
  .map(({ encodedBodySize, startTime, responseEnd }) => [encodedBodySize, startTime, responseEnd])"""
# From a key to the frame after the one that shows it.
KEY = """async (key) => {
  const begun = performance.now(), { view } = paper;
  const pressed = new KeyboardEvent("keydown", { key: "Enter", keyCode: 13 });
  if (key === "Enter") view.someProp("handleKeyDown", (handle) => handle(view, pressed));
  else document.execCommand("insertText", false, key);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun;
}"""
STRINGIFY = """() => { const begun = performance.now(), size = JSON.stringify(paper.view.state.doc.toJSON()).length;
  return [performance.now() - begun, size]; }"""
TIMED = """async ([what, text]) => { const begun = performance.now();
  if (what === "paste") paper.paste("", text);
  else paper.pm.undo(paper.view.state, paper.view.dispatch);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - begun; }"""


@pytest.fixture(scope="module")
def sheet(site, browser, writer):  # noqa: F811
    page = rooms.sheet(browser, site, writer, rooms.WIDE)
    studio.ready(page)
    yield page
    page.context.close()


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def test_all_scripts_of_the_studio_weigh_less_than_150_kb(sheet):
    sheet.reload()
    studio.ready(sheet)

    scripts = sheet.evaluate(SCRIPTS)

    total, starts = sum(size for size, *_ in scripts), [round(start) for _, start, _ in scripts]
    print(f"\n{len(scripts)} scripts, {total:,} bytes over the wire, asked for within {max(starts) - min(starts)} ms")
    assert 0 < total < MOST_BYTES


@pytest.mark.parametrize("slowdown", [1, 4])
def test_the_longest_text_is_written_in_without_waiting(sheet, slowdown):
    sheet.reload()
    studio.ready(sheet)
    paper = Paper(sheet)
    paragraphs = [" ".join(["kata"] * 66) for _ in range(WORDS // 66)]
    paper.set("p:a |")
    paper.cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})

    pasted = sheet.evaluate(TIMED, ["paste", "\n".join(paragraphs)])
    undone = sheet.evaluate(TIMED, ["undo", ""])
    sheet.evaluate(TIMED, ["paste", "\n".join(paragraphs)])
    sheet.evaluate("() => paper.selectSome(0.5, 0.5)")
    keys = [sheet.evaluate(KEY, "x") for _ in range(60)]
    enters = [sheet.evaluate(KEY, "Enter") for _ in range(20)]
    strings = [sheet.evaluate(STRINGIFY)[0] for _ in range(10)]
    paper.cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})

    print(f"\n{slowdown}x slower, {WORDS:,} words in {len(paragraphs)} paragraphs:")
    print(f"  key to next frame {statistics.median(keys):.0f} ms median, {p95(keys):.0f} ms p95")
    print(f"  Enter {statistics.median(enters):.0f} ms median, {p95(enters):.0f} ms p95")
    print(f"  paste {pasted:.0f} ms, undo {undone:.0f} ms, toJSON and stringify {statistics.median(strings):.1f} ms")
    assert statistics.median(keys) < 50 * slowdown
    assert pasted < 1500 * slowdown


def test_the_longest_text_is_saved_in_one_round_trip(sheet):
    sheet.reload()
    studio.ready(sheet)
    paper = Paper(sheet)
    doc = kept.at_limit(kept.LIMITS["words"])
    sheet.evaluate("(doc) => paper.set(doc)", doc)
    times = []

    sheet.evaluate("() => paper.selectSome(0, 0)")
    for _time in range(5):
        with sheet.expect_response(lambda answer: answer.request.method == "PATCH", timeout=40_000) as told:
            paper.type("x").press("Control+s")
        assert told.value.status == 200
        told.value.finished()
        times.append(told.value.request.timing["responseEnd"])

    size = len(json.dumps(doc)) / 1024
    print(f"\nsave of {size:.0f} KB: {statistics.median(times):.0f} ms median, {max(times):.0f} ms worst")
    assert statistics.median(times) < 3000
