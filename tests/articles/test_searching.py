"""Signs in the search box are words to look for, never the engine's language, and mean the same on both engines."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles import indexing, publishing, searching, takedown
from articles.loading import load
from articles.models import Article, SearchText
from community.marks import rename
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_writer,
    fresh,
    go_live,
    later,
    loaded,
    sent,
    waiting_submission,
    with_cover,
)

pytestmark = pytest.mark.django_db
both_engines = pytest.mark.both_engines
TITLES = [
    'Harga "beras" naik',
    "Ma'ruf dan 20.04",
    "Kopi (luwak) 100%",
    "C* a:b -x ^y_z",
    "AND atau NEAR(",
    "Pesta 👨‍👩‍👧",
]
WANTED = {
    '"': [],
    '"beras"': TITLES[:1],
    '"harga beras': TITLES[:1],
    "'": [],
    "*": [],
    "NEAR(": TITLES[4:5],
    "a:b": TITLES[3:4],
    "-x": [],
    "20.04": TITLES[1:2],
    "and": TITLES[4:5],
    "^": [],
    "%": [],
    "_": [],
    "100%": TITLES[2:3],
    "HARGA naik": TITLES[:1],
    "👨‍👩‍👧": TITLES[5:],
    "\\": [],
    "x" * 10_000: [],
    "kopi " * 3000: TITLES[2:3],
    "   ": [],
    "\x00": [],
    "' OR 1=1 --": [],
    "judul : kopi": TITLES[2:3],
    "kopi) OR (harga": [TITLES[0], TITLES[2]],
    "{exact}": [],
    '"" -""': [],
    "!kopi & harga:*": [TITLES[0], TITLES[2]],
}


def found(words: str, **filters) -> set[str]:
    answer = Client().get("/search/", {"q": words} | filters)
    assert answer.status_code == 200
    return {row.article.title for row in answer.context.get("rows", [])}


@both_engines
def test_signs_are_looked_for_as_they_are():
    for title in TITLES:
        a_live_article(title=title, dek="Isi", by=a_writer(pen_name="Rani"))

    assert {words: found(words) for words in WANTED} == {words: set(titles) for words, titles in WANTED.items()}


def test_nothing_found_says_so_with_the_words_that_were_looked_for():
    page = Client().get("/search/", {"q": "<kereta>"}).content.decode()

    assert "&lt;kereta&gt;" in page
    assert "<kereta>" not in page


PERAHU = "Tiga Alasan Warga Pulau Memilih Kembali ke Perahu Layar"
FORMS = {
    "menulis": {"penulis", "tulisan", "ditulis", "menuliskan", "tulisannya"},
    "kirim": {"mengirim", "kiriman", "pengiriman", "dikirimkan"},
    "sapu": {"menyapu", "penyapu", "sapuan"},
    "layar": {"berlayar", "pelayaran", "layarnya"},
    "masak": {"memasak", "masakan", "dimasak"},
    "tani": {"petani", "bertani", "pertanian"},
    "main": {"bermain", "permainan", "mempermainkan"},
    "bersih": {"kebersihan", "membersihkan"},
    "ajar": {"mengajar", "pengajaran", "diajarkan", "belajar", "pelajaran", "mempelajari"},
    "pulau": {"kepulauan", "pulau-pulau"},
}


def test_a_word_is_found_by_all_its_forms():
    titles = {root: a_live_article(title=f"Catatan {root} kemarin", dek="Isi").live_revision.title for root in FORMS}

    missed = {form for root, forms in FORMS.items() for form in forms if found(form) != {titles[root]}}

    assert missed == set()


def test_an_article_is_found_by_everything_that_readers_see_of_it():
    wanted = ["perahu", "PERAHU layar", "pérahu", "peraju", "perhau", "perau", "perahuu", "layar perahu", "layar zzzz",
              '"perahu layar"', "“perahu layar”", "perahu −mesin", "perahu -mesin",
              "sulsel", "dermaga", "kelautan", "daeng contoh", "keterangan"]  # fmt: skip
    writer = a_writer(pen_name="Daeng Contoh")
    article = a_draft(title=PERAHU, dek="Cerita dari Sulsel", named=("Kelautan",), by=writer,
                      text="Di dermaga pagi itu semua menunggu.")  # fmt: skip
    with_cover(article)
    article.photos.update(caption="Keterangan gambar")
    go_live(sent(article))

    assert [words for words in wanted if found(words) != {PERAHU}] == []


@both_engines
@pytest.mark.parametrize("words", ['"layar perahu"', "perahu -layar", '-"perahu layar" warga', '"perahu layars"'])
def test_what_was_ruled_out_is_not_found(words):
    a_live_article(title=PERAHU)

    assert found(words) == set()


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("-pameran", "Sebut dulu yang dicari"),
        ('-pameran -"hari ini"', "Sebut dulu yang dicari"),
        ("?!", "Ketik sebuah kata"),
        ('""', "Ketik sebuah kata"),
        ("a", "Satu huruf terlalu sedikit"),
        ("x y", "Satu huruf terlalu sedikit"),
        ("dan yang", "Kata seperti itu ada di hampir semua tulisan"),
        ("noken", "Tidak ada hasil"),
        ("noken -pameran", "Tidak ada hasil"),
    ],
)
def test_an_empty_page_says_what_to_do(typed, advice):
    page = Client().get("/search/", {"q": typed}).content.decode()

    assert advice in page.partition('<p class="empty">')[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("-pameran", "Itu hanya mengecualikan tulisan."),
        ("?!", "Tidak ada huruf atau angka di dalamnya."),
        ("yang di dan", "Isinya hanya kata-kata umum."),
    ],
)
def test_a_page_for_which_nothing_was_looked_for_says_why(typed, why):
    page = Client().get("/search/", {"q": typed}).content.decode()

    said = page.partition('role="status">')[2].partition("</p>")[0]
    assert said.strip() == f"Belum ada yang dicari dengan <b>{typed}</b>. {why}"


@both_engines
def test_a_minus_leaves_out_what_has_the_word_and_finds_the_rest():
    kept, left_out = (a_live_article(title=title) for title in ("Noken dari kulit kayu", "Noken di pameran"))

    assert searching.find(searching.asked("noken -pameran")).pks == [kept.pk]
    assert searching.find(searching.asked("noken pameran")).pks == [left_out.pk]
    assert searching.find(searching.asked("-pameran")).pks == []


@both_engines
def test_what_has_the_words_in_its_title_and_in_a_row_comes_first():
    titles = ["Layar sentuh dan perahu karet", "Resep ikan", "Perahu layar"]
    a_live_article(title=titles[1], dek="Dimakan di perahu layar")
    for title in (titles[2], titles[0]):
        a_live_article(title=title, dek="Isi")

    answer = Client().get("/search/", {"q": "perahu layar"})

    assert [row.article.title for row in answer.context["rows"]][0] == titles[2]
    assert len(answer.context["rows"]) == 3


def test_words_that_were_found_are_marked_and_nothing_else_is_markup():
    a_live_article(title="Penulis <b>di</b> pasar", dek="Isi", text="Ia menuliskan semuanya & pulang.")

    page = Client().get("/search/", {"q": "tulisan"}).content.decode()

    assert "<mark>Penulis</mark> &lt;b&gt;di&lt;/b&gt; pasar" in page
    assert "Ia <mark>menuliskan</mark> semuanya &amp; pulang." in page


@both_engines
def test_results_are_narrowed_by_topic_writer_and_year():
    one, other = a_writer(), a_writer()
    a_live_article(title="Kopi satu", by=one, named=("Kebun",))
    a_live_article(title="Kopi dua", by=other, named=("Pasar",))
    with later(days=800):
        a_live_article(title="Kopi lama", by=one, named=("Pasar",))
        then = timezone.localtime().year

    assert found("kopi", topic="pasar") == {"Kopi dua", "Kopi lama"}
    assert found("kopi", writer=one.handle.upper()) == {"Kopi satu", "Kopi lama"}
    assert found("kopi", year=then) == {"Kopi lama"}
    assert found("kopi", topic="pasar", writer=one.handle, year=then) == {"Kopi lama"}


def test_a_filter_or_page_that_is_none_is_not_found():
    wrong = [{"page": "0"}, {"page": "-1"}, {"page": "2"}, {"page": "26"}, {"page": "9" * 5000}, {"page": "x"},
             {"page": "²"}, {"page": "00019"}, {"year": "x"}, {"year": "0"}, {"year": "9" * 5000}, {"year": "١٩٩٩"},
             {"year": "02026"}, {"year": "02026" + "0" * 5000}, {"topic": "no"}, {"topic": "\x00"},
             {"writer": "nobody"}, {"writer": "\x00"}, {"topic": "x" * 8000}]  # fmt: skip
    a_live_article(title="Kopi")

    answers = [(one, Client().get("/search/", {"q": "kopi"} | one).status_code) for one in wrong]

    assert [(one, status) for one, status in answers if status != 404] == []


def test_every_result_stands_on_one_page_alone():
    loaded(23, "Kopi")

    pages = [Client().get("/search/", {"q": "kopi", "page": page}).context["rows"] for page in (1, 2)]

    assert [len(rows) for rows in pages] == [20, 3]
    assert len({row.article.pk for rows in pages for row in rows}) == 23


@both_engines
def test_only_what_is_live_is_found_and_at_once():
    chief, article = a_chief_editor(), a_live_article(title="Rahasia besar")
    a_draft(title="Rahasia draf")
    waiting_submission(title="Rahasia antrean")
    assert found("rahasia") == {"Rahasia besar"}

    publishing.withdraw(article, by=chief, message="Keliru.")
    assert (found("rahasia"), found("rahasja"), found("raha")) == (set(), set(), set())
    publishing.restore(article, by=chief, message="Ternyata benar.")
    assert found("rahasia") == {"Rahasia besar"}
    publishing.remove(article, by=chief, message="Perintah.", reference="1/2026")
    assert (found("rahasia"), SearchText.objects.count()) == (set(), 0)


def test_a_caption_goes_with_its_photo():
    article = a_draft()
    with_cover(article)
    article.photos.update(caption="Mercusuar tua")
    go_live(sent(article))
    assert found("mercusuar")

    photo = fresh(article).live_revision.photos.get().photo
    takedown.take_down(photo, by=a_chief_editor(), reason="consent", reference="2/2026")

    assert found("mercusuar") == set()


def test_a_new_pen_name_is_found_and_the_old_one_is_not():
    article = a_live_article(by=a_writer(pen_name="Senja Merona"))
    person = article.author
    person.pen_name = "Fajar Membara"
    person.save()
    rename(person, before="Senja Merona")

    assert indexing.follow_names() == 1
    assert (len(found("fajar membara")), found("senja")) == (1, set())
    assert indexing.follow_names() == 0


def test_a_page_of_results_takes_the_same_queries_for_one_and_for_many(django_assert_max_num_queries):
    a_live_article(title="Kopi satu", cover=True)
    Client().get("/search/", {"q": "kopi"})
    with django_assert_max_num_queries(13) as one:
        Client().get("/search/", {"q": "kopi"})
    for number in range(6):
        a_live_article(title=f"Kopi {number}", cover=True)
    with django_assert_max_num_queries(13) as many:
        Client().get("/search/", {"q": "kopi"})

    assert len(one) == len(many)


@both_engines
def test_titles_and_topics_are_offered_as_one_types():
    a_live_article(title="Perahu layar di selat", named=("Perairan",))

    offered = Client().get("/search/suggest/", {"q": "per"}).json()["offered"]

    assert offered == ["Perahu layar di selat", "Perairan"]
    assert Client().get("/search/suggest/", {"q": "perahu la"}).json()["offered"] == ["Perahu layar di selat"]
    assert Client().get("/search/suggest/", {"q": '"*('}).json()["offered"] == []
    assert Client().get("/search/suggest/").json()["offered"] == []


def test_writers_and_topics_that_fit_stand_beside_the_texts():
    a_live_article(title="Lain", by=a_writer(pen_name="Layar Senja"), named=("Layar",))

    context = Client().get("/search/", {"q": "layar"}).context

    assert [person.pen_name for person in context["people"]] == ["Layar Senja"]
    assert [topic.name for topic in context["topics"]] == ["Layar"]


@pytest.mark.parametrize(("typed", "named"), [("-", []), ("- '", []), ("- layar", ["Layar-Senja"])])
def test_signs_alone_name_no_writer(typed, named):
    a_live_article(by=a_writer(pen_name="Layar-Senja"))

    assert [person.pen_name for person in Client().get("/search/", {"q": typed}).context["people"]] == named


def test_a_mistyped_word_is_mended_to_one_that_stands_beside_the_others():
    a_live_article(title="Layanan kesehatan di desa")
    kite = a_live_article(title="Layangan yang tahan angin")

    found = searching.find(searching.asked("layagan angin"))

    assert (found.asked.words, found.pks) == (("layangan", "angin"), [kite.pk])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("kapall", "Kapal"), ("sayru", "Sayur"), ("layagan", "Layangan"), ("piang", "Pisang")],
)
def test_a_mistyped_word_is_mended_to_what_was_likely_meant(typed, meant):
    """A letter too many, two exchanged or one left out, before a wrong one; and before a wrong first letter."""
    for title in ("Kapal", "Kapala", "Sayra", "Sayur", "Layanan", "Layangan", "Siang", "Pisang"):
        a_live_article(title=f"{title} hari ini")

    assert found(typed) == {f"{meant} hari ini"}


def test_what_was_found_by_a_caption_shows_it_marked():
    article = with_cover(a_draft())
    article.photos.update(caption="Seekor cendrawasih di dahan <tinggi>")
    go_live(sent(fresh(article)))

    page = Client().get("/search/", {"q": "cendrawasih"}).content.decode()

    assert "Seekor <mark>cendrawasih</mark> di dahan &lt;tinggi&gt;" in page


@both_engines
def test_a_title_with_another_form_of_each_word_comes_before_a_text_with_the_very_ones():
    very = a_live_article(title="Pengumuman", text="Tolong kembalikan buku. Kembalikan buku itu.")
    titled = a_live_article(title="Buku yang tidak kembali", text="Ke mana saja mereka pergi.")

    assert searching.find(searching.asked("kembalikan buku")).pks == [titled.pk, very.pk]


@pytest.mark.drill
@both_engines
def test_a_title_is_found_however_many_newer_texts_say_its_words():
    """Only the newest 500 are ranked by what stands in their texts."""
    said = {"dek": "Pendek.", "writer": 0, "topics": [0]}
    texts = [
        said | {"number": number, "title": "Kopi kebun tua" if number == 1100 else f"Catatan {number}",
                "published": (timezone.now() - timedelta(hours=1 + number)).isoformat(),
                "body": [{"kind": "paragraph", "text": "Minum kopi di kebun pagi ini."}]}
        for number in range(1101)
    ]  # fmt: skip
    load({"topics": [{"name": "Kebun"}], "writers": [{"name": "Rani", "handle": "rani"}], "articles": texts})

    titled = Article.objects.get(live_revision__title="Kopi kebun tua").pk
    assert [searching.find(searching.asked(words)).pks[0] for words in ("kopi kebun", "kopi -gula")] == [titled] * 2
