"""JSON-LD is valid against schema.org: every type is one of its types, every property one that the type may have."""

import json
import re

import pytest
from django.test import Client

from articles import publishing
from tests.factories import a_chief_editor, a_live_article, a_writer, with_portrait
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
# The part of schema.org (release 29) that we use: type -> property -> what may stand there. Text, URL, Date are strings
# in JSON; a type's name means a node of that type.
THING = {
    "name": {"Text"},
    "url": {"URL"},
    "description": {"Text"},
    "image": {"URL", "ImageObject"},
    "alternateName": {"Text"},
}
WORK = THING | {
    "headline": {"Text"}, "datePublished": {"Date"}, "dateModified": {"Date"}, "dateCreated": {"Date"},
    "inLanguage": {"Text"}, "isAccessibleForFree": {"Boolean"}, "keywords": {"Text"},
    "author": {"Person", "Organization"},
    "editor": {"Person"}, "creator": {"Person", "Organization"}, "publisher": {"Organization"}, "text": {"Text"},
    "publishingPrinciples": {"URL"}, "usageInfo": {"URL", "CreativeWork"},
    "correction": {"Text", "URL", "CorrectionComment"},
    "associatedMedia": {"ImageObject"}, "creditText": {"Text"}, "license": {"URL"}, "acquireLicensePage": {"URL"},
    "mainEntity": {"Person"}, "mainEntityOfPage": {"URL", "WebPage"}, "hasPart": {"NewsArticle"},
}  # fmt: skip
ARTICLE = WORK | {"wordCount": {"Integer"}, "articleSection": {"Text"}}
VOCABULARY = {
    "NewsArticle": ARTICLE | {"dateline": {"Text"}},
    "CreativeWork": WORK,
    "CorrectionComment": WORK,
    "ProfilePage": WORK,
    "WebPage": WORK,
    "ImageObject": WORK | {"caption": {"Text"}, "width": {"Integer"}, "height": {"Integer"}},
    "Person": THING | {"jobTitle": {"Text"}},
    "Organization": THING,
    "BreadcrumbList": THING | {"itemListElement": {"ListItem"}},
    "ListItem": THING | {"position": {"Integer"}, "item": {"URL"}},
}
ODD = 'Pasar \u2028 </script> "&amp;"'
PLAIN = {"Text": str, "URL": str, "Date": str, "Boolean": bool, "Integer": int}
NEEDED = {
    "NewsArticle": {"headline", "image", "datePublished", "author"},
    "ProfilePage": {"mainEntity"},
    "BreadcrumbList": {"itemListElement"},
}


def blocks(path: str) -> list[dict]:
    page = Client().get(path).content.decode()
    return [
        json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    ]


def faults(node: dict, path: str = "") -> list[str]:
    """What the vocabulary does not allow in a node and below it."""
    kind = node.get("@type")
    if kind not in VOCABULARY:
        return [f"{path}: type {kind}"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        allowed = VOCABULARY[kind].get(name, set())
        for one in value if isinstance(value, list) else [value]:
            found += judged(one, allowed, f"{path}/{kind}.{name}")
    return found


def judged(value, allowed: set[str], path: str) -> list[str]:
    if isinstance(value, dict):
        return faults(value, path) if value.get("@type") in allowed else [f"{path}: {value.get('@type')}"]
    fits = any(isinstance(value, PLAIN[kind]) for kind in allowed & PLAIN.keys())
    is_address = value.startswith("http") if isinstance(value, str) and not allowed & {"Text", "Date"} else True
    return [] if fits and is_address and value != "" else [f"{path}: {value!r}"]


def test_an_article_with_everything_is_valid():
    writer = with_portrait(a_writer(tagline="Guru, Banjarmasin", bio="Menulis."))
    article = a_live_article(by=writer, cover=True, named=("Kuliner", "Sungai"), title='Pasar \u2028 </script> "&amp;"')
    article.photos.update(licence="cc_by", source_url="https://foto.example/1")
    publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Tertulis kali, maksudnya sungai.")

    told = blocks(article.get_absolute_url())

    assert [one["@type"] for one in told] == ["NewsArticle", "BreadcrumbList"]
    assert [fault for one in told for fault in faults(one)] == []
    assert [NEEDED[one["@type"]] - one.keys() for one in told] == [set(), set()]
    assert told[0]["headline"] == article.live_revision.title
    assert [(image["width"], image["height"]) for image in told[0]["image"]] == [(1200, 675), (1200, 900), (1200, 1200)]


def test_an_article_with_nothing_but_words_is_valid():
    article = a_live_article(place="", named=("Kuliner",))

    told = blocks(article.get_absolute_url())

    assert [fault for one in told for fault in faults(one)] == []
    assert "dateline" not in told[0]
    assert [image["url"].rpartition("-")[2] for image in told[0]["image"]] == ["card.jpg"]


@pytest.mark.parametrize("published", [True, False])
def test_a_profile_is_valid_with_and_without_texts(published):
    writer = with_portrait(a_writer(bio="Guru & nelayan.", tagline="Di laut"))
    if published:
        a_live_article(by=writer)

    told = blocks(f"/@{writer.handle}/")

    assert [one["@type"] for one in told] == ["ProfilePage", "BreadcrumbList"]
    assert [fault for one in told for fault in faults(one)] == []
    assert told[0]["mainEntity"]["alternateName"] == f"@{writer.handle}"


def test_a_topic_tells_its_path():
    a_live_article()

    (told,) = blocks("/topics/kuliner/")

    assert faults(told) == []
    assert [step["position"] for step in told["itemListElement"]] == [1, 2, 3]


def test_a_picture_under_a_free_licence_names_it_on_the_page_and_for_machines():
    article = a_live_article(cover=True)
    row = article.live_revision.photos.get()
    type(row).objects.filter(pk=row.pk).update(licence="cc_by_sa", source_url="https://foto.example/1")

    page = signed_in(article.author).get(article.get_absolute_url()).content.decode()

    (media,) = blocks(article.get_absolute_url())[0]["associatedMedia"]
    assert media["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert media["acquireLicensePage"] == "https://foto.example/1"
    assert '<a href="https://creativecommons.org/licenses/by-sa/4.0/" rel="license noopener">CC BY-SA 4.0</a>' in page
