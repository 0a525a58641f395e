"""What photos are called where a text is worked on: the cover by its role, the others as readers count them."""

import re

import pytest
from django.urls import reverse

from articles import checks, plaintext
from articles.models import Article
from tests.factories import a_draft, a_moderator, a_photo, a_picture, a_writer, sent
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
COLOURS = ("navy", "teal", "orchid", "gold")


def a_draft_of_four(**passport) -> tuple[Article, dict[str, str]]:
    """The photo that came last is the cover, the text shows the second before the first, the third stands nowhere.

    Also what each is called, by its code.
    """
    article = a_draft(by=a_writer(language="en"))
    codes = [a_photo(article, a_picture(colour), **passport).code for colour in COLOURS]
    text = f"Satu.\n\n(foto {codes[1]})\n\nDua.\n\n(foto {codes[0]})"
    cover = article.photos.get(code=codes[3])
    Article.objects.filter(pk=article.pk).update(body=plaintext.from_text(text, article.body), cover=cover)
    names = ("Photo 2", "Photo 1", "Photo 3", "Cover photo")
    return Article.objects.get(pk=article.pk), dict(zip(codes, names, strict=True))


def test_the_list_of_what_is_missing_calls_photos_as_readers_count_them():
    article, names = a_draft_of_four(caption="")
    nowhere = next(code for code, name in names.items() if name == "Photo 3")

    told = {check.field.removeprefix("id_").partition("-")[0]: check.sentence for check in checks.lacking(article)}

    assert told.pop("photo") == "Photo 3 stands nowhere yet"
    assert told == {code: f"{name} has no caption" for code, name in names.items() if code != nowhere}


def test_the_sheet_and_the_studios_call_name_photos_alike():
    article, names = a_draft_of_four()
    client = signed_in(article.author)

    sheet = client.get(reverse("writing:edit", args=[article.code])).content.decode()
    called = {code: client.get(reverse("writing:photo", args=[article.code, code])).json()["html"] for code in names}

    assert dict(re.findall(r'id="photo-(\w+)".*?data-photo-name>([^<]+)<', sheet, re.DOTALL)) == names
    assert {code: re.search("data-photo-name>([^<]+)<", html)[1] for code, html in called.items()} == names


def test_the_desk_names_the_photos_that_were_sent_alike():
    article, names = a_draft_of_four()
    nowhere = next(code for code, name in names.items() if name == "Photo 3")
    article.photos.filter(code=nowhere).delete()
    submission = sent(Article.objects.get(pk=article.pk))

    page = signed_in(a_moderator(language="en")).get(reverse("desk:edit", args=[submission.pk]))

    told = {form.shown.photo.code: form.name for form in page.context["form"].photos}
    assert told == {code: name for code, name in names.items() if code != nowhere}
