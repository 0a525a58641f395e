"""Two at once: whoever is first, there is one decision, one text, one asking, and only what was approved is live."""

import os
from contextlib import suppress

import pytest

from articles.topicnames import clean_topic_name, topic_key
from community.names import RefusedName
from tests import topic_races
from tests.corpora import lines
from tests.migrated import NAME, copy_of_migrated
from tests.postgres import a_database
from tests.races import A_LOOK, DONE, Track, a_track, done

pytestmark = [pytest.mark.both_engines, pytest.mark.xdist_group("races")]
ROUNDS = 2  # twenty in make drill


@pytest.fixture(scope="module")
def track(request, tmp_path_factory):
    """On the engine that the gate runs on."""
    var = tmp_path_factory.mktemp("races") / "var"
    named = os.environ.get("DATABASE_URL")
    if named is None:
        copy_of_migrated(request.config.migrated, var / NAME)
        with a_track(var) as track:
            yield track
    else:
        with a_database(named) as url, a_track(var, DATABASE_URL=url) as track:
            yield track


def two_moderators(track: Track, number: int) -> str:
    """One approves, the other asks for changes: one decision, told in every row alike; the other one is refused."""
    people = track.people
    at = track.do("tests.races.waiting_update", **people)
    before = track.do("tests.races.rows", article=at["article"])["trace"]

    met = track.race(
        number,
        approve=("approving", {"asking": at["asking"], "by": people["one"]}),
        give_back=("giving_back", {"asking": at["asking"], "by": people["other"]}),
    )

    (winner,) = done(met)
    who, verb, state = ("one", "approve", "approved") if winner == "approve" else ("other", "return", "returned")
    stands = track.do("tests.races.rows", article=at["article"])
    step = [verb, "waiting", state, people[who], at["sent"]]
    assert (stands["state"], stands["decided_by"], stands["live"]) == (state, people[who], at["live"])
    assert stands["trace"] == [*before, step]
    readers_have(track, at, at["sent"] if winner == "approve" else at["live"], [*before, step])
    return winner


def two_edits(track: Track, number: int) -> str:
    """Two moderators mend the same revision: one edit stands, the other one is refused."""
    people, texts = track.people, {"one": "Dirapikan yang satu.", "other": "Dirapikan yang lain."}
    at = track.do("tests.races.waiting_update", **people)

    met = track.race(
        number,
        **{
            label: ("mending_it", {"asking": at["asking"], "by": people[label], "text": text})
            for label, text in texts.items()
        },
    )

    (winner,) = done(met)
    stands = track.do("tests.races.rows", article=at["article"])
    assert (stands["revisions"], stands["state"]) == (3, "waiting")
    assert stands["trace"][-1] == ["edit", "waiting", "waiting", people[winner], at["sent"]]
    return winner


def edit_and_approval(track: Track, number: int) -> str:
    """Whoever approves has read what goes live: either it is decided and not mended, or mended and not decided."""
    people = track.people
    at = track.do("tests.races.waiting_update", **people)

    met = track.race(
        number,
        approve=("approving", {"asking": at["asking"], "by": people["one"]}),
        edit=("mending_it", {"asking": at["asking"], "by": people["other"], "text": "Dirapikan."}),
    )

    (winner,) = done(met)
    stands = track.do("tests.races.rows", article=at["article"])
    assert sorted(met.values()) == ["StepRefused", DONE]
    assert (stands["state"], stands["revisions"]) == (("approved", 2) if winner == "approve" else ("waiting", 3))
    return winner


def claim_and_approval(track: Track, number: int) -> str:
    """Either it is held and the other's approval is refused, or it is decided and nobody can hold it any more."""
    people = track.people
    at = track.do("tests.races.waiting_update", **people)

    met = track.race(
        number,
        approve=("approving", {"asking": at["asking"], "by": people["one"]}),
        claim=("claiming", {"asking": at["asking"], "by": people["other"]}),
    )

    (winner,) = done(met)
    stands = track.do("tests.races.rows", article=at["article"])
    assert sorted(met.values()) == ["StepRefused", DONE]
    assert stands["state"] == ("approved" if winner == "approve" else "waiting")
    return winner


def recall_and_approval(track: Track, number: int) -> str:
    """An approval may still be taken back; one of something taken back is refused. Either way nothing goes live."""
    people = track.people
    at = track.do("tests.races.waiting_update", **people)
    before = track.do("tests.races.rows", article=at["article"])["trace"]

    met = track.race(
        number,
        approve=("approving", {"asking": at["asking"], "by": people["one"]}),
        recall=("recalling", {"asking": at["asking"], "by": people["writer"]}),
    )

    approved = done(met) == ["approve", "recall"]
    assert approved or met == {"approve": "StepRefused", "recall": DONE}
    state = "approved" if approved else "waiting"
    steps = [["approve", "waiting", "approved", people["one"], at["sent"]]] if approved else []
    steps.append(["recall", state, "recalled", people["writer"], at["sent"]])
    stands = track.do("tests.races.rows", article=at["article"])
    assert (stands["state"], stands["decided_by"], stands["trace"]) == ("recalled", None, [*before, *steps])
    readers_have(track, at, at["live"], [*before, *steps])
    return "approve" if approved else "recall"


def recall_and_clock(track: Track, number: int) -> str:
    """At the moment of going live: either it is live and cannot be taken back, or it is taken back and not live."""
    people = track.people
    at = track.do("tests.races.waiting_update", **people, approved=True)
    before = track.do("tests.races.rows", article=at["article"])["trace"]

    met = track.race(
        number,
        live=("publishing_due", {}),
        recall=("recalling", {"asking": at["asking"], "by": people["writer"], "hesitation": A_LOOK}),
    )

    went_live = met["live"] == 1
    assert met == ({"live": 1, "recall": "StepRefused"} if went_live else {"live": 0, "recall": DONE})
    stands = track.do("tests.races.rows", article=at["article"])
    step = ["go_live", "live", "live", None] if went_live else ["recall", "approved", "recalled", people["writer"]]
    assert (stands["told_live"], stands["state"]) == (went_live, "approved" if went_live else "recalled")
    assert (stands["live"], stands["trace"]) == (at["sent" if went_live else "live"], [*before, [*step, at["sent"]]])
    readers_have(track, at, stands["live"], stands["trace"])
    return "live" if went_live else "recall"


def two_clocks(track: Track, number: int) -> str:
    """Two nodes whose clocks see the same approval: it goes live once."""
    at = track.do("tests.races.waiting_update", **track.people, approved=True)
    before = track.do("tests.races.rows", article=at["article"])["trace"]

    met = track.race(number, one=("publishing_due", {}), other=("publishing_due", {}))

    assert sorted(met.values()) == [0, 1]
    stands = track.do("tests.races.rows", article=at["article"])
    assert (stands["live"], stands["trace"]) == (at["sent"], [*before, ["go_live", "live", "live", None, at["sent"]]])
    return next(label for label, count in met.items() if count)


def two_saves(track: Track, number: int) -> str:
    """Two windows with the same draft: one text is kept, the other window is told."""
    at = track.do("tests.races.draft", writer=track.people["writer"])
    texts = {"phone": "Ditulis di telepon.", "laptop": "Ditulis di laptop."}

    met = track.race(
        number,
        **{
            label: ("saving", {"article": at["article"], "base": at["version"], "text": text})
            for label, text in texts.items()
        },
    )

    (winner,) = done(met)
    assert sorted(met.values()) == ["StaleDraft", DONE]
    stands = track.do("tests.races.rows", article=at["article"])
    assert (stands["text"].strip(), stands["version"]) == (texts[winner], at["version"] + 1)
    return winner


def two_presses(track: Track, number: int) -> str:
    """The same version sent twice: one asking, one revision, one trace."""
    at = track.do("tests.races.draft", writer=track.people["writer"])
    press = ("submitting", {"article": at["article"], "version": at["version"]})

    met = track.race(number, first=press, second=press)

    (winner,) = done(met)
    assert sorted(met.values()) == ["StepRefused", DONE]
    stands = track.do("tests.races.rows", article=at["article"])
    assert (stands["askings"], stands["revisions"], stands["state"]) == (1, 1, "waiting")
    assert [step[0] for step in stands["trace"]] == ["submit"]
    return winner


def readers_have(track: Track, at: dict, revision: int, trace: list) -> None:
    """Once the ten seconds are over readers have exactly this revision, and the trace says so."""
    track.do("tests.races.publish_later")
    stands = track.do("tests.races.rows", article=at["article"])
    if revision == at["sent"] and trace[-1][0] != "go_live":
        trace = [*trace, ["go_live", "live", "live", None, revision]]
    assert (stands["standing"], stands["live"], stands["trace"]) == ("live", revision, trace)


RACES = [two_moderators, claim_and_approval, recall_and_approval, recall_and_clock, two_clocks, two_saves, two_presses]
RACES += [two_edits, edit_and_approval]
RACES += topic_races.RACES


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_whoever_is_first_the_rows_agree(track, race):
    track.do("tests.races.publish_later")  # nothing that an earlier kind approved is due in this one
    for number in range(ROUNDS):
        race(track, number)
        assert track.do("articles.tallying.mend") == 0


def test_numbers_that_are_mended_while_an_article_goes_live_count_it_once(track):
    at, _other = track.do("tests.topic_races.crossing_updates", **track.people)
    track.do("tests.topic_races.miscount")
    live, mend = track.racers

    live.do("tests.topic_races.go_live_uncommitted", asking=at["asking"])
    mend.tell("articles.tallying.mend", {})
    live.do("tests.topic_races.commit", after=0.3)

    assert mend.hear() > 0
    assert track.do("articles.tallying.mend") == 0


def collisions() -> list[str]:
    """What the corpus has as one half of two spellings, as far as it may be a topic, cleaned."""
    found = []
    for line in lines("names.jsonl"):
        with suppress(RefusedName):
            found += [clean_topic_name(line["input"])] if line["kind"] == "collision" else []
    return found


def test_both_halves_of_a_collision_at_once_make_one_topic(track):
    assert len(collisions()) > 10

    for number, name in enumerate(collisions()):
        typed = {"one": f"{name} {number}", "other": f"{topic_key(name).upper()} {number}"}
        at = {label: track.do("tests.races.draft", writer=track.people["writer"]) for label in typed}

        met = track.race(
            number,
            **{
                label: (
                    "tests.topic_races.saving_topics",
                    {"article": at[label]["article"], "base": at[label]["version"], "names": [words]},
                )
                for label, words in typed.items()
            },
        )

        assert met == {"one": DONE, "other": DONE}
        assert track.do("tests.topic_races.named_so", key=topic_key(typed["one"])) == [2]
