"""What docs/security.md promises of people: secrets at rest, sessions, passwords."""

import base64
import json
import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.core import mail
from django.test import Client
from django.urls import reverse

from community import sealing
from community.models import User
from community.sealing import BrokenSeal
from tests.factories import a_draft, a_moderator, a_writer, fresh, later, waiting_submission
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
SECRET = "LEMBARTESTLEMBARTESTLEMBARTESTLE"
PASSWORD = "sandi-panjang-1"
NEW = "angin-timur-41"


def enter(person: User, password: str = PASSWORD, client: Client | None = None) -> Client:
    """Through the form, as people do."""
    client = client or Client()
    client.post(reverse("account_login"), {"login": person.email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/write/").status_code == 200


def sign_up(password: str, **fields):
    said = {"email": "rani@contoh.example", "pen_name": "Rani Astuti"} | fields
    return Client().post(reverse("account_signup"), said | {"password1": password})


# Secrets at rest


def test_the_secrets_of_a_second_factor_lie_sealed_and_still_let_in():
    person = a_writer()
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    client = enter(person)

    stored = json.dumps([one.data for one in Authenticator.objects.all()])
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert SECRET not in stored
    assert stored.count("sealed:") == 2
    assert is_in(client)


def test_a_secret_from_before_there_were_seals_still_counts():
    person = a_writer()
    Authenticator.objects.create(user=person, type="totp", data={"secret": SECRET})
    time.sleep(31 - time.time() % 30 if time.time() % 30 > 27 else 0)
    client = enter(person)

    client.post("/accounts/2fa/authenticate/", {"code": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))})

    assert is_in(client)


def test_what_was_sealed_with_the_key_before_opens_and_nothing_else_does(settings):
    person = a_writer()
    totp, before = TOTP.activate(person, SECRET), settings.SECRET_KEY

    stored = totp.instance.data["secret"]

    other = stored[:20] + ("B" if stored[20] == "A" else "A") + stored[21:]
    for broken in (stored[:-4] + "AAA=", other, "sealed:", "sealed:x", "sealed:x:y", stored.replace(":", ":ff", 1)):
        totp.instance.data["secret"] = broken
        with pytest.raises(BrokenSeal):
            totp.validate_code("123456")
    totp.instance.data["secret"] = stored
    settings.SECRET_KEY = "another" * 9
    with pytest.raises(BrokenSeal):
        totp.validate_code("123456")
    settings.SECRET_KEY_FALLBACKS = [before]

    assert totp.validate_code("12345x") is False


def test_seals_of_before_open_and_are_made_anew_with_the_key_of_now(settings):
    """Of the first way to seal, of the key before, and from before there were any."""
    old, older, naked, lost = (TOTP.activate(a_writer(), SECRET).instance for _ in range(4))
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 9
    settings.SECRET_KEY_FALLBACKS = [key]
    keep(old, "sealed:" + sealing._fernet(key).encrypt(SECRET.encode()).decode())
    keep(naked, SECRET)
    keep(lost, "sealed:" + sealing._fernet("nobody has it").encrypt(SECRET.encode()).decode())
    before = [opened(one) for one in (old, older, naked)]

    left = sealing.seal_anew()

    settings.SECRET_KEY_FALLBACKS = []
    assert before == [opened(one) for one in (old, older, naked)] == [SECRET] * 3
    assert left == 1
    assert fresh(lost).data == lost.data
    assert fresh(naked).data["secret"] != SECRET


def test_a_seal_is_aes_256_gcm_of_a_key_of_its_own_and_never_twice_the_same(settings):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"community.sealing aes-256-gcm")
    cipher = AESGCM(derived.derive(settings.SECRET_KEY.encode()))

    one, other = sealing.seal(SECRET), sealing.seal(SECRET)

    data = base64.urlsafe_b64decode(one.split(":")[2])
    assert cipher.decrypt(data[:12], data[12:], b"community.sealing") == SECRET.encode()
    assert one != other


def test_seals_that_are_of_the_key_of_now_are_left_alone(django_assert_num_queries):
    one = TOTP.activate(a_writer(), SECRET).instance
    RecoveryCodes.activate(one.user)

    with django_assert_num_queries(1):
        left = sealing.seal_anew()

    assert left == 0
    assert fresh(one).data == one.data


def test_a_used_recovery_code_stays_used_when_it_is_sealed_anew(settings):
    person = a_writer()
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person)
    used, unused = codes.get_unused_codes()[:2]
    codes.validate_code(used)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another" * 9, [settings.SECRET_KEY]

    sealing.seal_anew()

    settings.SECRET_KEY_FALLBACKS = []
    kept = RecoveryCodes(Authenticator.objects.get(type="recovery_codes"))
    assert (kept.validate_code(used), kept.validate_code(unused)) == (False, True)


def keep(one: Authenticator, secret: str) -> None:
    one.data["secret"] = secret
    one.save()


def opened(one: Authenticator) -> str:
    return sealing.opened(fresh(one).data["secret"])


def test_a_recovery_code_counts_once():
    person = a_writer()
    TOTP.activate(person, SECRET)
    code, *_others = RecoveryCodes.activate(person).get_unused_codes()
    clients = [enter(person), enter(person)]

    for client in clients:
        client.post("/accounts/2fa/authenticate/", {"code": code})

    assert [is_in(client) for client in clients] == [True, False]


def test_a_reset_counts_once_and_goes_round_no_second_factor():
    person = a_writer()
    TOTP.activate(person, SECRET)
    code, *_others = RecoveryCodes.activate(person).get_unused_codes()
    Client().post(reverse("account_reset_password"), {"email": person.email})
    link = urlsplit(re.search(r"https?://\S+", mail.outbox[0].body)[0]).path

    client = Client()
    form = client.get(link).url
    answer = client.post(form, {"password1": NEW, "password2": NEW})
    before = is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert (answer.url, before, is_in(client)) == ("/accounts/2fa/authenticate/", False, True)
    assert Client().get(link).status_code == 200  # that the link is spent, and no form


# Sessions


def test_a_changed_password_ends_every_other_session():
    person = a_writer()
    here, elsewhere = enter(person), enter(person)

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (is_in(here), is_in(elsewhere), is_in(enter(person)), is_in(enter(person, NEW))) == (
        True,
        False,
        False,
        True,
    )


def test_a_password_is_changed_by_who_knows_the_one_of_now():
    person = a_writer()

    enter(person).post(reverse("account_change_password"), {"oldpassword": "x", "password1": NEW, "password2": NEW})

    assert is_in(enter(person))


def test_signing_in_gives_a_session_of_its_own_and_takes_none_that_was_planted():
    client = Client()
    client.get("/accounts/login/")
    client.cookies["session"] = planted = "a" * 32

    enter(a_writer(), client=client)

    assert client.cookies["session"].value != planted
    assert len(client.cookies["session"].value) == 32


def test_signing_out_ends_the_session_on_the_server_too():
    client = enter(a_writer())
    kept = client.cookies["session"].value

    client.post(reverse("account_logout"))

    thief = Client()
    thief.cookies["session"] = kept
    assert (is_in(client), is_in(thief)) == (False, False)


@pytest.mark.parametrize(("days", "expected"), [(13, True), (15, False)])
def test_a_session_that_is_not_used_ends_after_two_weeks(days, expected):
    client = enter(a_writer())

    with later(days=days):
        assert is_in(client) is expected


def test_the_address_is_changed_by_who_has_just_shown_the_password():
    person = a_writer()
    said = {"action_add": "", "email": "lain@contoh.example"}

    stale = signed_in(person).post(reverse("account_email"), said)
    client = enter(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    fresh = client.post(reverse("account_email"), said)

    assert stale.url.startswith(reverse("account_reauthenticate"))
    assert fresh.url == reverse("account_email")


def test_there_are_three_cookies_whatever_is_told():
    client = enter(a_writer())
    client.post(reverse("community:mail-settings"), {})  # leaves a message
    client.post(reverse("account_logout"))

    assert set(client.cookies) <= {"session", "csrf", "in"}


def test_every_room_shows_the_way_out():
    submission = waiting_submission()
    writer, moderator = signed_in(submission.article.author), signed_in(a_moderator())
    draft = a_draft(by=submission.article.author)
    rooms = ["", "new/", f"{draft.code}/"]
    rooms += [f"{submission.article.code}/{room}" for room in ("", "history/", "submit/")]

    pages = {path: writer.get(path) for path in ["/settings/", "/notices/", *(f"/write/{room}" for room in rooms)]}
    pages |= {path: writer.get(path) for path in ("/accounts/email/", "/accounts/password/change/", "/accounts/2fa/")}
    pages |= {path: moderator.get(path) for path in ("/desk/", f"/desk/{submission.pk}/", "/desk/log/")}

    without = {path for path, page in pages.items() if reverse("account_logout") not in page.content.decode()}
    assert without == set()


def test_a_second_factor_is_set_up_by_who_has_just_shown_the_password():
    answer = signed_in(a_writer()).get("/accounts/2fa/totp/activate/")

    assert answer.url.startswith(reverse("account_reauthenticate"))


# Passwords


@pytest.mark.parametrize("password", ["sunshine1", "password1234", "Lembar-2026!", "rani1999", "Redaksi123", "pendek"])
def test_a_password_that_is_guessed_first_is_refused(password):
    answer = sign_up(password)

    assert answer.context["form"].errors["password1"]


@pytest.mark.parametrize(
    "password", ["angin timur di teluk", "日本語のことばで", "x" * 60 + "-4821", " berdiri sendiri "]
)
def test_a_password_may_be_long_and_of_any_signs_and_counts_as_it_was_typed(password):
    assert sign_up(password).status_code == 302
    User.objects.get().emailaddress_set.update(verified=True)

    assert is_in(enter(User.objects.get(), password))
    assert not is_in(enter(User.objects.get(), password.strip() + " "))


@pytest.mark.parametrize("page", ["login", "signup"])
def test_a_password_is_masked_and_a_manager_of_passwords_may_fill_it_in(page):
    shown = Client().get(f"/accounts/{page}/").content.decode()

    field = re.search(r"<input[^>]*name=\"password1?\"[^>]*>", shown)[0]
    assert 'type="password"' in field
    assert 'autocomplete="off"' not in field
