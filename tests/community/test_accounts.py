"""Signing up and in: three things asked, an address confirmed by a button, a reset that tells nobody anything."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from community.models import Badge, Handle, User
from tests.factories import a_chief_editor, a_moderator, a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
SIGN_UP = {"email": "rani@contoh.example", "password1": "angin-timur-41", "pen_name": "Rani Astuti"}


SECRET = "LEMBARTESTLEMBARTESTLEMBARTESTLE"
EVIDENCE = {"kind": "identity", "evidence_kind": "document", "evidence": "KTP dilihat"}


def sign_up(**fields):
    client = Client()
    return client, client.post("/accounts/signup/", SIGN_UP | fields)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/accounts/\S+)", message.body)[1]


def test_sign_up_asks_address_password_and_pen_name_and_nothing_more():
    form = Client().get("/accounts/signup/").context["form"]

    assert list(form.fields) == ["pen_name", "email", "password1"]


def test_a_new_person_has_a_handle_made_from_the_pen_name():
    sign_up()

    assert User.objects.get().handle == "rani_astuti" or User.objects.get().handle.startswith("rani")


def test_two_people_of_one_name_have_two_handles():
    sign_up()
    sign_up(email="rani2@contoh.example")

    assert Handle.objects.count() == len({handle.user_id for handle in Handle.objects.all()}) == 2


@pytest.mark.parametrize("page", ["confirm-email", "password/reset", "password/reset/done"])
def test_a_page_that_says_write_to_us_says_where_and_says_it_once(page, settings):
    settings.DEFAULT_FROM_EMAIL = "Lembar <redaksi@lembar.example>"
    client, _ = sign_up()

    shown = client.get(f"/accounts/{page}/").content.decode()

    assert 'href="mailto:redaksi@lembar.example">redaksi@lembar.example</a>' in shown
    assert re.sub("<[^>]+>", "", shown).count("redaksi@lembar.example") == 1


def test_opening_the_confirmation_link_changes_nothing_and_its_button_confirms():
    client, _ = sign_up()
    link = link_in(mail.outbox[0])
    person = User.objects.get()

    client.get(link)
    assert not person.has_confirmed_email()
    client.post(link)

    assert person.has_confirmed_email()


def test_whoever_confirms_where_they_signed_up_is_in_and_anybody_else_signs_in():
    client, _ = sign_up()
    link = link_in(mail.outbox[0])

    here = client.post(link)
    sign_up(email="rani2@contoh.example")
    elsewhere = Client().post(link_in(mail.outbox[1]))

    assert (here["Location"], client.get("/write/").status_code) == ("/write/", 200)
    assert elsewhere["Location"] == "/accounts/login/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"pen_name": "Redaksi Lembar"},
        {"pen_name": "Ra\u202eni"},
        {"pen_name": ""},
        {"email": "bukan alamat"},
        {"password1": "12345678"},
        {"password1": "pendek"},
    ],
)
def test_a_refused_sign_up_keeps_what_was_typed_and_makes_nobody(wrong):
    _client, answer = sign_up(**wrong)

    name, typed = next(iter(wrong.items()))
    assert not User.objects.exists()
    assert answer.context["form"].errors[name]
    assert name == "password1" or not typed or typed in answer.content.decode()


def test_signing_up_with_a_known_address_looks_the_same_and_tells_its_owner():
    known = a_writer()

    _client, answer = sign_up(email=known.email)

    assert (answer.status_code, answer.url) == (302, reverse("account_email_verification_sent"))
    assert User.objects.count() == 1
    assert mail.outbox[0].to == [known.email]


def test_a_reset_looks_the_same_for_an_address_that_is_known_and_one_that_is_not():
    known = a_writer()

    answers = [Client().post("/accounts/password/reset/", {"email": email}) for email in (known.email, "x@y.example")]

    assert len({(answer.status_code, answer.url) for answer in answers}) == 1


def test_a_wrong_sign_in_tells_not_whether_the_address_exists():
    known = a_writer()

    pages = [
        Client().post("/accounts/login/", {"login": email, "password": "salah-sama-sekali"})
        for email in (known.email, "x@y.example")
    ]

    told = [str(page.context["form"].errors) for page in pages]
    assert told[0] == told[1] != ""


def test_a_code_counts_once_and_an_older_one_never():
    """RFC 6238, 5.2. At the very end of its thirty seconds a code is typed in vain, and the next one counts."""
    person, clients = a_moderator(), [Client(), Client(), Client()]
    TOTP.activate(person, SECRET)
    for client in clients:
        client.post("/accounts/login/?next=/desk/", {"login": person.email, "password": "sandi-panjang-1"})
    time.sleep(31 - time.time() % 30 if time.time() % 30 > 27 else 0)
    steps = [int(time.time()) // 30 - back for back in (1, 0, 0)]

    answers = [
        client.post("/accounts/2fa/authenticate/?next=/desk/", {"code": format_hotp_value(hotp_value(SECRET, step))})
        for client, step in zip(clients, steps, strict=True)
    ]

    assert [answer.headers.get("Location") for answer in answers] == [None, "/desk/", None]


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(wanted):
    person = a_writer()

    answer = Client().post(
        f"/accounts/login/?next={wanted}", {"login": person.email, "password": "sandi-panjang-1", "next": wanted}
    )

    assert answer.url == reverse("writing:dashboard")


def test_settings_change_the_pen_name_and_the_handle_and_the_old_one_stays_ours():
    person = a_writer()
    old = person.handle
    fields = {"pen_name": "Rani Baru", "handle": "Rani.Baru", "tagline": "Penulis", "bio": "", "language": "en"}

    answer = signed_in(person).post(reverse("community:settings"), fields)

    changed = User.objects.get()
    assert (answer.status_code, changed.pen_name, changed.handle) == (302, "Rani Baru", "rani.baru")
    assert Handle.objects.get(name=old).user == person


def test_a_handle_that_is_or_was_anothers_is_refused_and_nothing_else_is_kept():
    person, other = a_writer(), a_writer()
    was = other.handle
    Handle.objects.change(other, "lain_lagi")

    for taken in (was, "lain_lagi"):
        fields = {"pen_name": "Nama Lain", "handle": taken, "tagline": "", "bio": "", "language": ""}
        answer = signed_in(person).post(reverse("community:settings"), fields)
        assert answer.status_code == 422
        assert taken in answer.content.decode()

    assert User.objects.get(pk=person.pk).pen_name == person.pen_name


def test_only_whoever_moderates_may_be_named_as_editor_and_say_so():
    fields = {"pen_name": "Nama Editor", "handle": "nama_lain", "tagline": "", "bio": "", "language": ""}

    writer = signed_in(a_writer()).post(reverse("community:settings"), fields | {"shown_as_editor": "on"})
    moderator = signed_in(a_moderator()).post(reverse("community:settings"), fields | {"shown_as_editor": "on"})

    assert (writer.status_code, moderator.status_code) == (422, 302)
    assert User.objects.get(shown_as_editor=True).pen_name == "Nama Editor"


def test_marks_are_granted_and_taken_back_in_the_admin_with_evidence_and_reason():
    boss, writer = a_writer(is_superuser=True), a_writer()
    client = signed_in(boss)

    client.post(
        "/admin/community/badge/add/",
        EVIDENCE | {"user": writer.pk},
    )
    badge = Badge.objects.get()
    assert (badge.granted_by, User.objects.get(pk=writer.pk).marks) == (boss, [badge])
    client.post(f"/admin/community/badge/{badge.pk}/change/", {"revoked_reason": "Bukan dia."})

    badge.refresh_from_db()
    assert (badge.revoked_by, User.objects.get(pk=writer.pk).marks) == (boss, [])


def test_nobody_marks_themselves_not_even_in_the_admin():
    boss = a_writer(is_superuser=True)

    answer = signed_in(boss).post("/admin/community/badge/add/", {"user": boss.pk, "kind": "staff", "evidence": "aku"})

    assert (answer.status_code, Badge.objects.count()) == (200, 0)


def test_roles_and_their_permissions_come_from_a_migration():
    assert a_moderator().get_all_permissions() == {"articles.moderate"}
    assert a_chief_editor().get_all_permissions() == {"articles.moderate", "articles.lead"}


def test_an_administrator_made_on_the_machine_can_sign_in_at_once():
    boss = User.objects.create_superuser("bos@contoh.example", "sandi-panjang-1", pen_name="Bos Situs")

    answer = Client().post("/accounts/login/", {"login": boss.email, "password": "sandi-panjang-1"})

    assert (answer.status_code, answer.url) == (302, reverse("writing:dashboard"))


def test_nobody_else_takes_the_name_of_somebody_at_the_desk():
    a_moderator(pen_name="Dewi Anggraini")

    _client, answer = sign_up(pen_name="DEWI  Anggraíni")

    assert answer.context["form"].errors["pen_name"]
    assert not User.objects.filter(email=SIGN_UP["email"]).exists()


def test_a_second_mark_of_a_kind_is_refused_in_words_and_a_lapsed_one_makes_room():
    boss, writer = a_writer(is_superuser=True), a_writer()
    client, mark = (
        signed_in(boss),
        EVIDENCE | {"user": writer.pk},
    )
    client.post("/admin/community/badge/add/", mark)

    refused = client.post("/admin/community/badge/add/", mark)
    Badge.objects.update(until="2020-01-01T00:00Z")
    granted = client.post("/admin/community/badge/add/", mark)

    assert (refused.status_code, granted.status_code, Badge.objects.count()) == (200, 302, 2)
    assert len(User.objects.get(pk=writer.pk).marks) == 1


def test_the_mail_that_confirms_is_sent_again_once_in_three_minutes_and_its_link_works():
    client, _ = sign_up()
    button = re.search(r'action="(/confirm-again/)"', client.get("/accounts/confirm-email/").content.decode())[1]

    client.post(button)
    assert len(mail.outbox) == 1
    cache.clear()  # as after three minutes
    answer = client.post(button, follow=True)
    client.post(link_in(mail.outbox[1]))

    assert answer.redirect_chain == [(reverse("account_email_verification_sent"), 302)]
    assert User.objects.get().has_confirmed_email()


def test_sending_again_says_nothing_of_who_has_an_account():
    known = a_writer()
    newcomer, _ = sign_up()
    stranger, _ = sign_up(email=known.email)
    nobody = Client()

    told = {
        client.post("/confirm-again/", follow=True).content.partition(b"<h1>")[2].partition(b"csrf")[0]
        for client in (newcomer, stranger, nobody)
    }

    assert len(told) == 1
