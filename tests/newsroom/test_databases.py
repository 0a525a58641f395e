"""What an address of a database says stays, beside what we ask of each engine."""

import environ

from newsroom.databases import tuned


def options_of(address: str) -> dict:
    return tuned(environ.Env.db_url_config(address))["OPTIONS"]


def test_what_the_address_asks_for_stays():
    """Else the way to a database elsewhere would not be sealed, though its address says so."""
    asked = options_of("postgres://lembar@db.example/lembar?sslmode=verify-full&options=-c%20statement_timeout=5000")

    assert (asked["sslmode"], asked["options"]) == ("verify-full", "-c statement_timeout=5000")
    assert asked["pool"]["max_size"] > 1


def test_a_page_is_nobody_elses_to_help_with():
    assert "max_parallel_workers_per_gather=0" in options_of("postgres://lembar@localhost/lembar")["options"]
