"""Owns races: two real processes, each with its own Django and connection, that meet at a barrier.

The upper half runs in the test, which touches no database; the lower half runs in the racers, on the product's own
settings and by its own verbs.
"""

import json
import os
import random
import select
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.module_loading import import_string

from articles import deciding, drafting, mending, publishing, sending
from articles.lifecycle import StepRefused
from articles.models import Article, Submission
from articles.plaintext import from_text, to_text
from community.models import User
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_moderator,
    a_writer,
    approve,
    attested_now,
    give_back,
    later,
    sent,
)
from tests.site import Site

PATIENCE = 60  # seconds; above the 20 that SQLite's writers wait for each other
SPREAD = 0.004  # seconds of chance between the barrier and the move: about as long as a move takes
WIDE_SPREAD = 0.12  # the same for moves of different length, so that the longer one is sometimes first
A_LOOK = 0.01  # seconds at most that the clock looks for what is due before it reaches for the lock
READY, DONE = "ready", "done"
REFUSALS = (StepRefused, drafting.StaleDraft)


class Racer:
    """A process beside the test. It is told one function at a time by its dotted name, and answers in JSON."""

    def __init__(self, site: Site, barrier: int | None = None):
        listening = f"from tests.races import listen; listen({barrier})"
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", listening],
            cwd=Path(__file__).parent.parent, env=site.environment, pass_fds=[] if barrier is None else [barrier],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def do(self, name: str, **said) -> Any:
        """What the function returns there."""
        self.tell(name, said)
        return self.hear()

    def tell(self, name: str, said: dict, *, at_the_barrier: bool = False) -> None:
        self.process.stdin.write(json.dumps([name, said, at_the_barrier]) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        heard, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert heard, f"No answer within {PATIENCE} s."
        line = self.process.stdout.readline()
        assert line, f"The process ended with status {self.process.wait()}."
        answer, failure = json.loads(line)
        assert not failure, failure
        return answer

    def leave(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()


class Track:
    """Two racers on one database, and the barrier between them: a pipe that both read and one write opens."""

    def __init__(self, site: Site):
        self.barrier, self.opening = os.pipe()
        self.racers = [Racer(site, self.barrier), Racer(site, self.barrier)]
        self.do = self.racers[0].do
        self.do("tests.races.migrate")
        self.people = self.do("tests.races.people")

    def race(self, number: int, **moves: tuple[str, dict]) -> dict[str, Any]:
        """Both moves at once: what each met, DONE or the name of its refusal. Who runs which alternates."""
        racers = self.racers if number % 2 else self.racers[::-1]
        lanes = dict(zip(moves, racers, strict=True))
        for label, racer in lanes.items():
            name, said = moves[label]
            racer.tell(name if "." in name else f"tests.races.{name}", said, at_the_barrier=True)
        assert [racer.hear() for racer in racers] == [READY, READY]
        os.write(self.opening, b"go")
        return {label: racer.hear() for label, racer in lanes.items()}

    def leave(self) -> None:
        for racer in self.racers:
            racer.leave()
        os.close(self.barrier)
        os.close(self.opening)


def done(met: dict) -> list[str]:
    return [label for label, what in met.items() if what == DONE]


@contextmanager
def a_track(var: Path, **environment: str) -> Iterator[Track]:
    track = Track(Site(var, **environment))
    try:
        yield track
    finally:
        track.leave()


def listen(barrier: int | None) -> None:
    """What a racer runs until nobody speaks to it any more."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for line in sys.stdin:
        name, said, at_the_barrier = json.loads(line)
        try:
            told = import_string(name)(**said)
            answer = [_meet(barrier, told) if at_the_barrier else told, ""]
        except Exception:
            answer = [None, traceback.format_exc()]
        print(json.dumps(answer), flush=True)


def _meet(barrier: int, move: Callable) -> Any:
    """Stand ready with everything on screen, and move a moment after the barrier opens."""
    print(json.dumps([READY, ""]), flush=True)
    os.read(barrier, 1)
    time.sleep(random.uniform(0, SPREAD))
    try:
        return move()
    except REFUSALS as refusal:
        return type(refusal).__name__


def migrate() -> None:
    """An empty database need not outlive a power cut; the connection that the races use is the product's."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    connection.close()


def people() -> dict[str, int]:
    found = {"writer": a_writer(), "one": a_moderator(), "other": a_moderator(), "chief": a_chief_editor()}
    return {role: person.pk for role, person in found.items()}


def draft(*, writer: int) -> dict:
    article = a_draft(by=User.objects.get(pk=writer))
    return {"article": article.pk, "version": article.draft_version}


def waiting_update(*, writer: int, one: int, approved: bool = False, **_others: int) -> dict:
    """A live article with a changed text that waits, or is approved and due: readers have `live`, not `sent`."""
    author, moderator = User.objects.get(pk=writer), User.objects.get(pk=one)
    with later(seconds=-120):
        first = sent(a_draft(by=author))
        approve(first, by=moderator)
    publishing.publish_due()
    with later(seconds=-60):
        article = Article.objects.get(pk=first.article_id)
        _save(article, "Pasar itu kini dua kali seminggu.", base=article.draft_version)
        update = sent(Article.objects.get(pk=article.pk))
        if approved:
            approve(update, by=moderator)
    return {"article": article.pk, "asking": update.pk, "live": first.revision_id, "sent": update.revision_id}


def _save(article: Article, text: str, *, base: int) -> Article:
    fields = {name: getattr(article, name) for name in ("title", "dek", "place")}
    draft = drafting.Draft(fields | {"body": from_text(text, article.body)}, None)
    return drafting.save(article, draft, by=article.author, base=base)


def said_done(move: Callable, *, spread: float = 0) -> Callable:
    def moved():
        time.sleep(random.uniform(0, spread))
        move()
        return DONE

    return moved


def approving(*, asking: int, by: int) -> Callable:
    seen, moderator = Submission.objects.select_related("revision").get(pk=asking), User.objects.get(pk=by)
    return said_done(lambda: approve(seen, by=moderator))


def giving_back(*, asking: int, by: int) -> Callable:
    seen, moderator = Submission.objects.select_related("revision").get(pk=asking), User.objects.get(pk=by)
    return said_done(lambda: give_back(seen, by=moderator))


def mending_it(*, asking: int, by: int, text: str) -> Callable:
    """A light edit of the revision that is on screen."""
    seen, moderator = Submission.objects.select_related("revision").get(pk=asking), User.objects.get(pk=by)
    sent = seen.revision
    fields = {name: getattr(sent, name) for name in ("title", "dek", "place")} | {"body": from_text(text, sent.body)}
    made = mending.Mended(fields, [topic.name for topic in sent.shown_topics])
    return said_done(lambda: mending.mend(seen, made, by=moderator, seen=sent))


def claiming(*, asking: int, by: int) -> Callable:
    seen, moderator = Submission.objects.get(pk=asking), User.objects.get(pk=by)
    return said_done(lambda: deciding.claim(seen, by=moderator))


def recalling(*, asking: int, by: int, hesitation: float = 0) -> Callable:
    seen, writer = Submission.objects.get(pk=asking), User.objects.get(pk=by)

    def recall():
        time.sleep(random.uniform(0, hesitation))
        sending.recall(seen, by=writer)

    return said_done(recall)


def saving(*, article: int, base: int, text: str) -> Callable:
    seen = Article.objects.select_related("author").get(pk=article)
    return said_done(lambda: _save(seen, text, base=base))


def submitting(*, article: int, version: int) -> Callable:
    seen = Article.objects.select_related("author").get(pk=article)
    return said_done(lambda: sending.submit(seen, by=seen.author, seen_version=version, attested=attested_now(seen)))


def publishing_due(*, spread: float = 0) -> Callable:
    """The clock's move: how many went live."""

    def published():
        time.sleep(random.uniform(0, spread))
        return publishing.publish_due()

    return published


def publish_later() -> int:
    """What the clock does when the ten seconds of everything decided so far are over."""
    with later(seconds=11):
        return publishing.publish_due()


def rows(*, article: int) -> dict:
    """What stands in the database: the article, its last asking, and its whole trace."""
    found = Article.objects.get(pk=article)
    asking = found.submissions.order_by("-pk").first()
    trace = found.transitions.order_by("pk").values_list("verb", "from_state", "to_state", "by", "revision")
    return {
        "standing": found.standing,
        "live": found.live_revision_id,
        "version": found.draft_version,
        "text": to_text(found.body),
        "askings": found.submissions.count(),
        "revisions": found.revisions.count(),
        "state": asking and asking.state,
        "decided_by": asking and asking.decided_by_id,
        "told_live": bool(asking and asking.live_at),
        "trace": [list(step) for step in trace],
    }
