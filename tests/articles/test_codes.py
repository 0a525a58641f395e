"""Codes are drawn at random, so in an archive of a million some new one is taken. Here they are of two letters."""

from itertools import islice, product

import pytest

from articles import drafting, photos
from articles.body import schema
from articles.models import Article, Photo
from tests.factories import a_draft, a_picture, a_writer

pytestmark = pytest.mark.django_db
ALL = ["".join(letters) for letters in product("ab", repeat=8)]


def test_a_new_article_takes_a_code_that_is_free(monkeypatch):
    writer = a_writer()
    monkeypatch.setattr(schema, "ID_ALPHABET", "ab")
    Article.objects.bulk_create(Article(author=writer, code=code) for code in ALL[:-2])

    assert {drafting.begin(by=writer).code, drafting.begin(by=writer, code=ALL[0] * 2).code} == set(ALL[-2:])


def test_a_new_photo_takes_a_code_that_is_free_and_writes_over_no_other(monkeypatch):
    article = a_draft()
    other = a_draft(by=article.author)
    monkeypatch.setattr(schema, "ID_ALPHABET", "ab")
    Photo.objects.bulk_create(
        Photo(owner=article.author, article=article, code=code, sha256="0" * 64) for code in islice(ALL, len(ALL) - 2)
    )

    kept = photos.keep(a_picture(), article=article, by=article.author)
    photos.develop(kept)
    copy = photos.copied(Photo.objects.get(pk=kept.pk), into=other, by=article.author)
    assert {kept.code, copy.code} == set(ALL[-2:])
