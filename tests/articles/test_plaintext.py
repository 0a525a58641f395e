"""The textarea's light text: what it means."""

import pytest

from articles import body
from articles.plaintext import from_text, to_text
from tests.articles.documents import words_of

SAMPLE = """\
**Makassar, Lembar** – Setiap Sabtu (18/7/2026) dini hari, belasan perahu kecil meninggalkan dermaga.

Perubahan itu tidak datang dari program pemerintah.

(baca juga kode2345)

## Ongkos melaut turun lebih dari separuh

(foto foto2345)

Angka itu sejalan dengan catatan koperasi kampung:

- solar turun 68 persen,
- oli turun 74 persen,
- suku cadang turun 51 persen.

### Yang belum terjawab

1. Apakah ikan besar ikut kembali?
2. Berapa lama layar bertahan sebelum diganti?
3. Siapa yang melatih pelaut muda?

***

> "Mesin mengantarmu pergi, layar mengajarimu pulang."

>> Layar mengajarimu pulang.

Kelas itu dibuka kembali pada [Agustus](https://kampung.example/media_77/a_(b)).\\
Bawalah tali _sendiri_.
"""
SAMPLE_TYPES = [
    "paragraph", "paragraph", "readalso", "section", "photo", "paragraph", "bullets", "heading", "numbers", "rule",
    "quote", "quote", "paragraph",
]  # fmt: skip


def read(text: str) -> list[dict]:
    """The blocks of a text typed into an empty textarea."""
    return from_text(text, body.empty())["content"]


def shapes(text: str) -> list[tuple]:
    """Type and words of each block, items parted by a bar."""
    return [(block["type"], words_of(block)) for block in read(text)]


def runs(text: str) -> list[tuple]:
    """Words and marks of the first block."""
    return [
        (node.get("text", "/"), *(mark.get("attrs", {}).get("href", mark["type"]) for mark in node.get("marks", ())))
        for node in read(text)[0].get("content", ())
    ]


def test_the_sample_article_has_the_blocks_it_was_written_with():
    blocks = read(SAMPLE)

    assert [block["type"] for block in blocks] == SAMPLE_TYPES
    assert [block["attrs"]["pull"] for block in blocks if block["type"] == "quote"] == [False, True]
    assert [len(block["content"]) for block in blocks if block["type"] in {"bullets", "numbers"}] == [3, 3]
    assert body.photo_ids({"content": blocks}) == ["foto2345"]
    assert body.read_also_codes({"content": blocks}) == ["kode2345"]


def test_the_sample_article_is_written_as_it_was_read():
    doc = from_text(SAMPLE, body.empty())

    again = from_text(to_text(doc), body.empty())

    assert shapes(to_text(again)) == shapes(SAMPLE)
    assert to_text(again) == to_text(doc) == SAMPLE.strip().replace("a_(b)", "a_\\(b\\)")


@pytest.mark.parametrize(
    ("typed", "blocks"),
    [
        ("satu\n\n\n \n\ndua", [("paragraph", "satu"), ("paragraph", "dua")]),
        ("satu  \r\n\r\ndua\r\n", [("paragraph", "satu"), ("paragraph", "dua")]),
        ("satu\ndua", [("paragraph", "satu dua")]),
        ("satu\\\ndua", [("paragraph", "satu/dua")]),
        ("satu\\\\\n- dua", [("paragraph", "satu\\"), ("bullets", "dua")]),
        ("satu\\  \ndua", [("paragraph", "satu/dua")]),
        ("## Judul\nlangsung teks", [("section", "Judul"), ("paragraph", "langsung teks")]),
        ("# Judul\n#### Kecil", [("section", "Judul"), ("heading", "Kecil")]),
        ("#tagar biasa", [("paragraph", "#tagar biasa")]),
        ("Daftar:\n- a\n* b\n\u2022 c\nlalu", [("paragraph", "Daftar:"), ("bullets", "a|b|c"), ("paragraph", "lalu")]),
        ("- a\n1. b\n2) c", [("bullets", "a"), ("numbers", "b|c")]),
        ("1. a\n1. b\n1. c", [("numbers", "a|b|c")]),
        ("1. a\n5. b", [("numbers", "a"), ("numbers", "b")]),
        ("- a\\\n  b\n- c", [("bullets", "a/  b|c")]),
        ("  - a\n    - b", [("bullets", "a|b")]),
        ("-5 derajat", [("paragraph", "-5 derajat")]),
        ("1998.", [("paragraph", "1998.")]),
        ("0. nol", [("paragraph", "0. nol")]),
        ("12345. banyak", [("paragraph", "12345. banyak")]),
        (">tanpa spasi\n>> kuat", [("quote", "tanpa spasi"), ("quote", "kuat")]),
        ("***\n---\n* * *", [("rule", ""), ("rule", ""), ("rule", "")]),
        ("(Foto abcd2345)\n(BACA JUGA abcd2345)", [("photo", ""), ("readalso", "")]),
        ("(foto pribadi)", [("paragraph", "(foto pribadi)")]),
        ("lihat (foto abcd2345) itu", [("paragraph", "lihat (foto abcd2345) itu")]),
        ("\\- bukan daftar", [("paragraph", "- bukan daftar")]),
        ("", [("paragraph", "")]),
    ],
)
def test_lines_become_blocks(typed, blocks):
    assert shapes(typed) == blocks


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a **b** c", [("a ",), ("b", "strong"), (" c",)]),
        ("_a_ b", [("a", "em"), (" b",)]),
        ("**_a_** b", [("a", "strong", "em"), (" b",)]),
        ("**a _b** c_", [("a ", "strong"), ("b", "strong", "em"), (" c", "em")]),
        ("_a_b", [("_a_b",)]),
        ("snake_case_x", [("snake_case_x",)]),
        ("2 ** 3 dan 4 * 5", [("2 ** 3 dan 4 * 5",)]),
        ("**tak tertutup", [("**tak tertutup",)]),
        ("\\*\\*a\\*\\*", [("**a**",)]),
        ("C:\\bin", [("C:\\bin",)]),
        ("[kata](https://berita.example/a)", [("kata", "https://berita.example/a")]),
        ("[k](https://w.example/J_(kota)) x", [("k", "https://w.example/J_(kota)"), (" x",)]),
        ("[k](www.berita.example)", [("k", "https://www.berita.example/")]),
        ("[**k**](/write/)", [("k", "/write/", "strong")]),
        ("[k](javascript:alert(1))", [("[k](javascript:alert(1))",)]),
        ("[1] dan [2] (lihat)", [("[1] dan [2] (lihat)",)]),
        ("[a [b](/x) c](/y)", [("[a ",), ("b", "/x"), (" c](/y)",)]),
        ("https://x.example/_next_/a", [("https://x.example/_next_/a",)]),
        ("a\\", [("a",), ("/",)]),
    ],
)
def test_signs_inside_a_line_become_marks(typed, expected):
    assert runs(typed) == expected


def test_a_list_that_starts_at_four_says_so():
    assert read("4. a\n5. b")[0]["attrs"]["start"] == 4
    assert to_text({"content": read("4. a\n5. b")}) == "4. a\n5. b"
