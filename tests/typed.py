"""Owns how tests type into the writer's form as somebody without script would."""

from django.urls import reverse

from articles.models import Article
from tests.factories import a_writer, go_live, sent
from tests.rooms import signed_in

FIELDS = {"version": 1, "title": "Pasar", "dek": "Ramai", "place": "", "topic_main": "Kuliner", "topics": ""}


def a_typed_article(text: str, **fields) -> Article:
    """A draft of a new writer, typed into the empty sheet. What the form refuses fails the test."""
    writer = a_writer()
    answer = signed_in(writer).post(reverse("writing:new"), FIELDS | {"body": text} | fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return writer.articles.get()


def typed_and_published(text: str, **fields) -> Article:
    article = a_typed_article(text, **fields)
    go_live(sent(article))
    return Article.objects.get(pk=article.pk)
