"""What an address of a database says stays, beside what we ask of each engine."""

import environ
import pytest
from django.db import connection

from newsroom.backing_up import postgres as backed_up
from newsroom.backing_up.refusal import Refusal
from newsroom.databases import tuned


def options_of(address: str) -> dict:
    return tuned(environ.Env.db_url_config(address))["OPTIONS"]


def test_what_the_address_asks_for_stays():
    """Else the way to a database elsewhere would not be sealed, though its address says so."""
    asked = options_of("postgres://lembar@db.example/lembar?sslmode=verify-full&options=-c%20statement_timeout=5000")

    assert (asked["sslmode"], asked["options"].endswith(" -c statement_timeout=5000")) == ("verify-full", True)
    assert "-c jit=off" in asked["options"]
    assert asked["pool"]["max_size"] > 1


def test_a_page_is_nobody_elses_to_help_with():
    assert "max_parallel_workers_per_gather=0" in options_of("postgres://lembar@localhost/lembar")["options"]


@pytest.mark.drill
def test_backups_reach_it_in_the_same_way(postgres, monkeypatch, tmp_path):
    """The server of the tests speaks in the open."""
    place = tuned(environ.Env.db_url_config(f"{postgres}?sslmode=require"))
    monkeypatch.setattr(connection, "settings_dict", place)

    with pytest.raises(Refusal, match="SSL"):
        backed_up._run("pg_dump", "--schema-only", f"--file={tmp_path / 'dump'}")

    place["OPTIONS"]["sslmode"] = "disable"
    backed_up._run("pg_dump", "--schema-only", f"--file={tmp_path / 'dump'}")
