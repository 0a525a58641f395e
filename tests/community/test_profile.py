"""What readers see of a person: portrait, marks with their ground, held marks after a change of name, handles."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from PIL import Image

from articles.reading import people
from community.models import Badge, Handle, HandleLook, HandleTaken, User
from community.portraits import draw, set_portrait
from tests.factories import a_live_article, a_moderator, a_picture, a_writer
from tests.pictures_made import with_xmp
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def profile(person: User, **fields) -> dict:
    return {"pen_name": person.pen_name, "handle": person.handle, "tagline": "", "bio": "", "language": ""} | fields


def saved(person: User, **fields):
    return signed_in(person).post("/settings/", profile(person, **fields))


def upload(data: bytes, name="aku.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/jpeg")


def files() -> list[str]:
    try:
        return default_storage.listdir("portraits")[0]
    except FileNotFoundError:
        return []


def test_a_portrait_is_a_square_written_anew_with_nothing_of_the_file():
    person = a_writer()
    saved(person, portrait=upload(with_xmp(creator="RAHASIA")))
    person.refresh_from_db()

    answer = Client().get(person.portrait.address(192, "jpg"))

    assert Image.open(io.BytesIO(answer.content)).size == (192, 192)
    assert b"RAHASIA" not in answer.content
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert person.portrait.large in Client().get(f"/@{person.handle}/").content.decode()


def test_the_portrait_stands_with_the_article():
    article = a_live_article()
    set_portrait(article.author, draw(a_picture("plum")))

    assert article.author.portrait.small in Client().get(article.get_absolute_url()).content.decode()


def test_a_new_portrait_has_a_new_address_and_the_old_files_go(django_capture_on_commit_callbacks):
    person = a_writer()
    set_portrait(person, draw(a_picture("plum")))
    before = person.portrait
    with django_capture_on_commit_callbacks(execute=True):
        saved(person, portrait=upload(a_picture("teal")))

    person.refresh_from_db()

    assert person.portrait != before
    assert Client().get(before.small).status_code == 404
    assert not any(default_storage.exists(name) for name in before.files)


def test_a_portrait_is_taken_away():
    person = a_writer()
    set_portrait(person, draw(a_picture("plum")))
    before = person.portrait

    saved(person, remove_portrait="on")

    person.refresh_from_db()
    assert (person.portrait, Client().get(before.small).status_code) == (None, 404)


@pytest.mark.parametrize("data", [b"<svg onload=alert(1)>", b"", a_picture(size=(100, 100))])
def test_a_file_that_is_no_portrait_is_refused_and_the_words_stay(data):
    person = a_writer()
    before = files()

    answer = saved(person, bio="Sudah panjang ditulis.", portrait=upload(data or b" "))

    assert answer.status_code == 422
    assert "Sudah panjang ditulis." in answer.content.decode()
    assert files() == before


@pytest.mark.parametrize("address", ["{code}/97.webp", "{code}/96.svg", "aaaaaaaa/96.webp", "{code}/96.jpg/"])
def test_an_address_of_no_portrait_is_not_here(address):
    person = a_writer()
    set_portrait(person, draw(a_picture("plum")))

    path = address.format(code=person.portrait.code)

    assert Client().get(f"/portraits/{path}").status_code == 404


def test_a_mark_says_who_gave_it_when_and_on_what_kind_of_evidence():
    named, person = a_moderator(pen_name="Wahyu Editor Lapangan", shown_as_editor=True), a_writer()
    Badge.objects.create(user=person, kind="identity", granted_by=named, evidence="KTP 123", evidence_kind="document")

    page = Client().get(f"/@{person.handle}/").content.decode()

    assert "Wahyu Editor Lapangan" in page
    assert "KTP 123" not in page


def test_another_name_puts_the_marks_on_hold_until_somebody_has_looked():
    person = a_writer(pen_name="Budi Santoso")
    mark = Badge.objects.create(user=person, kind="identity", granted_by=a_moderator(), evidence="KTP")
    saved(person, pen_name="Budi Menteri")

    on_hold = User.objects.get(pk=person.pk).marks
    Badge.objects.filter(pk=mark.pk).update(held_since=None)

    assert on_hold == []
    assert User.objects.get(pk=person.pk).marks == [mark]
    assert [(one.before, one.after) for one in person.name_changes.all()] == [("Budi Santoso", "Budi Menteri")]


def test_another_case_of_the_same_name_holds_nothing():
    person = a_writer(pen_name="Budi Santoso")
    mark = Badge.objects.create(user=person, kind="identity", granted_by=a_moderator(), evidence="KTP")

    saved(person, pen_name="BUDI Santóso")

    assert User.objects.get(pk=person.pk).marks == [mark]


@pytest.mark.parametrize("look_alike", ["saridewi", "sari_dewi", "sari.dewi_", "_sari.dewi", "s.a.r.i.dewi"])
def test_a_handle_that_differs_in_dots_and_underscores_alone_is_taken(look_alike):
    Handle.objects.change(a_writer(), "sari.dewi")

    with pytest.raises(HandleTaken):
        Handle.objects.change(a_writer(), look_alike)


def test_its_owner_may_write_it_otherwise_and_back():
    person = a_writer()
    for name in ("sari.dewi", "saridewi", "sari.dewi"):
        Handle.objects.change(person, name)

    assert User.objects.get(pk=person.pk).handle == "sari.dewi"


def test_the_database_gives_a_look_once():
    Handle.objects.change(a_writer(), "sari.dewi")

    with pytest.raises(IntegrityError), transaction.atomic():
        HandleLook.objects.create(look="saridewi", user=a_writer())


def test_a_profile_without_texts_is_kept_out_of_search_engines():
    assert '<meta name="robots" content="noindex">' in Client().get(f"/@{a_writer().handle}/").content.decode()
    assert "noindex" not in Client().get(f"/@{a_live_article().author.handle}/").content.decode()


def test_articles_are_counted_up_to_a_number_on_the_page_of_a_writer_of_very_many(monkeypatch):
    monkeypatch.setattr(people, "COUNTED", 2)
    writer = a_writer()
    told = []
    for _article in range(3):
        a_live_article(by=writer)
        page = Client().get(f"/@{writer.handle}/").content.decode()
        told += re.findall("<dt>Tulisan yang tayang</dt><dd>(.*?)</dd>", page)

    assert told == ["1", "2", "lebih dari 2"]
