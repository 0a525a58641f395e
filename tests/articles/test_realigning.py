"""Light text against the stored document: untouched words keep their block, its id and its marks; nothing is lost."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.plaintext import from_text, to_text
from tests.articles.documents import a_text, words_of
from tests.random_documents import any_documents, documents


def a_stored(*chunks: str) -> dict:
    return from_text("\n\n".join(chunks), body.empty())


def ids(doc: dict) -> list[str]:
    return [block["attrs"]["id"] for block in doc["content"]]


def without_ids(doc: dict) -> list[tuple]:
    """Blocks with words or a name, without their ids and whatever separates their words."""
    kept = [
        (block["type"], re.split(r"[\s/|]+", words_of(block).strip("/| ")), block["attrs"].get("pull"))
        for block in doc["content"]
    ]
    return [entry for entry in kept if any(entry[1]) or entry[0] in {"photo", "readalso", "rule"}]


@given(any_documents)
def test_unedited_text_gives_the_stored_document_back(doc):
    stored = body.clean(doc)

    assert from_text(to_text(stored), stored) == stored
    assert from_text(to_text(stored).replace("\n", "\r\n") + "\r\n", stored) == stored


@given(documents)
def test_what_was_written_reads_as_the_same_words_in_the_same_blocks(doc):
    stored = body.clean(doc)

    again = from_text(to_text(stored), body.empty())

    assert without_ids(again) == without_ids(stored)


@given(st.lists(st.sampled_from([
    "satu", "dua", "tiga", " ", "\n", "\n\n", "\\", "\\\n", "*", "**", "_", "[", "]", "(", ")", "](", "[a](b)", "- ",
    "* ", "1. ", "7) ", "## ", "> ", ">> ", "***", "(foto ", "(baca juga ", "abcd2345", "\u00a0",
    "https://x.example/", "empat",
]), max_size=30))  # fmt: skip
def test_no_word_that_was_typed_is_lost(tokens):
    typed = "".join(tokens)

    doc = from_text(typed, body.empty())

    found = f"{body.canonical(doc)} {body.plain_text(doc)}"
    for word in ("satu", "dua", "tiga", "empat", "abcd2345"):
        assert body.canonical(doc).count(word) >= Counter(re.findall(word, typed))[word], found


@given(st.text(max_size=200), any_documents)
def test_whatever_is_typed_is_a_document(text, doc):
    read_back = from_text(text, body.clean(doc))

    assert body.clean(read_back) == read_back


def test_a_block_added_above_leaves_the_others_their_ids_and_marks():
    stored = a_stored("satu **tebal**", "- dua\n- tiga", "empat")

    edited = from_text(f"baru sama sekali\n\n{to_text(stored)}", stored)

    assert edited["content"][1:] == stored["content"]


def test_an_edited_block_keeps_its_id_when_it_is_still_similar():
    stored = a_stored("Perahu kecil meninggalkan dermaga tanpa suara mesin", "Warga menghitung sendiri ongkos melaut")

    edited = from_text(to_text(stored).replace("kecil", "besar").replace("sendiri", "bersama"), stored)

    assert ids(edited) == ids(stored)


@pytest.mark.parametrize(
    ("old", "new"), [("solar", "solarr"), ("Halo dunia", "Halo semua"), ("## Ongkos turun", "## Ongkos naik")]
)
def test_a_short_block_keeps_its_id_when_one_word_changed(old, new):
    stored = a_stored(old)

    assert ids(from_text(new, stored)) == ids(stored)


def test_a_block_of_other_words_gets_an_id_of_its_own():
    stored = a_stored("Perahu kecil meninggalkan dermaga tanpa suara mesin")

    assert ids(from_text("Harga cabai di pasar induk naik lagi", stored)) != ids(stored)


def test_a_block_of_another_type_gets_an_id_of_its_own():
    stored = a_stored("Perahu kecil meninggalkan dermaga")

    assert ids(from_text("> Perahu kecil meninggalkan dermaga", stored)) != ids(stored)


def test_a_moved_block_keeps_its_id():
    stored = a_stored("satu", "dua", "tiga")

    assert ids(from_text("tiga\n\nsatu\n\ndua", stored)) == [ids(stored)[2], *ids(stored)[:2]]


def test_a_block_that_moved_far_comes_back_whole():
    stored = a_stored("separuh", *(f"alinea {at}" for at in range(60)))
    # Half a word in italics: light text cannot say it, so only the stored block itself has it.
    words = [a_text("se"), a_text("paruh", "em")]
    stored["content"][0]["content"] = words
    first, *others = to_text(stored).split("\n\n")

    edited = from_text("\n\n".join([*others, "baru", first]), stored)

    assert edited["content"][-1] == stored["content"][0]


def test_of_a_block_cut_in_two_one_half_keeps_the_id():
    stored = a_stored("awal", "satu dua tiga empat lima enam tujuh", "akhir")

    edited = from_text("awal\n\nsatu dua tiga empat lima\n\nenam tujuh\n\nakhir", stored)

    assert [ids(edited)[at] for at in (0, 1, 3)] == ids(stored)
    assert ids(edited)[2] not in ids(stored)


def test_an_edited_list_keeps_the_ids_of_its_items():
    stored = a_stored("- solar turun banyak\n- oli turun sedikit\n- suku cadang")

    edited = from_text("- baru\n- solar turun banyak\n- oli turun banyak\n- suku cadang", stored)

    item_ids = [[item["attrs"]["id"] for item in doc["content"][0]["content"]] for doc in (stored, edited)]
    assert ids(edited) == ids(stored)
    assert item_ids[1][1:] == item_ids[0]


def test_an_empty_paragraph_between_untouched_blocks_stays():
    stored = a_stored("satu", "dua", "tiga")
    stored["content"].insert(1, body.empty()["content"][0])

    edited = from_text("satu\n\ndua\n\nlain", stored)

    assert edited["content"][:3] == stored["content"][:3]


def test_an_emptied_textarea_is_an_empty_document():
    emptied = from_text("  \n\n", a_stored("satu", "dua"))

    assert [block["type"] for block in emptied["content"]] == ["paragraph"]
    assert body.plain_text(emptied) == ""


def test_more_than_2000_blocks_are_refused_with_a_sentence():
    with pytest.raises(body.BrokenDocument) as refusal:
        from_text("a\n\n" * 2_001, body.empty())

    assert "2,000" in str(refusal.value.sentence)


def test_forty_changed_words_among_20000_keep_all_ids():
    stored = a_stored(*(f"alinea nomor {at} " + "kata yang biasa saja " * 10 for at in range(440)))
    chunks = to_text(stored).split("\n\n")
    chunks[::11] = [chunk.replace("biasa", "luar-biasa", 1) for chunk in chunks[::11]]

    edited = from_text("\n\n".join(chunks), stored)

    assert ids(edited) == ids(stored)
