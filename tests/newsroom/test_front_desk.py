"""The editors' front page: what they put there, when it comes and goes, and what its writers are told of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import fronting, fronttelling, publishing, telling
from articles.frontlimits import MOST
from articles.lifecycle import StepRefused
from articles.models import Article, FrontKind, FrontSlot, Standing, Transition, Verb
from community import pieces
from community.models import Notice, Suspension
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, a_moderator, a_writer, later
from tests.fronts import a_front_slot as put
from tests.rooms import articles_of, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LEAD, PICK = FrontKind.LEAD, FrontKind.PICK
DAY = timedelta(days=1)


def shown() -> dict:
    pieces._drawn_whole.cache_clear()  # else the second of two equal pages has no context
    found = Client().get("/").context["front"]
    lead = next(iter(articles_of([found.lead] if found.lead else [])), None)
    return {"lead": lead, "picks": articles_of(found.picks), "rows": articles_of(found.rows), "until": found.until}


def tick() -> None:
    telling.tell_steps()
    fronttelling.tell_picks()


def told(person) -> list[tuple]:
    tick()
    kinds = ("picked", "unpicked")
    return [(one.kind, one.mail) for one in Notice.objects.filter(of=person, kind__in=kinds).order_by("pk")]


def test_what_editors_chose_leads_and_nothing_stands_there_twice():
    first, second, newest = a_live_article(), a_live_article(), a_live_article()
    assert shown()["lead"] == newest

    put(first, kind=LEAD)
    put(second)

    assert (shown()["lead"], shown()["picks"], shown()["rows"]) == (first, [second], [newest])


@pytest.mark.screen
def test_picks_alone_leave_no_page_without_a_lead():
    first, second = put(), put()

    assert (shown()["lead"], shown()["picks"], shown()["rows"]) == (first.article, [second.article], [])


def test_a_slot_comes_and_goes_at_its_time_and_the_page_ends_no_later():
    newest, now = a_live_article(), timezone.now()
    slot = put(kind=LEAD, since=now + DAY, until=now + 2 * DAY)
    a_live_article()

    assert (shown()["lead"] == slot.article, shown()["until"]) == (False, slot.since)
    with later(days=1, seconds=1):
        assert (shown()["lead"], shown()["until"]) == (slot.article, slot.until)
    with later(days=2, seconds=1):
        assert (shown()["lead"] == slot.article, shown()["until"]) == (False, None)
    assert newest.pk


@pytest.mark.parametrize("how", ["withdraw", "remove"])
def test_what_is_taken_down_leaves_at_once_and_for_good(how):
    slot, chief = put(), a_chief_editor()
    planned = put(since=timezone.now() + DAY)

    for article in (slot.article, planned.article):
        said = {"message": "Keliru."} | ({"reference": "1"} if how == "remove" else {})
        getattr(publishing, how)(article, by=chief, **said)

    assert (shown()["picks"], FrontSlot.objects.not_over(timezone.now()).count()) == ([], 0)
    if how == "withdraw":
        publishing.restore(slot.article, by=chief, message="Benar.")
        assert shown()["picks"] == []


def test_the_row_of_the_article_is_asked_whatever_the_slot_says():
    slot, newest = put(), a_live_article()

    Article.objects.filter(pk=slot.article_id).update(standing=Standing.WITHDRAWN)

    assert (shown()["lead"], shown()["picks"]) == (newest, [])


def test_a_suspended_writer_is_not_shown_there_nor_told_so_until_the_suspension_ends():
    slot, now = put(), timezone.now()
    a_live_article()
    Suspension.objects.create(
        user=slot.article.author, by=a_moderator(), reason="Iklan.", since=now + DAY, until=now + 2 * DAY
    )

    assert (shown()["picks"], shown()["until"]) == ([slot.article], now + DAY)
    with later(days=1, seconds=1):
        assert (shown()["picks"], shown()["until"]) == ([], now + 2 * DAY)
        assert told(slot.article.author) == []
    with later(days=2, seconds=1):
        assert shown()["picks"] == [slot.article]
        assert told(slot.article.author) == [("picked", "due")]


@pytest.mark.screen
def test_nobody_puts_moves_ends_or_takes_off_their_own():
    chief = a_chief_editor()
    own, others = a_live_article(by=chief), put()
    slot = put(own)

    steps = [
        lambda seen: put(a_live_article(by=chief), by=chief),
        lambda seen: fronting.take_off(slot, by=chief, seen=seen, why="Sudah lama."),
        lambda seen: fronting.retime(slot, by=chief, seen=seen, until=timezone.now() + 2 * DAY),
        lambda seen: fronting.move(slot, by=chief, seen=seen, up=True),
        lambda seen: fronting.move(others, by=chief, seen=seen, up=False),
        lambda seen: fronting.replace(others, own, by=chief, seen=seen, why="Lebih baik."),
        lambda seen: fronting.replace(slot, a_live_article(), by=chief, seen=seen, why="Lebih baik."),
    ]

    for step in steps:
        with pytest.raises(StepRefused):
            step(fronting.version())
    assert shown()["picks"] == [others.article, own]


@pytest.mark.screen
def test_whoever_changes_an_older_page_is_told_who_changed_it():
    seen, first = fronting.version(), a_chief_editor(pen_name="Kartika")
    put(by=first)

    with pytest.raises(StepRefused, match="Kartika changed the front page"):
        fronting.put(a_live_article(), by=a_chief_editor(), seen=seen, kind=LEAD, since=None, until=None)

    assert FrontSlot.objects.count() == 1


def test_no_two_leads_and_no_more_picks_than_there_is_room_for_at_any_moment():
    now = timezone.now()
    put(kind=LEAD, since=now + DAY, until=now + 2 * DAY)
    for _time in range(MOST[PICK]):
        put(until=now + DAY)

    with pytest.raises(StepRefused, match="leads from"):
        put(kind=LEAD)
    with pytest.raises(StepRefused, match="leads from"):
        put(kind=LEAD, since=now + 1.5 * DAY, until=now + 3 * DAY)
    with pytest.raises(StepRefused, match="6 picks"):
        put(since=now + DAY / 2)
    put(kind=LEAD, until=now + DAY)
    put(kind=LEAD, since=now + 2 * DAY)
    put(since=now + DAY)
    assert FrontSlot.objects.count() == 3 + MOST[PICK] + 1


@pytest.mark.screen
@pytest.mark.parametrize(("since", "until"), [(-DAY, None), (None, -DAY), (2 * DAY, DAY), (DAY, DAY)])
def test_times_that_cannot_be_are_refused_in_words(since, until):
    now = timezone.now()

    with pytest.raises(StepRefused):
        put(since=since and now + since, until=until and now + until)

    assert (FrontSlot.objects.count(), Transition.objects.filter(verb=Verb.PICK).count()) == (0, 0)


def test_an_article_stands_there_once_at_a_time():
    article = a_live_article()
    put(article)

    with pytest.raises(StepRefused, match="already"):
        put(article, kind=LEAD)


@pytest.mark.screen
def test_picks_are_moved_among_those_that_stand_there():
    one, two, planned, three = put(), put(), put(since=timezone.now() + DAY), put()
    chief = a_chief_editor()

    fronting.move(three, by=chief, seen=fronting.version(), up=True)
    assert shown()["picks"] == [one.article, three.article, two.article]
    fronting.move(one, by=chief, seen=fronting.version(), up=True)
    fronting.move(planned, by=chief, seen=fronting.version(), up=True)
    assert shown()["picks"] == [one.article, three.article, two.article]
    fronting.move(one, by=chief, seen=fronting.version(), up=False)
    assert shown()["picks"] == [three.article, one.article, two.article]


def test_the_writer_is_told_once_of_a_pick_and_of_a_rotation_by_time_nothing():
    slot = put(until=timezone.now() + DAY)

    assert told(slot.article.author) == told(slot.article.author) == [("picked", "due")]
    with later(days=2):
        assert told(slot.article.author) == [("picked", "due")]


def test_what_is_planned_is_told_when_it_begins():
    slot = put(since=timezone.now() + DAY)

    assert told(slot.article.author) == []
    with later(days=1, seconds=1):
        assert told(slot.article.author) == [("picked", "due")]


@pytest.mark.screen
def test_taken_off_before_its_time_the_log_says_who_and_why_and_the_writer_reads_it():
    slot, chief = put(), a_chief_editor()
    tick()

    with pytest.raises(StepRefused):
        fronting.take_off(slot, by=chief, seen=fronting.version(), why="")
    fronting.take_off(slot, by=chief, seen=fronting.version(), why="Angka di dalamnya sedang diperiksa.")

    assert told(slot.article.author) == [("picked", "due"), ("unpicked", "due")]
    notice = Notice.objects.get(kind="unpicked")
    assert notice.told["message"] == "Angka di dalamnya sedang diperiksa."
    log = signed_in(a_moderator()).get("/desk/log/").content.decode()
    assert ("Angka di dalamnya sedang diperiksa." in log, chief.pen_name in log) == (True, True)
    assert shown()["picks"] == []


@pytest.mark.screen
def test_what_is_replaced_is_told_and_what_comes_takes_its_place_and_time():
    before, beside = put(), put()
    article, until = a_live_article(), timezone.now() + DAY

    fronting.replace(before, article, by=a_chief_editor(), seen=fronting.version(), why="Kabar baru.", until=until)

    assert (shown()["picks"], shown()["until"]) == ([article, beside.article], until)
    assert (told(before.article.author)[-1], told(article.author)) == (("unpicked", "due"), [("picked", "due")])


def test_a_plan_is_replaced_from_its_own_beginning():
    now, article, chief = timezone.now(), a_live_article(), a_chief_editor()
    plan = put(since=now + DAY)

    with pytest.raises(StepRefused, match="a day or more"):
        fronting.replace(plan, article, by=chief, seen=fronting.version(), why="Salah pilih.", until=now + DAY / 2)
    new = fronting.replace(plan, article, by=chief, seen=fronting.version(), why="Salah pilih.", until=now + 2 * DAY)

    assert (new.since, new.until, told(plan.article.author)) == (plan.since, now + 2 * DAY, [])


def test_a_plan_that_is_dropped_was_never_told():
    slot = put(since=timezone.now() + DAY)

    fronting.take_off(slot, by=a_chief_editor(), seen=fronting.version(), why="Berubah rencana.")

    assert told(slot.article.author) == []
    with later(days=2):
        assert told(slot.article.author) == []


@pytest.mark.screen
def test_every_change_is_seen_on_a_page_that_was_kept():
    node, chief, one, two = Node(), a_chief_editor(), a_live_article(), a_live_article()
    third = a_live_article()
    steps = [
        lambda: put(one),
        lambda: put(two),
        lambda: fronting.move(slot_of(one), by=chief, seen=fronting.version(), up=False),
        lambda: fronting.retime(slot_of(one), by=chief, seen=fronting.version(), until=timezone.now() + 2 * DAY),
        lambda: fronting.replace(slot_of(two), third, by=chief, seen=fronting.version(), why="Kabar baru."),
        lambda: fronting.take_off(slot_of(one), by=chief, seen=fronting.version(), why="Lama."),
    ]

    for step in steps:
        node.ask("/")
        assert node.ask("/").headers["Cache-Status"] == "lembar; hit"
        step()
        assert node.ask("/").headers["Cache-Status"] != "lembar; hit"


def test_a_kept_page_ends_with_the_first_time_on_it():
    node = Node()
    put(until=timezone.now() + DAY)
    put(since=timezone.now() + timedelta(seconds=40))

    node.ask("/")

    page = node.cache.shelf.pages["/", ""]
    assert page.ends - page.drawn == pytest.approx(40, abs=2)


def slot_of(article) -> FrontSlot:
    return FrontSlot.objects.kept().get(article=article)


def test_the_front_page_takes_eight_queries_whatever_stands_there(django_assert_max_num_queries):
    for _article in range(3):
        put()
    put(kind=LEAD, until=timezone.now() + DAY)
    a_live_article(cover=True)

    with django_assert_max_num_queries(8):
        Client().get("/")


def test_two_editors_at_once_the_second_is_told_and_may_press_again():
    one, two = signed_in(a_chief_editor(pen_name="Kartika")), signed_in(a_chief_editor())
    pages = [reverse("desk:front-put", args=[a_live_article().code]) for _article in range(2)]
    seen = two.get(pages[1]).context["form"]["seen"].value()
    one.post(pages[0], {"kind": "pick", "seen": seen})

    answer = two.post(pages[1], {"kind": "pick", "seen": seen})
    again = two.post(pages[1], {"kind": "pick", "seen": answer.context["form"]["seen"].value()})

    assert (answer.status_code, "Kartika" in answer.content.decode(), again.status_code) == (409, True, 302)


@pytest.mark.screen
def test_the_rooms_buttons_move_end_take_off_and_replace():
    first, second, chief = put(), put(), a_chief_editor()
    client, other = signed_in(chief), a_live_article()

    def press(name, slot, *more, **said):
        path = reverse(f"desk:front-{name}", args=[slot.pk, *more])
        return client.post(path, {"seen": fronting.version()} | said).status_code

    assert press("move", second, way="up") == 302
    assert shown()["picks"] == [second.article, first.article]
    assert press("times", first, until="x") == press("off", first, why=" ") == press("move", first, seen="x") == 422
    assert press("times", first, until="2020-01-01T10:00") == press("off", first, why="Lama.", seen=0) == 409
    assert press("off", first, why="Lama.") == 302
    assert press("off", first, why="Lama.") == 404
    assert press("replace", second, other.code, why="") == 422
    assert press("replace", second, other.code, why="Kabar baru.") == 302
    assert shown()["picks"] == [other]


@pytest.mark.screen
def test_the_room_says_what_stands_is_planned_and_has_left(django_assert_max_num_queries):
    chief = a_chief_editor()
    client, stands, gone = signed_in(chief), put(kind=LEAD), put()
    put(a_live_article(by=chief))
    planned = put(since=timezone.now() + DAY)
    over = put(until=timezone.now() + DAY)
    fronting.take_off(gone, by=chief, seen=fronting.version(), why="Sudah lama.")

    with later(days=1, seconds=1), django_assert_max_num_queries(16):
        context = client.get("/desk/front/").context

    assert ([slot.pk for slot in context["leads"]], [slot.pk for slot in context["left"]]) == (
        [stands.pk],
        [over.pk, gone.pk],
    )
    assert planned.pk in [slot.pk for slot in context["picks"]]
    assert signed_in(a_writer()).get("/desk/front/").status_code == 404
