"""Owns how tests make people, drafts and submissions: by the product's own verbs wherever there is one."""

import io
from datetime import datetime, timedelta
from itertools import count
from unittest import mock

from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles import attesting, deciding, drafting, likeness, photos, plaintext, publishing, sending, topics
from articles.loading import load
from articles.models import Article, ChecklistPoint, Photo, Submission, Topic, Verb
from community import portraits
from community.models import Handle, User
from community.pictures.storing import names_in, put

NUMBERS = count(1)
TEXT = "Pasar itu sudah ramai sebelum matahari naik.\n\n## Dimulai sebelum fajar\n\nPerahu kecil saling merapat."
SMALL = (400, 250)
RENDERED: dict[str, tuple[dict, dict[str, bytes]]] = {}  # by SHA-256: a picture's columns, and its files by name
PASSPORT = {
    "caption": "Pedagang berkumpul",
    "creator": "Rani",
    "source": "Dokumentasi pribadi",
    "source_url": "",
    "licence": "own",
    "alt": "Perahu kecil berjajar",
}


def a_writer(**fields) -> User:
    number = next(NUMBERS)
    person = User.objects.create_user(
        f"orang{number}@contoh.example", "sandi-panjang-1", **{"pen_name": f"Rani Nomor {number}"} | fields
    )
    Handle.objects.give_first(person)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def in_group(name: str, **fields) -> User:
    person = a_writer(**fields)
    person.groups.add(Group.objects.get(name=name))
    return person


def a_moderator(**fields) -> User:
    return in_group("Moderators", **fields)


def a_chief_editor(**fields) -> User:
    return in_group("Chief editors", **fields)


def a_picture(colour="teal", size=(800, 500), kind="JPEG", **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def a_photo(article: Article, data: bytes | None = None, *, ready: bool = True, **passport) -> Photo:
    """Kept as one that was judged already, and small: each look and each rendition costs a tenth of a second."""
    photo = photos.keep(data or a_picture(size=SMALL), article=article, by=article.author)
    if ready:
        develop(photo)
    Photo.objects.filter(pk=photo.pk).update(**PASSPORT | passport)
    photo.refresh_from_db()
    return photo


def develop(photo: Photo) -> None:
    """Rendered by the child once in a process of the tests; of the same picture the files and columns are put again."""
    if photo.sha256 in RENDERED:
        columns, files = RENDERED[photo.sha256]
        for name, data in files.items():
            put(name, data)
        for name, value in columns.items():
            setattr(photo, name, value)
        photo.save()
        likeness.note(likeness.likened(photo))
        default_storage.delete(photo.upload_at)
    else:
        photos.develop(photo)
        photo.refresh_from_db()
        columns = {name: getattr(photo, name) for name in (*photos.TAKEN_FROM_TWIN, "state", "tries", "tried_at")}
        if photo.is_ready:
            RENDERED[photo.sha256] = columns, {name: stored(name) for name in names_in(photo.folder)}


def stored(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def a_draft(*, by: User | None = None, text: str = TEXT, named: tuple[str, ...] = ("Kuliner",), **fields) -> Article:
    """A draft that lacks nothing."""
    article = drafting.begin(by=by or a_writer())
    number = next(NUMBERS)
    told = {"title": f"Pasar terapung nomor {number}", "dek": "Ruang temu keluarga", "place": "Banjarmasin"} | fields
    draft = drafting.Draft(
        fields=told | {"body": plaintext.from_text(text, article.body)},
        topics=list(named),
    )
    return drafting.save(article, draft, by=article.author, base=article.draft_version)


def with_portrait(person: User) -> User:
    portraits.set_portrait(person, portraits.draw(a_picture("orchid")))
    return person


def with_cover(article: Article, data: bytes | None = None) -> Article:
    photo = a_photo(article, data)
    Article.objects.filter(pk=article.pk).update(cover=photo)
    article.refresh_from_db()
    return article


def attested_now(article: Article) -> frozenset[int]:
    return attesting.statement_for(article).key


def sent(article: Article) -> Submission:
    return sending.submit(
        article, by=article.author, seen_version=article.draft_version, attested=attested_now(article)
    )


def waiting_submission(**draft) -> Submission:
    return sent(a_draft(**draft))


def ticked() -> frozenset[str]:
    """Every point of the checklist that is in force."""
    return frozenset(ChecklistPoint.objects.in_force().values_list("key", flat=True))


def approve(submission: Submission, *, by: User | None = None, **said):
    said = {"seen": submission.revision, "checked": ticked()} | said
    return deciding.decide(submission, Verb.APPROVE, by=by or a_moderator(), **said)


def give_back(submission: Submission, *, by: User | None = None, **said):
    said = {"seen": submission.revision, "reason": "source_missing", "message": "Sebutkan sumbernya."} | said
    return deciding.decide(submission, Verb.RETURN, by=by or a_moderator(), **said)


def decline(submission: Submission, *, by: User | None = None, **said):
    said = {"seen": submission.revision, "reason": "promotion", "message": "Ini iklan."} | said
    return deciding.decide(submission, Verb.DECLINE, by=by or a_moderator(), **said)


def a_live_article(*, cover: bool = False, **draft) -> Article:
    article = a_draft(**draft)
    submission = sent(with_cover(article) if cover else article)
    go_live(submission)
    return Article.objects.get(pk=article.pk)


def loaded(number: int, title: str = "Pasar terapung") -> list[Article]:
    """So many live articles of one writer under Kuliner, the newest first: an archive, for a tenth of the cost."""
    now = timezone.now()
    told = {"dek": "Ruang temu keluarga", "writer": 0, "topics": [0], "related": []}
    told |= {"body": [{"kind": "paragraph", "text": TEXT.partition("\n")[0]}]}
    articles = [
        told | {"number": place, "title": f"{title} {place}", "published": (now - timedelta(minutes=place)).isoformat()}
        for place in range(number)
    ]
    handle = f"arsip_{next(NUMBERS)}"
    load({"writers": [{"name": "Rani", "handle": handle}], "topics": [{"name": "Kuliner"}], "articles": articles})
    return list(Article.objects.filter(author__handles__name=handle).newest_first())


def go_live(submission: Submission, *, by: User | None = None) -> None:
    """Approve it and let its ten seconds pass."""
    approve(submission, by=by)
    published()


def published() -> None:
    """What was approved goes live, as soon as its ten seconds are over."""
    with later(seconds=11):
        publishing.publish_due()


def a_topic(name: str, **fields) -> Topic:
    """An accepted topic that nothing stands under yet."""
    Topic.objects.filter(pk=topics.find_or_propose(name).pk).update(**{"accepted_at": timezone.now()} | fields)
    return Topic.objects.get(name=name)


def at(moment: datetime):
    """Everything inside happens at `moment`."""
    return mock.patch.object(timezone, "now", return_value=moment)


def later(**span):
    """Everything inside happens that much later."""
    return at(timezone.now() + timedelta(**span))


def fresh(row):
    """The row as the database has it now."""
    return type(row).objects.get(pk=row.pk)
