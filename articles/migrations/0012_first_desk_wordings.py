"""The checklist as it stood in the code, and the first templates of messages."""

from django.db import migrations

POINTS = [
    ("title", "Judul sesuai isi dan tidak menjanjikan lebih", "The title fits the text and promises nothing more"),
    ("claims", "Klaim penting punya sumber", "Important claims have a source"),
    ("photos", "Foto punya sumber dan izin", "Photos have source and permission"),
    ("original", "Bukan salinan", "It is not a copy"),
    ("respect", "Tidak menyerang orang atau kelompok", "It attacks no person and no group"),
    ("protected", "Anak dan korban tidak dapat dikenali", "Children and victims cannot be recognised"),
]
TEMPLATES = [
    (
        "return",
        "Hampir siap, tinggal sumber",
        "Almost there, sources are missing",
        "Terima kasih, tulisan ini hampir siap tayang. Tinggal beberapa pernyataan yang belum bersumber; letaknya ada di "
        "catatan. Tulis dari mana kamu tahu, boleh tautan, nama orang, atau pengamatanmu sendiri, lalu kirim lagi.",
        "Thank you, this text is almost ready. A few statements still lack a source; the remarks say where. Write how "
        "you know, by a link, a name or what you saw yourself, then send it again.",
    ),
    (
        "return",
        "Foto belum jelas sumber atau izinnya",
        "Source or permission of a photo is unclear",
        "Tulisannya sudah enak dibaca. Yang belum jelas: foto mana milikmu dan mana yang kamu pinjam. Isi pembuat, sumber, "
        "dan lisensi tiap foto. Kalau izinnya tidak ada, ganti dengan foto yang kamu ambil sendiri.",
        "The text reads well. What is unclear is which photos are yours and which you borrowed. Fill in creator, source "
        "and licence of each. Where there is no permission, use a photo that you took yourself.",
    ),
    (
        "return",
        "Judul menjanjikan lebih dari isi",
        "The title promises more than the text holds",
        "Isinya bagus, tetapi judulnya membuat pembaca menunggu sesuatu yang tidak ada. Pilih judul yang menyebut hal "
        "terpenting di tulisanmu. Contohnya ada di catatan.",
        "The text is good, but its title makes readers wait for something that is not there. Choose a title that names "
        "the main thing of your text. The remark has an example.",
    ),
    (
        "return",
        "Data pribadi perlu dihapus",
        "Private data has to go",
        "Ada nomor, alamat, atau nama yang bisa merugikan orang yang kamu ceritakan. Hapus atau samarkan bagian yang kami "
        "tandai, lalu kirim lagi. Ceritanya tetap utuh tanpa itu.",
        "There is a number, an address or a name that could harm somebody you write about. Take out or disguise what we "
        "marked, then send it again. The story stays whole without it.",
    ),
    (
        "decline",
        "Iklan, bukan tulisan",
        "An advertisement, not a text",
        "Kami tidak memuat tulisan ini karena isinya mengajak orang membeli atau memakai jasa tertentu. Pengalamanmu "
        "sendiri tetap kami tunggu: apa yang kamu coba, apa yang berhasil, apa yang tidak.",
        "We do not publish this text, since it asks people to buy something or to use a certain service. Your own "
        "experience is still welcome: what you tried, what worked, what did not.",
    ),
    (
        "decline",
        "Disalin dari tempat lain",
        "Copied from elsewhere",
        "Sebagian besar tulisan ini sama dengan yang sudah terbit di tempat lain, jadi tidak kami muat. Kalau itu tulisanmu "
        "juga, balas dengan alamatnya. Kalau bukan, tulislah dengan kata-kata dan pengamatanmu sendiri.",
        "Most of this text is the same as one published elsewhere, so we do not publish it. If that one is yours too, "
        "tell us its address. If not, write in your own words what you saw yourself.",
    ),
]


def make_points(apps, schema_editor):
    model = apps.get_model("articles", "ChecklistPoint")
    for position, (key, indonesian, english) in enumerate(POINTS, start=1):
        model.objects.create(key=key, text_id=indonesian, text_en=english, position=position)


def make_templates(apps, schema_editor):
    model = apps.get_model("articles", "MessageTemplate")
    for position, (kind, name_id, name_en, text_id, text_en) in enumerate(TEMPLATES, start=1):
        model.objects.create(
            kind=kind, name_id=name_id, name_en=name_en, text_id=text_id, text_en=text_en, position=position
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_desk_wordings")]
    operations = [
        migrations.RunPython(make_points, migrations.RunPython.noop),
        migrations.RunPython(make_templates, migrations.RunPython.noop),
    ]
