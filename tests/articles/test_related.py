"""What stands beside an article: the newest others, and what is related, each with its reason, in one query."""

import pytest
from django.test import Client

from articles import publishing
from articles.reading.beside import RELATED, beside
from tests.factories import a_chief_editor, a_live_article, a_writer

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def titles(articles) -> list[str]:
    return [article.title for article in articles]


def beside_it(article, topic):
    return beside(article.pk, article.author_id, topic and topic.pk)


def test_related_are_the_newest_of_the_topic_and_of_the_writer_each_once():
    writer = a_writer()
    for name, by, topic in [("topik lama", None, "Kuliner"), ("tulisan sendiri", writer, "Opini"),
                            ("keduanya", writer, "Kuliner"), ("lain", None, "Opini")]:  # fmt: skip
        a_live_article(title=name, by=by or a_writer(), named=(topic,))
    article = a_live_article(title="ini", by=writer, named=("Kuliner", "Opini"))

    around = beside_it(article, article.live_topics.get(position=1).topic)

    assert titles(around.of_topic) == ["keduanya", "topik lama"]
    assert titles(around.of_writer) == ["tulisan sendiri"]
    assert titles(around.latest) == ["lain", "keduanya", "tulisan sendiri", "topik lama"]


def test_of_many_the_newest_stand_there_and_what_is_gone_does_not(django_assert_num_queries):
    writer = a_writer()
    others = [a_live_article(title=f"nomor {number}", by=writer) for number in range(8)]
    article = a_live_article(title="ini", by=writer)
    publishing.withdraw(others[-1], by=a_chief_editor(), message="Keliru.")

    topic = others[0].live_topics.get().topic
    with django_assert_num_queries(1):
        around = beside_it(article, topic)

    assert titles(around.of_topic) == ["nomor 6", "nomor 5", "nomor 4"][:RELATED]
    assert len(around.latest) == 5


@pytest.mark.screen
def test_the_page_says_why_and_says_nothing_when_nothing_is_related():
    article = a_live_article(named=("Kuliner",))
    assert 'id="terkait"' not in Client().get(article.get_absolute_url()).content.decode()

    other = a_live_article(by=article.author, named=("Opini",))

    page = Client().get(article.get_absolute_url()).content.decode()
    related = page.partition('id="terkait"')[2]
    assert f"Juga oleh {article.author.pen_name}" in related
    assert other.get_absolute_url() in related
    assert "Juga tentang" not in related


def test_without_a_topic_only_the_writer_counts():
    article = a_live_article()
    other = a_live_article(by=article.author)

    around = beside_it(article, None)

    assert (titles(around.of_topic), titles(around.of_writer)) == ([], [other.live_revision.title])
