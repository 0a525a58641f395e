"""What a draft's page says when something is refused: what is saved all the same, what is missing, what to do."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from articles import attesting, checks, publishing
from articles.models import Article, Photo, PhotoState
from tests.articles.test_draft_form import post, typed, upload
from tests.factories import a_chief_editor, a_draft, a_live_article, a_photo, a_writer, fresh, with_cover
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
NO_PICTURE = b"<svg onload=alert(1)>"


def failed_photo(article: Article, **passport) -> Photo:
    photo = a_photo(article, ready=False, **passport)
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.FAILED, failure="damaged")
    return Photo.objects.get(pk=photo.pk)


def shown_block(page: str, photo: Photo) -> str:
    return page.partition(f'id="photo-{photo.code}"')[2].partition("</fieldset>")[0]


def gaps(page: str) -> list[str]:
    """What the red box links to."""
    return re.findall(r'href="#([^"]+)"', page.partition('<ul class="gaps" role="list">')[2].partition("</ul>")[0])


def test_a_first_save_with_a_bad_file_goes_to_the_drafts_own_address_and_says_which_file():
    client = signed_in(a_writer())
    sheet = typed(code="abcd2345", title="Pasar") | {"upload": [upload(NO_PICTURE, "jahat.jpg"), upload()]}

    answer = client.post(reverse("writing:new"), sheet)
    page = client.get(answer.url).content.decode()

    article = Article.objects.get()
    assert (answer.status_code, answer.url) == (302, article.draft_address)
    assert "jahat.jpg" in page.partition('class="messages"')[2].partition("</div>")[0]
    assert "save-state-saved" in page
    assert (article.title, article.photos.count()) == ("Pasar", 1)


def test_saving_again_after_a_bad_file_doubles_nothing():
    client = signed_in(a_writer())
    first = client.post(reverse("writing:new"), typed(title="Pasar") | {"upload": [upload(NO_PICTURE), upload()]})

    client.post(first.url, typed(Article.objects.get()))

    assert (Article.objects.count(), Photo.objects.count()) == (1, 1)


def test_the_same_sheet_with_the_same_file_posted_twice_keeps_one_photo():
    """Pressed twice, or sent again from the page before."""
    client = signed_in(a_writer())

    for _press in range(2):
        client.post(reverse("writing:new"), typed(code="abcd2345", title="Pasar") | {"upload": [upload()]})

    assert (Article.objects.count(), Photo.objects.count()) == (1, 1)


@pytest.mark.parametrize("path", ["writing:new", "writing:edit"])
def test_a_bad_file_stops_the_sending_that_came_with_it_and_the_page_says_so(path):
    article = a_draft()
    tick = attesting.statement_for(article).tick
    sheet = typed(article) | {"verb": "submit", "attest": tick, "upload": [upload(NO_PICTURE, name) for name in "ab"]}
    address = reverse(path, args=[] if path == "writing:new" else [article.code])

    answer = signed_in(article.author).post(address, sheet | {"code": article.code})
    page = answer.content.decode()

    assert (answer.status_code, article.submissions.count()) == (422, 0)
    with translation.override("id"):
        closing = gettext("%(why)s Everything else is saved, but nothing was sent.").replace("%(why)s ", "")
    assert page.count(closing) == 1
    assert re.search(r'id="id_attest"[^>]* checked', page)


def test_pressed_twice_with_a_bad_file_the_second_answer_names_it_too():
    article = a_draft()
    client, sheet = signed_in(article.author), typed(article) | {"dek": "Lain"}

    answers = [client.post(article.draft_address, sheet | {"upload": [upload(NO_PICTURE, "a.jpg")]}) for _ in range(2)]

    assert [(answer.status_code, b"a.jpg" in answer.content) for answer in answers] == [(422, True)] * 2


def test_a_missing_tick_is_named_beside_the_other_gaps_and_at_the_tick():
    article = a_draft(dek="")

    answer = post(article, verb="submit")
    page = answer.content.decode()

    assert answer.status_code == 409
    assert gaps(page) == ["id_dek", "id_attest"]
    assert 'id="id_attest_error" role="alert">' in page


def test_a_tick_stays_while_something_else_is_missing():
    article = a_draft(dek="")

    page = post(article, verb="submit", attest=attesting.statement_for(article).tick).content.decode()

    assert gaps(page) == ["id_dek"]
    assert re.search(r'id="id_attest"[^>]* checked', page)
    assert 'id="id_attest_error" role="alert" hidden>' in page


def test_saving_asks_for_no_tick():
    article = a_draft()

    page = signed_in(article.author).get(article.draft_address).content.decode()

    assert 'id="id_attest_error" role="alert" hidden>' in page
    assert 'href="#id_attest"' not in page


def test_a_failed_photo_shows_why_and_two_ways_out_and_asks_for_nothing_else():
    article = a_draft()
    photo = failed_photo(article, caption="Sudah diketik", alt="")

    block = shown_block(signed_in(article.author).get(article.draft_address).content.decode(), photo)

    with translation.override("id"):
        assert escape(str(photo.failure_sentence)) in block
    assert re.findall(r"<(input|select|textarea)\b(?![^>]*hidden)", block) == []
    assert f'name="{photo.code}-remove" value="on"' in block
    assert 'href="#id_upload"' in block
    assert [check.field for check in checks.passport_lacks(photo, "Foto 1")] == [f"photo-{photo.code}"]


def test_what_was_typed_of_a_failed_photo_is_posted_along():
    article = with_cover(a_draft())
    photo = article.cover
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.FAILED, failure="damaged", width=0, height=0)

    block = shown_block(signed_in(article.author).get(article.draft_address).content.decode(), photo)
    hidden = {name: re.search(rf'name="{photo.code}-{name}" value="([^"]*)"', block) for name in ("caption", "licence")}

    assert {name: found and found[1] for name, found in hidden.items()} == {
        "caption": photo.caption,
        "licence": photo.licence,
    }


def test_the_button_takes_a_failed_photo_out_and_saves_the_words():
    article = a_draft()
    photo = failed_photo(article)

    answer = post(article, dek="Kata baru", **{f"{photo.code}-remove": "on"})

    article.refresh_from_db()
    assert (answer.status_code, article.dek, article.photos.on_the_form().count()) == (302, "Kata baru", 0)


def test_enter_in_a_field_saves_and_takes_nothing_out():
    """Browsers press the first button of the form that sends it."""
    article = a_draft()
    failed_photo(article)

    page = signed_in(article.author).get(article.draft_address).content.decode()

    first = re.search(r"<button[^>]*>", page.partition('id="draft"')[2])[0]
    assert "name=" not in first


def test_a_withdrawn_text_is_drawn_as_it_was_read_and_what_is_typed_then_is_shown_unsaved():
    article = a_live_article(cover=True, text="Pembuka.\n\n## Cuaca\n\nHujan.")
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")
    client = signed_in(article.author)

    page = client.get(article.draft_address).content.decode()
    answer = client.post(article.draft_address, typed(fresh(article), body="Kata yang baru."))

    assert [words in page for words in (article.title, "## Cuaca", article.cover.plain)] == [True, False, True]
    assert re.search(r"<h2[^>]*>(<span[^>]*>\d+</span> )?Cuaca", page)
    told = re.search(r'id="typed"[^>]*>(.*?)</textarea>', answer.content.decode(), re.DOTALL)[1]
    assert (answer.status_code, told.endswith("Kata yang baru.")) == (409, True)


def test_the_passport_says_which_licences_ask_for_an_address():
    article = a_draft()
    photo = a_photo(article)

    page = signed_in(article.author).get(article.draft_address).content.decode()

    hint = page.partition(f'id="id_{photo.code}-source_url_helptext"')[2].partition("</div>")[0]
    assert [name in hint for name in ("Unsplash", "Pexels", "CC BY 4.0", "CC BY-SA 4.0")] == [True] * 4
