"""What a safe address is, judged by every line of the corpus and by the kinds of fault behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.links import RefusedAddress, clean_link, clean_source, is_safe_next
from tests.corpora import wrong_answers

OWN = {"lembar.example"}
REFUSED = None


def cleaned(clean, text: str) -> str | None:
    """What is stored, or REFUSED."""
    try:
        return clean(text)
    except RefusedAddress as refusal:
        return REFUSED if str(refusal.sentence) else "refused without a sentence"


def test_every_link_is_judged_as_the_corpus_says():
    assert wrong_answers("links.jsonl", "url", "link", lambda text: cleaned(clean_link, text)) == {}


def test_every_source_is_judged_as_the_corpus_says():
    assert wrong_answers("links.jsonl", "url", "source", lambda text: cleaned(clean_source, text)) == {}


def test_every_way_after_signing_in_is_judged_as_the_corpus_says():
    assert wrong_answers("links.jsonl", "url", "next", lambda text: text if is_safe_next(text, OWN) else REFUSED) == {}


@pytest.mark.parametrize("text", ["https://lembar.example/write/", "https://lembar.example/"])
def test_no_host_is_our_own_unless_it_is_said(text):
    assert not is_safe_next(text)
    assert is_safe_next(text, OWN)


@pytest.mark.parametrize("rest", ["/<b>", "/a\\b", "/%", ":443/", "@jahat.example/"])
def test_our_own_host_does_not_make_an_odd_address_safe(rest):
    assert not is_safe_next(f"https://lembar.example{rest}", OWN)


@pytest.mark.parametrize(
    "text",
    [
        "http\u017f://berita.example/",
        "https://berita.example\\@jahat.example/",
        "https://0x7F.1/",
        "https://127.0.0.1.:80/",
        "https://0300.0250.1.1/",
        "https://4294967296/",
        "https://\u2488\u2488\u2488\u2488/",
        "https://[::ffff:10.0.0.1]/",
        "https://[2002:a00:1::]/",
        "https://[64:ff9b::a00:1]/",
        "https://[3fff::1]/",
        "https://[2606:4700::1111%25eth0]/",
        "https://192.88.99.1/",
        "https://0.example.0/",
        "https://x.home.arpa/",
        "https://X.LocalHost/",
        "https://xn--/",
        "https://xn--berita-.example/",
        "https://xn--a\u0301.example/",
        "https://berita-.example/",
        "https://\u0301berita.example/",
        "https://\u2100.example/",
        "https://berita.\u0435xample/",
        "https://berita.xn--xample-2of/",
        "https://berita.example:\u0664\u0664\u0663/",
        "https://berita.example:-1/",
        "https://berita.example:8:8/",
        "https://[::1]x/",
        "java\u2028script:alert(1)",
        "jav   ascript:alert(1)",
        "mailto:a@berita.example,b@jahat.example",
        "mailto:a@localhost",
        "mailto:a b@berita.example",
        "tel:1234567890123456789012345678",
        "<javascript:alert(1)>",
        "/a\\b",
        "/a//b",
        "https://berita.example/" + "é" * 400,
    ],
)
def test_other_addresses_of_a_refused_kind_are_refused_too(text):
    assert cleaned(clean_link, text) is REFUSED


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("https://8.8.8.8/a", "https://8.8.8.8/a"),
        ("https://0x08080808", "https://8.8.8.8/"),
        ("https://[2606:4700:0::1111]:443/", "https://[2606:4700::1111]/"),
        ("https://berita.example:/a", "https://berita.example/a"),
        ("https://berita.example:08080/a", "https://berita.example:8080/a"),
        ("berita.example?q=a b", "https://berita.example?q=a%20b"),
        ("https://berita.example/a|b^c`{d}", "https://berita.example/a%7Cb%5Ec%60%7Bd%7D"),
        ("https://berita.example/100%", "https://berita.example/100%25"),
        ("https://ＢÉrita.example/", "https://xn--brita-bsa.example/"),
        ("https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/"),
        ("TEL:+62 21 555-0100", "tel:+6221555-0100"),
        ("Redaksi@Berita.Example", "mailto:Redaksi@berita.example"),
        ("#Bagian 2", "#Bagian%202"),
        ("/topics/kafé/?q=//x", "/topics/kaf%C3%A9/?q=//x"),
    ],
)
def test_other_addresses_of_a_tidied_kind_are_tidied_too(text, stored):
    assert cleaned(clean_link, text) == stored


@pytest.mark.parametrize(("length", "kept"), [(2_000, True), (2_001, False)])
def test_an_address_may_have_2000_characters(length, kept):
    address = "https://berita.example/".ljust(length, "x")

    assert (cleaned(clean_link, address) == address) is kept
    assert is_safe_next("/".ljust(length, "x")) is kept


PIECES = [
    "https://", "HTTP://", "//", "/", "\\", "@", ":", ".", "?", "#", "%", "%2f", "[::1]", "127.1", "xn--", "berita",
    "example", "javascript:", "mailto:", "tel:", " ", "\t", "\u200b", "\u3002", "\uff41", "\u00df", "\u00e9", "<", ">",
    '"', "'", "8080", "\ud800",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_whatever_is_typed_an_address_is_stored_safe_or_refused(text):
    stored = cleaned(clean_link, text)

    if stored is not REFUSED:
        assert cleaned(clean_link, stored) == stored
        assert stored.isascii()
        assert stored.isprintable()
        assert stored.startswith(("http://", "https://", "mailto:", "tel:", "/", "#"))
        assert not set(stored) & set(' "<>\\')
    assert not is_safe_next(text) or (text.startswith("/") and not text.startswith(("//", "/\\")))
