"""Owns what is measured in a filled database. A process of its own answers each name on a line with time and queries.

What writes is rolled back, so that a database stays as it was filled.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from tests.site import ROOT


def public_pages() -> dict[str, str]:
    """What readers ask for, each by its address; of the newest article, the fullest topic, the most busy writer."""
    from articles.models import Article, Topic
    from articles.reading.paging import key_of
    from tests.benches.filling import TOPICS

    live, topic = Article.objects.live().newest_first(), Topic.objects.get(name=TOPICS[0]).slug
    half, old = (live[live.count() * quarters // 4] for quarters in (2, 3))
    middle = key_of(half.first_published_at, half.pk)
    return {
        "article": live[0].get_absolute_url(),
        "front": "/",
        "latest": "/latest/",
        "latest, half way": f"/latest/?before={middle}",
        "topic": f"/topics/{topic}/",
        "topic, half way": f"/topics/{topic}/?before={middle}",
        "topic, most read": f"/topics/{topic}/?by=best",
        "topics": "/topics/",
        "profile": "/@rani.0_/",
        "feed": "/feeds/rss.xml",
        "feed of a topic": f"/feeds/topics/{topic}/rss.xml",
        "sitemap index": "/sitemap.xml",
        "sitemap part": "/sitemaps/articles-0.xml",
        **searches(topic, old.first_published_at.year, live[0].first_published_at.year),
    }


def searches(topic: str, year: int, newest: int) -> dict[str, str]:
    from tests.benches.filling import FREQUENT, PHRASE, RARE

    asked = {"frequent word": FREQUENT, "rare word": RARE, "two words": "nelayan menjual", "phrase": f'"{PHRASE}"'}
    asked |= {"mistyped": "kelelawr", "minus": f"{FREQUENT} -nelayan"}
    return {f"search, {name}": f"/search/?q={quote(words)}" for name, words in asked.items()} | {
        "search in a topic": f"/search/?q={FREQUENT}&topic={topic}",
        "search of a writer": f"/search/?q={FREQUENT}&writer=rani.0_",
        "search in a past year": f"/search/?q={FREQUENT}&year={year}",
        "search in the newest year": f"/search/?q={FREQUENT}&year={newest}",
        "search, typing": "/search/suggest/?q=pas",
    }


def asked_for(client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def steps() -> dict[str, Callable[[], object]]:
    """What writers and moderators do, and the rooms that they open."""
    from articles import searching
    from articles.models import Submission
    from community.models import User
    from tests.factories import a_draft, approve, go_live, published, sent

    moderator = User.objects.get(pen_name="Moderator Uji")
    draft = a_draft(by=User.objects.get(handles__name="rani.0_"))
    waiting, approved = Submission.objects.waiting()[:2]
    approve(approved, by=moderator)
    draft.author.emailaddress_set.get_or_create(email=draft.author.email, verified=True, primary=True)
    return {
        **saves(draft),
        "submit": lambda: sent(draft),
        "approve and publish": lambda: go_live(waiting, by=moderator),
        "publish": published,
        **rooms(moderator, draft.author, waiting),
        "ranking alone": lambda: searching.find(searching.asked("pasar")),
    }


def rooms(moderator, writer, waiting) -> dict[str, Callable[[], object]]:
    from tests.rooms import signed_in

    desk = signed_in(moderator)
    return {
        "queue": partial(asked_for, desk, "/desk/"),
        "desk, decided": partial(asked_for, desk, "/desk/?lane=decided"),
        "desk, one text": partial(asked_for, desk, f"/desk/{waiting.pk}/"),
        "dashboard of 5,000 at the largest": partial(asked_for, signed_in(writer), "/write/"),
        "following": partial(asked_for, signed_in(a_follower()), "/following/"),
        "log": partial(asked_for, desk, "/desk/log/"),
    }


def saves(draft) -> dict[str, Callable[[], object]]:
    """Of an article with its topics, and of one line of it, as the studio does it."""
    from articles import drafting

    line, whole = ({"fields": {"dek": "Lain"}} | more for more in ({}, {"topics": ["Musik"]}))
    told = {"by": draft.author, "base": draft.draft_version}
    return {
        "save": lambda: drafting.save(draft, drafting.Draft(**whole), **told),
        "save a line": lambda: drafting.save(draft, drafting.Draft(**line), **told),
    }


def a_follower():
    """Somebody who follows fifty writers and twenty topics, the busiest among them."""
    from articles import following
    from articles.models import Topic
    from community.models import User
    from tests.factories import a_writer

    reader = a_writer()
    for what in (*User.objects.exclude(first_published_at=None)[:50], *Topic.objects.listed()[:20]):
        following.follow(reader, what)
    return reader


def measured(act: Callable[[], object]) -> dict:
    """Milliseconds and the number of queries."""
    from django.core.cache import caches
    from django.db import connection, transaction

    caches["limits"].clear()
    gc.collect()  # or it falls, by the number of objects made, always into the same measurement
    gc.disable()
    queries = []
    with transaction.atomic(), connection.execute_wrapper(lambda run, *told: queries.append(told[0]) or run(*told)):
        began = time.perf_counter()
        act()
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    gc.enable()
    return {"ms": took * 1000, "queries": len([one for one in queries if "SAVEPOINT" not in one])}


def answer(acts: dict[str, Callable[[], object]]) -> None:
    gc.freeze()
    print(json.dumps(list(acts)), flush=True)
    for line in sys.stdin:
        print(json.dumps(measured(acts[line.strip()])), flush=True)


def main() -> None:
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    settings.STATIC_ROOT = ROOT / "newsroom" / "static"
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    from django.db import transaction
    from django.test import Client

    client = Client()
    with transaction.atomic():  # signing in and a draft are not kept either
        answer({name: partial(asked_for, client, address) for name, address in public_pages().items()} | steps())
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
