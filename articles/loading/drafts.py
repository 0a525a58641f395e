"""Owns the working copies of loaded articles: their codes, their documents, their photos, whom they point at."""

import hashlib
from dataclasses import dataclass, field

from articles import body
from articles.body.schema import ID_ALPHABET
from articles.loading.pictures import Pictures
from articles.loading.told import Shown, Text, document
from articles.models import Article, Disclaimer, Photo, Topic
from articles.snapshots import FIELDS, Content, passport
from community.models import User


@dataclass
class Around:
    """What the articles of a file belong to. `live` are the loaded ones by their number, `codes` all that are taken."""

    writers: list[User]
    topics: list[Topic]
    decider: User
    pictures: Pictures
    live: dict[int, Article] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = set(Article.objects.values_list("code", flat=True))
        self.site = Disclaimer.objects.in_force()
        self.of_topics = Disclaimer.objects.in_force_of([topic.pk for topic in self.topics])

    def attested(self, topics: list[Topic]) -> list[Disclaimer]:
        return [self.of_topics[topic.pk] for topic in topics if topic.pk in self.of_topics]

    def free_code(self, text: Text) -> str:
        """Made of what was published when, so that a file has the same addresses on every site; another if taken."""
        code = _code(f"{text.published.isoformat()} {text.title}")
        while code in self.codes:
            code = body.new_id()
        self.codes.add(code)
        return code


@dataclass
class Draft:
    """A working copy that may not be stored yet. `named` are the codes of its photos by their file."""

    text: Text
    article: Article
    topics: list[Topic]
    targets: list[Article]
    named: dict[str, str]
    pictures: Pictures
    photos: dict[str, Photo] = field(default_factory=dict)

    def content(self) -> Content:
        """All that readers see of it. Call once it is stored: its photos become rows, some of them stored ones."""
        self.photos = self.pictures.rows(shown_in(self.text), self.named, self.article)
        by_code = {photo.code: photo for photo in self.photos.values()}
        cover = self.photos.get(self.text.cover.file) if self.text.cover else None
        shown = [cover, *(by_code[code] for code in body.photo_ids(self.article.body))]
        fields = {name: getattr(self.article, name) for name in FIELDS}
        return Content(fields, [photo and (photo, passport(photo)) for photo in shown], self.topics, self.targets)


def drafted(text: Text, around: Around) -> Draft:
    """The working copy of a text, which points at older ones alone: nothing else was live when it was written."""
    article = Article(code=around.free_code(text), author=around.writers[text.writer])
    targets = list({at: around.live[at] for at in text.related if at in around.live}.values())
    named = around.pictures.named(shown_in(text))
    article.title, article.dek, article.place = text.title, text.dek, text.place
    article.body = document(text, list(_nodes(text, named, targets)))
    around.live[text.number] = article
    topics = list(dict.fromkeys(around.topics[at] for at in text.topics))
    return Draft(text, article, topics, targets, named, around.pictures)


def shown_in(text: Text) -> list[Shown]:
    """The cover first."""
    return [one for one in (text.cover, *text.blocks) if isinstance(one, Shown)]


def _nodes(text: Text, named: dict[str, str], targets: list[Article]):
    for block in text.blocks:
        if not isinstance(block, Shown):
            yield block
        elif block.file in named:
            yield {"type": "photo", "attrs": {"photo": named[block.file]}}
    for target in targets:
        yield {"type": "readalso", "attrs": {"code": target.code}}


def _code(told: str) -> str:
    number, letters = int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big"), ""
    for _place in range(8):
        number, at = divmod(number, len(ID_ALPHABET))
        letters += ID_ALPHABET[at]
    return letters
