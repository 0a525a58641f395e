"""The studio's calls for photos: one file, the same bytes again, an own photo from another draft."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import photos, sending
from articles.models import Article
from tests.factories import a_draft, a_photo, a_picture, sent
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db]


def test_a_photo_is_taken_and_the_same_bytes_are_the_same_photo():
    article = a_draft()
    client, address = signed_in(article.author), reverse("writing:upload", args=[article.code])
    send = lambda: client.post(address, {"upload": a_file()})  # noqa: E731

    first, second = send(), send()

    assert (first.status_code, first.json()["code"]) == (201, second.json()["code"])
    assert f'data-photo="{first.json()["code"]}"' in first.json()["html"]
    assert article.photos.count() == 1


def test_a_photo_that_was_sent_and_taken_out_comes_back_by_the_same_file():
    article = a_draft()
    before = a_photo(article, picture := a_picture())
    Article.objects.filter(pk=article.pk).update(cover=before)
    sending.recall(sent(Article.objects.get(pk=article.pk)), by=article.author)
    photos.take_out(before)

    answer = signed_in(article.author).post(reverse("writing:upload", args=[article.code]), {"upload": a_file(picture)})

    assert answer.status_code == 201
    assert [photo.code for photo in article.photos.on_the_form()] == [answer.json()["code"]]


def test_no_picture_is_refused_with_a_sentence():
    article = a_draft()
    client, address = signed_in(article.author), reverse("writing:upload", args=[article.code])

    answers = [client.post(address, {"upload": a_file(b"bukan gambar")}), client.post(address)]

    assert [(answer.status_code, bool(answer.json()["sentence"])) for answer in answers] == [(422, True)] * 2


def a_file(data: bytes | None = None):
    return SimpleUploadedFile("foto.jpg", data or a_picture(), "image/jpeg")


def test_an_own_photo_is_copied_with_its_passport_and_nobody_elses_is():
    article = a_draft()
    own = a_photo(a_draft(by=article.author), caption="Perahu", creator="Rani")
    strange = a_photo(a_draft())
    client, address = signed_in(article.author), reverse("writing:upload", args=[article.code])

    first, again = client.post(address, {"copy": own.code}), client.post(address, {"copy": own.code})
    refused = client.post(address, {"copy": strange.code})

    copied = article.photos.get()
    assert (first.status_code, again.json()["code"], refused.status_code) == (201, first.json()["code"], 404)
    assert (copied.caption, copied.creator, copied.sha256, copied.code != own.code) == (
        "Perahu",
        "Rani",
        own.sha256,
        True,
    )
