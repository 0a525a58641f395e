"""Typing topics: what is offered, what a new name means, what the form stores of every line of the corpus."""

import unicodedata
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from articles import merging, suggesting
from articles.models import Article, Topic
from tests.articles.test_draft_form import post, typed
from tests.corpora import lines
from tests.factories import a_chief_editor, a_draft, a_live_article, a_moderator, a_topic, a_writer
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db


def asked(words: str, person=None) -> dict:
    return signed_in(person or a_writer(language="en")).get(reverse("writing:topics"), {"q": words}).json()


def offered(words: str) -> list[str]:
    return [topic["name"] for topic in asked(words)["topics"]]


def topic(name: str) -> Topic:
    return Topic.objects.get(name=name)


@pytest.mark.parametrize(
    ("words", "found"),
    [("kel", ["Kelautan"]), ("KÉL", ["Kelautan"]), ("hid", ["Gaya Hidup"]), ("autan", []), ("", []), ("%", [])],
)
def test_a_topic_is_offered_by_the_beginning_of_a_word(words, found):
    a_live_article(named=("Kelautan", "Gaya Hidup"))

    assert offered(words) == found


def test_the_very_name_comes_first_then_what_is_used_most():
    for named in (("Kota", "Kopi"), ("Kopi", "Korupsi"), ("Kopi", "Korupsi"), ("Ko", "Kopi")):
        a_live_article(named=named)

    assert offered("ko") == ["Ko", "Kopi", "Korupsi", "Kota"]


def test_at_most_eight_are_offered():
    for number in range(12):
        a_topic(f"Topik {number}")

    assert len(offered("topik")) == suggesting.MOST


def test_a_synonym_says_where_it_leads_and_stands_not_beside_its_topic():
    a_live_article(named=("Kelautan",))
    merging.add_synonym(topic("Kelautan"), "Bahari", by=a_chief_editor())
    merging.add_synonym(topic("Kelautan"), "Kelana Laut", by=a_chief_editor())

    assert asked("bah")["topics"] == [{"name": "Bahari", "leads_to": "Kelautan", "texts": 1}]
    assert offered("kel") == ["Kelautan"]


def test_a_word_of_somebodys_draft_is_offered_to_nobody():
    a_draft(named=("Rahasia",))

    answer = asked("rahasia", a_moderator())

    assert (answer["topics"], "Rahasia" in answer["note"]) == ([], False)


def test_a_name_that_is_no_topic_yet_says_what_follows():
    a_topic("Kelautan")

    assert "“Perahu Naga” is a new topic" in asked("perahu  naga".title())["note"]
    assert asked("kelautan")["note"] == asked("x" * 80)["note"] == asked("(")["note"] == ""


def test_what_is_offered_is_kept_in_no_cache_and_needs_an_account(client):
    answer = signed_in(a_writer()).get(reverse("writing:topics"))

    assert "no-store" in answer.headers["Cache-Control"]
    assert client.get(reverse("writing:topics")).status_code == 302


def test_completion_and_the_draft_take_as_many_queries_for_one_as_for_many():
    writer, counts = a_writer(), []
    client = signed_in(writer)
    for number in (1, 8):
        for place in range(number):
            a_live_article(named=(f"Topik {number} {place}", "Kuliner"))
        for path in (reverse("writing:topics") + "?q=topik", reverse("writing:new")):
            counts.append(queries_of(client, path))

    assert counts[:2] == counts[2:]


def test_the_plain_list_holds_the_menu_and_the_most_used_by_letter():
    a_live_article(named=("Kuliner", "Élang", "Angin", "Elok"))
    a_topic("Opini", menu_place=1)

    groups = [(group, [found.name for found in members]) for group, members in suggesting.plain_list()]

    assert groups == [("In the menu", ["Opini"]), ("A", ["Angin"]), ("E", ["Élang", "Elok"]), ("K", ["Kuliner"])]


def test_the_form_says_which_topics_a_moderator_reads_first():
    a_topic("Kuliner")
    article = a_draft(named=("Kuliner", "Perahu Naga"))

    form = signed_in(article.author).get(reverse("writing:edit", args=[article.code])).context["form"]

    assert [found.name for found in form.proposals] == ["Perahu Naga"]


def test_a_declined_name_is_refused_with_the_reason_and_stays_to_be_replaced():
    article = a_draft(named=("Kuliner", "Aneh"))
    merging.decline(topic("Aneh"), by=a_moderator(), reason="Tidak jelas apa artinya.")

    page = signed_in(article.author).get(reverse("writing:edit", args=[article.code])).content.decode()
    again = post(article, topics="aneh")

    assert "Tidak jelas apa artinya." in page
    assert again.status_code == 422
    assert 'value="aneh"' in again.content.decode()
    assert "Tidak jelas apa artinya." in again.content.decode()


def stored(client: Client, article: Article, words: str) -> str | None:
    """What the real form stores for this, with a bar between; None when it is refused and the field still holds it,
    or when it holds no name: then sending asks for one.

    Sent as bytes, since no client of ours would write a lone surrogate; it arrives as the sign for broken text.
    """
    sent = urlencode(typed(article, topic_main=words, topics=""), encoding="utf-8", errors="surrogatepass")
    path = reverse("writing:edit", args=[article.code])
    answer = client.post(path, sent, content_type="application/x-www-form-urlencoded")
    names = list(article.topic_rows.values_list("tag__name", flat=True))
    if answer.status_code == 422:
        form, arrived = answer.context["form"], words.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        kept = form["topic_main"].value() == arrived and form.errors and names == ["Kuliner"]
        return None if kept else "a refusal that lost something"
    return "|".join(names) or None if answer.status_code == 302 else f"status {answer.status_code}"


def one_of_each_kind() -> list[dict]:
    return list({(line["kind"], line["topic"]): line for line in lines("names.jsonl")}.values())


@pytest.mark.both_engines
@pytest.mark.parametrize("name", ["한" * 50, "ﷺ" * 50, "⅒" * 50])
def test_a_topic_of_signs_that_are_several_letters_each_is_stored(name):
    article = a_draft()

    assert stored(signed_in(article.author), article, name) == name


@pytest.mark.parametrize(
    "corpus", [one_of_each_kind, pytest.param(lambda: lines("names.jsonl"), marks=pytest.mark.drill)]
)
def test_every_topic_of_the_corpus_is_stored_by_the_form_as_it_says(corpus):
    article, wrong = a_draft(named=("Kuliner",)), {}
    client = signed_in(article.author)

    for line in corpus():
        with transaction.atomic():  # each line on a clean slate: an earlier spelling of the same topic would stay
            found = stored(client, article, line["input"])
            transaction.set_rollback(True)
        right = {
            "accept": unicodedata.normalize("NFC", line["input"]),
            "refuse": None,
            "normalise": line.get("topic_to"),
            "either": found if found is None or not found.startswith(("status", "a refusal")) else "an answer",
        }[line["topic"]]
        if found != right:
            wrong[f"{line['id']}-{line['kind']}"] = (found, right)

    assert wrong == {}
