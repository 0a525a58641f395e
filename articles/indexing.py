"""Owns when and how articles come into the search and leave it: in the transaction that shows or hides them.

What is missing is found by a query and indexed at the next start; what stands there by older rules follows while the
site is served.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles import body
from articles.models import Article, Revision, RevisionPhoto, RevisionTopic, SearchText, SearchWord
from articles.roots import is_stop_word, roots_of, words_of
from community.models import NameChange, User
from community.prepared import prepared

VERSION = 2  # of the rules by which words become roots
BATCH = 200
RENEWED_A_TICK = 20
MOST_ROOTS = 400_000  # letters: PostgreSQL takes a vector of a megabyte, with some bytes of its own for each root
SHORTEST_SLIP = 4  # letters of a word that is looked for when one is mistyped
RENAMED_WITHIN = timedelta(days=30)
# Some ten for each new word, which nobody needs as rows.
ADD_SLIP = "INSERT INTO articles_wordslip (word_id, spelling) VALUES (%s, %s)"
TOPIC, WRITER, YEAR = "t{}", "w{}", "y{}"  # each one word to FTS5 and to PostgreSQL


def index(article: Article) -> None:
    """Let a live article be found by what readers see of it. Call inside the transaction that shows it."""
    told = texts_of(article)
    row = SearchText(article=article, version=VERSION, **told)
    written = ["version", *told]
    SearchText.objects.bulk_create([row], update_conflicts=True, unique_fields=["article"], update_fields=written)
    note_words(told["exact"].split())


def forget(article: Article) -> None:
    SearchText.objects.filter(article=article).delete()


def texts_of(article: Article) -> dict[str, str]:
    """The columns of an article's SearchText, but for its version."""
    revision, topics = article.live_revision, _sent_under(article.live_revision_id)
    keys = keys_of([pk for pk, _name in topics], article.author_id, article.first_published_at)
    (pen_name,) = _pen_name(article.author_id)
    names = [name for _pk, name in topics]
    return columns_of(revision, pen_name, _captions(revision.pk), names) | {"keys": keys}


@prepared
def _captions(revision):
    return RevisionPhoto.objects.filter(revision=revision).shown().values_list("caption", flat=True)


@prepared
def _sent_under(revision):
    return RevisionTopic.objects.filter(revision=revision).values_list("topic_id", "topic__name")


@prepared
def _pen_name(person):
    return User.objects.filter(pk=person).values_list("pen_name", flat=True)


def columns_of(revision: Revision, pen_name: str, captions: list[str], topics: list[str]) -> dict[str, str]:
    """The same of a revision whose rows are known."""
    text = "\n".join([body.plain_text(revision.body), revision.place, *captions])
    return {
        "pen_name": pen_name,
        "title": roots(revision.title),
        "dek": roots(revision.dek),
        "body": roots(text),
        "topics": roots("\n".join(topics)),
        "people": roots(pen_name),
        "exact": " ".join(words_of("\n".join([revision.title, revision.dek, text, *topics, pen_name]))),
    }


def keys_of(topics: Iterable[int], writer: int, published: datetime) -> str:
    """What searches are narrowed by: the topics that the article was sent under, its writer, its year on the site's
    clock. A topic's own key stays when it is merged: whoever asks for its successor asks for both."""
    return " ".join(
        [*map(TOPIC.format, topics), WRITER.format(writer), YEAR.format(timezone.localtime(published).year)]
    )


def roots(text: str) -> str:
    """The roots of a text's words, each once. A list of very many different words is found by the very words alone."""
    words = dict.fromkeys(word for word in words_of(text) if not is_stop_word(word))
    found = " ".join(dict.fromkeys(root for word in words for root in roots_of(word)))
    return found if len(found) <= MOST_ROOTS else " ".join(words)


def note_words(words: Iterable[str]) -> None:
    """Remember words, so that mistyped ones lead to them."""
    wanted = {word for word in words if len(word) >= SHORTEST_SLIP and word.isalpha() and not is_stop_word(word)}
    known = set(SearchWord.objects.filter(word__in=wanted).values_list("word", flat=True))
    if not (new := sorted(wanted - known)):
        return
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in new], ignore_conflicts=True)
    keys = SearchWord.objects.filter(word__in=new).values_list("pk", "word")
    with connection.cursor() as cursor:
        cursor.executemany(ADD_SLIP, [(pk, spelling) for pk, word in keys for spelling in spellings(word)])


def spellings(word: str) -> set[str]:
    """The word, and each way to write it with one letter left out."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def index_missing() -> int:
    """Index every live article that is not indexed, in batches; how many those were."""
    number = after = 0
    while batch := _missing(after):
        number += sum(map(_indexed, batch))
        after = batch[-1]
    return number


def _missing(after: int) -> list[int]:
    known = SearchText.objects.filter(article=OuterRef("pk"))
    done = Exists(known.exclude(keys=""))  # which a node of a former version leaves so
    rows = Article.objects.live().filter(~done, pk__gt=after).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH])


def renew_older() -> int:
    """Index some of the articles anew that were indexed by older rules, a few at a time; how many."""
    older = SearchText.objects.filter(version__lt=VERSION).values_list("pk", flat=True)
    return sum(map(_indexed, list(older[:RENEWED_A_TICK])))


@transaction.atomic
def _indexed(pk: int) -> bool:
    """Locked, so that nothing that is taken down meanwhile comes back."""
    article = Article.objects.live().select_for_update().filter(pk=pk).first()
    if article:
        index(article)
    return article is not None


def follow_names() -> int:
    """Index the articles of people whose pen name changed since they were; how many."""
    renamed = NameChange.objects.filter(at__gte=timezone.now() - RENAMED_WITHIN).select_related("user")
    people = {change.user for change in renamed}
    stale = [
        pk
        for person in people
        for pk in SearchText.objects.filter(article__author=person)
        .exclude(pen_name=person.pen_name)
        .values_list("pk", flat=True)
    ]
    return sum(_indexed(pk) for pk in stale)
