"""Owns the way of one vector through every text field: typed, refused or kept, sent, returned, published, corrected.

What a field refuses is looked at in its form, and its beginning is typed instead; what that refuses too stays harmless.
Each page is noted by its kind, so that it can be compared with the same page of harmless words.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles import body, plaintext, publishing
from articles.models import Article, Photo, Topic
from community.models import User
from tests.factories import a_chief_editor, a_moderator, a_writer, approve, later, sent
from tests.rooms import signed_in

DRAFT = {"title": 200, "dek": 200, "place": 60, "body": 9000, "topics": 50}
PASSPORT = {"caption": 300, "creator": 120, "source": 120, "source_url": 2000, "licence_note": 500, "alt": 300}
PROFILE = {"pen_name": 60, "tagline": 80, "bio": 600}
NULL = "\0"
HARMLESS = {"title": "Judul", "dek": "Ringkas", "body": "Isi.", "caption": "Foto", "creator": "Rani", "source": "Arsip"}
HARMLESS |= {"alt": "Perahu", "pen_name": "Rani Astuti"}
Views = list[tuple[str, str, HttpResponse]]


@dataclass
class Desk:
    """Who decides, signed in once, and the picture that every article shows."""

    picture: Photo
    moderator: User = field(default_factory=a_moderator)
    chief: User = field(default_factory=a_chief_editor)

    def __post_init__(self):
        self.moderating, self.leading = signed_in(self.moderator), signed_in(self.chief)


def as_typed(vector: str, most: dict[str, int], refused: list[set[str]]) -> dict[str, str]:
    """The vector in every field; its beginning where that was refused once, a harmless word where it was twice."""
    counts = Counter(name for names in refused for name in names)
    short = {name: vector.replace(NULL, "")[: most[name]] for name in counts}
    return dict.fromkeys(most, vector) | short | {name: HARMLESS.get(name, "") for name in counts if counts[name] > 1}


def type_in(client: Client, path: str, vector: str, most: dict[str, int], rest) -> Views:
    """Four times at the most, until nothing is refused. `rest` gives the whole form for what is typed."""
    views: Views = []
    refused: list[set[str]] = []
    for _round in range(4):
        answer = client.post(path, rest(as_typed(vector, most, refused)))
        if answer.status_code == 302:
            return views
        assert answer.status_code == 422, answer.status_code
        views.append((f"refused {path.strip('/').partition('/')[0]}", path, answer))
        refused.append(errors_of(answer))
    raise AssertionError(f"{path} takes not even harmless words: {refused}")


def errors_of(answer: HttpResponse) -> set[str]:
    form = answer.context["form"]
    return set(form.errors).union(*(passport.errors for passport in getattr(form, "passports", [])))


def write(vector: str, number: int, desk: Desk) -> tuple[Article, Client, Views]:
    """A new writer with the vector for a face, and a draft with it in every field."""
    writer = a_writer()
    client = signed_in(writer)
    profile = {"handle": writer.handle, "language": ""}
    views = type_in(client, "/settings/", vector, PROFILE, lambda typed: profile | typed)
    views.append(("settings", "/settings/", client.get("/settings/")))
    article = Article.objects.create(author=writer)
    topic = f"Topik {number}"
    first = {"version": 1, "topic_main": topic}
    path = article.draft_address

    def draft(typed: dict) -> dict:
        return first | typed | {"version": Article.objects.get(pk=article.pk).draft_version}

    views += type_in(client, path, vector, DRAFT, draft)
    photo = same_picture(desk.picture, Article.objects.get(pk=article.pk))
    views += type_in(client, path, vector, PASSPORT, lambda typed: with_photo(article, photo, typed, topic))
    fill_blanks(article)
    pages = {"draft": path, "preview": f"{path}preview/", "dashboard": "/write/"}
    return (
        Article.objects.get(pk=article.pk),
        client,
        views + [(kind, at, client.get(at)) for kind, at in pages.items()],
    )


def same_picture(picture: Photo, article: Article) -> Photo:
    """Another upload of it, without asking the child again."""
    own = {"pk": None, "code": body.new_id(), "owner": article.author, "article": article, "_state": Photo()._state}
    copy = Photo.objects.get(pk=picture.pk)
    for name, value in own.items():
        setattr(copy, name, value)
    copy.save()
    return copy


def with_photo(article: Article, photo: Photo, passport: dict, topic: str) -> dict:
    """What the form posts for the draft as it is stored, with its picture above and in the text."""
    stored = Article.objects.get(pk=article.pk)
    text = f"{plaintext.to_text(stored.body)}\n\n## Bagian\n\n(foto {photo.code})"
    names = [one.name for one in stored.shown_topics() if one.name != topic]
    fields = {
        "title": stored.title,
        "dek": stored.dek,
        "place": stored.place,
        "body": text,
        "version": stored.draft_version,
    }
    prefixed = {f"{photo.code}-{name}": value for name, value in passport.items()}
    return (
        fields
        | prefixed
        | {"topic_main": topic, "topics": ", ".join(names), "cover": photo.code, f"{photo.code}-licence": "own"}
    )


def fill_blanks(article: Article) -> None:
    """What cleaning left nothing of, so that the text can be sent."""
    for row, names in ((Article.objects.filter(pk=article.pk), ("title", "dek")), (article.photos, list(PASSPORT))):
        for name in set(names) & HARMLESS.keys():
            row.filter(**{name: ""}).update(**{name: HARMLESS[name]})


def send_and_return(vector: str, article: Article, client: Client, desk: Desk) -> Views:
    """Read at the desk, remarked on and returned with the vector; what its writer then sees."""
    submission = sent(article)
    at, block = f"/desk/{submission.pk}/", submission.revision.body["content"][0]["attrs"]["id"]
    views = [("receipt", f"{article.draft_address}submit/", client.get(f"{article.draft_address}submit/"))]
    for text in (vector, f"{vector.replace(NULL, '')[:999]}."):
        told = desk.moderating.post(f"{at}remarks/", {"block": block, "reason": "other", "text": text})
        views += [("review", at, told)] if told.status_code == 422 else []
    views.append(("review", at, desk.moderating.get(at)))
    for text in (vector, f"{vector.replace(NULL, '')[:1999]}."):
        decision = {"verb": "return", "seen": submission.revision_id, "reason": "other", "message": text}
        told = desk.moderating.post(f"{at}decision/", decision)
        views += [("review", at, told)] if told.status_code in (409, 422) else []
    views.append(("queue", "/desk/", desk.moderating.get("/desk/")))
    with later(minutes=1):
        path = article.draft_address
        back = {"draft": path, "receipt": f"{path}submit/", "dashboard": "/write/"}
        return views + [(f"returned {kind}", at, client.get(at)) for kind, at in back.items()]


def publish(vector: str, article: Article, number: int, desk: Desk) -> Views:
    """Changed a little, sent again, approved, corrected, its topic described and given a disclaimer of its own."""
    lead = desk.leading
    text = plaintext.from_text(f"{plaintext.to_text(article.body)}\n\nTambahan.", article.body)
    Article.objects.filter(pk=article.pk).update(body=text)
    topic = Topic.objects.get(name=f"Topik {number}")
    Topic.objects.filter(pk=topic.pk).update(accepted_at=timezone.now())
    views = said(
        lead, "/desk/disclaimers/", vector, 1200, "text_id", {"topic": topic.name, "text_en": "-", "verb": "publish"}
    )
    views += said(lead, f"/desk/topics/{topic.slug}/describe/", vector, 600, "description", {"name": topic.name})
    with later(minutes=1):
        approve(sent(Article.objects.get(pk=article.pk)), by=desk.moderator)
    with later(minutes=2):
        publishing.publish_due()
    room = f"/desk/articles/{article.code}/"
    views += said(lead, f"{room}correct/", vector, 600, "sentence", {"kind": "correction"})
    pages = {
        "desk article": room,
        "desk topic": f"/desk/topics/{topic.slug}/",
        "desk disclaimers": "/desk/disclaimers/",
    }
    pages["desk photo"] = f"/desk/photos/{article.photos.first().code}/"
    return views + [(kind, at, lead.get(at)) for kind, at in pages.items()]


def said(client: Client, path: str, vector: str, most: int, name: str, rest: dict) -> Views:
    """One field of a chief editor's form: as it is, and its beginning when that is refused."""
    views: Views = []
    for text in (vector, f"{vector.replace(NULL, '')[: most - 1]}."):
        answer = client.post(path, rest | {name: text})
        if answer.status_code == 302:
            break
        views.append((f"refused {path.split('/')[2]}", path, answer))
    return views


def read(article: Article, number: int) -> Views:
    """What the public then has."""
    live, slug = Article.objects.get(pk=article.pk), Topic.objects.get(name=f"Topik {number}").slug
    pages = {"article": live.get_absolute_url(), "profile": f"/@{live.author.handle}/", "topic": f"/topics/{slug}/"}
    return [(kind, at, Client().get(at)) for kind, at in pages.items()]


def read_lists() -> Views:
    """What shows the newest of many."""
    pages = {"front": "/", "latest": "/latest/", "topics": "/topics/", "search": "/search/?q=alert"}
    views = [(kind, at, Client().get(at)) for kind, at in pages.items()]
    return views + [("feed", f"/feeds/{kind}", as_reader(f"/feeds/{kind}")) for kind in ("feed.json",)]


def as_reader(path: str) -> HttpResponse:
    """A page that shows what a feed holds as HTML, as programs do that read feeds."""
    items = Client().get(path).json()["items"]
    drawn = "".join(item["content_html"] for item in items)
    return HttpResponse("<!doctype html>" + drawn.replace(f'src="{settings.ORIGIN}/', 'src="/'))
