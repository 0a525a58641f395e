"""What a writer is told of the front page: who chose, who took off, and of a time where there is one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import fronting, fronttelling, telling
from articles.models import FrontKind
from community.models import Notice
from community.sentences import sentences
from tests.factories import a_chief_editor, a_live_article
from tests.fronts import a_front_slot as put

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines, pytest.mark.screen]


@pytest.mark.parametrize(("named", "who"), [(True, "Kartika"), (False, "A chief editor")])
def test_who_chose_and_who_took_off_are_named_by_the_same_rule(named, who):
    chief = a_chief_editor(pen_name="Kartika", shown_as_editor=named)
    slot = put(a_live_article(title="Panen"), by=chief)
    fronttelling.tell_picks()
    fronting.take_off(slot, by=chief, seen=fronting.version(), why="Sudah lama.")
    telling.tell_steps()

    lines = [sentences(one).line for one in Notice.objects.filter(kind__endswith="picked").order_by("pk")]

    lines = [line.replace("\u2068", "").replace("\u2069", "") for line in lines]
    assert lines == [f"{who} chose “Panen” for the front page.", f"{who} took “Panen” off the front page."]


def test_a_notice_speaks_of_a_time_where_there_is_one():
    for until in (None, timezone.now() + timedelta(days=2)):
        put(kind=FrontKind.PICK, until=until)
    fronttelling.tell_picks()

    without, with_one = (sentences(one).closing for one in Notice.objects.filter(kind="picked").order_by("pk"))

    assert ("before its time" in without[-1], "before its time" in with_one[-1], len(with_one)) == (False, True, 2)
