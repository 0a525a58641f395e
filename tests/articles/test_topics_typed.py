"""Topics with names that break addresses elsewhere, typed into the form and read at their pages."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Topic
from tests.factories import a_writer, go_live, sent
from tests.rooms import signed_in
from tests.typed import FIELDS, a_typed_article

pytestmark = pytest.mark.django_db


def stored(**typed: str) -> list[str]:
    """The topics of a draft that was saved with these words; none when the form refused them in words."""
    writer = a_writer()
    answer = signed_in(writer).post(reverse("writing:new"), FIELDS | {"body": "Ramai.", "topic_main": ""} | typed)
    assert answer.status_code in (302, 422)
    if answer.status_code == 422:
        errors = answer.context["form"].errors
        assert set(errors) <= {"topic_main", "topics"}
        assert all(map(str, errors.values()))
    return [topic.name for topic in writer.articles.get().shown_topics()]


@pytest.mark.parametrize("name", ["🔥", "🔥🔥", "()", "---", "\u0301"])
def test_a_name_without_a_letter_is_refused_in_words(name):
    assert stored(topic_main=name) == []
    assert not Topic.objects.exists()


def test_a_name_without_latin_letters_has_an_address_of_its_own_that_stays():
    names = ["日本", "العربية", "ประเทศไทย"]
    articles = [a_typed_article("Ramai.", topic_main=name) for name in names]
    before = {topic.name: topic.slug for topic in Topic.objects.all()}

    for article in articles:
        go_live(sent(article))

    after = {topic.name: topic.slug for topic in Topic.objects.all()}
    pages = {name: Client().get(reverse("reading:topic", args=[after[name]])) for name in names}
    assert after == before
    assert len(set(after.values())) == 3
    assert {name for name in names if name in pages[name].content.decode()} == set(names)


@pytest.mark.parametrize(
    ("one", "other", "topics"),
    [("gaya hidup", "gaya-hidup", 2), ("Resep", "Resép", 1), ("C", "C#", 1), ("C#", "C++", 2), ("かき", "がき", 2)],
)
def test_two_names_of_one_address_are_one_topic_or_have_two_addresses(one, other, topics):
    """A name of one letter is refused, as the form says."""
    stored(topic_main=one)
    stored(topic_main=other)

    slugs = list(Topic.objects.values_list("slug", flat=True))
    assert (len(slugs), len(set(slugs))) == (topics, topics)
    assert all(slugs)


def test_three_cases_of_a_new_name_in_one_save_are_one_topic_by_the_first_spelling():
    assert stored(topic_main="Valensia", topics="valensia, VALENSIA ") == ["Valensia"]
    assert stored(topic_main="VALENSIA") == ["Valensia"]
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("name", ["telinga, hidung, dan tenggorokan", '"Reformasi"', "O'Brien", "#Reformasi", "##"])
def test_three_rounds_through_the_form_leave_a_name_as_it_is(name):
    writer = a_writer()
    typed = FIELDS | {"body": "Ramai.", "topic_main": name}
    signed_in(writer).post(reverse("writing:new"), typed)
    article = writer.articles.get()
    rounds = []

    for _ in range(3):
        form = signed_in(writer).get(article.draft_address).context["form"]
        typed |= {field: form[field].value() for field in ("version", "topic_main", "topics")}
        signed_in(writer).post(article.draft_address, typed)
        rounds.append([topic.name for topic in article.shown_topics()])

    assert rounds[0] == rounds[1] == rounds[2]
