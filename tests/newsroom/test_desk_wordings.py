"""The words of the desk: chief editors add, mend and retire them, and what is in force is what an approval needs."""

from functools import partial

import pytest
from django.urls import reverse

from articles import wordings
from articles.lifecycle import StepRefused
from articles.models import ChecklistPoint, MessageTemplate, Submission
from tests.factories import a_chief_editor, a_draft, a_moderator, a_writer, sent, ticked, waiting_submission
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says
an_english_chief_editor = partial(a_chief_editor, language="en")
NEW = {"text_id": "Angka sudah dihitung ulang", "text_en": "Figures were counted again", "position": 7}
LETTER = {
    "kind": "decline",
    "name_id": "Terlalu pendek",
    "name_en": "Too short",
    "text_id": "Belum cukup untuk dibaca orang.",
    "text_en": "Not enough to read yet.",
    "position": 9,
}


def posted(prefix: str, fields: dict, **others) -> dict:
    return {f"{prefix}-{name}": value for name, value in fields.items()} | {"verb": "save"} | others


def on(row, verb="save", **fields) -> dict:
    """What the form of a row posts, with `fields` changed."""
    names = ("text_id", "text_en", "position", *(("kind", "name_id", "name_en") if hasattr(row, "kind") else ()))
    told = {name: getattr(row, name) for name in names} | {"base": row.version} | fields
    return posted(f"row-{row.pk}", told, row=row.pk, verb=verb)


def room(person, name: str, data: dict | None = None):
    client, address = signed_in(person), reverse(f"desk:{name}")
    return client.get(address) if data is None else client.post(address, data)


def test_the_first_checklist_and_templates_are_in_both_languages():
    assert [point.key for point in ChecklistPoint.objects.in_force()] == [
        "title",
        "claims",
        "photos",
        "original",
        "respect",
        "protected",
    ]
    assert sorted(MessageTemplate.objects.in_force().values_list("kind", flat=True)) == ["decline"] * 2 + ["return"] * 4


@pytest.mark.parametrize(
    ("name", "fields", "model"), [("checklist", NEW, ChecklistPoint), ("templates", LETTER, MessageTemplate)]
)
def test_a_chief_editor_adds_one(name, fields, model):
    chief = an_english_chief_editor()

    answer = room(chief, name, posted("new", fields))

    made = model.objects.get(text_en=fields["text_en"])
    assert (answer.status_code, made.changed_by, made.position) == (302, chief, fields["position"])


@pytest.mark.parametrize("wrong", [{"text_id": ""}, {"text_en": "\u200b"}, {"position": "x"}, {"position": -1}])
def test_what_is_mistyped_is_refused_and_stays_in_the_form(wrong):
    answer = room(an_english_chief_editor(), "checklist", posted("new", NEW | wrong))

    assert (answer.status_code, ChecklistPoint.objects.count()) == (422, 6)
    kept = [name for name in ("text_id", "text_en") if name not in wrong]
    assert [name for name in kept if NEW[name] not in answer.content.decode()] == []


def test_a_mended_text_holds_for_the_next_page():
    row = MessageTemplate.objects.first()

    room(an_english_chief_editor(), "templates", on(row, text_id="Kata yang lain."))

    row.refresh_from_db()
    assert (row.text_id, row.version) == ("Kata yang lain.", 2)


def test_the_second_of_two_who_change_one_text_is_refused_with_the_words_kept():
    row, chief = ChecklistPoint.objects.first(), an_english_chief_editor()
    room(an_english_chief_editor(), "checklist", on(row, text_id="Dari yang pertama"))

    answer = room(chief, "checklist", on(row, text_id="Dari yang kedua"))

    row.refresh_from_db()
    assert (answer.status_code, row.text_id) == (409, "Dari yang pertama")
    assert "Dari yang kedua" in answer.content.decode()


def test_a_retired_point_is_asked_of_nobody_and_can_come_back():
    row, chief = ChecklistPoint.objects.get(key="original"), an_english_chief_editor()

    room(chief, "checklist", on(row, "retire"))
    retired = ticked()
    row.refresh_from_db()
    room(chief, "checklist", on(row, "again"))

    assert ("original" in retired, "original" in ticked()) == (False, True)


def test_a_template_that_is_not_in_use_is_not_offered():
    submission, row = waiting_submission(), MessageTemplate.objects.first()
    wordings.retire(row, by=an_english_chief_editor(), base=1)

    page = signed_in(an_english_moderator()).get(reverse("desk:review", args=[submission.pk])).content.decode()

    assert (row.name in page, MessageTemplate.objects.last().name in page) == (False, True)


@pytest.mark.parametrize(("language", "field"), [("en", "text_en"), ("id", "text_id"), ("", "text_id")])
def test_a_template_fills_in_the_writers_language(language, field):
    submission = sent(a_draft(by=a_writer(language=language)))

    page = signed_in(an_english_moderator()).get(reverse("desk:review", args=[submission.pk])).content.decode()

    assert getattr(MessageTemplate.objects.first(), field)[:60] in page


def approval(submission: Submission, **said) -> dict:
    keys = list(ticked())
    return {"verb": "approve", "seen": submission.revision_id, "checked": keys, "shown": keys} | said


def test_a_point_that_came_while_the_page_was_open_is_shown_before_the_approval():
    submission, moderator = waiting_submission(), an_english_moderator()
    data = approval(submission)
    point = wordings.add(ChecklistPoint, by=an_english_chief_editor(), **NEW)

    answer = signed_in(moderator).post(reverse("desk:decision", args=[submission.pk]), data)

    page = answer.content.decode()
    assert (answer.status_code, Submission.objects.get().state) == (409, "waiting")
    assert "The checklist has a new point since you opened this page." in page
    assert f'value="{point.key}" aria-invalid="true"' in page


def test_a_point_that_was_retired_while_the_page_was_open_is_in_nobodys_way():
    submission = waiting_submission()
    data = approval(submission)
    wordings.retire(ChecklistPoint.objects.first(), by=an_english_chief_editor(), base=1)

    signed_in(an_english_moderator()).post(reverse("desk:decision", args=[submission.pk]), data)

    assert Submission.objects.get().state == "approved"


def test_only_chief_editors_change_words():
    row, moderator = ChecklistPoint.objects.first(), an_english_moderator()

    for step in (
        lambda: wordings.add(ChecklistPoint, by=moderator, **NEW),
        lambda: wordings.change(row, by=moderator, base=1, text_id="x"),
        lambda: wordings.retire(row, by=moderator, base=1),
    ):
        with pytest.raises(StepRefused):
            step()


@pytest.mark.parametrize("row", ["x", "9" * 30, "0"])
def test_a_row_that_is_none_is_not_here(row):
    assert room(an_english_chief_editor(), "checklist", {"row": row, "verb": "save"}).status_code == 404


@pytest.mark.parametrize("name", ["checklist", "templates"])
def test_the_rooms_take_as_many_queries_for_some_as_for_many(name):
    client, counts = signed_in(an_english_chief_editor()), []

    for number in (1, 5):
        for at in range(number):
            wordings.add(ChecklistPoint, by=an_english_chief_editor(), **NEW)
            wordings.add(MessageTemplate, by=an_english_chief_editor(), **LETTER | {"position": at})
        counts.append(queries_of(client, reverse(f"desk:{name}")))

    assert counts[0] == counts[1]
