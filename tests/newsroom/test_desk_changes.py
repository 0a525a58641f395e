"""The changes view: against what this writer last got back, with the remarks of that round and what became of them."""

from functools import partial

import pytest
from django.urls import reverse

from articles import deciding, drafting, plaintext, publishing, sending
from articles.models import Article, Photo, Remark, Submission
from tests.factories import (
    a_draft,
    a_live_article,
    a_moderator,
    a_photo,
    approve,
    decline,
    give_back,
    later,
    sent,
    waiting_submission,
    with_cover,
)
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says
FIRST = "Tradisi ini bertahan sejak ratusan tahun lalu."
THEN = "Tradisi ini bertahan karena jaraknya dekat."


def block_of(submission: Submission, place: int = 0) -> str:
    return submission.revision.body["content"][place]["attrs"]["id"]


def rewritten(article: Article, text: str, **fields) -> Submission:
    """Saved anew by its writer and sent."""
    article = Article.objects.get(pk=article.pk)
    fields["body"] = plaintext.from_text(text, article.body)
    cover = article.cover.code if article.cover else ""
    draft = drafting.Draft(fields=fields, topics=None, cover=cover)
    return sent(drafting.save(article, draft, by=article.author, base=article.draft_version))


def review(person, submission: Submission, **query):
    return signed_in(person).get(reverse("desk:review", args=[submission.pk]), query)


@pytest.fixture
def moderator():
    return an_english_moderator(pen_name="Dimas Arya")


@pytest.fixture
def second_round(moderator):
    """Returned with a remark on its only block, answered, changed and sent again."""
    first = waiting_submission(text=FIRST)
    remark = deciding.remark(
        first, by=moderator, block=block_of(first), reason="source_missing", text="Butuh sumber.", words="ratusan tahun"
    )
    give_back(first, by=moderator)
    with later(seconds=11):
        remark.answer_with("Sudah saya ubah, Kak.")
        yield rewritten(first.article, THEN)


def test_what_went_and_what_came_stands_in_the_sheet_in_words_too(second_round, moderator):
    page = review(moderator, second_round).content.decode()

    assert '<del><span class="visually-hidden">[removed: </span>sejak ratusan tahun lalu. <' in page
    assert '<ins><span class="visually-hidden">[added: </span>karena jaraknya dekat. <' in page
    assert "compared with the version that you returned" in page


def test_another_moderator_reads_who_returned_it(second_round):
    assert (
        "compared with the version that Dimas Arya returned"
        in review(an_english_moderator(), second_round).content.decode()
    )


def test_without_changes_the_sheet_is_as_readers_would_see_it(second_round, moderator):
    page = review(moderator, second_round, changes="0").content.decode()

    assert THEN in page
    assert "<del>" not in page.partition('class="manuscript"')[2]
    assert 'href="?changes=1"' in page


def test_a_first_revision_has_nothing_to_compare_with(moderator):
    answer = review(moderator, waiting_submission())

    assert (answer.context["changes"], 'data-key="d"' in answer.content.decode()) == (None, False)


def test_what_came_back_is_not_compared_with_itself(moderator):
    returned = waiting_submission()
    give_back(returned, by=moderator)
    live = a_live_article().submissions.get()

    with later(minutes=1):
        assert [review(moderator, one).context["before"] for one in (returned, live)] == [None, None]


def test_an_update_is_compared_with_what_readers_read(moderator):
    article = a_live_article(text=FIRST)
    with later(minutes=1):
        answer = review(moderator, rewritten(article, THEN))

    assert answer.context["before"].revision == article.live_revision
    assert "compared with what readers read" in answer.content.decode()


def test_a_declined_update_is_what_its_writer_last_got_back(moderator):
    article = a_live_article(text=FIRST)
    with later(minutes=1):
        refused = rewritten(article, "Beli di sini.")
        decline(refused, by=moderator)
    with later(minutes=2):
        answer = review(moderator, rewritten(article, THEN))

    assert answer.context["before"] == refused


def test_once_an_update_is_live_the_next_is_compared_with_it(moderator):
    article = a_live_article(text=FIRST)
    with later(minutes=1):
        give_back(rewritten(article, "Satu."), by=moderator)
    with later(minutes=2):
        second = rewritten(article, "Dua.")
        approve(second, by=moderator)
    with later(minutes=3):
        publishing.publish_due()
        answer = review(moderator, rewritten(article, THEN))

    assert answer.context["before"] == second


def test_an_old_remark_stands_under_its_block_with_its_answer(second_round, moderator):
    page = review(moderator, second_round).content.decode()

    remark = page.partition(f'id="c-{block_of(second_round)}"')[2].partition("</form>")[0]
    said = [
        "Your remark, revision 1",
        "This block has changed",
        "ratusan tahun",
        "Sudah saya ubah, Kak.",
        "Mark as done",
    ]
    assert [words for words in said if words not in remark] == []


def test_a_block_that_stayed_says_so_though_another_changed(moderator):
    first = waiting_submission(text=f"{FIRST}\n\nAkhir.")
    deciding.remark(first, by=moderator, block=block_of(first), reason="other", text="Hm.")
    give_back(first, by=moderator)
    with later(seconds=11):
        again = rewritten(first.article, f"{FIRST}\n\nAkhir yang lain.")
        page = review(moderator, again).content.decode()

    assert "This block has not changed" in page


def test_a_remark_on_a_photo_sees_that_its_passport_changed(moderator):
    article = a_draft()
    photo = a_photo(article)
    draft = drafting.Draft(
        fields={"body": plaintext.from_text(f"Isi.\n\n(foto {photo.code})", article.body)}, topics=None
    )
    first = sent(drafting.save(article, draft, by=article.author, base=article.draft_version))
    deciding.remark(first, by=moderator, block=block_of(first, 1), reason="photo_rights", text="Sumber?")
    give_back(first, by=moderator)
    with later(seconds=11):
        Photo.objects.update(source="Arsip keluarga")
        answer = review(moderator, sent(Article.objects.get()))

    assert [remark.block_changed for remark in answer.context["remarks"].earlier[block_of(first, 1)]] == [True]
    assert "Arsip keluarga" in answer.content.decode()


def test_a_remark_whose_block_is_gone_shows_the_words_it_was_about(moderator):
    first = waiting_submission(text=f"{FIRST}\n\nAkhir.")
    deciding.remark(first, by=moderator, block=block_of(first), reason="other", text="Hm.")
    give_back(first, by=moderator)
    with later(seconds=11):
        page = review(moderator, rewritten(first.article, "Akhir.")).content.decode()

    rest = page.partition('class="flow flow-tight script-rest"')[2]
    assert "This block is gone" in rest
    assert "Tradisi ini bertahan sejak ratusan tahun lalu." in rest


def test_a_remark_is_marked_as_done_and_opened_again(second_round, moderator):
    remark, client = Remark.objects.get(), signed_in(moderator)
    address = reverse("desk:close-remark", args=[second_round.pk, remark.pk])

    client.post(address)
    remark.refresh_from_db()
    done = (remark.closed_by, Submission.objects.get(pk=second_round.pk).claimed_by)
    shelf = client.get(reverse("desk:review", args=[second_round.pk])).context["remarks"].closed
    client.post(address, {"reopen": "1"})
    remark.refresh_from_db()

    assert (done, shelf) == ((moderator, moderator), [remark])
    assert (remark.closed_by, remark.closed_at) == (None, None)


def test_what_a_recall_left_unsaid_is_offered_again_and_said_in_this_round(moderator):
    first = waiting_submission(text=f"{FIRST}\n\nAkhir.")
    told = {"block": block_of(first), "reason": "source_missing", "text": "Butuh sumber.", "words": "ratusan tahun"}
    left = deciding.remark(first, by=a_moderator(), **told)
    sending.recall(first, by=first.article.author)
    again = rewritten(first.article, f"{FIRST}\n\nAkhir lain.")

    page = review(moderator, again).content.decode()
    signed_in(moderator).post(reverse("desk:close-remark", args=[again.pk, left.pk]), {"again": "1"})

    said = again.remarks.get()
    left.refresh_from_db()
    assert "The writer has not read it" in page
    assert (said.by, left.closed_by) == (moderator, moderator)
    assert {name: getattr(said, name) for name in told} == told


def test_what_the_writer_has_read_is_not_said_again_by_this_door(second_round, moderator):
    address = reverse("desk:close-remark", args=[second_round.pk, Remark.objects.get().pk])

    answer = signed_in(moderator).post(address, {"again": "1"})

    assert (answer.status_code, second_round.remarks.count()) == (409, 0)


def test_while_another_holds_the_text_no_remark_is_closed(second_round, moderator):
    other = an_english_moderator()
    deciding.claim(second_round, by=other)

    answer = signed_in(moderator).post(reverse("desk:close-remark", args=[second_round.pk, Remark.objects.get().pk]))

    assert (answer.status_code, Remark.objects.get().closed_at) == (409, None)
    assert other.pen_name in answer.content.decode()


def test_a_remark_of_another_article_is_not_here(second_round, moderator):
    elsewhere = deciding.remark(waiting_submission(), by=moderator, block="", reason="other", text="Hm")

    answer = signed_in(moderator).post(reverse("desk:close-remark", args=[second_round.pk, elsewhere.pk]))

    assert answer.status_code == 404


def test_the_changes_take_as_many_queries_for_one_photo_topic_and_remark_as_for_several(moderator):
    counts = []
    for number in (1, 4):
        article = with_cover(a_draft(named=tuple(f"Topik {number} {at}" for at in range(number))))
        photos = [a_photo(article) for _ in range(number)]
        text = "\n\n".join(["Isi.", *(f"(foto {photo.code})" for photo in photos)])
        draft = drafting.Draft(
            fields={"body": plaintext.from_text(text, article.body)}, topics=None, cover=article.cover.code
        )
        first = sent(drafting.save(article, draft, by=article.author, base=article.draft_version))
        for _ in range(number):
            deciding.remark(first, by=moderator, block=block_of(first), reason="other", text="Hm.")
        give_back(first, by=moderator)
        with later(seconds=11):
            again = rewritten(article, text.replace("Isi.", "Isi lain."))
            client = signed_in(moderator)
            counts.append(queries_of(client, reverse("desk:review", args=[again.pk])))

    assert counts[0] == counts[1]
    assert counts[0] <= 45


def test_hidden_changes_stay_hidden_until_they_are_asked_for_again(second_round, moderator):
    client = signed_in(moderator)
    page = reverse("desk:review", args=[second_round.pk])
    shown = [client.get(page, query).context["changes"] is not None for query in ({}, {"changes": "0"}, {})]
    client.get(page, {"changes": "1"})

    assert shown == [True, False, False]
    assert client.get(page).context["changes"] is not None


def test_the_switch_says_what_changed_not_only_how_many_blocks(moderator):
    article = a_live_article()
    with later(seconds=11):
        update = rewritten(article, THEN, title="Judul baru", dek="Cuplikan baru")

        page = review(moderator, update).content.decode()

    assert "Changed: title, dek, 4 blocks" in page
