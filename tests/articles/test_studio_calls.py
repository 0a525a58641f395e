"""The studio's calls: every answer of the table, and that nothing is ever overwritten unseen."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from articles import attesting, body, disclaiming, drafting, publishing, sending, topics
from articles.models import Article, Device, DraftSnapshot
from tests.articles.documents import a_block, a_doc, a_text
from tests.factories import a_chief_editor, a_draft, a_live_article, a_photo, a_writer, fresh, sent
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db]
ANDROID = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"


def words(text: str) -> dict:
    return a_doc(a_block("paragraph", a_text(text), id="aaaaaaa2"))


def patch(article: Article, *, client=None, base=None, save_id="satu", address="", **said):
    client = client or signed_in(article.author)
    said = {"base": base or article.draft_version, "save_id": save_id, "fields": {}} | said
    return client.patch(address or article.draft_address, json.dumps(said), content_type="application/json")


def test_only_what_changed_is_named_and_the_rest_stays():
    article = a_draft(title="Judul", dek="Cuplikan")

    answer = patch(article, fields={"title": "Judul baru", "body": words("Kata baru.")})

    stored = fresh(article)
    assert (answer.status_code, answer.json()["version"]) == (200, stored.draft_version)
    assert (stored.title, stored.dek, body.plain_text(stored.body)) == ("Judul baru", "Cuplikan", "Kata baru.")
    assert [topic.name for topic in stored.shown_topics()] == ["Kuliner"]


def test_a_cover_stays_when_the_save_does_not_name_it():
    article = a_draft()
    photo = a_photo(article)
    patch(article, fields={"cover": photo.code})

    patch(fresh(article), save_id="dua", fields={"title": "Lain"})

    assert fresh(article).cover == photo


def test_the_same_save_again_is_answered_as_the_first_time():
    article = a_draft()
    patch(article, fields={"title": "Satu"})

    again = patch(article, fields={"title": "Satu"})

    assert (again.status_code, again.json()["version"], fresh(article).draft_version) == (200, 3, 3)


def test_a_newer_save_after_a_lost_answer_is_no_conflict():
    article = a_draft()
    patch(article, fields={"title": "Satu"})

    answer = patch(article, save_id="dua", tried=["satu"], fields={"title": "Dua"})

    assert (answer.status_code, fresh(article).title) == (200, "Dua")


def test_a_save_over_somebody_elses_is_refused_and_writes_nothing():
    article = a_draft()
    patch(article, fields={"title": "Dari ponsel"}, client=signed_in(article.author))

    answer = patch(article, save_id="dua", fields={"title": "Dari laptop"})

    assert (answer.status_code, answer.json()["reason"], answer.json()["version"]) == (409, "stale", 3)
    assert fresh(article).title == "Dari ponsel"


def test_a_stale_save_of_what_stands_already_is_fine():
    article = a_draft()
    patch(article, fields={"title": "Sama"})

    answer = patch(article, save_id="dua", fields={"title": "Sama"})

    assert (answer.status_code, answer.json()["version"]) == (200, 3)


def test_the_forms_save_is_a_version_of_its_own():
    article = a_draft()
    patch(article, fields={"title": "Studio"})
    drafting.save(article, drafting.Draft({"title": "Formulir"}), by=article.author, base=3)

    answer = patch(article, save_id="dua", tried=["satu"], fields={"title": "Studio lagi"})

    assert (answer.status_code, fresh(article).title) == (409, "Formulir")


def test_while_an_asking_is_open_it_says_sent():
    article = a_draft()
    sent(article)

    answer = patch(fresh(article), fields={"title": "Terlambat"})

    assert (answer.status_code, answer.json()["reason"]) == (409, "sent")


def test_withdrawn_and_thrown_away_is_gone():
    withdrawn, binned = a_live_article(), a_draft()
    publishing.withdraw(withdrawn, by=a_chief_editor(), message="Keliru.")
    sending.discard(binned, by=binned.author)

    answers = [patch(fresh(article), fields={"title": "Baru"}).status_code for article in (withdrawn, binned)]

    assert answers == [410, 410]


def test_what_is_right_is_kept_beside_what_is_refused():
    article = a_draft()

    answer = patch(article, fields={"title": "x" * 201, "dek": "Cuplikan baru"})

    assert (answer.status_code, list(answer.json()["refused"])) == (422, ["title"])
    assert (fresh(article).dek, answer.json()["version"]) == ("Cuplikan baru", 3)


def test_what_is_refused_of_a_passport_empties_nothing_of_it():
    article = a_draft()
    photo = a_photo(article, source_url="https://foto.example/1", creator="Rani")

    answer = patch(article, fields={f"{photo.code}-caption": "Baru"})

    photo.refresh_from_db()
    assert (answer.status_code, photo.caption) == (200, "Baru")
    assert (photo.source_url, photo.creator) == ("https://foto.example/1", "Rani")


def test_a_passport_is_saved_by_its_photo_and_refused_field_by_field():
    article = a_draft()
    photo = a_photo(article, caption="Lama", creator="Rani", source="Sendiri", licence="own", alt="Perahu")
    said = {
        f"{photo.code}-{name}": getattr(photo, name) for name in ("creator", "source", "licence", "licence_note", "alt")
    }

    kept = patch(article, fields=said | {f"{photo.code}-caption": "Baru", f"{photo.code}-source_url": ""})
    refused = patch(fresh(article), save_id="dua", fields=said | {f"{photo.code}-source_url": "javascript:x"})

    photo.refresh_from_db()
    assert (kept.status_code, photo.caption) == (200, "Baru")
    assert list(refused.json()["refused"]) == [f"{photo.code}-source_url"]


@pytest.mark.parametrize(
    ("broken", "status"),
    [
        ({"type": "paragraph"}, 422),
        ({"type": "doc", "content": ["x"]}, 422),
        (a_doc(*(a_block("paragraph", a_text("kata " * 1500)) for _ in range(80))), 413),
    ],
)
def test_a_broken_or_too_large_text_is_refused_and_the_rest_is_kept(broken, status):
    article = a_draft(text="Semula.")

    answer = patch(article, fields={"title": "Tetap tersimpan", "body": broken})

    assert (answer.status_code, list(answer.json()["refused"])) == (status, ["body"])
    assert (fresh(article).title, body.plain_text(fresh(article).body)) == ("Tetap tersimpan", "Semula.")


@pytest.mark.parametrize(
    "raw",
    [" ", "[]", "{", "[" * 100_000, '{"base": 1}', '{"base": "1", "save_id": "x", "fields": {}}',
     '{"base": 1, "save_id": "", "fields": {}}', '{"base": 1, "save_id": "x", "fields": []}',
     '{"base": 1, "save_id": "x", "fields": {"title": ["a"]}}', '{"base": 1, "save_id": "x", "fields": {"body": "x"}}',
     '{"base": 1, "save_id": "\\ud800", "fields": {}}', '{"base": 1, "save_id": "a\\u0000", "fields": {}}',
     '{"base": true, "save_id": "x", "fields": {}}', '{"base": 1, "save_id": "x", "fields": {}, "tried": {}}'],
)  # fmt: skip
def test_a_damaged_call_is_told_so_and_changes_nothing(raw):
    article = a_draft()

    answers = [
        signed_in(article.author).patch(address, raw, content_type="application/json")
        for address in (article.draft_address, reverse("writing:new"))
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert (Article.objects.count(), fresh(article).draft_version) == (1, article.draft_version)


def test_other_types_and_too_many_bytes_are_refused():
    article = a_draft()
    client = signed_in(article.author)

    form = client.patch(article.draft_address, "base=1", content_type="application/x-www-form-urlencoded")
    large = client.patch(article.draft_address, "x" * 1_100_000, content_type="application/json")

    assert (form.status_code, large.status_code) == (415, 413)


def test_whoever_is_signed_out_or_somebody_else_gets_no_redirect():
    article, other = a_draft(), signed_in(a_writer())

    out = patch(article, client=Client())
    page_of_another = other.patch(
        article.draft_address, "{}", content_type="application/json", headers={"X-Writer": str(article.author_id)}
    )
    strange = patch(article, client=other)

    assert (out.status_code, out.json()) == (401, {"reason": "out"})
    assert (page_of_another.status_code, page_of_another.json()["reason"]) == (401, "other")
    assert strange.status_code == 404


def test_a_token_that_turned_is_403_and_the_fresh_one_is_told():
    article = a_draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(article.author, backend="allauth.account.auth_backends.AuthenticationBackend")
    said = json.dumps({"base": 2, "save_id": "x", "fields": {"title": "Baru"}})

    refused = client.patch(article.draft_address, said, content_type="application/json")
    token = client.get(reverse("writing:token")).json()["csrf"]
    taken = client.patch(article.draft_address, said, content_type="application/json", headers={"X-CSRFToken": token})

    assert (refused.status_code, taken.status_code) == (403, 200)


def test_the_first_save_of_a_sheet_makes_one_draft_however_often_it_comes():
    writer = a_writer()
    said = {"base": 1, "save_id": "satu", "code": "abcd2345", "fields": {"title": "Baru", "body": words("Kata.")}}
    send = lambda: signed_in(writer).patch(reverse("writing:new"), json.dumps(said), content_type="application/json")  # noqa: E731

    first, second = send(), send()

    assert (first.status_code, first.json()["version"], first.json()["address"]) == (200, 2, "/write/abcd2345/")
    assert (second.status_code, second.json()["version"]) == (200, 2)
    assert Article.objects.get().title == "Baru"


def test_the_state_tells_version_device_and_whether_it_is_sent():
    article = a_draft()
    signed_in(article.author).patch(
        article.draft_address,
        json.dumps({"base": 2, "save_id": "satu", "fields": {"title": "Dari ponsel"}}),
        content_type="application/json",
        headers={"User-Agent": ANDROID},
    )

    told = signed_in(article.author).get(reverse("writing:state", args=[article.code])).json()

    assert (told["version"], told["save_id"], told["sent"], fresh(article).saved_on) == (
        3,
        "satu",
        False,
        Device.ANDROID,
    )


def test_merging_proposes_and_writes_nothing():
    article = a_draft(title="Judul", text="")
    base = a_doc(
        a_block("paragraph", a_text("satu"), id="aaaaaaa2"), a_block("paragraph", a_text("dua"), id="aaaaaaa3")
    )
    theirs = a_doc(
        a_block("paragraph", a_text("satu"), id="aaaaaaa2"), a_block("paragraph", a_text("DUA"), id="aaaaaaa3")
    )
    mine = a_doc(
        a_block("paragraph", a_text("SATU"), id="aaaaaaa2"), a_block("paragraph", a_text("dua"), id="aaaaaaa3")
    )
    patch(article, fields={"body": theirs})

    answer = signed_in(article.author).post(
        reverse("writing:merge", args=[article.code]),
        json.dumps({"base": {"title": "Judul", "body": base}, "mine": {"title": "Judulku", "body": mine}}),
        content_type="application/json",
    )

    told = answer.json()
    assert (answer.status_code, body.plain_text(told["body"]), told["asks"]) == (200, "SATU\n\nDUA", [])
    assert (told["fields"]["title"], fresh(article).title, fresh(article).draft_version) == ("Judulku", "Judul", 3)


def test_a_question_names_both_sides_escaped():
    article = a_draft(title="<b>dia</b>", text="")

    answer = signed_in(article.author).post(
        reverse("writing:merge", args=[article.code]),
        json.dumps({"base": None, "mine": {"title": "<i>aku</i>", "body": article.body}}),
        content_type="application/json",
    )

    assert [ask["key"] for ask in answer.json()["asks"]] == ["title"]
    assert [words in answer.json()["page"] for words in ("&lt;b&gt;dia", "&lt;i&gt;aku", "<b>")] == [True, True, False]


def test_sending_names_the_version_that_was_on_screen():
    article = a_draft()
    client, address = signed_in(article.author), reverse("writing:receipt", args=[article.code])
    tick = client.get(article.draft_address).context["statement"].tick
    patch(article, fields={"title": "Disimpan di tempat lain"})

    stale = client.post(address, {"version": 2, "verb": "submit", "attest": tick})
    right = client.post(address, {"version": 3, "verb": "submit", "attest": tick})
    again = client.post(address, {"version": 3, "verb": "submit", "attest": tick})

    assert (stale.status_code, right.status_code, again.status_code) == (409, 302, 302)
    assert article.submissions.get().revision.title == "Disimpan di tempat lain"


@pytest.mark.parametrize("name", ["topics", "cover", "place", "passport", "send"])
def test_every_path_to_the_working_copy_names_its_version(name):
    article = a_draft(place="Lama")
    photo = a_photo(article, caption="Lama")
    client, stale = signed_in(article.author), article.draft_version
    tick = client.get(article.draft_address).context["statement"].tick
    patch(article, fields={"dek": "Dari perangkat lain"})
    fields = {
        "topics": {"topic_main": "Sungai", "topics": ""},
        "cover": {"cover": photo.code},
        "place": {"place": "Baru"},
        "passport": {f"{photo.code}-caption": "Baru"},
    }

    if name == "send":
        said = {"version": stale, "verb": "submit", "attest": tick}
        answer = client.post(reverse("writing:receipt", args=[article.code]), said)
    else:
        answer = patch(article, base=stale, save_id="dua", fields=fields[name])

    photo.refresh_from_db()
    stored = fresh(article)
    assert answer.status_code == 409
    assert (stored.place, stored.cover, photo.caption, stored.submissions.count()) == ("Lama", None, "Lama", 0)
    assert [topic.name for topic in stored.shown_topics()] == ["Kuliner"]


def test_a_sudden_loss_is_pointed_out_and_the_text_before_is_kept():
    article = a_draft(text="kata " * 900)

    answer = patch(article, fields={"body": body.empty()})

    assert (answer.status_code, answer.json()["lost"]) == (200, True)
    assert len(body.plain_text(DraftSnapshot.objects.get().body).split()) == 900


def test_a_tab_from_before_publication_is_refused_and_readers_notice_nothing():
    article = a_live_article(title="Tayang")

    answer = patch(article, base=2, save_id="lama", fields={"title": "Dari kemarin"})

    assert (answer.status_code, answer.json()["reason"]) == (409, "stale")
    assert (fresh(article).title, fresh(article).live_revision.title) == ("Tayang", "Tayang")


def test_a_topic_brings_its_own_statement_with_the_answer():
    article, chief = a_draft(), a_chief_editor()
    topic = topics.find_or_propose("Ekonomi Rumah Tangga")
    own = disclaiming.supersede(by=chief, topic=topic, text_id="Catatan, bukan saran.", text_en="Notes, no advice.")
    before = patch(article, fields={"title": "Belanja"}).json()["statement"]

    after = patch(fresh(article), save_id="dua", fields={"topic_main": topic.name, "topics": ""}).json()["statement"]

    tick = attesting.statement_for(fresh(article)).tick
    assert (f'value="{tick}"' in before, f'value="{tick}"' in after) == (False, True)
    assert str(own.pk) in tick.split("-")
    assert "Catatan, bukan saran." in after
