"""Every vector of injection as the text of an article: typed, sent, published, and read in Chromium."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from community import pieces
from newsroom.settings import TEMPLATES
from tests.corpora import lines
from tests.factories import a_live_article, a_writer
from tests.rooms import signed_in
from tests.site import ROOT
from tests.typed import FIELDS, typed_and_published
from tests.walk.watching import Sight, Watcher

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("injections")]
PAGE, PAGES = 200, 7
NULL = "\0"
VECTOR = "<img src=x onerror=\"alert('ikan')\">"
HARMLESS = """[alamat](https://berita.example/), [kami](/latest/), **tebal**, _miring_, [**_semua_**](#x).

## Satu

## Dua

## Tiga

### Di bawahnya

> Kutipan

>> Kutipan besar

- titik

1. nomor

baris satu\\
baris dua

***"""


def seen(watcher: Watcher, article: Article) -> Sight:
    path = article.get_absolute_url()
    return watcher.see(path, Client().get(path))


@pytest.fixture
def harmless(watcher) -> Sight:
    a_live_article()  # what stands beside it
    return seen(watcher, typed_and_published(HARMLESS))


def test_the_watcher_sees_a_dialog_where_escaping_is_switched_off(settings, tmp_path, watcher):
    article = a_live_article(dek=VECTOR)
    escaped = seen(watcher, article)
    planted = tmp_path / "articles" / "_article.html"
    planted.parent.mkdir()
    template = (ROOT / "templates/articles/_article.html").read_text()
    planted.write_text(template.replace('"dek">{{ shown.dek }}', '"dek">{{ shown.dek|safe }}'))
    settings.TEMPLATES = [TEMPLATES[0] | {"DIRS": [tmp_path, *TEMPLATES[0]["DIRS"]]}]
    for drawn in (pieces._drawn_large, pieces._drawn_whole):
        drawn.cache_clear()

    unescaped = seen(watcher, article)
    for drawn in (pieces._drawn_large, pieces._drawn_whole):
        drawn.cache_clear()

    assert escaped.happened == ()
    slug = article.get_absolute_url().rpartition("/")[0]
    noted = {f"request http://localhost{slug}/x", "dialog ikan", "img[onerror src]"}
    assert set(unescaped.faults(escaped)) == noted


def vectors() -> list[str]:
    return [line["vector"] for name in ("xss.jsonl", "xss-owasp.jsonl") for line in lines(name)]


@pytest.mark.parametrize("page", range(PAGES))
def test_no_vector_in_the_text_does_anything(watcher, harmless, page):
    kept = [vector for vector in vectors() if NULL not in vector]
    here = kept[page * PAGE : (page + 1) * PAGE]
    article = typed_and_published("\n\n".join([HARMLESS, *here]))

    shown = seen(watcher, article)

    assert PAGE * (PAGES - 1) < len(kept) <= PAGE * PAGES
    assert len(article.live_revision.body["content"]) > len(here)
    assert shown.faults(harmless) == []


def test_a_text_with_a_null_is_refused_and_its_form_shows_it_as_words(watcher):
    """No database keeps a null. The page with the refusal holds what was typed."""
    client, nulls = signed_in(a_writer()), [vector for vector in vectors() if NULL in vector]
    refused = client.post(reverse("writing:new"), FIELDS | {"body": NULL})
    odd = client.post(reverse("writing:new"), FIELDS | {"body": "\n\n".join(nulls)})

    shown = watcher.see("/write/new/", odd)

    assert (refused.status_code, odd.status_code) == (422, 422)
    assert b"onerror=alert(1)" in odd.content
    assert shown.faults(watcher.see("/write/new/", refused)) == []
