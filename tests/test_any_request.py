"""Whatever anybody sends to any address, it is answered, and never by a fault of ours.

Paths are those of the permission matrix and of allauth, whole and with one part broken; queries, bodies and headers
hold what forms and people send, and what they never would. The gate sends some; make drill twenty thousand.
"""

import json
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import later
from tests.rooms import signed_in
from tests.test_permissions import MATRIX, ROLES, scene

ALLAUTH = (
    "login/ signup/ logout/ password/reset/ password/change/ password/set/ email/ confirm-email/ confirm-email/x:y:z/ "
    "password/reset/key/1-set-password/ 2fa/ 2fa/totp/activate/ 2fa/recovery-codes/ 2fa/authenticate/ reauthenticate/ "
    "inactive/ "
).split()
STATES = ("waiting", "live", "returned")
HOSTILE = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eabc",
    "\u0661\u0662\u0663",
    "\r\nX-Evil: 1",
    "\U0001f33e" * 40,
    "x" * 8000,
]
HOSTILE += ["'; DROP TABLE x; --", "<script>alert(1)</script>", "{{ 7 }}", "{% now %}", "02026" + "0" * 5000]
HOSTILE += (
    "-1 0 99999999999999999999 9223372036854775808 9223372036854775807 1e9 NaN ../../etc/passwd %00 %ff%fe {} [] null "
    "true //evil.example/ 2026-13-45T99:99 kuliner approve submit save live waiting id en"
).split()
SEGMENTS = f"x -1 0 {2**63} {'a' * 200} %00 %ff %F0%9F%8C%BE .. %2e%2e @ abcd2345 1.5 %0a".split()
QUERY = "q page before after lane changes by code codes verb next sort from topic writer year up_to _ utm_x".split()
FIELDS = (
    "verb version title dek place body topic_main topics cover attest seen checked shown reason message publish_at "
    "block words occurrence text upload copy objection up_to name description into position kind text_id text_en "
    "pen_name handle language wanted login password email password1 reference base save_id fields tried mine sentence "
    "menu_place take_over note in_force_from portrait "
).split()
TYPES = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "text/plain", "x"]
HEADERS = (
    "Accept Accept-Language Accept-Encoding Cookie If-Match If-Modified-Since If-None-Match Origin Range Referer "
    "User-Agent X-Forwarded-For X-Forwarded-Proto X-Requested-With X-Writer "
).split()

some = st.sampled_from(HOSTILE) | st.text(max_size=40)
plain = st.sampled_from(HOSTILE).map(
    lambda text: text.encode("ascii", "ignore").decode().replace("\r", "").replace("\n", "")
)
values = some | st.lists(some, max_size=3)
said = st.recursive(st.none() | st.booleans() | st.integers() | some, lambda one: st.lists(one, max_size=3)
                    | st.dictionaries(st.sampled_from(FIELDS) | some, one, max_size=3), max_leaves=8)  # fmt: skip


@st.composite
def asked(draw):
    """Method, place in the list of paths, how the path is broken, query, body with its type, headers."""
    kind = draw(st.sampled_from(TYPES))
    fields = draw(st.dictionaries(st.sampled_from(FIELDS), values, max_size=5))
    body = draw(st.just(fields) | said.map(lambda one: json.dumps(one).encode()) | st.binary(max_size=60))
    return {
        "method": draw(st.sampled_from(["GET", "POST", "HEAD", "PATCH", "PUT", "DELETE", "OPTIONS", "TRACE"])),
        "path": draw(st.integers(0, 10**6)),
        "broken": draw(st.none() | st.tuples(st.integers(0, 9), st.sampled_from(SEGMENTS))),
        "query": draw(st.dictionaries(st.sampled_from(QUERY), values, max_size=3)),
        "body": body,
        "type": kind,
        "headers": draw(st.dictionaries(st.sampled_from(HEADERS), plain, max_size=3)),
        "role": draw(st.sampled_from(ROLES)),
    }


@contextmanager
def taken_back():
    """What the request changes is undone, so that each finds the same scene."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answered(clients: dict[str, Client], paths: list[str], one: dict) -> int:
    path = paths[one["path"] % len(paths)]
    if one["broken"]:
        parts = path.strip("/").split("/")
        parts[one["broken"][0] % len(parts)] = one["broken"][1]
        path = f"/{'/'.join(parts)}/"
    body, kind = one["body"], one["type"]
    if isinstance(body, dict):
        sent = {"data": {key: encodable(value) for key, value in body.items()}} if one["method"] == "POST" else {}
    else:
        sent = {"data": body, "content_type": kind or "application/octet-stream"}
    if one["method"] in ("GET", "HEAD", "OPTIONS", "TRACE"):
        sent = {}
    client = clients[one["role"]]
    with taken_back():
        return getattr(client, one["method"].lower())(
            path, **sent, query_params=encoded(one["query"]), headers=one["headers"]
        ).status_code


def encodable(value):
    """A browser sends no half of a letter."""
    texts = value if isinstance(value, list) else [value]
    return [text.encode("utf-8", "replace").decode() for text in texts]


def encoded(query: dict) -> dict:
    return {key: encodable(value) for key, value in query.items()}


def try_many(stage, times: int) -> None:
    paths = [stage.path(name) for name in MATRIX] + [f"/accounts/{path}" for path in ALLAUTH] + ["/admin/", "/nowhere/"]
    clients = {role: signed_in(person) for role, person in stage.people.items()}
    for client in clients.values():
        client.raise_request_exception = False

    @settings(max_examples=times, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(asked())
    def no_fault(one):
        assert answered(clients, paths, one) < 500

    no_fault()


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "times"), [("live", 120), *(pytest.param(state, 6700, marks=pytest.mark.drill)
                                                               for state in STATES)])  # fmt: skip
def test_no_request_meets_a_fault_of_ours(state, times):
    with later(minutes=1):
        try_many(scene(state), times)
