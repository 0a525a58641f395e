"""Owns what a writer attests to when sending: the site's disclaimer and those of the text's topics, as in force now."""

import re
from dataclasses import dataclass

from articles.models import Article, Attestation, Disclaimer, Submission

_TICK = re.compile(r"\d{1,9}(-\d{1,9}){0,9}", re.ASCII)


@dataclass(frozen=True)
class Statement:
    """The site's version, and one for each topic that has its own, in the order of the topics."""

    site: Disclaimer
    of_topics: list[Disclaimer]

    @property
    def disclaimers(self) -> list[Disclaimer]:
        return [self.site, *self.of_topics]

    @property
    def key(self) -> frozenset[int]:
        """What must have been ticked."""
        return frozenset(disclaimer.pk for disclaimer in self.disclaimers)

    @property
    def tick(self) -> str:
        """The value of the form's tick, which names every version that stood beside it."""
        return "-".join(str(pk) for pk in sorted(self.key))


def statement_for(article: Article) -> Statement:
    """What sending `article` now would attest to. Merged topics count as what they lead to."""
    topics = [topic.pk for topic in article.shown_topics()]
    own = Disclaimer.objects.select_related("topic").in_force_of(topics)
    return Statement(Disclaimer.objects.in_force(), [own[topic] for topic in topics if topic in own])


def read_tick(text: str) -> frozenset[int]:
    """The versions that a posted tick names; none for anything else."""
    return frozenset(int(pk) for pk in text.split("-")) if _TICK.fullmatch(text) else frozenset()


def attest(submission: Submission, statement: Statement) -> None:
    """Note the topics' disclaimers of a submission just made. Call inside its transaction."""
    Attestation.objects.bulk_create(
        Attestation(submission=submission, disclaimer=disclaimer, position=place)
        for place, disclaimer in enumerate(statement.of_topics, start=1)
    )
