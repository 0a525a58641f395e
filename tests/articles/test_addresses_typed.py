"""Every address of the corpus as somebody types it as a photo's source. In a text: tests/walk/test_links.py."""

import re

import pytest

from articles import drafting
from articles.models import Photo
from articles.writing.forms import DraftForm
from tests.corpora import lines
from tests.factories import a_draft

pytestmark = pytest.mark.django_db
HALF_A_PAIR = re.compile("[\ud800-\udfff]")  # no browser sends it; U+FFFD arrives, and is a sign like others


def test_every_source_is_stored_or_refused_as_the_corpus_says():
    article, addresses = a_draft(), lines("links.jsonl")
    Photo.objects.bulk_create(Photo(owner=article.author, article=article, sha256=line["id"]) for line in addresses)
    codes = dict(Photo.objects.values_list("sha256", "code"))
    typed = {f"{codes[line['id']]}-source_url": HALF_A_PAIR.sub("\ufffd", line["url"]) for line in addresses}

    form = DraftForm({"version": article.draft_version} | typed, article=article)
    whole = form.is_valid()
    drafting.save(article, form.draft(), by=article.author, base=article.draft_version)

    stored = dict(Photo.objects.values_list("sha256", "source_url"))
    forms = {form.instance.sha256: form for form in form.passports}
    assert not whole
    assert [line["id"] for line in addresses if not is_right(line, stored, forms[line["id"]])] == []


def is_right(line: dict, stored: dict[str, str], form) -> bool:
    """What is refused is not stored, has its sentence, and still stands in the field as it was typed."""
    address = stored[line["id"]]
    told = bool(form.errors.get("source_url")) and form["source_url"].value() == line["url"] and not address
    if not line["url"].strip():
        return not address and not form.errors  # a draft may lack its source; sending asks for it
    if line["source"] == "either" or HALF_A_PAIR.search(line["url"]):
        return told or address.isascii()  # an address that is kept is one that every program can read
    return told if line["source"] == "refuse" else address == line.get("source_to", line["url"])
