"""A phrase is found wherever it stands."""

import pytest

from articles import searching
from articles.models import Article
from tests.factories import a_live_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def found(words: str) -> set[str]:
    pks = searching.find(searching.asked(words)).pks
    return set(Article.objects.filter(pk__in=pks).values_list("live_revision__title", flat=True))


@pytest.mark.parametrize(
    "before",
    [
        "mata lain " * 300,
        "\n\n".join(" ".join(f"k{n}" for n in range(at, at + 1000)) for at in range(0, 17_000, 1000)) + "\n\n",
    ],
    ids=["often", "far"],
)
def test_a_phrase_far_down_in_a_long_article_stands_there(before):
    a_live_article(title="Panjang", text=f"{before}mata hari terbit")
    a_live_article(title="Pendek", text="Mata kaki, hari ini.")

    assert (found('"mata hari"'), found('mata -"mata hari"')) == ({"Panjang"}, {"Pendek"})
    assert (found('"mata terbit"'), found('terbit -"mata hari"')) == (set(), set())
