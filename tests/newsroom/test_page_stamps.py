"""The stamps on a real database: numbers rise in the order of commits, and another connection sees them at once."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connections, transaction

from community.stamps import raise_stamps
from newsroom.pagecache.looking import Database, Stamps

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_engines]


@pytest.fixture
def stamps():
    stamps = Stamps(Database())
    yield stamps
    stamps.look.connection.close()


def looked(stamps: Stamps) -> dict[str, int]:
    stamps.looked_at = float("-inf")
    assert stamps.are_known()
    return stamps.numbers


@contextmanager
def a_step_held_open(*keys: str):
    """Another thread raised these stamps and has not committed; it does at the end."""
    raised, go_on = threading.Event(), threading.Event()

    def step():
        with transaction.atomic():
            raise_stamps(*keys)
            raised.set()
            go_on.wait(10)
        connections.close_all()

    thread = threading.Thread(target=step)
    thread.start()
    raised.wait(10)
    yield
    go_on.set()
    thread.join(10)


def test_what_is_committed_is_seen_and_what_is_not_is_not(stamps):
    raise_stamps("before")
    looked(stamps)

    with a_step_held_open("article:7", "lists"):
        during = dict(looked(stamps))

    assert during == {}
    assert looked(stamps).keys() == {"article:7", "lists"}


def test_a_second_step_waits_so_that_no_lower_number_comes_later(stamps):
    raise_stamps("before")
    looked(stamps)
    done = []

    def second():
        raise_stamps("second")
        done.append(True)
        connections.close_all()

    with a_step_held_open("first"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.3)
        assert (done, looked(stamps)) == ([], {})
    thread.join(10)

    numbers = looked(stamps)
    assert numbers["first"] < numbers["second"] == stamps.highest


def test_a_step_that_fails_raises_nothing(stamps):
    raise_stamps("before")
    looked(stamps)

    with transaction.atomic():
        raise_stamps("never")
        transaction.set_rollback(True)

    assert looked(stamps) == {}


def test_after_an_error_the_connection_is_made_anew(stamps):
    raise_stamps("before")
    looked(stamps)
    stamps.look.connection.close()

    stamps.looked_at = float("-inf")
    assert not stamps.are_known()
    assert stamps.are_known()
