"""Owns the races of topics: who merges, undoes and mends them while articles that carry them come and go.

The upper half runs in the test, the lower half in the racers, as in tests/races.py.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from articles import body, drafting, merging, publishing, topics
from articles.models import Article, Submission, Topic, TopicEnding, TopicTally
from community.models import PageStamp, User
from tests.factories import a_draft, a_topic, a_writer, approve, later, sent
from tests.races import DONE, WIDE_SPREAD, Track, done, said_done

OPEN = transaction.atomic()  # of a racer that is told to commit later


def merge_and_clock(track: Track, number: int) -> str:
    """A topic is merged while a text that carries it goes live: readers find it under the successor alone."""
    people, names = track.people, track.do("tests.topic_races.two_topics")
    under = {"writer": people["writer"], "one": people["one"], "names": [names["topic"], "Kuliner", names["into"]]}
    at = track.do("tests.topic_races.approved_under", **under)

    met = track.race(
        number,
        merge=("tests.topic_races.merging_topics", names | {"by": people["chief"]}),
        live=("publishing_due", {"spread": WIDE_SPREAD}),
    )

    assert met == {"merge": DONE, "live": 1}
    assert track.do("tests.topic_races.topic_rows", article=at["article"])["live"] == [names["into"], "Kuliner"]
    return "live" if track.do("tests.topic_races.is_accepted", topic=names["topic"]) else "merge"


def undo_and_clock(track: Track, number: int) -> str:
    """A merge is undone while a text that carries the topic goes live: it stands under what it was sent with."""
    people, names = track.people, track.do("tests.topic_races.two_topics")
    under = {"writer": people["writer"], "one": people["one"], "names": [names["topic"], names["into"]]}
    at = track.do("tests.topic_races.approved_under", **under)
    ending = track.do("tests.topic_races.merge_now", **names, by=people["chief"])

    met = track.race(
        number,
        undo=("tests.topic_races.undoing", {"ending": ending, "by": people["chief"]}),
        live=("publishing_due", {"spread": WIDE_SPREAD}),
    )

    assert met == {"undo": DONE, "live": 1}
    assert track.do("tests.topic_races.topic_rows", article=at["article"])["live"] == [names["topic"], names["into"]]
    return "undo" if track.do("tests.topic_races.first_was_undo", ending=ending, **at) else "live"


def merge_and_withdrawal(track: Track, number: int) -> str:
    """Neither waits for the other for ever, and a withdrawn article stands under nothing."""
    people, names = track.people, track.do("tests.topic_races.two_topics")
    under = {"writer": people["writer"], "one": people["one"], "names": [names["topic"], "Kuliner", names["into"]]}
    at = track.do("tests.topic_races.approved_under", **under)
    track.do("tests.races.publish_later")

    met = track.race(
        number,
        merge=("tests.topic_races.merging_topics", names | {"by": people["chief"]}),
        withdraw=("tests.topic_races.withdrawing", {"article": at["article"], "by": people["chief"]}),
    )

    assert met == {"merge": DONE, "withdraw": DONE}
    assert track.do("tests.topic_races.topic_rows", article=at["article"])["live"] == []
    assert track.do("tests.topic_races.leads_to", topic=names["topic"]) == names["into"]
    return "withdraw" if track.do("tests.topic_races.first_was_withdrawal", topic=names["topic"], **at) else "merge"


def merge_and_save(track: Track, number: int) -> str:
    """A topic is merged while a draft is saved with it: the draft shows the successor, once."""
    people, names = track.people, track.do("tests.topic_races.two_topics")
    at = track.do("tests.races.draft", writer=people["writer"])
    typed = [names["topic"], names["into"]]

    met = track.race(
        number,
        merge=("tests.topic_races.merging_topics", names | {"by": people["chief"]}),
        save=("tests.topic_races.saving_topics", {"article": at["article"], "base": at["version"], "names": typed}),
    )

    assert met == {"merge": DONE, "save": DONE}
    rows = track.do("tests.topic_races.topic_rows", article=at["article"])
    assert rows["shown"] == [names["into"]]
    return "save" if rows["held"] == typed else "merge"


def two_merges(track: Track, number: int) -> str:
    """Each into the other: one is merged, the other merge is refused, and there is no ring."""
    people, names = track.people, track.do("tests.topic_races.two_topics")
    one, other = names["into"], track.do("tests.topic_races.two_topics")["into"]

    met = track.race(
        number,
        forth=("tests.topic_races.merging_topics", {"topic": one, "into": other, "by": people["chief"]}),
        back=("tests.topic_races.merging_topics", {"topic": other, "into": one, "by": people["chief"]}),
    )

    (winner,) = done(met)
    assert sorted(met.values()) == ["StepRefused", DONE]
    stays = other if winner == "forth" else one
    assert {track.do("tests.topic_races.leads_to", topic=name) for name in (one, other)} == {stays}
    return winner


def same_new_topic(track: Track, number: int) -> str:
    """Two writers propose one name in two spellings: one topic by the first spelling, and both are saved."""
    one, other = (track.do("tests.races.draft", writer=track.people["writer"]) for _ in range(2))
    names = {"small": f"phinisi {one['article']}", "large": f"PHINISI {one['article']}"}

    met = track.race(
        number,
        small=(
            "tests.topic_races.saving_topics",
            {"article": one["article"], "base": one["version"], "names": [names["small"]]},
        ),
        large=(
            "tests.topic_races.saving_topics",
            {"article": other["article"], "base": other["version"], "names": [names["large"]]},
        ),
    )

    held = [track.do("tests.topic_races.topic_rows", article=at["article"])["held"] for at in (one, other)]
    assert met == {"small": DONE, "large": DONE}
    assert held[0] == held[1]
    assert held[0] in ([names["small"]], [names["large"]])
    return "small" if held[0] == [names["small"]] else "large"


def two_crossing_updates(track: Track, number: int) -> str:
    """Two articles go live at once, each under topics that the other leaves and comes under: both do."""
    one, other = track.do("tests.topic_races.crossing_updates", **track.people)

    met = track.race(
        number,
        one=("tests.topic_races.going_live", {"asking": one["asking"]}),
        other=("tests.topic_races.going_live", {"asking": other["asking"]}),
    )

    assert met == {"one": DONE, "other": DONE}
    for at in (one, other):
        assert track.do("tests.topic_races.topic_rows", article=at["article"])["live"] == at["names"]
    keys = {f"article:{at['article']}": label for label, at in (("one", one), ("other", other))}
    return keys[track.do("tests.topic_races.raised_first", keys=list(keys))]


RACES = [
    merge_and_clock,
    undo_and_clock,
    merge_and_withdrawal,
    merge_and_save,
    two_merges,
    same_new_topic,
    two_crossing_updates,
]


def two_topics() -> dict[str, str]:
    """An accepted topic that nothing stands under, and a proposal."""
    proposal = topics.find_or_propose(f"Samudra {body.new_id()}")
    return {"into": a_topic(f"Laut {body.new_id()}").name, "topic": proposal.name}


def approved_under(*, writer: int, one: int, names: list[str]) -> dict:
    """An article that is approved and due, and was sent with these topics."""
    with later(seconds=-60):
        submission = sent(a_draft(by=User.objects.get(pk=writer), named=tuple(names)))
        approve(submission, by=User.objects.get(pk=one))
    return {"article": submission.article_id, "asking": submission.pk}


def crossing_updates(*, writer: int, one: int, **_others: int) -> list[dict]:
    """Two live articles with approved updates: each comes under what the other leaves, and both under a third topic."""
    names = [a_topic(f"Laut {body.new_id()}").name for _ in range(3)]
    places = [approved_under(writer=writer, one=one, names=[name]) for name in names[:2]]
    publishing.publish_due()
    with later(seconds=-30):
        for place, wanted in zip(places, (names[1:], [names[2], names[0]]), strict=True):
            article = Article.objects.get(pk=place["article"])
            drafting.save(article, drafting.Draft({}, wanted), by=article.author, base=article.draft_version)
            update = sent(Article.objects.get(pk=article.pk))
            approve(update, by=User.objects.get(pk=one))
            place |= {"asking": update.pk, "names": wanted}
    return places


def going_live(*, asking: int) -> Callable:
    seen = Submission.objects.select_related("revision").get(pk=asking)
    return said_done(lambda: publishing.go_live(seen))


def go_live_uncommitted(*, asking: int) -> None:
    OPEN.__enter__()
    publishing.go_live(Submission.objects.select_related("revision").get(pk=asking))


def commit(*, after: float) -> None:
    time.sleep(after)
    OPEN.__exit__(None, None, None)


def miscount() -> None:
    """What a process of a former version leaves: rows that no number tells of."""
    TopicTally.objects.update(number=0)


def raised_first(*, keys: list[str]) -> str:
    """Which of these stamps, in the order of commits."""
    return PageStamp.objects.filter(key__in=keys).order_by("number")[0].key


def merge_now(*, topic: str, into: str, by: int) -> int:
    return merging.merge(
        Topic.objects.get(name=topic), into=Topic.objects.get(name=into), by=User.objects.get(pk=by)
    ).pk


def merging_topics(*, topic: str, into: str, by: int) -> Callable:
    merged, other, person = Topic.objects.get(name=topic), Topic.objects.get(name=into), User.objects.get(pk=by)
    return said_done(lambda: merging.merge(merged, into=other, by=person), spread=WIDE_SPREAD)


def undoing(*, ending: int, by: int) -> Callable:
    seen, person = TopicEnding.objects.get(pk=ending), User.objects.get(pk=by)
    return said_done(lambda: merging.undo(seen, by=person), spread=WIDE_SPREAD)


def withdrawing(*, article: int, by: int) -> Callable:
    seen, person = Article.objects.select_related("live_revision").get(pk=article), User.objects.get(pk=by)
    return said_done(lambda: publishing.withdraw(seen, by=person, message="Keliru."), spread=WIDE_SPREAD)


def saving_topics(*, article: int, base: int, names: list[str]) -> Callable:
    seen = Article.objects.select_related("author").get(pk=article)
    return said_done(
        lambda: drafting.save(seen, drafting.Draft({}, names), by=seen.author, base=base), spread=WIDE_SPREAD
    )


def drafts(*, number: int) -> list[int]:
    """So many drafts of as many writers."""
    return [a_draft(by=a_writer()).pk for _ in range(number)]


def saving_all(*, articles: list[int], name: str) -> Callable:
    """Save each of these drafts with one topic, ten at a time: how many were kept."""
    seen = list(Article.objects.select_related("author").filter(pk__in=articles))

    def save(article: Article) -> int:
        try:
            drafting.save(article, drafting.Draft({}, [name]), by=article.author, base=article.draft_version)
            return 1
        finally:
            connection.close()

    def saved() -> int:
        with ThreadPoolExecutor(10) as pool:
            return sum(pool.map(save, seen))

    return saved


def named_so(*, key: str) -> list[int]:
    """For every topic of this key, how many drafts hold it."""
    return [topic.article_rows.count() for topic in Topic.objects.filter(key=key)]


def topic_rows(*, article: int) -> dict[str, list[str]]:
    """By their names: what readers find the article under, what its draft shows, what its draft holds."""
    found = Article.objects.get(pk=article)
    return {
        "live": list(found.live_topics.values_list("topic__name", flat=True)),
        "shown": [topic.name for topic in found.shown_topics()],
        "held": list(found.topic_rows.values_list("tag__name", flat=True)),
    }


def leads_to(*, topic: str) -> str:
    return Topic.objects.get(name=topic).leads_to.name


def is_accepted(*, topic: str) -> bool:
    return Topic.objects.get(name=topic).accepted_at is not None


def first_was_undo(*, article: int, asking: int, ending: int) -> bool:
    return TopicEnding.objects.get(pk=ending).undone_at < Article.objects.get(pk=article).live_at


def first_was_withdrawal(*, article: int, asking: int, topic: str) -> bool:
    withdrawn = Article.objects.get(pk=article).transitions.order_by("pk").last()
    return withdrawn.at < TopicEnding.objects.get(topic__name=topic).at
