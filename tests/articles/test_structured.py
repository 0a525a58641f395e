"""JSON-LD has what search engines need, by a schema of our own, whatever the words are; and the schema refuses."""

import copy

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article, Revision, Topic
from community.models import User
from tests import machines
from tests.articles.test_linked_data import blocks
from tests.corpora import lines
from tests.factories import a_chief_editor, a_live_article, a_writer, fresh, later, with_portrait

pytestmark = pytest.mark.django_db


def full_article() -> Article:
    """With everything that its page tells machines."""
    writer = with_portrait(a_writer(tagline="Guru, Banjarmasin", bio="Menulis."))
    article = a_live_article(by=writer, cover=True, named=("Kuliner", "Sungai"))
    article.live_revision.photos.update(licence="cc_by", source_url="https://foto.example/1")
    publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Tertulis kali, maksudnya sungai.")
    return article


def pages(article: Article) -> list[str]:
    return [article.get_absolute_url(), f"/@{article.author.handle}/", "/topics/kuliner/"]


@pytest.mark.parametrize("make", [full_article, lambda: a_live_article(place="")], ids=["everything", "words alone"])
def test_every_block_fits_its_schema(make):
    told = [block for page in pages(make()) for block in blocks(page)]

    for block in told:
        machines.valid(block, "linked_data.json")
    kinds = [block["@type"] for block in told]
    assert kinds == ["NewsArticle", "BreadcrumbList", "ProfilePage", "BreadcrumbList", "BreadcrumbList"]


def test_a_profile_without_articles_fits_too():
    for block in blocks(f"/@{a_writer().handle}/"):
        machines.valid(block, "linked_data.json")


def test_the_odd_words_of_the_corpora_stand_in_the_blocks_as_they_are_stored():
    article = full_article()
    accepted = [line["input"] for line in lines("names.jsonl") if line["title"] == "accept"]
    accepted = [words for words in accepted if len(words) <= 60]  # a pen name is no longer

    for words in accepted[::4] + ["</script><!--", "\u2028\u2029 \x01 ]]>"]:
        Revision.objects.update(title=words, dek=words)
        User.objects.filter(pk=article.author_id).update(pen_name=words)
        Topic.objects.filter(slug="kuliner").update(name=words)
        told, path = blocks(fresh(article).get_absolute_url())
        machines.valid(told, "linked_data.json")
        machines.valid(path, "linked_data.json")
        assert [told["headline"], told["author"]["name"], told["keywords"][0]] == [words] * 3


def test_a_correction_makes_the_article_newer():
    article = a_live_article()
    before = blocks(article.get_absolute_url())[0]["dateModified"]

    with later(hours=1):
        publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Salah ketik.")

    after = blocks(article.get_absolute_url())[0]["dateModified"]
    page = Client().get(article.get_absolute_url()).content.decode()
    assert after > before
    assert f'<meta property="article:modified_time" content="{after}">' in page


BREAKS = {
    "no author": lambda told: told.pop("author"),
    "a relative address": lambda told: told["author"].update(url="/@rani/"),
    "a day without a time": lambda told: told.update(datePublished="2026-11-29"),
    "no picture": lambda told: told.update(image=[]),
    "an unknown word": lambda told: told.update(author_name="Rani"),
    "an empty headline": lambda told: told.update(headline=""),
}


@pytest.mark.parametrize("wrong", BREAKS)
def test_the_schema_refuses_what_lacks_something(wrong):
    told = copy.deepcopy(blocks(full_article().get_absolute_url())[0])
    BREAKS[wrong](told)

    with pytest.raises(machines.Invalid):
        machines.valid(told, "linked_data.json")
