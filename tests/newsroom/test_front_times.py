"""The times of the front page: how long each stands there at least, an end that is changed, a plan that is moved, and
what an editor is told who wants more than there is room for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import fronting
from articles.frontlimits import MOST
from articles.lifecycle import StepRefused
from articles.models import FrontKind, Transition
from community.models import Notice
from community.wording import in_full
from tests.factories import a_chief_editor, a_live_article, fresh, later
from tests.fronts import a_front_slot as put
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.screen]
LEAD, PICK = FrontKind.LEAD, FrontKind.PICK
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def retime(slot, *, until=None, since=None, by=None):
    return fronting.retime(slot, by=by or a_chief_editor(), seen=fronting.version(), until=until, since=since)


def refusal(step) -> str:
    with pytest.raises(StepRefused) as refused:
        step()
    return str(refused.value.sentence)


def test_each_stands_there_for_a_day_whichever_step_gives_its_end():
    now, slot, plan = timezone.now(), put(), put(since=timezone.now() + DAY)
    told = {"by": a_chief_editor(), "seen": fronting.version(), "why": "Kabar baru."}

    for short in (
        lambda: put(kind=LEAD, until=now + 19 * HOUR),
        lambda: put(since=now + DAY, until=now + 43 * HOUR),
        lambda: retime(slot, until=now + 19 * HOUR),
        lambda: retime(plan, since=plan.since, until=now + 43 * HOUR),
        lambda: fronting.replace(slot, a_live_article(), until=now + 19 * HOUR, **told),
        lambda: fronting.replace(plan, a_live_article(), until=now + 43 * HOUR, **told),
    ):
        assert "a day or more" in refusal(short)
    assert (fresh(slot).until, fresh(plan).until, fronting.version()) == (None, None, 2)


def test_a_day_is_counted_in_the_minutes_that_editors_type():
    now = timezone.now()

    assert put(kind=LEAD, until=now + DAY - MINUTE / 2).until


def test_an_end_is_changed_later_freely_and_sooner_down_to_a_day_after_it_began():
    slot = put(until=timezone.now() + 3 * DAY)

    for until in (slot.since + 9 * DAY, None, slot.since + 2 * DAY, slot.since + DAY):
        assert retime(slot, until=until).until == fresh(slot).until == until
    with pytest.raises(StepRefused):
        retime(slot, until=slot.since + DAY - HOUR)

    assert Transition.objects.filter(article=slot.article, verb="unpick").count() == 0


def test_an_end_that_is_changed_lies_ahead():
    slot = put()

    with later(days=3):
        assert refusal(lambda: retime(slot, until=slot.since + 2 * DAY)) == "The end lies in the past."


def test_an_end_is_not_changed_into_the_time_of_another():
    now = timezone.now()
    slot = put(kind=LEAD, until=now + 2 * DAY)
    put(a_live_article(title="Sawah"), kind=LEAD, since=now + 3 * DAY, until=now + 4 * DAY)

    for until in (None, now + 3.5 * DAY):
        said = refusal(lambda until=until: retime(slot, until=until))
        assert said.endswith(f"An end at {in_full(now + 3 * DAY)} or before would fit. Choose another time.")
    assert retime(slot, until=now + 3 * DAY).until == now + 3 * DAY


def test_a_plan_is_moved_without_a_reason_and_nobody_is_told():
    now = timezone.now()
    plan = put(since=now + DAY, until=now + 2 * DAY)

    retime(plan, since=now + 2 * DAY, until=now + 4 * DAY)
    assert (fresh(plan).since, fresh(plan).until) == (now + 2 * DAY, now + 4 * DAY)
    retime(plan, until=None)

    assert (fresh(plan).since <= timezone.now(), fresh(plan).until, Notice.objects.count()) == (True, None, 0)


def test_what_has_begun_keeps_its_beginning():
    slot = put()

    assert "only its end" in refusal(lambda: retime(slot, since=timezone.now() + DAY))


def test_who_wants_a_second_lead_is_offered_what_is_possible():
    now, writer = timezone.now(), a_chief_editor()
    lead = put(a_live_article(by=writer, title="Panen"), kind=LEAD)

    def said(since=None, until=None, by=None) -> str:
        return refusal(lambda: put(kind=LEAD, since=since, until=until, by=by)).removeprefix(begins)

    begins = f"“Panen” leads from {in_full(lead.since)}, without an end. "
    assert said() == said(since=now + 2 * HOUR) == "Replace it, or choose another time."
    assert said(since=now + 2 * DAY) == "Let it end by then, replace it, or choose another time."
    assert said(by=writer) == "Choose another time."
    retime(lead, until=now + 2 * DAY)
    begins = f"“Panen” leads from {in_full(lead.since)} until {in_full(now + 2 * DAY)}. "
    assert said(since=now + DAY + HOUR) == "Let it end by then, replace it, or choose another time."


def test_who_is_in_the_way_of_a_planned_lead_is_told_which_end_would_fit():
    now = timezone.now()
    put(kind=LEAD, since=now + 2 * DAY)

    said = refusal(lambda: put(kind=LEAD))
    assert said.endswith(
        f"An end at {in_full(now + 2 * DAY)} or before would fit. Replace it, change its times, or choose another time."
    )
    assert "would fit" not in refusal(lambda: put(kind=LEAD, since=now + 1.5 * DAY))


def test_a_row_that_a_plan_fills_says_from_when_by_which_and_which_end_would_fit():
    now = timezone.now()
    for _time in range(MOST[PICK] - 1):
        put()
    put(a_live_article(title="Sawah"), since=now + 2 * DAY)

    said = refusal(put)

    when = in_full(now + 2 * DAY)
    assert said == (
        f"6 picks stand there from {when} on, when “Sawah” begins. An end at {when} or before would fit. "
        "Replace one, or choose another time."
    )
    assert put(until=now + 2 * DAY).pk


def test_a_full_row_says_when_the_first_of_it_goes():
    now = timezone.now()
    for days in range(MOST[PICK]):
        put(until=now + (2 + days) * DAY)

    assert f"The first of them goes at {in_full(now + 2 * DAY)}." in refusal(put)


def test_the_page_of_the_times_shows_them_and_keeps_what_was_refused():
    slot, client = put(until=timezone.now() + 3 * DAY), signed_in(a_chief_editor())
    plan, page = put(since=timezone.now() + DAY), reverse("desk:front-times", args=[slot.pk])

    form, shown = client.get(page).context["form"], timezone.localtime(slot.until).replace(tzinfo=None, microsecond=0)
    assert (list(form.fields), form["until"].value()) == (["seen", "until"], shown)
    assert list(client.get(reverse("desk:front-times", args=[plan.pk])).context["form"].fields)[1:] == [
        "since",
        "until",
    ]
    refused = client.post(page, {"seen": fronting.version(), "until": "2020-01-01T10:00"})
    assert (refused.status_code, refused.context["form"]["until"].value()) == (409, "2020-01-01T10:00")
    assert client.post(page, {"seen": fronting.version(), "until": ""})["Location"] == "/desk/front/"
    assert fresh(slot).until is None


def test_a_plan_that_began_while_its_times_were_typed_is_not_moved():
    plan, client = put(since=timezone.now() + HOUR), signed_in(a_chief_editor())
    typed = {"seen": fronting.version(), "since": "2099-01-01T10:00", "until": ""}

    with later(hours=2):
        answer = client.post(reverse("desk:front-times", args=[plan.pk]), typed)

    assert (answer.status_code, fresh(plan).since) == (409, plan.since)
