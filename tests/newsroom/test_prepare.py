import os
import shutil
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

from community.models import User
from newsroom import catalogues, prepare, staticfiles
from newsroom.address import CannotServe
from newsroom.demo import community


@pytest.fixture
def made(settings, tmp_path):
    """What was made, with stamps in a folder of the test."""
    settings.VAR = tmp_path
    return []


def test_a_part_is_made_again_only_when_its_sources_changed(made):
    for state in ("one", "one", "two", "two"):
        prepare._when_changed("part", lambda state=state: state, lambda state=state: made.append(state))

    assert made == ["one", "two"]


def test_a_part_whose_making_failed_is_made_again(made):
    with pytest.raises(ZeroDivisionError):
        prepare._when_changed("part", lambda: "one", lambda: 1 / 0)

    prepare._when_changed("part", lambda: "one", lambda: made.append("one"))

    assert made == ["one"]


@pytest.mark.django_db
def test_a_database_that_was_put_back_is_migrated_again():
    before = prepare._of_the_database()

    with prepare.connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'articles'")

    assert prepare._of_the_database() != before


@pytest.mark.django_db
def test_the_demo_is_not_planted_in_a_site_that_is_used(monkeypatch):
    User.objects.create(email="real@example.com", pen_name="Real Person")
    monkeypatch.setattr(community, "build", lambda: pytest.fail("planted"))

    with pytest.raises(CannotServe, match=r"holds a site that is no demo. Serve it with make run DEMO=0.$"):
        prepare._open_the_demo()


def test_static_files_are_collected_anew_when_the_way_of_collecting_changed(monkeypatch, tmp_path):
    source = Path(shutil.copy2(staticfiles.__file__, tmp_path))
    monkeypatch.setattr(staticfiles, "__file__", str(source))
    before = prepare._of_static_files()
    assert prepare._of_static_files() == before

    source.write_text(f"{source.read_text()}\n")

    assert prepare._of_static_files() != before


@pytest.fixture
def catalogue(settings, tmp_path):
    """A catalogue with one sentence."""
    settings.LOCALE_PATHS = [tmp_path]
    po = tmp_path / "id/LC_MESSAGES/django.po"
    po.parent.mkdir(parents=True)
    _write(po, "Tulis")
    return po


def _write(po, translation):
    file = polib.POFile()
    file.append(polib.POEntry(msgid="Write", msgstr=translation))
    file.save(str(po))


def said(po):
    return polib.mofile(str(po.with_suffix(".mo")))[0].msgstr


def test_a_catalogue_is_compiled_when_it_changed(catalogue):
    catalogues.compile_changed()
    _write(catalogue, "Menulis")
    catalogues.compile_changed()

    assert said(catalogue) == "Menulis"


def test_an_older_catalogue_that_was_put_back_is_compiled_too(catalogue):
    catalogues.compile_changed()
    _write(catalogue, "Menulis")
    os.utime(catalogue, (1, 1))
    catalogues.compile_changed()

    assert said(catalogue) == "Menulis"


def test_what_another_process_compiled_meanwhile_is_read_anew(catalogue):
    mo, changed = catalogue.with_suffix(".mo"), catalogue.stat().st_mtime_ns
    with translation.override("id"):
        before = gettext("Write")
    polib.pofile(str(catalogue)).save_as_mofile(str(mo))
    os.utime(mo, ns=(changed, changed))

    catalogues.compile_changed()

    with translation.override("id"):
        assert (before, gettext("Write")) == ("Write", "Tulis")


def test_an_unchanged_catalogue_is_left_alone(catalogue):
    catalogues.compile_changed()
    compiled = catalogue.with_suffix(".mo").stat().st_ino
    catalogues.compile_changed()

    assert catalogue.with_suffix(".mo").stat().st_ino == compiled
