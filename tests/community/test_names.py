"""What people and things may be called, judged by every line of the corpus and by the kinds of fault behind them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.names import (
    FALLBACK_HANDLE,
    RefusedName,
    clean_handle,
    clean_pen_name,
    clean_text,
    clean_title,
    fold,
    suggest_handle,
)
from tests.corpora import wrong_answers

REFUSED = None


def cleaned(clean, text: str) -> str | None:
    """What is stored, or REFUSED."""
    try:
        return clean(text)
    except RefusedName as refusal:
        return REFUSED if str(refusal.sentence) else "refused without a sentence"


@pytest.mark.parametrize(
    ("use", "clean"), [("pen_name", clean_pen_name), ("handle", clean_handle), ("title", clean_title)]
)
def test_every_name_is_judged_as_the_corpus_says(use, clean):
    assert wrong_answers("names.jsonl", "input", use, lambda text: cleaned(clean, text)) == {}


@pytest.mark.parametrize(
    "name",
    [
        "Admin2",
        "A d m i n",
        "\u00c4dmin",
        "M0derator",
        "RedaksiLembar",
        "Tim Redaksi",
        "redaktur",
        "Sari Official",
        "Verif1ed Sari",
        "Sari Dewi \U0001f6e1\ufe0f",
        "Sari \u25cf",
        "Sar\u026a",
        "\u2170ndra",
        "Sari\ufe52Dewi",
        "S\u043eri",
        "\u0405ari",
        "Sari\u0336",
        "Sa\u20e3ri",
        "\u0488Sari",
        "Sari \u0301",
        "Sari\u0378",
        "Sari\U0010ffff",
        "Sari\U000f0000",
        "Sari\x0b",
        "\x1fSari",
        "Sari\u2028\u202d",
        "Sari -- Dewi",
        "1' OR 'a'='a",
        "`id`",
        "(SELECT 1)",
        "\uff1cb\uff1e",
        "\ufe0f\ufe0f",
        "\U000e0100",
        "a" * 61,
    ],
)
def test_other_pen_names_of_a_refused_kind_are_refused_too(name):
    assert cleaned(clean_pen_name, name) is REFUSED


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("\u2018Aisyah binti Umar", "\u2018Aisyah binti Umar"),
        ("Edi Torres", "Edi Torres"),
        ("Lembaran Kertas", "Lembaran Kertas"),
        ("Robert Root", "Robert Root"),
        ("\u674e\u3055\u3093", "\u674e\u3055\u3093"),
        ("Sari \u674e", "Sari \u674e"),
        ("Sari\ufe0f\U000e0100", "Sari"),
        ("Sa\u180eri\u2061", "Sari"),
        ("\uff33\uff0e Dewi", "S. Dewi"),
        ("\u0e2a\u0e38\u0e0a\u0e32\u0e15\u0e34", "\u0e2a\u0e38\u0e0a\u0e32\u0e15\u0e34"),
        ("\u0928\u0941\u0930\u094d\u200d\u0926", "\u0928\u0941\u0930\u094d\u200d\u0926"),
        ("e" + "\u0301" * 1 + "l", "\u00e9l"),
        ("x" * 60, "x" * 60),
    ],
)
def test_other_pen_names_of_an_accepted_kind_are_accepted_too(name, stored):
    assert cleaned(clean_pen_name, name) == stored


@pytest.mark.parametrize(
    "handle",
    [
        "a.d.m.i.n",
        "admin_lembar",
        "sari.redaksi",
        "w.r.i.t.e",
        "__proto__",
        "readyz",
        "metrics",
        "No.ne",
        "sa\nri",
        "\u017fari",
        "9sari",
    ],
)
def test_other_handles_of_a_refused_kind_are_refused_too(handle):
    assert cleaned(clean_handle, handle) is REFUSED


@pytest.mark.parametrize(("length", "kept"), [(2, False), (3, True), (30, True), (31, False)])
def test_a_handle_has_3_to_30_signs(length, kept):
    assert (cleaned(clean_handle, "s" * length) == "s" * length) is kept


@pytest.mark.parametrize(
    ("title", "stored"),
    [
        ("\u24e2\u24d0\u24e1\u24d8", "\u24e2\u24d0\u24e1\u24d8"),
        ("Sari \U0001fae8", "Sari \U0001fae8"),
        ("Naik 5\ufe0f\u20e3 persen", "Naik 5\ufe0f\u20e3 persen"),
        ("Keluarga \U0001f468\u200d\U0001f469\u200d\U0001f467", "Keluarga \U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("a\u200d b\ufe0f", "a b"),
        ("a\ufe0f\u200d\U0001f469", "a\U0001f469"),
        ("Satu\r\n\r\ndua", "Satu dua"),
        ("Sari\u0378", REFUSED),
        ("\x85Sari", REFUSED),
        ("Sari\u2069", REFUSED),
        ("a" + "\u0323\u0301\u0302\u0303\u0304\u0305", REFUSED),
        ("\U0001f525\ufe0f", REFUSED),
        ("a" * 201, REFUSED),
    ],
)
def test_other_titles_are_judged_by_the_same_rules(title, stored):
    assert cleaned(clean_title, title) == stored


@given(st.text(max_size=80))
def test_a_name_that_was_cleaned_is_clean(text):
    for clean in (clean_pen_name, clean_handle, clean_title):
        stored = cleaned(clean, text)

        assert stored is REFUSED or cleaned(clean, stored) == stored


@given(st.text(max_size=80))
def test_free_text_is_never_refused_and_cleaning_it_twice_is_cleaning_it_once(text):
    once = clean_text(text)

    assert clean_text(once) == once
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in once)


def test_free_text_keeps_its_words():
    assert clean_text("\u00a0 cafe\u0301\r\nbuka\u200b \u202ekembali\x00 ") == "caf\u00e9  buka kembali"


@pytest.mark.parametrize(
    ("pen_name", "handle"),
    [
        ("Sari Dewi", "sari.dewi"),
        ("Ma\u2019ruf \u0141ukasz", "maruf.lukasz"),
        ("Dr. Ir. Budi Santoso, M.Sc. Kusumaningrat", "dr.ir.budi.santoso.m.sc.kusuma"),
        ("Admin Lembar", FALLBACK_HANDLE),
        ("\u674e\u5c0f\u9f99", FALLBACK_HANDLE),
        ("Ng", FALLBACK_HANDLE),
        ("3 Diva", FALLBACK_HANDLE),
        ("", FALLBACK_HANDLE),
    ],
)
def test_a_handle_is_suggested_from_the_pen_name(pen_name, handle):
    assert suggest_handle(pen_name) == handle


@given(st.text(max_size=80))
def test_a_suggested_handle_is_always_valid(text):
    assert clean_handle(suggest_handle(text)) == suggest_handle(text)


def test_folding_keeps_what_is_another_letter_elsewhere():
    assert fold("\u304c") != fold("\u304b")
    assert fold("\u0e40\u0e2a\u0e37\u0e49\u0e2d") != fold("\u0e40\u0e2a\u0e37\u0e2d")
