"""The page of the light edit, what the review shows of one, and what the writer sees, when, and can say to it."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import deciding, plaintext, sending
from articles.models import Article, Revision, Submission
from community.models import Notice
from newsroom import clock
from tests.articles.test_light_edits import MENDED, OWN, an_edited, answer, fresh, mend
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_moderator,
    a_photo,
    a_writer,
    approve,
    decline,
    give_back,
    later,
    sent,
    waiting_submission,
    with_cover,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")


def edit_page(submission: Submission) -> str:
    return reverse("desk:edit", args=[submission.pk])


def typed(submission: Submission, **fields) -> dict:
    """The form as the page is filled, with what was typed over it."""
    page = signed_in(an_english_moderator()).get(edit_page(submission))
    form = page.context["form"]
    filled = {field.html_name: field.value() for one in (form, *form.photos) for field in one}
    return filled | fields


def post(person, submission: Submission, **fields):
    return signed_in(person).post(edit_page(submission), typed(submission, **fields))


def told_page(edited: Submission, name="writing:receipt", **span) -> str:
    writer = fresh(edited.article).author
    with later(**span or {"seconds": 11}):
        clock.tick(clock.JOBS)
        answer = signed_in(writer).get(reverse(name, args=[edited.article.code]), headers={"Accept-Language": "en"})
    return answer.content.decode()


def an_english_writer(**fields):
    return a_writer(language="en", **fields)


def with_a_photo_in_the_text() -> tuple[Submission, str, str]:
    """An asking with a cover and another photo in its text, and their codes."""
    article = with_cover(a_draft(text=OWN))
    photo = a_photo(article)
    body = plaintext.from_text(f"{OWN}\n\n(foto {photo.code})", article.body)
    Article.objects.filter(pk=article.pk).update(body=body)
    return sent(fresh(article)), article.cover.code, photo.code


def test_a_moderator_mends_words_captions_and_topics_on_one_page():
    submission, cover, photo = with_a_photo_in_the_text()
    moderator = an_english_moderator()
    words = {f"{photo}-caption": "Perahu di dermaga", f"{cover}-alt": "Deretan perahu"}
    said = {"title": "Pasar pagi", "topic_main": "Karawo", "body": f"{MENDED}\n\n(foto {photo})"}

    answer = post(moderator, submission, **said, **words)

    revision = fresh(submission).revision
    shown = {row.position: row for row in revision.photos.all()}
    assert answer.url == reverse("desk:review", args=[submission.pk])
    assert (revision.title, revision.made_by, revision.topics.get().topic.name) == ("Pasar pagi", moderator, "Karawo")
    assert (shown[0].alt, shown[1].caption) == ("Deretan perahu", "Perahu di dermaga")
    assert [row.creator for row in shown.values()] == ["Rani", "Rani"]


def test_an_untouched_page_changes_nothing():
    submission = sent(with_cover(a_draft(text=OWN)))

    post(an_english_moderator(), submission)

    assert Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "This field is required."),
        ("dek", " \u200b ", "Write something first."),
        ("topic_main", "", "This field is required."),
        ("topics", "satu, dua, tiga, empat, lima", "At most five topics"),
        ("body", "", "This field is required."),
        ("body", "***", "The text is missing"),
        ("body", "Kata saja.\n\n(foto aaaaaaaa)", "leaves the photos in the text"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_typed_is_lost(field, value, sentence):
    submission = waiting_submission(text=OWN)

    answer = post(an_english_moderator(), submission, **{"place": "Amuntai", field: value})

    page = answer.content.decode()
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert [sentence in page, "Amuntai" in page] == [True, True]


def test_a_caption_is_not_emptied():
    submission = sent(with_cover(a_draft(text=OWN)))
    code = submission.article.cover.code

    answer = post(an_english_moderator(), submission, **{f"{code}-caption": ""})

    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert "Nothing is changed yet." in answer.content.decode()


def test_who_edits_an_older_revision_is_told_and_keeps_what_was_typed():
    submission = waiting_submission(text=OWN)
    said = typed(submission, body="Kata-kataku sendiri.")
    edited = mend(submission)

    answer = signed_in(edited.claimed_by).post(edit_page(submission), said)

    assert answer.status_code == 409
    assert "Kata-kataku sendiri." in answer.content.decode()
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "x", "9" * 40, "123456789"])
def test_a_page_that_names_no_revision_of_this_text_changes_nothing(seen):
    submission = waiting_submission(text=OWN)

    answer = post(an_english_moderator(), submission, seen=seen, title="Lain")

    assert (answer.status_code in (409, 422), Revision.objects.count()) == (True, 1)


def test_the_review_shows_what_was_mended_against_what_was_sent_and_by_whom():
    submission, moderator = waiting_submission(text=OWN), an_english_moderator(pen_name="Dimas Arya")
    mend(submission, by=moderator, names=["Karawo"])

    page = signed_in(moderator).get(reverse("desk:review", args=[submission.pk])).content.decode()

    assert "compared with what the writer sent" in page
    assert "Dimas Arya mended this article" in page
    assert page.count("<ins>") == 2
    assert page.count("<del>") == 2


def test_the_button_stands_where_it_works():
    submission, moderator = waiting_submission(), an_english_moderator()
    address = reverse("desk:review", args=[submission.pk])

    waiting = signed_in(moderator).get(address).content.decode()
    approve(submission, by=moderator)
    decided = signed_in(moderator).get(address).content.decode()

    assert [edit_page(submission) in page for page in (waiting, decided)] == [True, False]


def test_one_photo_or_several_cost_the_same_queries():
    def queries(photos: int) -> int:
        article = with_cover(a_draft(text=OWN))
        codes = [a_photo(article).code for _ in range(photos)]
        text = "\n\n".join([OWN, *(f"(foto {code})" for code in codes)])
        Article.objects.filter(pk=article.pk).update(body=plaintext.from_text(text, article.body))
        client, address = signed_in(a_moderator()), edit_page(sent(fresh(article)))
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as met:
            client.get(address)
        return len(met)

    assert queries(1) == queries(4)


ROOMS = ("writing:edit", "writing:receipt", "writing:preview", "writing:history", "writing:state")
LISTS = ("writing:dashboard", "community:notices")


def seen_by(writer, code: str) -> str:
    client = signed_in(writer)
    addresses = [reverse(name, args=[code]) for name in ROOMS] + [reverse(name) for name in LISTS]
    return "".join(client.get(address).content.decode() for address in addresses)


@pytest.mark.parametrize("end", ["waiting", "approve", "give_back", "undone", "recalled", "declined"])
def test_the_writer_sees_nothing_of_the_edit_before_the_answer_brings_it(end):
    submission = waiting_submission(text=OWN, by=an_english_writer())
    code = submission.article.code
    edited = mend(submission, by=an_english_moderator(pen_name="Dimas Rahasia"), title="Rahasia", names=["Rahasia"])
    if end in ("approve", "undone"):
        answer(approve, edited)
    if end == "undone":
        deciding.take_back(edited, "undo", by=fresh(edited).decided_by)
    if end == "give_back":
        answer(give_back, edited)
    if end == "declined":
        answer(decline, edited)
    if end == "recalled":
        sending.recall(edited, by=submission.article.author)

    with later(seconds=8 if end in ("approve", "give_back") else 30):
        clock.tick(clock.JOBS)
        seen = seen_by(submission.article.author, code)

    assert [word in seen for word in ("Rahasia", edited.revision.sha256, MENDED)] == [False, False, False]
    assert OWN in seen
    assert "Rahasia" not in str(list(Notice.objects.values()))


@pytest.mark.parametrize(("how", "room"), [(approve, "writing:receipt"), (give_back, "writing:edit")])
def test_the_answer_shows_the_edit_word_by_word_without_a_name(how, room):
    submission = waiting_submission(text=OWN, title="Pasar lama", by=an_english_writer())
    edited = mend(submission, by=a_moderator(pen_name="Dimas Arya"), title="Pasar baru", names=["Karawo"])
    answer(how, edited)

    page = told_page(edited, room)

    part = page[page.index('id="suntingan"') : page.index("I object to this edit")]
    assert part.count("<ins>") == part.count("<del>") == 3
    assert "Dimas Arya" not in part
    assert reverse("writing:earlier-sent", args=[edited.article.code, edited.as_sent_id]) in part


def test_an_editor_who_shows_themselves_is_named():
    edited = mend(waiting_submission(text=OWN), by=a_moderator(pen_name="Dimas Arya", shown_as_editor=True))
    answer(give_back, edited)

    assert "Dimas Arya" in told_page(edited)


def test_the_own_words_are_brought_back_in_one_step():
    edited = an_edited()
    answer(give_back, edited)
    told_page(edited)
    article = fresh(edited.article)
    address = reverse("writing:earlier-sent", args=[article.code, edited.as_sent_id])

    with later(seconds=20):
        signed_in(article.author).post(address, {"version": article.draft_version})

    assert plaintext.to_text(fresh(article).body).strip() == OWN


def object_to(edited: Submission, words: str, person=None):
    address = reverse("writing:object", args=[edited.article.code])
    with later(seconds=12):
        return signed_in(person or edited.article.author).post(address, {"objection": words})


def test_an_objection_is_kept_and_read_by_chief_editors_alone():
    edited = an_edited()
    answer(approve, edited)

    done = object_to(edited, "Ramei itu dialek kami.")

    address = reverse("desk:review", args=[edited.pk])
    pages = [signed_in(one).get(address).content.decode() for one in (a_chief_editor(), a_moderator())]
    assert (done.status_code, fresh(edited).objection) == (302, "Ramei itu dialek kami.")
    assert ["Ramei itu dialek kami." in page for page in (*pages, told_page(edited))] == [True, False, True]


@pytest.mark.parametrize("words", ["", " \u200b", "x" * 1001])
def test_an_objection_without_words_or_too_long_is_refused(words):
    edited = an_edited()
    answer(approve, edited)

    assert (object_to(edited, words).status_code, fresh(edited).objection) == (422, "")


def test_nobody_objects_to_what_was_not_told():
    edited = an_edited()

    assert object_to(edited, "Keberatan.").status_code == 404
    answer(approve, edited)
    assert object_to(edited, "Keberatan.", person=a_writer()).status_code == 404
    assert fresh(edited).objection == ""


def test_the_next_round_is_compared_with_what_the_writer_got_back():
    returned, declined = an_edited(), an_edited()
    answer(give_back, returned)
    answer(decline, declined)

    with later(seconds=11):
        told = [Submission.objects.get(pk=one.pk).told_revision.title for one in (returned, declined)]

    assert told == ["Pasar terapung", "Pasar terapung lama"]
