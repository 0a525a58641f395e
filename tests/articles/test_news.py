"""What is new in an update: said when it is sent, read at the desk, public and dated from going live on, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles import drafting, publishing, sending
from articles.models import Article, Correction, Submission
from articles.reading.published import published_page
from tests.factories import (
    a_draft,
    a_live_article,
    a_moderator,
    approve,
    at,
    attested_now,
    decline,
    fresh,
    give_back,
    go_live,
    later,
)
from tests.killed import killed_after
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
NEWS = "Kapal pertama sandar pukul 06.40."
FEEDS = ["/feeds/feed.json", "/feeds/rss.xml"]
PUBLIC = ["/corrections/", *FEEDS, "/latest/", "/"]


@pytest.fixture
def article() -> Article:
    """Live for an hour; an answer that was given just now lets nobody send again."""
    with later(hours=-1):
        return a_live_article()


def changed(article: Article) -> Article:
    draft = drafting.Draft(fields={"dek": f"Baru pada {timezone.now().timestamp()}"}, topics=None)
    return drafting.save(fresh(article), draft, by=article.author, base=fresh(article).draft_version)


def update_of(article: Article, news: str = NEWS) -> Submission:
    article = changed(article)
    return sending.submit(
        article, by=article.author, seen_version=article.draft_version, attested=attested_now(article), news=news
    )


def public_words(article: Article) -> str:
    return "".join(Client().get(path).content.decode() for path in [*PUBLIC, article.get_absolute_url()])


@pytest.mark.both_engines
def test_the_line_stands_since_the_moment_at_which_the_update_went_live(article):
    submission = update_of(article)
    approve(submission)
    live_at = timezone.now() + timedelta(minutes=3)

    with at(live_at):
        publishing.publish_due()

    row = Correction.objects.get()
    assert (row.sentence, row.kind, row.at, row.by, row.submission) == (
        NEWS,
        "update",
        fresh(article).live_at,
        article.author,
        submission,
    )
    assert row.at == live_at


def test_nothing_of_it_is_public_before(article):
    submission = update_of(article)
    waiting = public_words(article)
    approve(submission)

    approved = public_words(article)

    assert NEWS not in waiting + approved


def test_readers_find_it_on_the_page_and_in_the_feeds_and_not_among_corrections(article):
    go_live(update_of(article))

    told = [path for path in [*PUBLIC, article.get_absolute_url()] if NEWS in Client().get(path).content.decode()]

    assert told == [*FEEDS, article.get_absolute_url()]
    page = Client().get(article.get_absolute_url()).content.decode()
    box = page.partition('id="perkembangan"')[2].partition("</section>")[0]
    assert NEWS in box
    assert 'href="#perkembangan"' in page
    assert 'id="ralat"' not in page


def test_the_newest_stands_first_and_apart_from_what_was_wrong(article):
    for hour, news in enumerate(["Pertama.", "Kedua."], start=1):
        with later(hours=hour):
            go_live(update_of(article, news))
    Correction.objects.create(article=article, sentence="Keliru.", by=a_moderator(), at=timezone.now())

    shown = published_page(article.code).shown

    assert [one.sentence for one in shown.developments] == ["Kedua.", "Pertama."]
    assert [one.sentence for one in shown.mended] == ["Keliru."]


def test_it_counts_as_the_change_that_it_is_and_not_as_a_correction(article):
    go_live(update_of(article))

    page = Client().get(article.get_absolute_url()).content.decode()

    modified = timezone.localtime(fresh(article).live_at).isoformat(timespec="seconds")
    assert f'"dateModified": "{modified}"' in page
    assert "CorrectionComment" not in page


def test_an_update_without_words_and_a_first_publication_leave_no_line(article):
    go_live(update_of(article, ""))
    first = a_draft()
    seen = first.draft_version
    go_live(sending.submit(first, by=first.author, seen_version=seen, attested=attested_now(first), news=NEWS))

    assert (Article.objects.live().count(), Correction.objects.count()) == (2, 0)


@pytest.mark.parametrize(
    "end",
    [
        lambda submission: sending.recall(submission, by=submission.article.author),
        give_back,
        decline,
    ],
    ids=["recalled", "returned", "declined"],
)
def test_what_did_not_go_live_stays_with_its_asking_and_is_offered_again(article, end):
    submission = update_of(article)

    end(submission)

    with later(seconds=11):
        page = signed_in(article.author).get(f"/write/{article.code}/").content.decode()
    assert fresh(submission).news == NEWS
    assert f'value="{NEWS}"' in page
    assert Correction.objects.count() == 0


def test_after_it_went_live_the_question_is_empty_again(article):
    go_live(update_of(article))

    with later(minutes=1):
        page = signed_in(article.author).get(f"/write/{article.code}/").content.decode()

    assert 'id="id_news"' in page
    assert NEWS not in page.partition('id="draft"')[2].partition("</form>")[0]
    assert f'value="{NEWS}"' not in page


def test_only_an_update_is_asked_what_is_new():
    draft = a_draft()

    page = signed_in(draft.author).get(f"/write/{draft.code}/").content.decode()

    assert 'id="id_news"' not in page


def posted(article: Article, news: str):
    """The form without script: everything as it stands, and the line."""
    article = changed(article)
    tick = "-".join(str(pk) for pk in sorted(attested_now(article)))
    said = {"version": article.draft_version, "verb": "submit", "attest": tick, "news": news}
    return signed_in(article.author).post(f"/write/{article.code}/submit/", said)


def test_the_form_sends_it_along(article):

    answer = posted(article, f"  {NEWS} ")

    assert answer.status_code == 302
    assert article.submissions.latest("pk").news == NEWS


def test_a_line_that_is_too_long_is_given_back_and_nothing_is_sent(article):
    words = "Panjang sekali. " * 20

    answer = posted(article, words)

    assert (answer.status_code, article.submissions.count()) == (422, 1)
    assert words.strip() in answer.content.decode()


def test_a_sheet_that_is_not_saved_comes_back_with_the_line(article):
    said = {"version": article.draft_version, "title": "Panjang " * 60, "verb": "save", "news": NEWS}

    answer = signed_in(article.author).post(f"/write/{article.code}/", said)

    assert (answer.status_code, f'value="{NEWS}"' in answer.content.decode()) == (422, True)


def test_a_moderator_reads_it_beside_the_changes_and_the_writer_on_the_receipt(article):
    submission = update_of(article)

    desk = signed_in(a_moderator()).get(f"/desk/{submission.pk}/").content.decode()
    receipt = signed_in(article.author).get(f"/write/{article.code}/submit/").content.decode()

    assert [NEWS in page for page in (desk, receipt)] == [True, True]


def test_words_are_never_markup(article):
    go_live(update_of(article, "<b>Tebal</b> & lain"))

    assert "&lt;b&gt;Tebal&lt;/b&gt; &amp; lain" in Client().get(article.get_absolute_url()).content.decode()


def test_a_clock_that_is_killed_between_any_two_statements_tells_it_once(article):
    approve(update_of(article))

    deaths = 0
    with later(seconds=11):
        while dies_after(deaths):
            assert (Correction.objects.count(), article.submissions.filter(live_at=None).count()) == (0, 1)
            deaths += 1
        publishing.publish_due()

    assert deaths > 10
    assert Correction.objects.get().sentence == NEWS


def dies_after(statements: int) -> bool:
    """Whether the clock was killed; what it leaves is what the database rolls back to."""
    with transaction.atomic():
        died = killed_after(statements, publishing.publish_due)
        transaction.set_rollback(died)
    return died


def test_one_update_makes_one_line_at_the_most(article):
    submission = update_of(article)
    told = {"article": article, "kind": "update", "sentence": NEWS, "by": article.author, "submission": submission}
    Correction.objects.create(at=timezone.now(), **told)

    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.create(at=timezone.now(), **told)


def test_the_form_without_script_keeps_the_line_beside_a_save_until_it_is_sent(article):
    client, form = signed_in(article.author), {"title": "Lain", "dek": "Lain", "body": "Kata.", "topic_main": "Kuliner"}
    said = form | {"version": fresh(article).draft_version, "verb": "save", "news": NEWS}

    saved = client.post(article.draft_address, said)
    page = client.get(article.draft_address).content.decode()

    assert saved.status_code == 302
    assert f'value="{NEWS}"' in page
    sending = {"version": fresh(article).draft_version, "verb": "submit", "attest": "1"}
    client.post(article.draft_address, said | sending)
    assert Submission.objects.latest("pk").news == NEWS
    assert "news typed" not in client.session
