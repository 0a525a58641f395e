"""Cases of the corpus about what stays: the place in the queue, the text that readers have, the writer's own words."""

import json

import pytest
from django.core import mail
from django.urls import reverse

from articles import drafting, publishing, sending, telling
from articles.models import Article, Revision, Submission
from community import mailing
from community.models import Notice
from newsroom import clock
from tests.articles.documents import a_block, a_doc, a_text
from tests.factories import (
    a_live_article,
    a_moderator,
    approve,
    decline,
    fresh,
    give_back,
    later,
    sent,
    waiting_submission,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
WORDS = a_doc(a_block("paragraph", a_text("Kata lain."), id="aaaaaaa2"))


def updated(article: Article, **fields) -> Submission:
    article = fresh(article)
    draft = drafting.Draft(fields=fields, topics=None)
    return sent(drafting.save(article, draft, by=article.author, base=article.draft_version))


def test_looking_into_the_studio_of_a_waiting_text_moves_nothing():
    """C017"""
    first, second = waiting_submission(), waiting_submission()
    writer, article = signed_in(first.article.author), first.article
    before = (first.due_at, first.submitted_at, article.draft_version, Revision.objects.count())

    writer.get(article.draft_address)
    call = {"base": article.draft_version, "save_id": "satu", "fields": {"body": WORDS}}
    answer = writer.patch(article.draft_address, json.dumps(call), content_type="application/json")
    writer.get(article.draft_address, headers={"User-Agent": "Mozilla/5.0 (Linux; Android 15; K) Mobile"})

    stands = fresh(first)
    assert answer.status_code == 409
    assert (stands.due_at, stands.submitted_at, fresh(article).draft_version, Revision.objects.count()) == before
    assert list(Submission.objects.waiting().by_due_time()) == [first, second]


def test_saving_without_a_change_makes_no_version_and_keeps_nothing_twice():
    """C017"""
    article = a_live_article()
    writer = signed_in(article.author)
    call = {"base": article.draft_version, "save_id": "satu", "fields": {"body": article.body, "title": article.title}}

    writer.patch(article.draft_address, json.dumps(call), content_type="application/json")

    assert fresh(article).draft_version == article.draft_version
    assert Revision.objects.filter(article=article).count() == 1


def test_after_a_refused_update_everybody_sees_what_readers_have(client):
    """C018"""
    article = a_live_article(title="Pasar yang dibaca")
    with later(minutes=1):
        decline(updated(article, title="Pasar yang ditolak"))

    with later(minutes=2):
        clock.tick(clock.JOBS)
        writer = signed_in(article.author)
        public = client.get(article.get_absolute_url()).content.decode()
        studio = writer.get(article.draft_address).content.decode()
        dashboard = writer.get("/write/").content.decode()
        history = writer.get(reverse("writing:history", args=[article.code])).content.decode()

    assert ("Pasar yang dibaca" in public, "Pasar yang ditolak" in public) == (True, False)
    assert "Pembaruan tidak dimuat" in studio
    assert article.get_absolute_url() in studio
    assert reverse("writing:earlier-sent", args=[article.code, article.live_revision_id]) in studio
    assert "Pasar yang dibaca" in dashboard
    assert "Pasar yang dibaca" in history


def test_a_refused_text_stays_its_writers_own_and_open_a_month_later():
    """C025"""
    returned, declined = waiting_submission(title="Kembali"), waiting_submission(title="Ditolak")
    give_back(returned)
    decline(declined)

    with later(days=31):
        clock.tick(clock.JOBS)
        pages = {
            one: signed_in(one.article.author).get(one.article.draft_address).content.decode()
            for one in (returned, declined)
        }

    for one, page in pages.items():
        assert fresh(one).get_reason_display() in page.replace("&#x27;", "'")
        assert f'value="{one.article.title}"' in page
        assert 'name="verb" value="submit"' in page
    assert "Naskahnya tetap milikmu" in pages[declined]


@pytest.mark.parametrize("how", [approve, give_back, decline])
def test_an_author_whose_account_was_closed_breaks_nothing_and_gets_no_mail(how):
    """C021: accounts can be closed, not deleted yet."""
    submission, moderator = waiting_submission(), a_moderator()
    author = submission.article.author
    type(author).objects.filter(pk=author.pk).update(is_active=False)
    mail.outbox.clear()

    page = signed_in(moderator).get(reverse("desk:review", args=[submission.pk]))
    how(submission, by=moderator)
    with later(minutes=1):
        publishing.publish_due()
        telling.tell_steps()
        mailing.ask_due()
        for notice in Notice.objects.all():
            mailing.send.call(notice.pk)

    assert page.status_code == 200
    assert mail.outbox == []


def test_the_studio_says_when_readers_do_not_have_a_change_of_a_live_article_yet():
    with later(hours=-1):
        article = a_live_article()
    client, address = signed_in(article.author), article.draft_address
    untouched = client.get(address).content.decode()

    draft = drafting.Draft(fields={"dek": "Lain sama sekali"}, topics=None)
    drafting.save(article, draft, by=article.author, base=article.draft_version)
    changed = client.get(address).content.decode()

    assert ["data-live hidden" in page for page in (untouched, changed)] == [False, True]
    assert ["data-update-unsent hidden" in page for page in (untouched, changed)] == [True, False]


def test_the_studio_of_a_live_article_whose_update_was_taken_back_says_what_readers_have():
    with later(hours=-1):
        article = a_live_article()
    sending.recall(updated(article, dek="Lain"), by=article.author)
    client, address = signed_in(article.author), article.draft_address
    changed = client.get(address).content.decode()

    Article.objects.filter(pk=article.pk).update(dek=article.live_revision.dek)
    undone = client.get(address).content.decode()

    assert ["data-update-unsent hidden" in page for page in (changed, undone)] == [False, True]
    assert ["data-live hidden" in page for page in (changed, undone)] == [True, False]
