"""No page reads a whole table that grows with the archive: SQLite says for each query how it finds its rows."""

import re

import pytest
from django.db import connection
from django.test import Client

from community.models import User
from tests.factories import a_live_article, a_moderator, a_writer, waiting_submission
from tests.rooms import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans are SQLite's"),
]
GROW = "articles_(?:article|submission|revision|livetopic|searchtext|revisionreadalso|transition|photo)"
# The newest are read from one end until there are enough, and of what was sent all that waits, or is open.
IN_ORDER = re.compile(
    r"SCAN (articles_article|U0) USING INDEX live_newest_first"
    r"|SCAN articles_submission USING INDEX (queue_by_due_time|one_open_asking_an_article)"
)
WHOLE = re.compile(
    rf"SCAN {GROW}\b|SCAN \w+ USING (COVERING )?INDEX live_\w+|USING (COVERING )?INDEX \w+ \((standing|state)=\?\)"
)


def plans_of(client: Client, address: str) -> list[str]:
    """How each query of a page finds its rows, line by line."""
    asked = []

    def note(execute, sql, parameters, many, context):
        asked.append((sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200
    with connection.cursor() as cursor:
        lines = []
        for sql, parameters in asked:
            if sql.startswith("SELECT"):
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", parameters)
                lines += [row[3] for row in cursor.fetchall()]
    return lines


def whole_tables(lines: list[str]) -> list[str]:
    return [line for line in lines if WHOLE.search(line) and not IN_ORDER.search(line)]


@pytest.fixture
def addresses() -> list[str]:
    writer = a_writer()
    older = a_live_article(by=writer)
    text = f"Pasar itu ramai.\n\n(baca juga {older.code})"
    article = a_live_article(by=writer, text=text, title="Pasar terapung lain")
    lists = [
        "/",
        "/latest/",
        "/people/",
        "/corrections/",
        "/topics/kuliner/",
        f"/@{User.objects.get(pk=writer.pk).handle}/",
    ]
    feeds = ["/feeds/rss.xml", "/feeds/topics/kuliner/rss.xml", "/sitemaps/articles-0.xml"]
    return [*lists, *feeds, article.get_absolute_url(), "/search/?q=pasar", "/search/?q=pasar&topic=kuliner"]


def test_no_page_of_readers_reads_a_whole_table_that_grows(addresses):
    found = {address: whole_tables(plans_of(Client(), address)) for address in addresses}

    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.parametrize("lane", ["waiting", "decided", "today"])
def test_no_lane_of_the_desk_reads_all_that_was_ever_sent(lane):
    waiting_submission()

    assert whole_tables(plans_of(signed_in(a_moderator()), f"/desk/?lane={lane}")) == []
