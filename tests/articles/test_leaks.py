"""Nothing that is not published stands at any public address, and nothing published changes before it is approved."""

from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from articles import deciding, disclaiming, merging, plaintext, publishing, sharing, takedown, topics
from articles.models import Article, Likeness, Photo, Topic
from community.models import Badge, NameChange, User
from tests import public
from tests.articles.test_reading import rich_article
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_photo,
    a_picture,
    a_topic,
    a_writer,
    approve,
    decline,
    give_back,
    later,
    sent,
    with_portrait,
)

pytestmark = pytest.mark.django_db
NUMBERS = count(1)


class Secrets:
    """Words that nobody else uses, one for each place where they were planted."""

    def __init__(self):
        self.places: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        word = f"rahasia{next(NUMBERS)}x"
        self.places[word] = place
        return word

    def found_in(self, pages: dict[str, bytes]) -> list[tuple[str, str]]:
        """The place where it was planted, and the address where it came to light."""
        low = {path: content.lower() for path, content in pages.items()}
        return [(place, path) for word, place in self.places.items() for path in low if word.encode() in low[path]]


def test_changing_everything_of_the_working_copy_changes_no_public_byte():
    article = rich_article(photos=1, read_alsos=1, topics=2)
    with_portrait(article.author)
    sharing.draw.func(article.code)
    article.author.refresh_from_db()
    topic_feeds = [f"/feeds/topics/topik-{number}/{kind}" for number in range(2) for kind in public.FEEDS]
    with later(minutes=5):  # the usual wait on the front page counts decisions whose ten seconds are over
        before = public.crawled(*topic_feeds)

    change_the_working_copy(article)
    with later(minutes=5):
        after = public.crawled(*topic_feeds)

    assert public.reached(before) >= public.names() - {"article-code", "sitemap-part"}
    assert {path for path in before if before[path] != after.get(path)} == set()
    assert after.keys() == before.keys()


def change_the_working_copy(article: Article) -> None:
    """Every column, topic, passport and likeness of it, and disclaimers that it was not attested with."""
    text = plaintext.from_text("Lain sama sekali.\n\n(baca juga aaaaaaaa)", article.body)
    new = a_photo(article, a_picture("tomato"))
    Article.objects.filter(pk=article.pk).update(title="Diam-diam", dek="Lain", place="Lain", body=text, cover=new)
    topics.set_topics(article, [topics.find_or_propose("Usulan Baru"), a_topic("Topik Lain")])
    changed = dict.fromkeys(("caption", "creator", "source", "alt", "licence_note"), "Lain")
    photos = Photo.objects.filter(article=article)
    photos.update(source_url="https://lain.example/", licence="", offered=True, **changed)
    one, *_others, last = photos.order_by("pk")
    Likeness.objects.create(photo=one, like=last, bits=3, same=False)
    chief, tomorrow = a_chief_editor(), timezone.now() + timedelta(days=1)
    disclaiming.supersede(by=chief, topic=Topic.objects.get(name="Topik Lain"), text_id="Lain", text_en="Lain")
    disclaiming.supersede(by=chief, in_force_from=tomorrow, text_id="Besok lain", text_en="Tomorrow another")


def planted(state: str, secret: Secrets, **draft) -> Article:
    """A draft with a secret in each of its fields."""

    def place(name: str) -> str:
        return secret(f"{name} of a {state} article")

    fields = {name: place(name) for name in ("title", "dek", "place")}
    proposed = {"named": ("Kuliner", place("topic proposal"))} | draft
    article = a_draft(text=place("text"), **fields | proposed)
    passport = {name: place(name) for name in ("caption", "creator", "source", "licence_note", "alt")}
    photo = a_photo(
        article, a_picture((len(secret.places), 90, 90)), source_url=f"https://{place('url')}.example/", **passport
    )
    shown = plaintext.from_text(f"{plaintext.to_text(article.body)}\n\n(foto {photo.code})", article.body)
    Article.objects.filter(pk=article.pk).update(body=shown, cover=photo)
    User.objects.filter(pk=article.author_id).update(email=f"{place('e-mail address')}@contoh.example")
    return Article.objects.get(pk=article.pk)


def waiting(state: str, secret: Secrets):
    submission, moderator = sent(planted(state, secret)), a_moderator()
    text = secret(f"remark on a {state} article")
    deciding.remark(submission, by=moderator, block="", reason="other", text=text)
    return submission, moderator


def never_published(secret: Secrets) -> list[Article]:
    """One article of each state that readers know nothing of."""
    binned = planted("binned", secret)
    Article.objects.filter(pk=binned.pk).update(standing="binned")
    asked, moderator = waiting("waiting", secret)
    deciding.escalate(asked, by=moderator, message=secret("note of an escalation"))
    returned, moderator = waiting("returned", secret)
    give_back(returned, by=moderator, message=secret("message of a return"))
    declined, moderator = waiting("declined", secret)
    decline(declined, by=moderator, message=secret("message of a refusal"))
    approved, moderator = waiting("approved, not yet live", secret)
    approve(approved, by=moderator, message=secret("message of an approval"))
    return [planted("draft", secret), binned, *(one.article for one in (asked, returned, declined, approved))]


def taken_down(secret: Secrets) -> list[Article]:
    """Articles that were public once. The title and the reason of a withdrawal stay, on its own page."""
    chief, gone = a_chief_editor(), []
    for state in ("withdrawn", "removed"):
        title = {"title": "Judul yang ditarik"} if state == "withdrawn" else {}
        approve(sent(planted(state, secret, named=("Kuliner",), **title)))
        with later(seconds=11):
            publishing.publish_due()
        gone.append(Article.objects.order_by("pk").last())
    publishing.withdraw(gone[0], by=chief, message="Sumbernya keliru.")
    words = {"message": secret("reason of a removal"), "reference": secret("reference of a removal")}
    publishing.remove(gone[1], by=chief, **words)
    return gone


def around_what_is_live(secret: Secrets) -> Article:
    """A live article, and secrets in everything of it that is not for readers."""
    live, chief = a_live_article(by=a_writer(pen_name="Nama Lama Sekali"), cover=True), a_chief_editor()
    person = with_portrait(live.author)
    told = {"user": person, "granted_by": chief}
    Badge.objects.create(kind="identity", evidence=secret("evidence of a mark"), **told)
    revoked = {"revoked_by": chief, "revoked_at": timezone.now(), "revoked_reason": secret("reason of a revocation")}
    Badge.objects.create(kind="staff", evidence=secret("evidence of a revoked mark"), **told, **revoked)
    NameChange.objects.create(user=person, before=secret("former name"), after=person.pen_name)
    User.objects.filter(pk=person.pk).update(email=f"{secret('e-mail of a published writer')}@contoh.example")
    hidden = a_photo(live, a_picture("tomato"), caption=secret("caption of a photo that was not sent"))
    shown = plaintext.from_text(f"{secret('text of an update')}\n\n(foto {live.cover.code})", live.body)
    Article.objects.filter(pk=live.pk).update(dek=secret("dek of an update"), body=shown, cover=hidden)
    with later(minutes=1):
        waits = sent(Article.objects.get(pk=live.pk))
        deciding.remark(waits, by=chief, block="", reason="other", text=secret("remark on an update"))
    merging.decline(topics.find_or_propose("Usulan Ditolak"), by=chief, reason=secret("reason of a declined topic"))
    reason = {"reason": secret("reason of a photo's end"), "reference": secret("its reference")}
    takedown.take_down(a_live_article(cover=True).photos.get(), by=chief, **reason)
    future = {"text_id": secret("a disclaimer of tomorrow"), "text_en": "-"}
    disclaiming.supersede(by=chief, in_force_from=timezone.now() + timedelta(days=1), **future)
    return live


def renditions(article: Article) -> list[str]:
    return [photo.rendition(photo.widths[0], kind) for photo in article.photos.all() for kind in photo.formats]


def guesses(article: Article) -> list[str]:
    """The addresses that somebody who knows its codes might try."""
    pages = [f"/articles/{article.code}/", f"/articles/{article.code}/rahasia/", f"/@{article.author.handle}/"]
    feeds = [f"/feeds/writers/{article.author.handle}/{kind}" for kind in public.FEEDS]
    slugs = [topic.slug for topic in Topic.objects.all()]
    feeds += [f"/feeds/topics/{slug}/{kind}" for slug in slugs for kind in public.FEEDS]
    share = [f"/articles/{article.code}/{'0' * 16}-card.jpg"]
    return [
        *pages,
        *feeds,
        *renditions(article),
        *share,
        *(f"/topics/{slug}/" for slug in slugs),
        f"/sitemaps/articles-{article.pk}.xml",
    ]


def test_planted_secrets_are_found_at_no_public_address():
    secret = Secrets()
    gone, live = taken_down(secret), around_what_is_live(secret)
    hidden = never_published(secret)  # last: what was approved would go live with the others
    words = [f"/search/?q={word}" for word in [*secret.places, "Judul yang ditarik"]]

    pages = public.crawled(*words[:5], *(path for article in [*hidden, *gone, live] for path in guesses(article)))

    searched = {path for path in pages if path.startswith("/search/?q=")}  # it repeats the words that were looked for
    assert len(secret.places) > 100
    assert public.names() - public.reached(pages) == set()
    private = {rendition for article in [*hidden, *gone] for rendition in renditions(article)}
    assert {Client().get(path).status_code for path in private} == {404}
    assert secret.found_in({path: content for path, content in pages.items() if path not in searched}) == []
    titled = [path for path in pages if b"Judul yang ditarik" in pages[path] and path not in searched]
    assert {path.split("/")[2] for path in titled} == {gone[0].code}
    assert all(b"card-title" not in pages[path].partition(b"<main")[2] for path in searched if "rahasia" in path)
