"""Who may open what: every address of the resolver, every role, every state. A new address needs its line here."""

from dataclasses import dataclass
from functools import cache, cached_property
from urllib.parse import unquote

import pytest
from django.db import transaction
from django.urls import get_resolver, resolve, reverse

from articles import deciding, earlier, fronting, publishing, sharing
from articles.models import Article, FrontKind, Submission, Why
from community import letters
from community.models import Group, User
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_photo,
    a_writer,
    give_back,
    later,
    sent,
    with_cover,
    with_portrait,
)
from tests.rooms import signed_in

ROLES = ("reader", "author", "writer", "moderator", "chief", "administrator")
STATES = ("draft", "waiting", "returned", "live", "withdrawn", "removed")
GATE, NOT_HERE, GONE, SIGNED_OUT = 302, 404, 410, 401  # 302: to the sign-in


@dataclass
class Scene:
    """One article in one state, with everybody who might look at it."""

    people: dict[str, User | None]
    article: Article
    submission: Submission | None
    remark: int

    def path(self, name: str) -> str:
        if name in ("media", "portrait"):
            return self.photo.plain if name == "media" else self.people["author"].portrait.small
        wanted = self.always | {
            "code": self.photo.code if name.startswith("desk:photo") else self.article.code,
            "pk": self.submission.pk if self.submission and name.startswith("desk:") else 10**6,
            "slug": "kuliner" if "topic" in name else self.slug,
        }
        if name.startswith("desk:front"):
            wanted["pk"] = getattr(self.article.front_slots.first(), "pk", 10**6)
        if name.startswith("writing:earlier"):
            shelf = self.article.draft_snapshots if name.endswith("draft") else self.article.revisions
            wanted["pk"] = getattr(shelf.first(), "pk", 10**6)
        return reverse(name, kwargs={key: wanted[key] for key in parameters(name)})

    @cached_property
    def photo(self):
        return self.article.photos.get()

    @cached_property
    def always(self) -> dict:
        """What every address that asks for it is given."""
        return {
            "photo": self.photo.code,
            "token": letters.unsubscribe_path(self.people["author"], Group.ANSWERS).split("/")[-2],
            "remark_pk": self.remark,
            "handle": self.people["author"].handle,
            "kind": "articles",
            "page": "writers",
            "span": self.article.pk // 10_000,
            "key": self.key,
            "shape": "card",
        }

    @property
    def slug(self) -> str:
        return self.article.slug if self.article.live_revision else "judul"

    @property
    def key(self) -> str:
        """Of the pictures that other sites show, while there are any."""
        live = self.article.live_revision
        return sharing.key_of(self.article, live.photos.covers().first()) if live else "0" * 16


@cache
def parameters(name: str) -> list[str]:
    namespace, _, bare = name.rpartition(":")
    for part in get_resolver().url_patterns:
        if getattr(part, "namespace", None) == namespace:
            return next(list(one.pattern.converters) for one in part.url_patterns if one.name == bare)
        if getattr(part, "name", None) == name:
            return list(part.pattern.converters)
    return []


def everybody(status) -> dict:
    return dict.fromkeys(ROLES, status)


def people_only(status, **others) -> dict:
    return everybody(status) | {"reader": GATE} | others


def author_only(status) -> dict:
    return people_only(NOT_HERE) | {"author": status}


def author_call(status) -> dict:
    """A call of the studio's scripts, which is never led to the sign-in."""
    return everybody(NOT_HERE) | {"reader": SIGNED_OUT, "author": status}


def desk(status) -> dict:
    return people_only(NOT_HERE, moderator=status, chief=status, administrator=status)


def chiefs(status) -> dict:
    return people_only(NOT_HERE, chief=status, administrator=status)


PUBLISHED = {"live": everybody(200), "withdrawn": everybody(GONE), "removed": everybody(GONE)}
HIDDEN = dict.fromkeys(("draft", "waiting", "returned"), everybody(NOT_HERE))
EVER_PUBLISHED = ("live", "withdrawn", "removed")
SEEN_BY_DESK = everybody(200) | {"reader": NOT_HERE, "writer": NOT_HERE}


def in_states(line: dict, *states: str, otherwise: dict) -> dict:
    return {state: line if state in states else otherwise for state in STATES}


def always(line: dict) -> dict:
    return dict.fromkeys(STATES, line)


REMOVED_FOR_AUTHOR = {"removed": people_only(NOT_HERE)}
REMOVED_FOR_AUTHOR_CALL = {"removed": author_call(NOT_HERE)}
READ_BY_DESK = ("waiting", "live", "withdrawn", "removed")  # a topic of drafts alone is nobody's business
WITH_SUBMISSION = ("waiting", "returned", "live", "withdrawn", "removed")

# name -> method, then what each role is answered in each state
MATRIX = {
    **{f"reading:{name}": ("get", always(everybody(200))) for name in
       ("front", "latest", "topics", "search", "suggest", "about", "rules", "display", "rss", "atom", "json", "sitemap",
        "sitemap-pages", "sitemap-news", "robots", "profile", "people", "corrections",
        "manifest", "worker", "offline", "gone")},
    "reading:indexnow": ("get", always(everybody(NOT_HERE))),  # as long as no key is set
    "own:me": ("get", always(everybody(200) | {"reader": 204})),
    "own:saved": ("get", always(people_only(200))),
    "own:following": ("get", always(people_only(200))),
    "own:followed": ("get", always(people_only(200))),
    "own:follow-writer": ("get", always(people_only(200, author=NOT_HERE))),
    "own:follow-topic": ("get", in_states(people_only(200), *EVER_PUBLISHED, otherwise=people_only(NOT_HERE))),
    "own:keep": ("post", in_states(people_only(302), "live", otherwise=people_only(NOT_HERE))),
    "reading:topic": ("get", in_states(everybody(200), *EVER_PUBLISHED, otherwise=everybody(NOT_HERE))),
    **{f"reading:topic-{kind}": ("get", in_states(everybody(200), *EVER_PUBLISHED, otherwise=everybody(NOT_HERE)))
       for kind in ("rss", "atom", "json")},
    **{f"reading:writer-{kind}": ("get", always(everybody(200))) for kind in ("rss", "atom", "json")},
    "reading:sitemap-part": ("get", in_states(everybody(200), "live", otherwise=everybody(NOT_HERE))),
    "reading:share": ("get", in_states(everybody(302), "live", otherwise=everybody(NOT_HERE))),
    "help-first": ("get", always(everybody(302))),
    "help": ("get", always(everybody(200))),
    "portrait": ("get", always(everybody(200))),
    "reading:article-code": ("get", HIDDEN | PUBLISHED | {"live": everybody(301)}),
    "reading:article": ("get", HIDDEN | PUBLISHED),
    "media": ("get", always(SEEN_BY_DESK) | {"live": everybody(200), "removed": everybody(NOT_HERE)}),
    "writing:dashboard": ("get", always(people_only(200))),
    "writing:new": ("get", always(people_only(200))),
    "writing:topics": ("get", always(people_only(200))),
    "writing:read-also": ("get", always(people_only(200))),
    "writing:edit": ("get", always(author_only(200)) | REMOVED_FOR_AUTHOR),
    "writing:token": ("get", always(everybody(200) | {"reader": SIGNED_OUT})),
    "writing:state": ("get", always(author_call(200)) | REMOVED_FOR_AUTHOR_CALL),
    "writing:merge": ("post", always(author_call(415)) | REMOVED_FOR_AUTHOR_CALL),
    "writing:upload": (
        "post",
        always(author_call(422))
        | {"waiting": author_call(409), "withdrawn": author_call(GONE)}
        | REMOVED_FOR_AUTHOR_CALL,
    ),
    "writing:photo": ("get", always(author_call(200)) | REMOVED_FOR_AUTHOR_CALL),
    "writing:history": ("get", always(author_only(200)) | REMOVED_FOR_AUTHOR),
    "writing:earlier-draft": ("get", always(author_only(200)) | REMOVED_FOR_AUTHOR),
    "writing:earlier-sent": ("get", always(author_only(200)) | {"draft": author_only(NOT_HERE)} | REMOVED_FOR_AUTHOR),
    "writing:preview": ("get", always(author_only(200)) | REMOVED_FOR_AUTHOR),
    "writing:receipt": ("get", always(author_only(200)) | {"draft": author_only(302)} | REMOVED_FOR_AUTHOR),
    "writing:recall": ("post", always(author_only(302)) | {"draft": people_only(NOT_HERE)} | REMOVED_FOR_AUTHOR),
    "writing:object": ("post", always(people_only(NOT_HERE))),
    "writing:accept": ("post", always(people_only(NOT_HERE))),
    "writing:bin": ("post", always(author_only(302)) | REMOVED_FOR_AUTHOR),
    "desk:queue": ("get", always(desk(200))),
    "desk:review": ("get", in_states(desk(200), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:state": ("get", in_states(desk(200), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:edit": ("get", in_states(desk(409), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))
                  | {"waiting": desk(200)}),
    "desk:skip": ("post", in_states(desk(302), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:claim": ("post", in_states(desk(409), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))
                   | {"waiting": desk(302)}),
    "desk:remark": ("post", in_states(desk(422), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:reword-remark": ("post", in_states(desk(422), "returned", otherwise=people_only(NOT_HERE))),
    "desk:drop-remark": ("post", in_states(desk(409), "returned", otherwise=people_only(NOT_HERE))),
    "desk:close-remark": ("post", in_states(desk(409), "returned", otherwise=people_only(NOT_HERE))),
    "desk:decision": ("post", in_states(desk(422), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:step": ("post", in_states(desk(422), *WITH_SUBMISSION, otherwise=people_only(NOT_HERE))),
    "desk:disclaimers": ("get", always(chiefs(200))),
    "desk:front": ("get", always(chiefs(200))),
    "desk:front-put": ("get", in_states(chiefs(200), "live", otherwise=people_only(NOT_HERE))),
    **{f"desk:front-{name}": ("post", in_states(chiefs(422), "live", otherwise=people_only(NOT_HERE))) for name in
       ("off", "times", "move", "replace")},
    "desk:log": ("get", always(desk(200))),
    "desk:checklist": ("get", always(chiefs(200))),
    "desk:templates": ("get", always(chiefs(200))),
    "desk:photo": ("get", always(chiefs(200))),
    "desk:photo-take-down": ("post", always(chiefs(422))),
    "desk:article": ("get", in_states(chiefs(200), *EVER_PUBLISHED, otherwise=people_only(NOT_HERE))),
    "desk:take-down": ("post", in_states(chiefs(422), *EVER_PUBLISHED, otherwise=people_only(NOT_HERE))),
    "desk:correct": ("post", in_states(chiefs(422), *EVER_PUBLISHED, otherwise=people_only(NOT_HERE))),
    "desk:topics": ("get", always(desk(200))),
    "desk:topic-undo": ("post", always(people_only(NOT_HERE))),
    "desk:topic": ("get", in_states(chiefs(200), *READ_BY_DESK, otherwise=people_only(NOT_HERE))),
    "desk:topic-decide": ("post", in_states(desk(422), "waiting", otherwise=people_only(NOT_HERE))),
    "desk:topic-describe": ("post", in_states(chiefs(422), *READ_BY_DESK, otherwise=people_only(NOT_HERE))),
    "desk:topic-synonyms": ("post", in_states(chiefs(422), *READ_BY_DESK, otherwise=people_only(NOT_HERE))),
    "desk:topic-merge": ("get", in_states(chiefs(422), *READ_BY_DESK, otherwise=people_only(NOT_HERE))),
    "community:settings": ("get", always(people_only(200))),
    "community:mail-settings": ("post", always(people_only(302))),
    "community:confirm-again": ("post", always(everybody(302))),
    "community:sessions": ("get", always(people_only(200))),
    "community:end-sessions": ("post", always(people_only(302))),
    "community:notices": ("get", always(people_only(200))),
    "community:notice": ("post", always(people_only(NOT_HERE))),
    "community:read-all": ("post", always(people_only(NOT_HERE))),
    "community:unsubscribe": ("post", always(everybody(200))),
    "healthz": ("get", always(everybody(200))),
    "readyz": ("get", always(everybody(200))),
}  # fmt: skip
# allauth and the stock admin have one line a subtree.
SUBTREES = {
    "accounts/": ("get", everybody(302) | {"reader": 200}),
    "admin/": ("get", people_only(NOT_HERE, administrator=200)),
}
SUBTREE_DOORS = {"accounts/": "/accounts/login/", "admin/": "/admin/"}


def scene(state: str) -> Scene:
    people = {"reader": None, "author": with_portrait(a_writer()), "writer": a_writer(), "moderator": a_moderator()}
    people |= {"chief": a_chief_editor(), "administrator": a_writer(is_superuser=True)}
    article, submission, remark = make(state, people)
    earlier.keep(article, Why.WRITING)
    return Scene(people, Article.objects.get(pk=article.pk), submission, remark)


def make(state: str, people):
    if state == "draft":
        article = a_draft(by=people["author"])
        a_photo(article)
        return article, None, 10**6
    if state in ("waiting", "returned"):
        submission = sent(with_cover(a_draft(by=people["author"])))
        if state == "waiting":
            return submission.article, submission, 10**6
        remark = deciding.remark(submission, by=people["chief"], block="", reason="other", text="Sumbernya?")
        give_back(submission, by=people["chief"])
        return submission.article, submission, remark.pk
    article = a_live_article(by=people["author"], cover=True)
    if state == "live":
        told = {"kind": FrontKind.PICK, "since": None, "until": None}
        fronting.put(article, by=people["chief"], seen=fronting.version(), **told)
    if state == "withdrawn":
        publishing.withdraw(article, by=people["chief"], message="Keliru.")
    if state == "removed":
        publishing.remove(article, by=people["chief"], message="Perintah.", reference="12/2026")
    return article, article.submissions.get(), 10**6


def named(patterns, namespace="") -> set[str]:
    found = set()
    for part in patterns:
        if hasattr(part, "url_patterns"):
            if str(part.pattern) not in SUBTREES:
                found |= named(part.url_patterns, f"{part.namespace}:" if part.namespace else namespace)
        else:
            found.add(f"{namespace}{part.name}")
    return found


def test_every_address_has_its_line():
    assert named(get_resolver().url_patterns) == MATRIX.keys()


IN_THE_GATE = ("draft", "waiting", "live", "withdrawn")  # the drill tries the others too
# A page for readers is drawn for nobody, and one that looks at who asks fails (articles/reading/public.py): nobody and
# whoever may do most stand for all.
OF_READERS = ("reader", "administrator")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state", [one if one in IN_THE_GATE else pytest.param(one, marks=pytest.mark.drill) for one in STATES]
)
def test_everybody_gets_what_the_matrix_says(state):
    stage = scene(state)
    wrong = []

    with later(minutes=1):
        clients = {role: signed_in(person) for role, person in stage.people.items()}
        for name, (method, lines) in MATRIX.items():
            path = stage.path(name)
            roles = OF_READERS if getattr(resolve(path).func, "is_public", False) else ROLES
            for role in roles if parameters(name) or state == "draft" else ():  # a list answers alike in every state
                with transaction.atomic():  # what a step changes is taken back, so that each finds the same scene
                    answer = getattr(clients[role], method)(path)
                    transaction.set_rollback(True)
                if answer.status_code != lines[state][role]:
                    wrong.append((name, role, answer.status_code, lines[state][role]))

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("subtree", SUBTREES)
def test_everybody_gets_what_the_subtree_says(subtree):
    stage, (method, line) = scene("draft"), SUBTREES[subtree]

    answers = {
        role: getattr(signed_in(person), method)(SUBTREE_DOORS[subtree], follow="admin" in subtree and person)
        for role, person in stage.people.items()
    }

    assert {role: answer.status_code for role, answer in answers.items()} == line


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/", "/admin/"])
def test_the_desk_and_the_admin_ask_for_a_second_factor(address):
    boss = a_writer(is_superuser=True)

    answer = signed_in(boss, second_factor=False).get(address, follow=True)

    assert "/accounts/2fa/totp/activate/" in unquote(answer.redirect_chain[-1][0])


@pytest.mark.django_db
def test_nothing_changes_by_get():
    stage = scene("waiting")
    clients = [signed_in(person) for person in stage.people.values()]
    steps = [stage.path(name) for name, (method, _) in MATRIX.items() if method == "post"]

    answers = {(path, client.get(path).status_code) for path in steps for client in clients}

    harmless = (302, 401, 404, 405)
    assert {
        (path, status) for path, status in answers if status not in harmless and "/notices/mail/" not in path
    } == set()
    assert Submission.objects.get().state == "waiting"
