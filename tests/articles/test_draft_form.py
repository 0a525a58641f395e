"""The draft without JavaScript: what is typed is kept, whatever is wrong with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import body, checks, deciding, plaintext
from articles.models import Article, Photo, Remark, Submission, Topic
from tests.factories import PASSPORT, a_draft, a_moderator, a_photo, a_picture, a_writer, give_back, later, sent
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db


def typed(article: Article | None = None, **fields) -> dict:
    """What the form posts for `article` as it is stored, but for `fields`."""
    stored = {
        "version": 1,
        "title": "",
        "dek": "",
        "place": "",
        "body": "",
        "topic_main": "",
        "topics": "",
        "cover": "",
    }
    if article:
        names = [row.tag.name for row in article.topic_rows.select_related("tag")]
        stored |= {name: getattr(article, name) for name in ("title", "dek", "place")}
        stored |= {"version": article.draft_version, "body": plaintext.to_text(article.body)}
        stored |= {"topic_main": names[0] if names else "", "topics": ", ".join(names[1:])}
        stored |= {"cover": article.cover.code if article.cover else ""}
        for photo in article.photos.all():
            stored |= {f"{photo.code}-{name}": getattr(photo, name) for name in PASSPORT}
    return stored | fields


def post(article: Article, **fields):
    return signed_in(article.author).post(reverse("writing:edit", args=[article.code]), typed(article, **fields))


def upload(data: bytes | None = None, name="foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or a_picture(), "image/jpeg")


def test_looking_at_the_empty_sheet_makes_no_draft():
    signed_in(a_writer()).get(reverse("writing:new"))

    assert not Article.objects.exists()


def test_the_first_save_makes_one_draft_with_everything():
    writer = a_writer()
    fields = typed(title="Pasar", dek="Ramai", place="Banjarmasin", body="## Fajar\n\nRamai.", topic_main="Kuliner")

    answer = signed_in(writer).post(reverse("writing:new"), fields | {"topics": "Sungai, Pagi", "upload": [upload()]})

    article = Article.objects.get()
    assert answer.url == f"{article.draft_address}?saved={article.draft_version}"
    assert (article.author, article.title, article.dek, article.place) == (writer, "Pasar", "Ramai", "Banjarmasin")
    assert [block["type"] for block in article.body["content"]] == ["section", "paragraph"]
    assert [row.tag.name for row in article.topic_rows.select_related("tag")] == ["Kuliner", "Sungai", "Pagi"]
    assert article.photos.count() == 1


def test_saved_is_said_of_the_version_that_stands_and_no_session_is_written_for_it():
    article = a_draft()
    client = signed_in(article.author)
    with CaptureQueriesContext(connection) as asked:
        first = client.post(article.draft_address, typed(article, title="Satu"))
        page = client.get(first.url)
    article.refresh_from_db()
    client.post(article.draft_address, typed(article, title="Dua"))

    assert 'class="notice notice-saved"' in page.content.decode()
    assert 'class="notice notice-saved"' not in client.get(first.url).content.decode()
    assert not [one for one in asked if one["sql"].startswith("UPDATE") and "django_session" in one["sql"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "x" * 201},
        {"title": "bidi \u202e di sini"},
        {"dek": "y" * 201},
        {"body": "kata " * 20_001},
        {"topics": "a1, b2, c3, d4, e5"},
        {"topics": "x" * 51},
        {"version": "bukan angka"},
    ],
)
def test_what_is_refused_stays_in_the_form_and_nothing_is_stored(wrong):
    article = a_draft()

    answer = post(article, **{"place": "Tempat yang tidak boleh hilang"} | wrong)

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert next(iter(wrong.values()))[:40] in shown
    assert "Tempat yang tidak boleh hilang" in shown
    assert Article.objects.get().title == article.title


def test_a_refused_first_save_goes_on_as_the_same_draft():
    client = signed_in(a_writer())

    refused = client.post(reverse("writing:new"), typed(title="x" * 201))
    article = Article.objects.get()

    assert reverse("writing:edit", args=[article.code]) in refused.content.decode()


def test_a_file_that_is_no_picture_is_told_and_the_words_are_kept():
    article = a_draft()

    answer = post(article, dek="Kata baru", upload=[upload(b"<svg onload=alert(1)>", "jahat<b>.jpg"), upload()])

    assert answer.status_code == 422
    assert "jahat&lt;b&gt;.jpg" in answer.content.decode()
    assert (Article.objects.get().dek, article.photos.count()) == ("Kata baru", 1)


def test_a_passport_is_kept_and_a_bad_source_address_is_refused_at_its_field():
    article = a_draft()
    photo = a_photo(article)

    good = post(article, **{f"{photo.code}-caption": "Pedagang", f"{photo.code}-source_url": "contoh.example/foto"})
    bad = post(Article.objects.get(), **{f"{photo.code}-source_url": "javascript:alert(1)"})

    photo.refresh_from_db()
    assert (good.status_code, bad.status_code) == (302, 422)
    assert (photo.caption, photo.source_url) == ("Pedagang", "https://contoh.example/foto")
    describes = f'aria-describedby="id_{photo.code}-source_url_helptext id_{photo.code}-source_url_error"'
    assert describes in bad.content.decode()


def test_a_save_without_any_change_raises_no_version():
    article = a_draft()

    post(article)

    assert Article.objects.get().draft_version == article.draft_version


def test_unchanged_blocks_keep_their_ids_over_a_save():
    article = a_draft()
    before = [block["attrs"]["id"] for block in article.body["content"]]

    post(article, body=plaintext.to_text(article.body) + "\n\nParagraf baru.")

    assert [block["attrs"]["id"] for block in Article.objects.get().body["content"]][:3] == before


@pytest.mark.parametrize(
    "changed", [{"title": "Dari tab lama"}, {"topic_main": "Lain"}, {"place": "Lain"}, {"verb": "submit"}]
)
def test_a_stale_form_is_answered_with_both_texts_and_overwrites_nothing(changed):
    article = a_draft()
    Article.objects.update(title="Dari ponsel", draft_version=article.draft_version + 1)

    answer = post(article, **changed | {"dek": "Kata dari tab lama"})

    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari ponsel" in shown
    assert "Kata dari tab lama" in shown
    assert Article.objects.get().title == "Dari ponsel"


def test_a_stale_form_with_the_same_words_and_another_passport_is_no_second_press():
    article = a_draft()
    photo = a_photo(article)
    Article.objects.update(draft_version=article.draft_version + 1)

    answer = post(article, **{f"{photo.code}-caption": "Keterangan yang tidak boleh hilang"})

    assert answer.status_code == 409
    assert "Keterangan yang tidak boleh hilang" in answer.content.decode()


def test_an_answer_to_a_remark_is_kept_also_when_the_draft_is_stale():
    submission = sent(a_draft())
    remark = deciding.remark(submission, by=a_moderator(), block="", reason="other", text="Sumbernya?")
    give_back(submission, by=remark.by)
    article = Article.objects.get()
    Article.objects.update(title="Dari ponsel", draft_version=article.draft_version + 1)

    with later(minutes=1):
        answer = post(article, **{f"remark-{remark.pk}-answer": "Sudah."})

    assert (answer.status_code, Remark.objects.get().answer) == (409, "Sudah.")


def test_after_seeing_the_other_version_saving_again_keeps_the_form():
    article = a_draft()
    Article.objects.update(title="Dari ponsel", draft_version=article.draft_version + 1)
    shown = post(article, title="Dari tab lama").context["form"]

    answer = post(article, title="Dari tab lama", version=shown["version"].value())

    assert (answer.status_code, Article.objects.get().title) == (302, "Dari tab lama")


def test_another_persons_photo_is_not_taken_as_ones_own():
    article, foreign = a_draft(), a_photo(a_draft())

    post(article, cover=foreign.code, body=f"Halo.\n\n(foto {foreign.code})")

    stored = Article.objects.get(pk=article.pk)
    assert stored.cover is None
    page = signed_in(article.author).get(reverse("writing:edit", args=[article.code])).content.decode()
    assert f"Photo {foreign.code} was not found" in page or foreign.code in page


def test_a_photo_taken_out_leaves_the_form_and_stays_with_what_was_sent():
    article = a_draft()
    photo = a_photo(article)
    Article.objects.update(cover=photo)
    give_back(sent(Article.objects.get()))

    with later(minutes=1):
        post(Article.objects.get(), **{f"{photo.code}-remove": "on"})

    assert (Article.objects.get().cover, article.photos.on_the_form().count()) == (None, 0)
    assert Photo.objects.get().shown_in.count() == 1


def test_sending_twice_is_one_submission_and_shows_its_receipt():
    article = a_draft()

    first = post(article, verb="submit", attest="1")
    second = post(article, verb="submit", attest="1")

    assert first.url == second.url == reverse("writing:receipt", args=[article.code])
    assert Submission.objects.count() == 1


def test_sending_needs_the_statement_and_says_so():
    article = a_draft()

    answer = post(article, verb="submit")

    assert answer.status_code == 409
    assert not Submission.objects.exists()


def test_words_typed_while_it_waits_are_shown_to_be_copied():
    article = a_draft()
    sent(article)

    answer = post(Article.objects.get(), body="Kalimat yang diketik terlambat.")

    assert answer.status_code == 409
    assert "Kalimat yang diketik terlambat." in answer.content.decode()


def test_whoever_was_signed_out_while_typing_gets_the_words_back():
    article = a_draft()

    answer = Client().post(reverse("writing:edit", args=[article.code]), typed(article, body="Kalimat yang panjang."))

    assert answer.status_code == 401
    assert "Kalimat yang panjang." in answer.content.decode()
    assert article.title in answer.content.decode()


def test_what_is_right_is_saved_beside_what_is_refused():
    article = a_draft()
    photo = a_photo(article)

    answer = post(
        article, dek="Dek baru", topics="x" * 51, **{f"{photo.code}-caption": "Baru", f"{photo.code}-source_url": "x:y"}
    )

    stored = Article.objects.get()
    assert (answer.status_code, stored.dek) == (422, "Dek baru")
    assert [row.tag.name for row in stored.topic_rows.select_related("tag")] == ["Kuliner"]
    assert answer.context["form"].is_refused
    assert "save-state-saved" not in answer.content.decode()


def test_the_same_sheet_sent_twice_begins_one_draft():
    client, sheet = signed_in(a_writer()), {"code": "abcd2345", "title": "x" * 201}

    client.post(reverse("writing:new"), typed(**sheet))
    client.post(reverse("writing:new"), typed(**sheet))

    assert Article.objects.get().code == "abcd2345"


def test_a_sheet_with_another_persons_code_begins_a_draft_of_its_own():
    other = a_draft()

    signed_in(a_writer()).post(reverse("writing:new"), typed(code=other.code, title="Punyaku"))

    assert Article.objects.count() == 2
    assert Article.objects.get(pk=other.pk).title == other.title


def test_the_first_photo_becomes_the_cover_until_there_is_a_choice():
    client = signed_in(a_writer())

    client.post(reverse("writing:new"), typed(title="Pasar") | {"upload": [upload()]})
    posted = typed(title="Pasar") | {"upload": [upload(a_picture("navy"))]}
    posted.pop("cover")
    client.post(reverse("writing:new"), posted)

    first, second = Article.objects.order_by("pk")
    assert (first.cover, second.cover) == (None, second.photos.get())


def test_a_photo_that_stands_nowhere_is_told_before_sending():
    article = a_draft()
    a_photo(article)

    lines = [check.sentence for check in checks.lacking(article)]

    assert lines == ["Photo 1 stands nowhere yet"]


def test_answers_are_kept_with_every_save_and_emptied_when_they_are_but_foreign_ones_never():
    submission = sent(a_draft())
    remark = deciding.remark(submission, by=a_moderator(), block="", reason="other", text="Sumbernya?")
    foreign = deciding.remark(sent(a_draft()), by=a_moderator(), block="", reason="other", text="Hm")
    give_back(submission, by=remark.by)
    answers = {f"remark-{remark.pk}-answer": "Sudah.", f"remark-{foreign.pk}-answer": "Bukan punyaku"}

    with later(minutes=1):
        post(Article.objects.get(pk=submission.article_id), title="x" * 201, **answers)
        kept = [Remark.objects.get(pk=one.pk).answer for one in (remark, foreign)]
        post(Article.objects.get(pk=submission.article_id), **{f"remark-{remark.pk}-answer": "\u200b"})

    assert (kept, Remark.objects.get(pk=remark.pk).answer) == (["Sudah.", ""], "")


def test_topics_are_found_whatever_their_case_and_order_is_kept():
    article = a_draft(named=("Kuliner", "Sungai"))

    post(article, topic_main="SUNGAI", topics="kuliner, #Pagi")

    assert list(Topic.objects.order_by("pk").values_list("name", flat=True)) == ["Kuliner", "Sungai", "Pagi"]
    assert [row.tag.name for row in article.topic_rows.select_related("tag")] == ["Sungai", "Kuliner", "Pagi"]


def test_the_editors_document_survives_the_textarea():
    a_draft()
    rich = {"type": "doc", "content": [{"type": "paragraph", "attrs": {"id": "abcdefgh"}, "content": [
        {"type": "text", "text": "tebal", "marks": [{"type": "strong"}]}]}]}  # fmt: skip
    Article.objects.update(body=body.clean(rich))

    post(Article.objects.get(), title="Judul lain")

    assert Article.objects.get().body == body.clean(rich)


def test_the_dashboard_takes_as_many_queries_for_three_as_for_six():
    writer = a_writer()
    client = signed_in(writer)
    counts = []

    for _ in range(2):
        for _ in range(3):
            sent(a_draft(by=writer))
            a_draft(by=writer)
        counts.append(queries_of(client, reverse("writing:dashboard")))

    assert counts[0] == counts[1] <= 10
