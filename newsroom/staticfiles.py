"""Owns how static files are named when collected: by a hash of their content, also inside CSS and JS modules.

It also tells which modules one module needs, so that a page can ask for all of them at once.
"""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS, VENDOR = Path(__file__).parent / "static", "vendor/"
# What a page for readers needs before it paints, as one file: one request, and half a kilobyte less as sent.
JOINED = {"reading.css": ("tokens.css", "base.css", "reader.css")}


class HashedStorage(CompressedManifestStaticFilesStorage):
    # Imports between our modules are rewritten too; only those that end in a semicolon are seen.
    support_js_module_import_aggregation = True

    def url(self, name, force=False):
        """Remembered: a page names ten of them, and they change when files are collected."""
        return _known_url(self, name, force)

    def post_process(self, paths, dry_run=False, **options):
        """Style sheets go without comments and the space around their rules, our scripts without their remarks."""
        if not dry_run:
            for name in [path for path in paths if path.endswith(".css")]:
                self._write(name, bare(Path(self.path(name)).read_text()), paths)
            scripts = [path for path in paths if path.endswith(".js") and (OURS / path).exists()]
            for name in [path for path in scripts if not path.startswith(VENDOR)]:
                self._write(name, without_remarks(Path(self.path(name)).read_text()), paths)
            for name, parts in JOINED.items():
                self._write(name, "\n".join(Path(self.path(part)).read_text() for part in parts), paths)
        yield from super().post_process(paths, dry_run, **options)
        _known_url.cache_clear()

    def _write(self, name, text, paths):
        Path(self.path(name)).write_text(text)
        paths[name] = self, name


@lru_cache
def _known_url(storage: HashedStorage, name: str, force: bool) -> str:
    return super(HashedStorage, storage).url(name, force)


def bare(css: str) -> str:
    """The same rules. No string of ours holds the signs of a comment, nor spaces beside these signs; a test looks."""
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


def without_remarks(script: str) -> str:
    """The same lines but for those that only say why, a fifth of what a page for readers has of scripts."""
    return _REMARK.sub("", script)


_REMARK = re.compile(r"^[ \t]*// .*\n", re.M)
_IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"(\.{1,2}/[^"]+\.js)";', re.M)


@lru_cache
def modules_of(name: str) -> tuple[str, ...]:
    """The static names of everything that a module imports, near ones first, itself not among them."""
    found = [name]
    for one in found:
        text = Path(finders.find(one)).read_text()
        named = (posixpath.normpath(posixpath.join(posixpath.dirname(one), other)) for other in _IMPORT.findall(text))
        found += [other for other in dict.fromkeys(named) if other not in found]
    return tuple(found[1:])
