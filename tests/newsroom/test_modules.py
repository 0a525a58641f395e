"""The studio's modules are asked for at once, not one after another as each is found in the one before."""

import re

import pytest
from django.contrib.staticfiles import finders

from newsroom.staticfiles import JOINED, HashedStorage, bare, modules_of, without_remarks
from tests.factories import a_writer
from tests.rooms import signed_in
from tests.site import ROOT

STRING = r'"[^"\n]*"'
STATIC = ROOT / "newsroom" / "static"
OF_OTHER_PAGES = {"studio/asphone.js", "studio/signingout.js"}


@pytest.mark.django_db
def test_the_studio_names_every_module_that_it_needs():
    page = signed_in(a_writer()).get("/write/new/").content.decode()

    named = re.findall(r'<link rel="modulepreload" href="/static/([^"]+)">', page)
    ours = {f"studio/{file.name}" for file in (STATIC / "studio").glob("*.js")}
    assert set(named) == (ours | {"made.js", "vendor/prosemirror.js"}) - {"studio/editor.js", *OF_OTHER_PAGES}
    assert len(named) == len(set(named))


def test_every_import_ends_in_a_semicolon_so_that_its_address_is_hashed():
    files = [*STATIC.glob("*.js"), *(STATIC / "studio").glob("*.js")]
    loose = r'(?:from|^import) "[^"]+"(?!;)'

    assert [file.name for file in files if re.search(loose, file.read_text(), re.M)] == []


def test_modules_stand_once_and_near_ones_first():
    found = modules_of("studio/typing.js")

    assert found[:2] == ("vendor/prosemirror.js", "studio/commands.js")
    assert len(found) == len(set(found))
    assert all(finders.find(name) for name in found)


@pytest.mark.parametrize("sheet", sorted((ROOT / "newsroom/static").glob("*.css")), ids=lambda path: path.name)
def test_a_style_sheet_that_is_sent_has_the_same_rules_without_its_comments(sheet):
    written = sheet.read_text()
    without = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)

    sent = bare(written)

    assert [sent.count(sign) for sign in "{};"] == [without.count(sign) for sign in "{};"]
    assert re.findall(STRING, sent) == re.findall(STRING, without)
    assert ("/*" in sent, [text for text in re.findall(STRING, written) if "/*" in text]) == (False, [])


OWN_SCRIPTS = [path for path in sorted(STATIC.rglob("*.js")) if "vendor" not in path.parts]


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=lambda path: path.name)
def test_a_script_that_is_sent_has_the_same_lines_without_its_remarks(script):
    written = script.read_text()

    sent = without_remarks(written).splitlines()

    assert sent == [line for line in written.splitlines() if not line.lstrip().startswith("//")]
    assert [line for line in sent if line.count("`") % 2] == []  # no text of ours goes on in another line


def test_a_file_that_is_collected_anew_is_named_anew(tmp_path, settings):
    settings.DEBUG = False
    storage = HashedStorage(location=tmp_path, base_url="/static/")
    parts = JOINED["reading.css"]

    def collected(rule: str) -> str:
        for part in parts:
            (tmp_path / part).write_text(rule)
        list(storage.post_process({part: (storage, part) for part in parts}))
        return storage.url("base.css")

    first = collected("a { color: red }")
    assert storage.url("base.css") == first
    assert collected("a { color: blue }") != first
