"""Names and handles that pass for something else, typed into sign-up and settings; and handles that others had."""

import pytest
from django.db import transaction
from django.test import Client

from community.models import Badge, Handle, User
from tests.corpora import lines
from tests.factories import a_live_article, a_moderator, a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
KEPT = {"tagline": "", "bio": "", "language": ""}


def saved(person: User, **fields):
    """The settings as they are, but for `fields`."""
    person = User.objects.get(pk=person.pk)
    return signed_in(person).post("/settings/", KEPT | {"pen_name": person.pen_name, "handle": person.handle} | fields)


def refused(field: str, name: str) -> bool:
    """Refused in words, with nothing kept and the typed name still in the form."""
    person = a_writer()
    answer = saved(person, **{field: name})
    now = User.objects.get(pk=person.pk)
    if answer.status_code == 302:
        return False
    form = answer.context["form"]
    kept = (now.pen_name, now.handle) == (person.pen_name, person.handle)
    return kept and bool(form.errors[field]) and form[field].value() == name


@pytest.mark.parametrize("sign", "✓ ✔ ☑ ✅ 🔵 🛡 🛡️".split())
def test_a_sign_that_looks_like_a_mark_is_refused_in_a_name(sign):
    assert refused("pen_name", f"Sari {sign}")
    assert refused("pen_name", f"{sign}Sari")


@pytest.mark.parametrize(
    "name", ["Terverifikasi", "Redaksi", "Admin", "ADМIN", "Αdmin", "Rеdaksi", "Ｒｅｄａｋｓｉ", "Adm1n"]
)
def test_a_claim_to_be_staff_is_refused_in_any_letters(name):
    assert refused("pen_name", name)
    assert refused("pen_name", f"Sari {name}")


def test_words_of_a_mark_in_a_tagline_stand_where_no_mark_stands():
    person = a_live_article().author
    saved(person, tagline="✓ Terverifikasi", bio="✔ Staf")
    bare = Client().get(f"/@{person.handle}/").content.decode()

    Badge.objects.create(user=person, kind="verified_writer", granted_by=a_moderator(), evidence="surat")
    marked = Client().get(f"/@{person.handle}/").content.decode()

    assert '<p class="tagline">✓ Terverifikasi</p>' in bare
    assert 'class="mark' not in bare
    assert 'class="mark mark-verified"' in marked


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u3164", "\u2800", "\ufe0f", "\U000e0100", "\U000e0041", "\u00ad", "\u2060"]
)
def test_no_two_names_differ_by_a_sign_that_nobody_sees(sign):
    """Alone it is no name; inside one it is refused or goes."""
    assert refused("pen_name", sign * 3)
    assert refused("handle", sign * 3)

    person = a_writer()
    saved(person, pen_name=f"Sari{sign} Dewi")
    saved(person, handle=f"sari{sign}dewi")

    now = User.objects.get(pk=person.pk)
    assert now.pen_name in (person.pen_name, "Sari Dewi")
    assert now.handle in (person.handle, "saridewi")


@pytest.mark.parametrize("word", "admin administrator Moderator WRITE desk Feeds null me s.e.t.t.i.n.g.s x".split())
def test_a_reserved_word_is_no_handle_in_any_case_or_with_dots(word):
    assert refused("handle", word)


def test_a_handle_has_its_length_and_a_blank_at_its_end_goes():
    person = a_writer()
    assert refused("handle", "a" * 200)

    saved(person, handle=" Sari.Dewi ")

    assert User.objects.get(pk=person.pk).handle == "sari.dewi"
    assert refused("handle", "SARI.DEWI")
    assert refused("handle", "saridewi")


def test_a_handle_that_somebody_had_is_theirs_for_ever_and_leads_to_the_one_of_now():
    article = a_live_article()
    first = article.author.handle
    for name in ("nama_kedua", "nama_ketiga"):
        saved(article.author, handle=name)

    taken = [refused("handle", name) for name in (first, "nama_kedua", "nama_ketiga")]

    assert taken == [True, True, True]
    for old in (first, "nama_kedua"):
        assert Client().get(f"/@{old}/").headers["Location"] == "/@nama_ketiga/"
        for kind in ("rss.xml", "atom.xml", "feed.json"):
            answer = Client().get(f"/feeds/writers/{old}/{kind}")
            assert answer.headers["Location"] == f"/feeds/writers/nama_ketiga/{kind}"
    assert Handle.objects.filter(user=article.author).count() == 3


def test_one_of_each_kind_of_the_corpus_through_the_settings():
    """All of them in tests/drills/test_names.py."""
    kinds = {line["kind"]: line for line in lines("names.jsonl")}

    wrong = {line["id"]: wrong for line in kinds.values() if (wrong := wrongly_stored(line))}

    assert wrong == {}


def wrongly_stored(line: dict) -> dict[str, str]:
    """What the settings keep of a line's pen name and handle where the corpus says otherwise."""
    wrong = {}
    for field in ("pen_name", "handle"):
        with transaction.atomic():  # each on a clean slate: a handle is given once for ever
            stored, told = after_typing(field, line["input"])
            transaction.set_rollback(True)
        right = {
            "refuse": told,
            "either": told or bool(stored),
            "accept": stored == line["input"],
            "normalise": stored == line.get(f"{field}_to"),
        }
        if not right[line[field]]:
            wrong[field] = stored
    return wrong


def after_typing(field: str, name: str) -> tuple[str, bool]:
    """What is stored then, and whether it is what was there, with the refusal told at its field."""
    person = a_writer()
    answer = saved(person, **{field: name})
    now = getattr(User.objects.get(pk=person.pk), field)
    return now, answer.status_code == 422 and field in answer.context["form"].errors and now == getattr(person, field)
