"""A role or a mark that was taken away while its bearer was at work: the powers go with the next request."""

import pytest
from django.test import Client

from articles import deciding
from articles.models import Submission
from tests.factories import a_chief_editor, a_draft, a_live_article, a_moderator, a_writer, sent
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def test_who_moderates_no_more_is_refused_with_the_next_request_and_frees_what_was_held():
    moderator, other, submission = a_moderator(), a_moderator(), sent(a_draft())
    client = signed_in(moderator)
    client.post(f"/desk/{submission.pk}/claim/")
    open_tab = {"verb": "return", "seen": submission.revision_id, "reason": "other", "message": "Keluar."}

    moderator.groups.clear()
    answers = [client.get("/desk/"), client.get(f"/desk/{submission.pk}/")]
    answers += [client.post(f"/desk/{submission.pk}/decision/", open_tab), client.post(f"/desk/{submission.pk}/claim/")]
    deciding.claim(submission, by=other)

    assert [answer.status_code for answer in answers] == [404] * 4
    assert Submission.objects.get().claimed_by == other
    assert Submission.objects.get().state == "waiting"


def test_the_queue_shows_a_text_as_free_when_its_holder_moderates_no_more():
    leaving, staying, submission = a_moderator(pen_name="Sudah Pergi"), a_moderator(), sent(a_draft())
    deciding.claim(submission, by=leaving)
    client = signed_in(staying)
    before = client.get("/desk/").content.decode()

    leaving.groups.clear()
    after = client.get("/desk/").content.decode()
    review = client.get(f"/desk/{submission.pk}/").content.decode()

    assert ("Sudah Pergi" in before, "queue-free" in before) == (True, False)
    assert ("Sudah Pergi" in after, "queue-free" in after) == (False, True)
    assert "Sudah Pergi" not in review


def test_a_chief_editor_who_is_none_any_more_takes_nothing_down():
    article, chief = a_live_article(), a_chief_editor()
    client = signed_in(chief)
    page = f"/desk/articles/{article.code}/"
    before = client.get(page).status_code

    chief.groups.clear()
    after = [client.get(page), client.post(f"{page}take-down/", {"verb": "withdraw", "message": "Keliru."})]

    assert (before, [answer.status_code for answer in after]) == (200, [404, 404])
    assert Client().get(article.get_absolute_url()).status_code == 200


def test_staff_whose_account_is_closed_is_signed_out():
    boss = a_writer(is_superuser=True)
    client = signed_in(boss)
    before = client.get("/desk/").status_code

    boss.is_active = False
    boss.save()

    assert (before, client.get("/desk/").status_code) == (200, 302)
