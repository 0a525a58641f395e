"""Cases of the corpus about going live and time: once, on time, on one local day, and nothing relative is kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from articles import deciding, publishing, telling
from articles.models import Article, Submission, Transition, Verb
from community.models import Kind, Notice
from tests.factories import a_live_article, a_moderator, approve, at, ticked, waiting_submission
from tests.killed import killed_after
from tests.mails import send
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
FEEDS = ["/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json"]


def went_live(submission: Submission) -> int:
    return Transition.objects.filter(article=submission.article, verb=Verb.GO_LIVE).count()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_clock_that_is_killed_around_the_due_second_publishes_each_once():
    """C043"""
    due, moderator = timezone.now() + timedelta(hours=1), a_moderator()
    planned = [waiting_submission(title=f"Judul {number}") for number in range(3)]
    for submission in planned:
        approve(submission, by=moderator, publish_at=due)

    with at(due - timedelta(seconds=1)):
        early = publishing.publish_due()
    with at(due):
        statements = 2
        while killed_after(statements, publishing.publish_due):
            statements += 3

    assert early == 0
    assert [went_live(submission) for submission in planned] == [1, 1, 1]


def test_a_time_that_moves_there_and_back_fires_once():
    """C044"""
    submission, moderator = waiting_submission(), a_moderator()
    ten = timezone.now() + timedelta(hours=2)
    for hours in (0, 1):
        approve(Submission.objects.get(pk=submission.pk), by=moderator, publish_at=ten + timedelta(hours=hours))
        deciding.take_back(submission, Verb.UNDO, by=moderator)
    approve(Submission.objects.get(pk=submission.pk), by=moderator, publish_at=ten)

    with at(ten - timedelta(seconds=1)):
        before = publishing.publish_due()
    with at(ten):
        then = publishing.publish_due()
    with at(ten + timedelta(hours=1)):
        after = publishing.publish_due()

    assert (before, then, after, went_live(submission)) == (0, 1, 0, 1)


@pytest.mark.parametrize(
    "far", [{"seconds": 11}, {"minutes": 9}, {"minutes": 11}, {"hours": 25}, {"days": 40}, {"days": 400}], ids=str
)
def test_every_time_fires_however_far_away_it_is(far):
    """C045"""
    submission, due = waiting_submission(), timezone.now() + timedelta(**far)
    approve(submission, publish_at=due)

    with at(due - timedelta(milliseconds=10)):
        before = publishing.publish_due()
    with at(due):
        then = publishing.publish_due()

    assert (before, then) == (0, 1)


def test_a_time_fires_over_midnight_and_over_the_end_of_the_year():
    """C045"""
    with at(datetime(2026, 12, 31, 23, 50, tzinfo=JAKARTA)):
        submission = waiting_submission()
        approve(submission, publish_at=datetime(2027, 1, 1, 0, 5, tzinfo=JAKARTA))
    with at(datetime(2027, 1, 1, 0, 4, 59, tzinfo=JAKARTA)):
        before = publishing.publish_due()
    with at(datetime(2027, 1, 1, 0, 5, tzinfo=JAKARTA)):
        then = publishing.publish_due()

    assert (before, then) == (0, 1)


def test_a_planned_time_stays_the_same_however_often_its_form_comes_back():
    """C046: whoever sits in another zone plans in the site's, as the label says."""
    submission, client = waiting_submission(), signed_in(a_moderator())
    wanted = (timezone.now() + timedelta(days=1)).astimezone(JAKARTA).strftime("%Y-%m-%dT%H:%M")
    said = {"verb": "approve", "seen": submission.revision_id, "publish_at": wanted}
    for _ in range(3):
        page = client.post(f"/desk/{submission.pk}/decision/", said).content.decode()
        assert f'value="{wanted}"' in page

    client.post(f"/desk/{submission.pk}/decision/", said | {"checked": list(ticked())})

    stored = Submission.objects.get(pk=submission.pk).publish_at
    assert stored.astimezone(JAKARTA).strftime("%Y-%m-%dT%H:%M") == wanted


def test_what_goes_live_after_midnight_bears_one_day_everywhere(client):
    """C047: 00.30 in Jakarta is the day before in UTC."""
    half_past = datetime(2026, 11, 30, 0, 30, tzinfo=JAKARTA)
    with at(half_past - timedelta(minutes=5)):
        submission = waiting_submission(title="Tengah malam")
        approve(submission, publish_at=half_past)
    with at(half_past):
        publishing.publish_due()
        telling.tell_steps()
    article = Article.objects.live().get()
    with at(half_past + timedelta(hours=30)):
        pages = {path: client.get(path).content.decode() for path in everywhere(article)}
        send(pk=Notice.objects.get(kind=Kind.PUBLISHED).pk)

    local, exact = "30 November 2026", "2026-11-30T00:30:00+07:00"
    profile, page = f"/@{article.author.handle}/", article.get_absolute_url()
    told = {"/latest/": "30 Nov", profile: "30 Nov", page: local}
    machine = {FEEDS[0]: "Mon, 30 Nov 2026 00:30:00 +0700", FEEDS[1]: exact, FEEDS[2]: exact}
    lacking = [path for path, words in (told | machine).items() if words not in pages[path]]
    assert lacking == []
    assert f'"datePublished": "{exact}"' in pages[page].replace('":"', '": "')
    assert [path for path, page in pages.items() if "2026-11-29" in page or "29 Nov" in page] == []
    assert local in " ".join(mail.outbox[-1].body.split())


def everywhere(article: Article) -> list[str]:
    lists = ["/", "/latest/", f"/@{article.author.handle}/", "/topics/kuliner/"]
    return [*lists, article.get_absolute_url(), *FEEDS, "/sitemap.xml"]


def test_a_page_that_is_kept_for_six_hours_still_says_the_truth(client):
    """C048; from one noon on, since past midnight today's times rightly get their date."""
    noon = timezone.localtime().replace(hour=12, minute=0) - timedelta(days=1)
    with at(noon):
        article = a_live_article()
    with at(noon + timedelta(minutes=5)):
        fresh = [client.get(path).content for path in everywhere(article)[:5]]
    with at(noon + timedelta(hours=6)):
        kept = [client.get(path).content for path in everywhere(article)[:5]]

    assert fresh == kept
    assert not [page for page in fresh if b"menit lalu" in page or b"jam lalu" in page or b"minutes ago" in page]
