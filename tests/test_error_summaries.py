"""Every form whose errors are summed up at its head: each line of that leads to its field, by an id of the page."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import a_draft, a_moderator, a_photo, a_writer, waiting_submission
from tests.rooms import signed_in
from tests.site import ROOT

pytestmark = pytest.mark.django_db
LONG = "x" * 3000
SUMMARY = re.compile(r'<div class="notice notice-error" role="alert">(.*?)</div></div>', re.DOTALL)


def leads_to(page) -> list[str]:
    """The ids that the summary's links name."""
    return re.findall(r'<a[^>]* href="#([^"]+)"', "".join(SUMMARY.findall(page.content.decode())))


def wrong(page) -> list[str]:
    """The ids of the fields that are marked as wrong, in their order."""
    controls = re.findall(r"<(?:input|textarea|select)\b[^>]*>", page.content.decode())
    return [re.search(r'\bid="([^"]+)"', one)[1] for one in controls if 'aria-invalid="true"' in one]


def ids(page) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', page.content.decode())


def the_settings():
    said = {"pen_name": "", "handle": "!", "tagline": LONG, "bio": LONG, "link_1": "http://x", "link_2": "ftp://x"}
    return signed_in(a_writer()).post("/settings/", said | {"language": "xx", "link_3": "javascript:1"})


def signing_up():
    return Client().post("/accounts/signup/", {"pen_name": "", "email": "nobody", "password1": "1"})


def signing_in():
    return Client().post("/accounts/login/", {"login": "nobody", "password": ""})


def a_new_password():
    said = {"oldpassword": "keliru", "password1": "1", "password2": "2"}
    return signed_in(a_writer()).post("/accounts/password/change/", said)


def a_forgotten_password():
    return Client().post("/accounts/password/reset/", {"email": "nobody"})


def an_address_more():
    return signed_in(a_writer()).post("/accounts/email/", {"action_add": "", "email": "nobody"})


def proving_it_is_you():
    return signed_in(a_writer()).post("/accounts/reauthenticate/", {"password": "keliru"})


def a_draft_with_photos():
    article = a_draft()
    photos = [a_photo(article=article), a_photo(article=article)]
    said = {"version": article.draft_version, "title": LONG, "dek": LONG, "place": LONG, "body": "(foto x)\n\n[x](x:y)"}
    said |= {"topic_main": LONG, "topics": LONG} | {f"{one.code}-source_url": "x y" for one in photos}
    return signed_in(article.author).post(f"/write/{article.code}/", said | {f"{photos[1].code}-caption": LONG})


def a_light_edit():
    submission = waiting_submission()
    said = {"seen": submission.revision_id, "title": "", "dek": "", "place": LONG, "body": "", "topic_main": ""}
    return signed_in(a_moderator()).post(f"/desk/{submission.pk}/edit/", said)


FORMS = [
    the_settings,
    signing_up,
    signing_in,
    a_new_password,
    a_forgotten_password,
    an_address_more,
    proving_it_is_you,
    a_draft_with_photos,
    a_light_edit,
]


@pytest.mark.parametrize("refused", FORMS, ids=lambda one: one.__name__)
def test_each_line_of_a_summary_leads_to_its_field(refused):
    cache.clear()

    page = refused()

    assert leads_to(page) == wrong(page) != []
    assert [one for one in leads_to(page) if ids(page).count(one) != 1] == []


def the_kinds_of_mail():
    return signed_in(a_writer()).post("/settings/mail/", {"wanted": ["no-such-kind"]})


def an_empty_draft_sent():
    article = a_draft(title="", dek="", text="", named=())
    said = {"version": article.draft_version, "verb": "submit"}
    return signed_in(article.author).post(f"/write/{article.code}/", said)


def approved_without_the_checklist():
    return decided("approve")


def declined_without_a_reason():
    return decided("decline")


def decided(verb: str):
    submission = waiting_submission()
    said = {"verb": verb, "seen": submission.revision_id}
    return signed_in(a_moderator()).post(f"/desk/{submission.pk}/decision/", said)


@pytest.mark.parametrize(
    "refused",
    [the_kinds_of_mail, an_empty_draft_sent, approved_without_the_checklist, declined_without_a_reason],
    ids=lambda one: one.__name__,
)
def test_where_other_refusals_lead_is_on_their_page(refused):
    page = refused()

    assert leads_to(page) != []
    assert [one for one in leads_to(page) if ids(page).count(one) != 1] == []


def test_every_template_that_sums_errors_up_is_tried_here():
    """A new one needs a line in FORMS."""
    using = [
        path.name for path in sorted((ROOT / "templates").rglob("*.html")) if "{% refused_fields" in path.read_text()
    ]

    assert using == ["form.html", "_draft_notices.html", "settings.html", "edit.html"]
