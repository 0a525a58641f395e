"""What a topic may be called and when two names mean one topic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.topicnames import clean_topic_name, letter_of, split_topic_names, topic_key, topic_slug
from community.names import RefusedName
from tests.corpora import wrong_answers

REFUSED = None


def stored_topics(text: str) -> str | None:
    """The topics that a form would store, with a bar between as the corpus writes them, or REFUSED."""
    try:
        return "|".join(split_topic_names(text)) or clean_topic_name(text)
    except RefusedName as refusal:
        return REFUSED if str(refusal.sentence) else "refused without a sentence"


def test_every_topic_is_judged_as_the_corpus_says():
    assert wrong_answers("names.jsonl", "input", "topic", stored_topics) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stra\u00dfe", "STRASSE"),
        ("\u0130stanbul", "istanbul"),
        ("I\u015f\u0131k", "ISIK"),
        ("\uff33\uff41\uff52\uff49", "Sari"),
        ("\ufb01tri", "Fitri"),
        ("\u212aelvin", "kelvin"),
        ("\u017fari", "Sari"),
        ("sari\u0301", "sari"),
        ("Sar\u0131", "Sari"),
        ("\U0001d412\U0001d41a\U0001d42b\U0001d422", "sari"),
        ("\u24e2\u24d0\u24e1\u24d8", "sari"),
        ("\u01c6ari", "d\u017eari"),
        ("ekonomi", "EKONOMI"),
        ("ekonomi  mikro", "Ekonomi mikro"),
        ("Ma'ruf", "ma'ruf"),
    ],
)
def test_both_halves_of_a_collision_have_one_key(one, other):
    assert topic_key(one) == topic_key(other)


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C#", "C++"), ("\u304b", "\u304c"), ("gaya", "gaya hidup")])
def test_different_topics_have_different_keys(one, other):
    assert topic_key(one) != topic_key(other)


def test_a_cyrillic_letter_among_latin_ones_never_makes_a_second_topic():
    assert stored_topics("S\u0430ri") is REFUSED


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ekonomi, politik", ["ekonomi", "politik"]),
        ("Valensia, valensia,VALENSIA ", ["Valensia"]),
        (" , ,ekonomi,", ["ekonomi"]),
        ("#ekonomi\uff0c #politik", ["ekonomi", "politik"]),
        ("", []),
    ],
)
def test_a_comma_parts_topics_and_the_first_spelling_stays(typed, names):
    assert split_topic_names(typed) == names


@pytest.mark.parametrize(
    "typed",
    [
        "##",
        "##ekonomi",
        "#",
        "a/../../b\\",
        "/etc/passwd",
        "-sari",
        "ekonomi (makro)",
        "Sari\u0336",
        "\u0301\u0301",
        "x" * 51,
        "()",
        "---",
    ],
)
def test_what_is_no_topic_is_refused(typed):
    assert stored_topics(typed) is REFUSED


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("ekonomi, C++ <b>, politik", "“C++ <b>”: "),
        ("Perempuan Nelayan dan Bakau di Pesisir Utara Jawa Tengah", "“Perempuan Nelayan dan Bakau di…”: "),
        ("\u202esari\u202c (x)", "“sari (x)”: "),
        ("\u202e", ""),
    ],
)
def test_a_refusal_says_which_of_the_names_it_is_about(typed, named):
    with pytest.raises(RefusedName) as refused:
        split_topic_names(typed)

    with pytest.raises(RefusedName) as alone:
        clean_topic_name(next(part for part in typed.split(", ") if stored_topics(part) is REFUSED))
    assert str(refused.value.sentence) == named + str(alone.value.sentence)


@pytest.mark.parametrize("name", ["C++", "C#", "K-Pop & Drakor"])
def test_a_name_may_hold_what_the_refusal_lists(name):
    with pytest.raises(RefusedName, match="\\+ and # at its end"):
        clean_topic_name("x@")

    assert clean_topic_name(name) == name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("K-Pop & Drakor", "k-pop-drakor"),
        ("caf\u00e9", "cafe"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("ekonomi-", "ekonomi"),
        ("O'Brien", "obrien"),
        ("UU ITE/KUHP", "uu-ite-kuhp"),
        ("\u7ecf\u6d4e", ""),
        ("\u7ecf\u6d4e Indonesia", "indonesia"),
    ],
)
def test_a_slug_has_latin_words_only(name, slug):
    assert topic_slug(name) == slug


@given(st.text(max_size=60))
def test_three_rounds_through_the_form_change_nothing(text):
    stored = stored_topics(text)

    if stored is not REFUSED:
        assert stored_topics(stored.replace("|", ",")) == stored
        assert all(topic_slug(name).isascii() for name in stored.split("|"))


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("한국 음식", "ㅎ"),
        ("까치", "ㄲ"),
        ("ㅎ자", "ㅎ"),
        ("éclair", "E"),
        ("1998", "0–9"),
        ("が行", "か"),
        ("Жизнь", "Ж"),
    ],
)
def test_a_topic_stands_under_a_letter_that_can_be_read(name, letter):
    assert letter_of(topic_key(name)) == letter
