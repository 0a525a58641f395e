"""Owns that a writer's answers to remarks are kept, whatever else of a save is refused."""

from articles.models import Article, Remark


def answer_remarks(article: Article, answers: dict[int, str]) -> None:
    """Keep what was said to the remarks that the writer was told."""
    for remark in Remark.objects.told().filter(submission__article=article, pk__in=answers):
        if remark.answer != answers[remark.pk]:
            remark.answer_with(answers[remark.pk])
