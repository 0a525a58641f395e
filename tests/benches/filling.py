"""Owns what the benches of growth are filled with: articles from their number alone, 0 the newest, loaded in bulk.

`python -m tests.benches.filling SIZE` fills the database of DATABASE_URL or LEMBAR_VAR. The newest articles are the
same in every size, so that their pages are.
"""

import os
import random
import sys
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

CHUNK = 5_000
MINUTES_APART = 37
WAITING = 60
FREQUENT, RARE, PHRASE = "pasar", "kelelawar", "pasar terapung"
WORDS = """yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada
mereka lebih kata tahun sudah atau saat oleh menjadi orang ia telah adalah seperti sebagai kami kita banyak hari
dapat masih warga kota jalan sungai kampung rumah sekolah guru anak ibu bapak petani nelayan pedagang pemuda
desa kecamatan pulau laut gunung hutan sawah kopi beras garam ikan sayur buah warung dapur resep bumbu pedas
manis gurih hangat pagi siang sore malam hujan kering musim panen tanam menulis membaca bercerita mendengar
melihat berjalan berangkat pulang menunggu membawa membuat menjual membeli memasak menjaga merawat membangun
memperbaiki mengajar belajar bermain berlari bernyanyi menari kerajinan batik tenun anyaman perahu jembatan
kereta stasiun terminal pelabuhan tiket harga ongkos upah tabungan koperasi usaha pelanggan pesanan kiriman
gambar foto kamera cahaya bayangan warna biru hijau merah kuning putih hitam""".split()
WEIGHTS = [1 / (at + 3) for at in range(len(WORDS))]
SYLLABLES = "ba ke lo mu ni pa ra si tu wa ga di ho je ku le ma no pi ru sa te yu bo ci da".split()
TAIL = ["".join(parts) + "ng" for parts in product(SYLLABLES, repeat=3)]  # words that few articles have
TOPICS = """Kuliner Perjalanan Kampus Keluarga Lingkungan Musik Film Buku Olahraga Teknologi Kesehatan Keuangan Sejarah
Budaya Pendidikan Pertanian Kelautan Transportasi Fotografi Kerajinan Hewan Rumah Karier Kota""".split()
PHOTOS = 4


def sentence(dice: random.Random, length: int) -> str:
    words = [dice.choice(TAIL) if dice.random() < 0.04 else word for word in dice.choices(WORDS, WEIGHTS, k=length)]
    return " ".join(words).capitalize() + "."


def article(number: int, writers: int, newest: datetime) -> dict:
    """Some 400 words; every other article says "pasar", every tenth "pasar terapung", twenty
    of the newest "kelelawar"."""
    dice = random.Random(f"article {number}")
    said = [FREQUENT] * (number % 2 == 0) + [PHRASE] * (number % 10 == 3) + [RARE] * (number < 300 and number % 15 == 2)
    texts = [" ".join(sentence(dice, 12) for _ in range(5)) for _ in range(7)]
    texts[dice.randrange(7)] += f" {' '.join(said)}."
    blocks = [{"kind": "paragraph", "text": text} for text in texts]
    return {
        "number": number,
        "title": " ".join(dice.choices(WORDS[38:], k=6)).capitalize() + (f" {FREQUENT}" if number % 20 == 0 else ""),
        "dek": sentence(dice, 12),
        "writer": 0 if number % 20 == 0 else number % writers,
        "published": (newest - timedelta(minutes=MINUTES_APART * number)).isoformat(),
        "topics": [0, *sorted(dice.sample(range(1, len(TOPICS)), 2))] if number % 3 == 0 else [1 + number % 23],
        "cover": photo(dice),
        "body": [*blocks[:3], {"kind": "heading", "text": sentence(dice, 4)}, photo(dice), *blocks[3:]],
        "related": [number + 1, number + 2, number + 5],
    }


def photo(dice: random.Random) -> dict:
    words = {"caption": sentence(dice, 9), "credit": "Rani Wulandari", "alt": sentence(dice, 6)}
    return {"kind": "photo", "photo": dice.randrange(PHOTOS)} | words


def chunk(numbers: range, size: int, newest: datetime) -> dict:
    writers = max(30, size // 100)
    return {
        "topics": [{"name": name} for name in TOPICS],
        "writers": [{"name": f"Rani {SYLLABLES[at % 26].title()}", "handle": f"rani.{at}_"} for at in range(writers)],
        "articles": [article(number, writers, newest) for number in numbers],
    }


def fill(size: int) -> None:
    """The oldest first. Some texts wait at the end, sent by the verbs."""
    from articles.loading import load
    from tests.factories import a_moderator, a_picture, a_writer, waiting_submission

    newest = datetime.now(UTC) - timedelta(hours=1)
    folder = Path(os.environ["LEMBAR_VAR"]) / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(PHOTOS):
        (folder / f"{at:02d}.jpg").write_bytes(a_picture(("teal", "orchid", "khaki", "navy")[at], size=(400, 250)))
    for start in reversed(range(0, size, CHUNK)):
        load(chunk(range(start, min(size, start + CHUNK)), size, newest), folder=folder)
        print(size - start, "of", size, flush=True)
    writer = a_writer()
    for _text in range(WAITING):
        waiting_submission(by=writer)
    a_moderator(pen_name="Moderator Uji")


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    fill(int(sys.argv[1]))


if __name__ == "__main__":
    main()
