"""What becomes of pictures that were refused, removed, taken down or lost: nothing stays, nothing breaks."""

import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles import photos, plaintext, publishing, takedown
from articles.models import Article, Photo, PhotoState
from community.pictures.policy import KINDS
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_photo,
    a_picture,
    a_writer,
    go_live,
    later,
    sent,
    with_cover,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
REFUSED = {
    "gambar.svg": SVG,
    "gambar.jpg": SVG,
    "halaman.jpg": b"<html><script>alert(1)</script></html>",
    "dua.gif": b"GIF89a/*<script>alert(1)</script>*/=1;alert(1)",
    "kecil.png": a_picture(kind="PNG", size=(20, 20)),
    "tiff.jpg": a_picture(kind="TIFF"),
}
BYTES = {"Range": "bytes=0-99"}


def stored(root) -> list[str]:
    return [str(path.relative_to(root)) for path in Path(root).rglob("*") if path.is_file()]


def renditions(photo: Photo) -> list[str]:
    return [photo.rendition(width, kind) for width in photo.widths for kind in KINDS]


def answers(addresses: list[str], client: Client | None = None, **headers) -> set[int]:
    return {(client or Client()).get(address, headers=headers).status_code for address in addresses}


def test_of_a_refused_upload_nothing_is_kept_and_nothing_is_served(settings):
    article = a_draft()
    files = [SimpleUploadedFile(name, data, "image/jpeg") for name, data in REFUSED.items()]
    typed = {"version": article.draft_version, "title": article.title, "upload": files}

    answer = signed_in(article.author).post(article.draft_address, typed)

    assert answer.status_code == 422
    assert [words.split(":")[0] for words in answer.context["refused"]] == list(REFUSED)
    assert (stored(settings.MEDIA_ROOT), Photo.objects.count()) == ([], 0)
    guesses = [f"/media/{name}" for name in REFUSED] + [f"/uploads/{name}" for name in REFUSED] + ["/media/uploads/"]
    assert answers(guesses) == {404}


def test_of_a_picture_that_turns_out_to_be_damaged_nothing_is_kept_either(settings):
    article = a_draft()
    broken = SimpleUploadedFile("foto.jpg", a_picture(size=(900, 600), quality=95)[:-3000], "image/jpeg")
    photo = photos.receive(broken, article=article, by=article.author)
    before = stored(settings.MEDIA_ROOT)

    photos.develop(photo)

    assert (len(before), stored(settings.MEDIA_ROOT)) == (1, [])
    assert Photo.objects.get().state == PhotoState.FAILED


@pytest.mark.parametrize("how", ["withdraw", "remove"])
def test_a_picture_goes_with_its_article_however_it_is_asked_for(how):
    article = a_live_article(cover=True)
    photo, chief = article.photos.get(), a_chief_editor()
    assert answers(renditions(photo), **BYTES) == {200}

    if how == "withdraw":
        publishing.withdraw(article, by=chief, message="Keliru.")
    else:
        publishing.remove(article, by=chief, message="Perintah.", reference="12/2026")

    for headers in ({}, BYTES, {"If-None-Match": "*"}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
        assert answers(renditions(photo), **headers) == {404}
    desk = answers(renditions(photo), signed_in(a_moderator()))
    assert desk == ({200} if how == "withdraw" else {404})


def test_a_photo_that_was_taken_down_is_in_no_old_revision_either():
    """Readers, its writer and the desk find it nowhere, only that a photo was taken down."""
    article, chief = with_cover(a_draft()), a_chief_editor()
    photo = article.photos.get()
    first = sent(article)
    go_live(first)
    Article.objects.filter(pk=article.pk).update(title="Judul kedua", body=plaintext.from_text("Lain.", article.body))
    with later(minutes=1):
        second = sent(Article.objects.get(pk=article.pk))
    takedown.take_down(photo, by=chief, reason="Atas permintaan.", reference="Surat 7")

    people = {"reader": None, "writer": article.author, "moderator": a_moderator(), "chief": chief}
    clients = {role: signed_in(person) for role, person in people.items()}
    pages = [article.draft_address, f"{article.draft_address}preview/", f"{article.draft_address}submit/"]
    pages += [f"/desk/{first.pk}/", f"/desk/{second.pk}/", f"/desk/articles/{article.code}/", "/write/", "/"]
    pages += [f"/desk/photos/{photo.code}/", Article.objects.get(pk=article.pk).get_absolute_url()]

    seen = {(role, page): clients[role].get(page) for role in clients for page in pages}
    shown = [at for at, answer in seen.items() if f"/media/{photo.code}/" in answer.content.decode()]
    assert shown == []
    assert {role: answers(renditions(photo), client) for role, client in clients.items()} == dict.fromkeys(
        people, {404}
    )
    assert "Atas permintaan." in seen["moderator", f"/desk/{first.pk}/"].content.decode()
    assert not any(answer.status_code >= 500 for answer in seen.values())


def test_pages_stand_without_a_file_that_was_lost_from_the_storage():
    article = with_cover(a_draft())
    photo = a_photo(article, a_picture("tomato"))
    body = plaintext.from_text(f"Isi.\n\n(foto {photo.code})", article.body)
    Article.objects.filter(pk=article.pk).update(body=body)
    submission = sent(Article.objects.get(pk=article.pk))
    go_live(submission)
    live = Article.objects.get(pk=article.pk)
    lost = [name for one in live.photos.all() for name in (one.stored_at(360, "webp"), one.stored_at(800, "jpg"))]
    for name in lost:
        default_storage.delete(name)

    readers = ["/", live.get_absolute_url(), f"/@{live.author.handle}/", "/feeds/rss.xml", "/feeds/feed.json"]
    writers = ["/write/", live.draft_address, f"{live.draft_address}preview/"]

    assert answers(readers) == {200}
    assert answers(writers, signed_in(live.author)) == {200}
    assert answers([f"/desk/{submission.pk}/"], signed_in(a_moderator())) == {200}
    assert answers([photo.rendition(360, "webp"), photo.rendition(800, "jpg")]) == {404}
    assert answers([photo.rendition(360, "jpg")]) == {200}
    assert re.search(r"/share/|-card\.jpg", Client().get(live.get_absolute_url()).content.decode())


def test_a_photo_whose_file_was_lost_is_taken_out_and_comes_again():
    article = a_draft()
    photo = a_photo(article)
    for kind in KINDS:
        default_storage.delete(photo.stored_at(360, kind))
    client, typed = signed_in(article.author), {"version": article.draft_version, "body": "Isi.", "title": "Pasar"}

    client.post(article.draft_address, typed | {f"{photo.code}-remove": "on"})
    photos.sweep()
    again = a_photo(Article.objects.get(pk=article.pk))

    assert Photo.objects.get(pk=photo.pk).state == PhotoState.REMOVED
    assert answers(renditions(again), client) == {200}


def test_a_writer_who_is_not_its_owner_never_sees_a_private_picture():
    photo = a_photo(a_draft())

    assert answers(renditions(photo), signed_in(a_writer())) == {404}
