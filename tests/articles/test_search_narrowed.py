"""A search is narrowed by what stands on the pages: a field in a topic and of a writer, links made of the results."""

import pytest
from django.test import Client
from django.utils import timezone

from articles import merging
from articles.models import Topic
from community.models import Handle
from tests.factories import a_chief_editor, a_live_article, a_writer

pytestmark = pytest.mark.django_db


def get(path: str, **query):
    return Client().get(path, query)


def narrower(answer) -> tuple[list[str], list[str]]:
    topics, writers = answer.context["in_topics"], answer.context["by_writers"]
    return [topic.name for topic in topics], [writer.pen_name for writer in writers]


def test_a_topic_and_a_writer_are_searched_from_their_own_pages():
    writer = a_writer()
    a_live_article(by=writer, named=("Bahari",))

    topic, profile = (get(path).content.decode() for path in ("/topics/bahari/", f"/@{writer.handle}/"))

    assert '<input type="hidden" name="topic" value="bahari">' in topic
    assert f'<input type="hidden" name="writer" value="{writer.handle}">' in profile


def test_results_offer_the_topics_and_writers_that_most_of_them_have_and_not_all():
    one, other = a_writer(pen_name="Rani Wulan"), a_writer(pen_name="Bagas Tirta")
    for number in range(2):
        a_live_article(title=f"Kopi {number}", by=one, named=("Kebun", "Pagi"))
    a_live_article(title="Kopi pasar", by=other, named=("Pasar", "Pagi"))

    answer = get("/search/", q="kopi", year="", page="1")

    assert narrower(answer) == (["Kebun", "Pasar"], ["Rani Wulan", "Bagas Tirta"])
    assert '<a class="chip" href="?q=kopi&amp;year=&amp;topic=kebun">Di topik Kebun</a>' in answer.content.decode()
    assert narrower(get("/search/", q="kopi", topic="pagi")) == ([], ["Rani Wulan", "Bagas Tirta"])
    assert narrower(get("/search/", q="kopi", writer=other.handle)) == ([], [])


@pytest.mark.parametrize("slug", ["maritim", "bahari"])
def test_a_search_in_a_merged_topic_or_a_synonym_leads_to_its_successor(slug):
    a_live_article(title="Kopi", named=("Kelautan", "Maritim"))
    chief, kelautan = a_chief_editor(), Topic.objects.get(name="Kelautan")
    merging.add_synonym(kelautan, "Bahari", by=chief)
    merging.merge(Topic.objects.get(name="Maritim"), into=kelautan, by=chief)

    answer = get("/search/", q='kopi & "teh"', topic=slug, year="2026")

    assert (answer.status_code, answer.url) == (301, "/search/?q=kopi+%26+%22teh%22&topic=kelautan&year=2026")


def test_a_search_of_a_former_handle_leads_to_the_present_one():
    writer = a_writer()
    former = writer.handle
    a_live_article(title="Kopi", by=writer)
    Handle.objects.change(writer, "nama.baru")

    answer = get("/search/", q="kopi", writer=former)

    assert (answer.status_code, answer.url) == (301, "/search/?q=kopi&writer=nama.baru")


def test_the_year_that_is_asked_for_can_be_seen_and_chosen_however_old():
    now = timezone.localtime().year
    years = list(range(now, now - 8, -1))

    assert get("/search/", q="kopi").context["years"] == years
    assert get("/search/", q="kopi", year=1900).context["years"] == [*years, 1900]
    assert '<option value="1900" selected>' in get("/search/", q="kopi", year=1900).content.decode()
    assert get("/search/", q="kopi", year=1899).status_code == 404


def test_where_nothing_fits_no_number_is_told():
    page = get("/search/", q="kelelawar").content.decode()

    assert "Tidak ada tulisan yang cocok dengan <b>kelelawar</b>." in page
    assert "0 tulisan" not in page
