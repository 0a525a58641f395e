"""Titles with the capitals of their language: small words, doubled words, abbreviations, and nothing else changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.titlecase import in_title_case

TITLES = {
    "pagi di sawah dan ladang": "Pagi di Sawah dan Ladang",
    "Kata-kata yang tak pernah sampai ke rumah": "Kata-Kata yang Tak Pernah Sampai ke Rumah",
    "sayur-mayur dari lereng merapi": "Sayur-mayur dari Lereng Merapi",
    "MENGAPA HARGA CABAI NAIK LAGI?": "Mengapa Harga Cabai Naik Lagi?",
    "data BPS untuk guru SD": "Data BPS untuk Guru SD",
    "cara memakai iPhone sebagai senter": "Cara Memakai iPhone sebagai Senter",
    "“untuk apa kita menulis?”": "“Untuk Apa Kita Menulis?”",
    "pasar terapung: di antara dua sungai": "Pasar Terapung: Di antara Dua Sungai",
    "ulang tahun ke-80 kota kami": "Ulang Tahun Ke-80 Kota Kami",
    "jum'at berkah": "Jum'at Berkah",
    "BPS": "BPS",
    "Kuliner Kota Tua": "Kuliner Kota Tua",
    "": "",
}


@pytest.mark.parametrize(("title", "wanted"), TITLES.items())
def test_an_indonesian_title(title, wanted):
    assert in_title_case(title, "id") == wanted


def test_an_english_title_has_its_last_word_large():
    assert in_title_case("the market we go to at dawn, and what it is for", "en") == (
        "The Market We Go to at Dawn, and What It Is For"
    )


@given(st.text(max_size=80))
def test_nothing_but_capitals_changes_and_twice_is_once(title):
    once = in_title_case(title, "id")

    assert once.casefold() == title.casefold() or once.lower() == title.lower()
    assert once.isupper() or in_title_case(once, "id") == once  # capitals alone are taken for shouting
