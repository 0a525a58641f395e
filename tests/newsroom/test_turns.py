import sqlite3
import threading
import time

import pytest

from newsroom import turns
from tests.site import wait_until

WRITERS = 8


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "some.sqlite3"
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE line (number INTEGER)")
    connection.close()
    return file


@pytest.fixture
def connect(file):
    made = []

    def connected() -> turns.Connection:
        one = sqlite3.connect(file, isolation_level=None, factory=turns.Connection, check_same_thread=False)
        made.append(one)
        return one

    yield connected
    for one in made:
        one.close()


def begin(connection: turns.Connection) -> None:
    connection.cursor().execute("BEGIN IMMEDIATE")


def in_a_row(connect, write) -> list[threading.Thread]:
    """Writers who came one after another while somebody else writes."""
    threads = []
    for number in range(WRITERS):
        threads.append(threading.Thread(target=write, args=[connect(), number]))
        threads[-1].start()
        wait_until(lambda number=number: len(turns.QUEUE.waiting) > number)
    return threads


def a_transaction(connection: turns.Connection, number: int) -> None:
    begin(connection)
    connection.cursor().execute("INSERT INTO line VALUES (%s)", [number])
    connection.commit()


def a_statement(connection: turns.Connection, number: int) -> None:
    connection.cursor().execute("INSERT INTO line VALUES (%s)", [number])


@pytest.mark.parametrize("write", [a_transaction, a_statement])
def test_who_came_first_writes_first(connect, write):
    first = connect()
    begin(first)
    threads = in_a_row(connect, write)
    first.rollback()
    for thread in threads:
        thread.join()

    rows = first.cursor().execute("SELECT number FROM line ORDER BY rowid").fetchall()
    assert [number for (number,) in rows] == list(range(WRITERS))


def test_readers_wait_for_nobody(connect):
    begin(connect())

    assert connect().cursor().execute("SELECT count(*) FROM line").fetchall() == [(0,)]


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_whoever_ends_gives_the_turn_on(connect, end):
    first = connect()
    begin(first)
    getattr(first, end)()

    a_transaction(connect(), 1)

    assert not turns.QUEUE.is_taken


def test_a_failed_statement_gives_the_turn_on(connect):
    with pytest.raises(sqlite3.OperationalError):
        connect().cursor().execute("INSERT INTO nowhere VALUES (1)")

    assert not turns.QUEUE.is_taken


def test_who_waited_long_enough_asks_sqlite_itself(connect, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    first, late = connect(), connect()
    begin(first)
    late.execute("PRAGMA busy_timeout=50")

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        begin(late)
    first.rollback()

    assert not turns.QUEUE.waiting
    a_transaction(late, 1)


def test_who_wrote_without_a_turn_waits_for_none_in_the_middle(connect, monkeypatch):
    late = connect()
    assert turns.QUEUE.enter()
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    begin(late)
    monkeypatch.setattr(turns, "PATIENCE", 10)
    began = time.monotonic()

    late.cursor().execute("INSERT INTO line VALUES (1)")
    late.commit()

    assert time.monotonic() - began < 5
    turns.QUEUE.leave()


def test_a_statement_finds_the_places_of_its_parameters_each_time(connect):
    cursor = connect().cursor()
    for number in (1, 2):
        assert cursor.execute("SELECT %s, '100%%'", [number]).fetchall() == [(number, "100%")]
    assert cursor.execute("SELECT %(number)s", {"number": 3}).fetchall() == [(3,)]
