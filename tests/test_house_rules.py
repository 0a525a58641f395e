"""Owns the house's budgets and the few things that no file may hold."""

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("articles", "community", "newsroom", "tests")
DRAWERS = {"utils", "helpers", "common", "core", "mixins", "services", "misc"}
MARKS_SAFE = {"articles/body/rendering.py", "newsroom/templatetags/lembar.py"}  # the second for JSON without markup
# Where community may say "article": names of permissions, and the words that no handle may take.
MAY_SAY_ARTICLE = re.compile(r"articles\.(moderate|chief|[a-z]+_[a-z]+)")
RESERVED_WORDS = "community/reserved.py"


def modules(*rooms: str) -> Iterator[Path]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if not {"migrations", "corpora", "__pycache__"} & set(path.parts):
                yield path


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def named(path: Path, line: int | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def said(pattern: str, paths: list[Path]) -> list[str]:
    """Where a pattern stands."""
    return [
        named(path, number)
        for path in paths
        for number, line in enumerate(lines(path), start=1)
        if re.search(pattern, line)
    ]


def test_a_file_fits_on_a_few_screens():
    """A file of tests is a list, looked up rather than read through: it may be half as long again."""
    budgets = {path: 375 if path.is_relative_to(ROOT / "tests") else 250 for path in modules(*ROOMS)}

    assert [named(path) for path, budget in budgets.items() if len(lines(path)) > budget] == []


def test_a_template_fits_on_a_screen():
    assert [named(path) for path in templates() if len(lines(path)) > 80] == []


def test_the_settings_keep_their_budget():
    assert len(lines(ROOT / "newsroom/settings.py")) <= 150


def test_a_function_fits_in_the_eye():
    long = [
        f"{named(path, function.lineno)} {function.name}"
        for path in modules(*ROOMS)
        for function in functions(path)
        if function.end_lineno - function.lineno >= 25
    ]

    assert long == []


def test_no_module_is_a_drawer():
    assert [named(path) for path in modules(*ROOMS) if DRAWERS & {path.stem, path.parent.name}] == []


def test_a_module_says_which_fact_it_owns():
    silent = [
        named(path)
        for path in modules("articles", "community", "newsroom")
        if lines(path) and path.stem not in {"apps", "urls", "__init__"} and not lines(path)[0].startswith('"""')
    ]

    assert silent == []


def test_only_the_renderer_calls_markup_safe():
    paths = [path for path in modules("articles", "community", "newsroom") if named(path) not in MARKS_SAFE]

    assert said(r"mark_safe|SafeString\(|\|\s*safe\b", paths) + said(r"\|\s*safe\b|autoescape off", templates()) == []


def test_the_community_names_no_article():
    """Not even in a string key. What people read may speak of articles."""
    naming = [
        f"{named(path, node.lineno)} {node.value}"
        for path in modules("community")
        for node in keys(path)
        if "article" in node.value.lower() and not MAY_SAY_ARTICLE.fullmatch(node.value)
        if named(path) != RESERVED_WORDS
    ]

    assert naming == []


def keys(path: Path) -> list[ast.Constant]:
    """The strings of a module that nobody reads: all but docstrings and what is handed to gettext."""
    tree = ast.parse(path.read_text())
    sentences = {
        part
        for node in ast.walk(tree)
        for whole in ([node.value] if isinstance(node, ast.Expr) else node.args if _is_gettext(node) else [])
        for part in ast.walk(whole)
    }
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node for node in strings if node not in sentences]


def _is_gettext(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext", "ngettext", "pgettext"}


def test_no_template_holds_a_script_or_a_style():
    """But mails: what reads them knows no style sheet of ours, and has no policy that forbids it."""
    pages = [path for path in templates() if path.parent.name != "mail"]
    inline = r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*(\ssrc=|type=\"application/(ld\+)?json\"))|javascript:"

    assert said(inline, pages) == []


def test_every_import_between_our_scripts_ends_in_a_semicolon():
    """The static storage rewrites no other, and the browser would then ask for a name without a hash."""
    scripts = [path for path in (ROOT / "newsroom/static").rglob("*.js") if "vendor" not in path.parts]

    assert said(r"^\s*(import|export)\b.*[\"']$", scripts) == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_records_no_address(lock):
    assert said(r"://|^-i |^--(extra-)?index|--find-links", [lock]) == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_has_a_hash_for_every_package(lock):
    packages = re.split(r"\n(?=\S)", lock.read_text())

    assert [package.split()[0] for package in packages if "==" in package and "--hash=sha256:" not in package] == []


def test_the_readme_has_every_variable_of_the_settings():
    sources = [(ROOT / "newsroom" / name).read_text() for name in ("settings.py", "outward.py")]
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', "".join(sources)))
    table = (ROOT / "README.md").read_text().partition("## Settings")[2].partition("\nIn production")[0]

    assert set(re.findall(r"`([A-Z_]+)`", " ".join(re.findall(r"^\| ([^|]+) \|", table, re.M)))) == read


def test_the_example_of_the_environment_names_only_what_the_readme_explains():
    told = re.findall(r"^#?([A-Z_]+)=", (ROOT / "docs/running/env").read_text(), re.M)

    assert [name for name in told if f"`{name}`" not in (ROOT / "README.md").read_text()] == []
    assert len(told) > 6


@pytest.mark.parametrize(("page", "folder"), [("tests/cases.md", ""), ("docs/security.md", "tests/")])
def test_every_test_that_a_page_names_is_there(page, folder):
    """tests/cases.md says which test tries which case of the corpora, docs/security.md which one keeps a promise."""
    named_tests = re.findall(rf"`{folder}([a-z_/]+\.py)::(test_\w+)`", (ROOT / page).read_text())
    known = {
        (named(path).removeprefix("tests/"), function.name) for path in modules("tests") for function in functions(path)
    }

    assert named_tests
    assert (ROOT / page).read_text().count("::") == len(named_tests)
    assert [name for name in named_tests if name not in known] == []


def test_what_shares_a_stage_runs_in_one_process(request):
    """A version of pytest that xdist does not know ignores its groups without a word."""
    if not request.config.getoption("loadgroup", default=False):
        pytest.skip("not divided by groups")
    grouped = [item.nodeid for item in request.session.items if item.get_closest_marker("xdist_group")]

    assert [name for name in grouped if "@" not in name] == []


def test_the_vendored_library_is_the_build_that_was_noted():
    """Made by vendor/prosemirror/build from the locked packages; nobody mends it by hand."""
    noted = dict(reversed(line.split()) for line in lines(ROOT / "vendor/prosemirror/SHA256"))
    stored = sorted((ROOT / "newsroom/static/vendor").iterdir())

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in stored} == noted


def test_the_vendored_pip_is_the_one_that_was_noted():
    noted = dict(reversed(line.split()) for line in lines(ROOT / "vendor/pip/SHA256"))

    assert {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (ROOT / "vendor/pip").glob("*.whl")
    } == noted


def test_a_script_fits_on_a_screen_or_two():
    scripts = [path for path in (ROOT / "newsroom/static").rglob("*.js") if "vendor" not in path.parts]

    assert [named(path) for path in scripts if len(lines(path)) > 150] == []


def test_what_our_scripts_import_is_exported():
    """A browser refuses the whole page for one name that is not there, and no linter looks."""
    scripts = [path for path in (ROOT / "newsroom/static").rglob("*.js") if "vendor" not in path.parts]
    missing = [
        f"{named(path)} {name} of {address}"
        for path in scripts
        for names, address in re.findall(r'^import \{([^}]*)\} from "(\.[^"]+)"', path.read_text(), re.M)
        for name in (part.split(" as ")[0].strip() for part in names.split(",") if part.strip())
        if not re.search(rf"\b{name}\b", exported((path.parent / address).resolve()))
    ]

    assert missing == []


def exported(path: Path) -> str:
    """The names that a module gives away, each somewhere in this text."""
    text = path.read_text()
    declared = re.findall(r"export (?:async )?(?:function|class|const|let) ([^=(;{]+)", text)
    listed = re.findall(r"export ?\{([^}]*)\}", text)
    together = re.findall(r"^export const .*$", text, re.M)
    return " ".join(declared + listed + together)


def test_the_command_that_draws_the_readmes_pictures_begins():
    """It runs outside pytest, where nobody has set Django up."""
    asked = [sys.executable, "-c", "import tests.pictures"]

    assert subprocess.run(asked, cwd=ROOT, capture_output=True, text=True).stderr == ""
