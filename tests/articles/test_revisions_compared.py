"""Two revisions compared: fields, topics, cover and photos, beside what comparing.py says of the document."""

import pytest

from articles import drafting, plaintext, snapshots, topics
from articles.comparing import Change
from articles.models import Article, Photo
from articles.revisions_compared import compare_revisions
from tests.factories import a_draft, a_photo, a_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """Two photos: the first is the cover, the second stands in the text."""
    article = a_draft(title="Pasar terapung", dek="Ruang temu", named=("Kuliner", "Sungai", "Pagi"))
    cover, shown = a_photo(article), a_photo(article, a_picture("navy", size=(400, 250)))
    return write(article, cover=cover.code, body=f"Pasar itu ramai.\n\n(foto {shown.code})")


def write(article: Article, body: str | None = None, cover: str | None = None, **fields) -> Article:
    if body is not None:
        fields["body"] = plaintext.from_text(body, article.body)
    was = article.cover.code if article.cover else ""
    draft = drafting.Draft(fields=fields, topics=None, cover=was if cover is None else cover)
    return drafting.save(article, draft, by=article.author, base=article.draft_version)


def compared(article: Article, change):
    """What differs between the article as it is and as it is after `change`."""
    old = snapshots.take_snapshot(article, by=article.author)
    change(article)
    return compare_revisions(old, snapshots.take_snapshot(Article.objects.get(pk=article.pk), by=article.author))


def in_the_text(article: Article) -> Photo:
    return article.photos.exclude(pk=article.cover_id).get()


def signs(pieces) -> str:
    mark = {Change.SAME: "", Change.ADDED: "+", Change.REMOVED: "-"}
    return " ".join(f"{mark[piece.change]}{piece.text.strip()}{mark[piece.change]}" for piece in pieces)


def test_nothing_changed_is_the_same(article):
    assert compared(article, lambda article: None).is_same


def test_title_dek_and_place_are_compared_word_by_word(article):
    found = compared(article, lambda article: write(article, title="Pasar di sungai", place=""))

    assert {name: signs(pieces) for name, pieces in found.fields.items()} == {
        "title": "Pasar -terapung- +di sungai+",
        "place": "-Banjarmasin-",
    }


def test_topics_that_came_went_or_changed_places(article):
    names = ["Sungai", "Kuliner", "Laut"]

    found = compared(article, lambda article: topics.set_topics(article, topics.named(names)))

    assert [(row.name, row.change) for row in found.topics] == [
        ("Sungai", "moved"),
        ("Kuliner", "moved"),
        ("Laut", "added"),
        ("Pagi", "removed"),
    ]


def test_a_caption_and_a_licence_are_compared_word_by_word(article):
    def mend(article):
        Photo.objects.filter(pk=in_the_text(article).pk).update(caption="Pedagang pulang", licence="permission")

    found = compared(article, mend)

    (row,) = found.photos.values()
    assert (row.change, {name: signs(pieces) for name, pieces in row.fields.items()}) == (
        "changed",
        {"caption": "Pedagang -berkumpul- +pulang+", "licence": "-My own work- +Permission of the creator+"},
    )
    assert (found.changed_photos, found.changed_blocks) == (1, 0)


def test_a_photo_swapped_in_the_text_went_and_came(article):
    old, new = in_the_text(article), a_photo(article, a_picture("olive", size=(400, 250)))

    found = compared(article, lambda article: write(article, body=f"Pasar itu ramai.\n\n(foto {new.code})"))

    assert {code: row.change for code, row in found.photos.items()} == {new.code: "added", old.code: "removed"}
    assert [row.change for row in found.rows] in (["same", "changed"], ["same", "removed", "added"])


def test_another_cover_shows_the_former_one_too(article):
    former, new = article.cover, a_photo(article, a_picture("olive", size=(400, 250)))

    found = compared(article, lambda article: write(article, cover=new.code))

    assert (found.cover.change, found.cover.shown.photo) == ("added", new)
    assert (found.former_cover.change, found.former_cover.shown.photo) == ("removed", former)


def test_a_cover_that_went_is_shown_as_gone(article):
    found = compared(article, lambda article: write(article, cover=""))

    assert (found.cover, found.former_cover.change, found.changed_photos) == (None, "removed", 1)


def test_the_passport_of_the_cover_counts_as_its_change(article):
    found = compared(article, lambda article: Photo.objects.filter(pk=article.cover_id).update(alt="Perahu di dermaga"))

    assert (found.cover.change, signs(found.cover.fields["alt"])) == (
        "changed",
        "Perahu -kecil berjajar- +di dermaga+",
    )
