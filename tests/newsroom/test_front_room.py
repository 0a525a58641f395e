"""The room of the front page: what it finds, what it says of what has left, and where a hand on the keyboard stays."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import fronting
from articles.models import FrontSlot
from tests.factories import a_chief_editor, a_live_article, later
from tests.fronts import a_front_slot as put
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.screen]
ROOM, DAY = "/desk/front/", timedelta(days=1)


@pytest.fixture
def client() -> Client:
    return signed_in(a_chief_editor(language="en"))


def found(client, words: str) -> list:
    return [one.article for one in client.get(ROOM, {"q": words}).context["found"]]


def take_off(slot) -> None:
    fronting.take_off(slot, by=a_chief_editor(), seen=fronting.version(), why="Sudah lama.")


def test_an_article_is_found_by_title_and_by_address_and_put_there(client):
    article = a_live_article(title="Perahu Nelayan Banda")
    a_live_article(title="Dermaga")

    for words in ("nelayan", f"{settings.ORIGIN}{article.get_absolute_url()}?x=1", f"/articles/{article.code}/"):
        assert found(client, words) == [article]
    assert found(client, f" testserver/articles/{article.code} ") == [article]
    page = reverse("desk:front-put", args=[article.code])
    seen = client.get(page).context["form"]["seen"].value()
    assert client.post(page, {"kind": "lead", "seen": seen})["Location"] == ROOM

    assert FrontSlot.objects.get().article == article


@pytest.mark.parametrize("host", ["lain.example", "localhost.lain.example", "testserver@lain.example"])
def test_an_address_of_another_site_is_not_ours(client, host):
    article = a_live_article()

    context = client.get(ROOM, {"q": f"https://{host}/articles/{article.code}/"}).context

    assert (context["found"], context["is_elsewhere"]) == ([], True)


def test_titles_come_before_texts_and_their_last_word_may_be_begun(client):
    titled = a_live_article(title="Layar Perahu Lama")
    text = a_live_article(title="Pasar", text="Sebuah perahu la " * 20 + "singgah di pasar. " * 5)

    assert found(client, "perahu la") == [titled, text]


def test_what_stands_there_or_is_planned_says_so_instead_of_being_offered(client):
    stands, planned, free = (a_live_article(title=f"Perahu {name}") for name in ("satu", "dua", "tiga"))
    put(stands), put(planned, since=timezone.now() + DAY)

    answer = client.get(ROOM, {"q": "perahu"}).content.decode()

    links = [reverse("desk:front-put", args=[article.code]) in answer for article in (stands, planned, free)]
    assert links == [False, False, True]
    assert answer.count("It stands on the front page.") == answer.count("Planned from") == 1


def test_what_left_is_listed_by_when_it_left_and_what_never_stood_there_is_not(client):
    first, second, plan = put(until=timezone.now() + 2 * DAY), put(), put(since=timezone.now() + DAY)
    take_off(plan)
    with later(days=1):
        take_off(second)
    third = put()
    take_off(third)

    def left() -> list:
        return [slot.pk for slot in client.get(ROOM).context["left"]]

    assert left() == [third.pk]
    with later(days=2, seconds=1):
        assert left() == [first.pk, second.pk, third.pk]
    with later(days=7, hours=1):
        assert left() == [first.pk, second.pk]


def test_a_reason_of_blanks_reopens_its_form_with_the_field_named_and_focused(client):
    slot = put(a_live_article(title="Panen"))

    answer = client.post(reverse("desk:front-off", args=[slot.pk]), {"seen": fronting.version(), "why": "  "})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["why"])
    form = answer.context["form"]
    assert (form["why"].label, form.fields["why"].widget.attrs["autofocus"]) == ("Why “Panen” goes", True)
    assert " autofocus" in answer.content.decode()


def test_after_a_move_the_address_names_the_button_and_a_line_says_where_it_is(client):
    slots = [put(a_live_article(title=name)) for name in ("Satu", "Dua", "Tiga")]
    line = re.compile('role="status">.*?</svg>(.*?)</p>')

    def move(slot, way: str) -> tuple[str, str]:
        page = reverse("desk:front-move", args=[slot.pk])
        answer = client.post(page, {"seen": fronting.version(), "way": way})
        (said,) = line.findall(client.get(answer["Location"]).content.decode())
        return answer["Location"].partition("#")[2], said

    one, two, three = (slot.pk for slot in slots)
    assert move(slots[2], "up") == (f"up-{three}", "“Tiga” is pick 2 of 3 now.")
    assert move(slots[2], "up") == (f"down-{three}", "“Tiga” is pick 1 of 3 now.")
    assert move(slots[0], "down") == (f"up-{one}", "“Satu” is pick 3 of 3 now.")
    assert f'id="up-{two}"' in client.get(ROOM).content.decode()
