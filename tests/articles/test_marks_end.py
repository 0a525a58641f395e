"""A mark that ends at a certain second, or is on hold or taken back: gone from everywhere without anybody's doing."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Badge
from tests.factories import a_chief_editor, a_live_article, a_picture, later
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown() -> list[str]:
    """Every public address that shows a writer of this site."""
    article = a_live_article(title="Layangan")
    Badge.objects.create(
        user=article.author,
        kind="verified_writer",
        granted_by=a_chief_editor(),
        evidence="surat",
        until=timezone.now() + timedelta(minutes=5),
    )
    person = f"/@{article.author.handle}/"
    feeds = [f"/feeds/{kind}" for kind in ("rss.xml", "atom.xml", "feed.json")]
    feeds += [feed.replace("/feeds/", f"/feeds/writers/{article.author.handle}/") for feed in feeds]
    return ["/", "/search/?q=layangan", person, article.get_absolute_url(), "/latest/", "/topics/kuliner/", *feeds]


def marked(pages: list[str]) -> list[str]:
    words = ("mark-verified", "erverifikasi")
    sources = {page: Client().get(page).content.decode() for page in pages}
    return [page for page, source in sources.items() if any(word in source for word in words)]


def test_a_mark_is_shown_until_its_last_second_and_not_after(shown):
    end = Badge.objects.get().until - timezone.now()

    with later(seconds=end.total_seconds() - 1):
        before = marked(shown)
    with later(seconds=end.total_seconds() + 1):
        after = marked(shown)

    assert set(before) >= set(shown[:4])
    assert after == []


def test_a_mark_that_is_taken_back_is_gone_with_the_next_look(shown):
    Badge.objects.update(revoked_at=timezone.now(), revoked_by=a_chief_editor(), revoked_reason="Palsu.")

    assert marked(shown) == []


def test_a_mark_on_hold_is_shown_nowhere(shown):
    Badge.objects.update(held_since=timezone.now())

    assert marked(shown) == []


def test_whoever_takes_another_name_face_tagline_and_address_bears_no_mark_until_somebody_looked(shown):
    badge = Badge.objects.select_related("user").get()
    person, client = badge.user, signed_in(badge.user)
    profile = {"pen_name": "Budi Menteri", "handle": person.handle, "tagline": "Menteri", "bio": "", "language": ""}

    client.post("/accounts/email/", {"action_add": "", "email": "menteri@contoh.example"})
    client.post("/settings/", profile | {"portrait": io.BytesIO(a_picture("navy"))})
    held = marked(shown)
    Badge.objects.update(held_since=None)

    assert held == []
    assert set(marked(shown)) >= set(shown[:4])
    changed = person.name_changes.get()
    assert (changed.before, changed.after) == (person.pen_name, "Budi Menteri")
