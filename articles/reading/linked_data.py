"""Owns what machines read inside a page: JSON-LD of articles, people and paths, in the words of schema.org.

tests/articles/test_linked_data.py holds the part of the vocabulary that we use, and what it allows.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import cards
from articles.listed import Listed, Under
from articles.reading.parts import Author, PublishedPage, ShownPhoto
from community.models import ProfileLink, User

Node = dict[str, object]
CONTEXT = "https://schema.org"


def absolute(path: str) -> str:
    return settings.ORIGIN + path


def moment(value: datetime) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds")


def news_article(shown: PublishedPage) -> Node:
    """A live article with everything that its page shows around the text."""
    told = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": absolute(shown.get_absolute_url())},
        "headline": shown.title,
        "description": shown.dek,
        "datePublished": moment(shown.first_published_at),
        "dateModified": moment(shown.changed_at),
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
        "wordCount": shown.words,
        "dateline": shown.dateline,
        "articleSection": shown.topics[0].name if shown.topics else "",
        "keywords": [topic.name for topic in shown.topics],
        "image": images(shown),
        "associatedMedia": [photo(row) for row in shown.photos],
    }
    return _known(told | who_answers(shown))


def who_answers(shown: PublishedPage) -> Node:
    """Writer, editor, publisher, what was corrected, and the terms that the writer attested to."""
    return {
        "author": person(shown.author),
        "editor": {"@type": "Person", "name": shown.editor} if shown.editor else None,
        "correction": [
            {"@type": "CorrectionComment", "text": one.sentence, "datePublished": moment(one.at)}
            for one in shown.mended
        ],
        "publisher": publisher(),
        "publishingPrinciples": absolute(reverse("reading:rules")),
        "usageInfo": [{"@type": "CreativeWork", "text": one.text} for one in shown.attested],
    }


def images(shown: PublishedPage) -> list[Node]:
    """The cover in three ratios; without a cover, the card with title and writer."""
    cover, paths = shown.cover, shown.shared
    told = {"caption": cover.caption, "creditText": cover.credit} if cover else {}
    shapes = cards.CUTS if cover else {"card": cards.CARD}
    return [
        {"@type": "ImageObject", "url": absolute(paths[shape]), "width": width, "height": height, **told}
        for shape, (width, height) in shapes.items()
    ]


def photo(row: ShownPhoto) -> Node:
    told = {
        "@type": "ImageObject",
        "url": absolute(row.photo.plain),
        "caption": row.caption,
        "creditText": row.credit,
        "creator": {"@type": "Person", "name": row.creator},
        "license": row.deed,
        "acquireLicensePage": row.source_url if row.deed else "",
    }
    return _known(told)


def person(user: User | Author) -> Node:
    told = {
        "@type": "Person",
        "name": user.pen_name,
        "url": absolute(user.get_absolute_url()),
        "jobTitle": user.tagline,
    }
    return _known(told)


def publisher() -> Node:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": absolute("/")}


def beginning_of(article: Listed) -> Node:
    return {
        "@type": "NewsArticle",
        "headline": article.title,
        "url": absolute(article.get_absolute_url()),
        "datePublished": moment(article.first_published_at),
    }


def profile_page(user: User, written: list[Listed], links: list[ProfileLink]) -> Node:
    """A person's page with the newest articles on it. https://schema.org/ProfilePage"""
    about = person(user) | {
        "alternateName": f"@{user.handle}",
        "description": user.bio,
        "image": absolute(user.portrait.address(400, "jpg")) if user.portrait else "",
        "sameAs": [link.address for link in links],
    }
    told = {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": absolute(user.get_absolute_url()),
        "inLanguage": settings.LANGUAGE_CODE,
        "dateCreated": moment(user.joined_at),
        "mainEntity": _known(about),
        "hasPart": [beginning_of(article) for article in written],
    }
    return _known(told)


def breadcrumbs(*steps: tuple[str, str]) -> Node:
    """The path to a page: names and paths, the front page first. https://schema.org/BreadcrumbList"""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate(((settings.SITE_NAME, "/"), *steps), start=1)
        ],
    }


def path_of_article(shown: PublishedPage) -> Node:
    main = [(topic.name, topic.get_absolute_url()) for topic in shown.topics[:1]]
    return breadcrumbs(*main, (shown.title, shown.get_absolute_url()))


def path_of_topic(topic: Under) -> Node:
    return breadcrumbs((_("Topics"), reverse("reading:topics")), (topic.name, topic.get_absolute_url()))


def _known(told: dict) -> Node:
    return {name: value for name, value in told.items() if value not in ("", None, [])}
