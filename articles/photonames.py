"""Owns what the photos of a text are called while it is worked on: the cover, and the others as readers count them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from articles import body
from articles.models import Article, Photo, RevisionPhoto


def of_draft(article: Article, photos: Iterable[Photo]) -> dict[str, str]:
    """The names of the working copy's `photos`, by their codes; those that stand nowhere come last."""
    codes = [photo.code for photo in photos]
    in_text = [code for code in body.photo_ids(article.body) if code in codes]
    return _names(article.cover.code if article.cover else "", [*in_text, *codes])


def of_revision(photos: Iterable[RevisionPhoto]) -> dict[str, str]:
    """The names of the photos that were sent, by their codes."""
    rows = sorted(photos, key=lambda row: row.position)
    return _names(next((row.photo.code for row in rows if row.position == 0), ""), [row.photo.code for row in rows])


def _names(cover: str, codes: list[str]) -> dict[str, str]:
    others = [code for code in dict.fromkeys(codes) if code != cover]
    numbered = {code: _("Photo %(number)s") % {"number": number} for number, code in enumerate(others, start=1)}
    return {cover: _("Cover photo"), **numbered} if cover else numbered
