"""The page cache: what it answers itself, with which bytes, and that no change is ever missed."""

import gzip
import threading
from random import randbytes

import brotli
import pytest
from django.db import DatabaseError
from django.urls import get_resolver, reverse

from articles import publishing
from articles.reading.public import DrawnFrom
from community.models import PageStamp
from community.stamps import raise_stamps
from newsroom.pagecache.looking import LOOKS_AFTER, Stamps
from newsroom.pagecache.stored import WORTH_IT, Page, coding_for
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, a_writer, later, loaded
from tests.public import names, reached
from tests.rooms import signed_in
from tests.site import wait_until
from tests.test_permissions import MATRIX, scene

KEPT = "public, max-age=60, s-maxage=60, stale-while-revalidate=60"
pytestmark = pytest.mark.django_db


@pytest.fixture
def node():
    return Node()


def test_a_page_is_drawn_once_and_then_answered_without_django_and_the_database(node, django_assert_num_queries):
    address = a_live_article().get_absolute_url()

    first = node.ask(address)
    with django_assert_num_queries(1):  # the look at the stamps, which readers make twice a second together
        second = node.ask(address)

    assert node.django.asked == [address]
    assert (first.body, first.headers["ETag"]) == (second.body, second.headers["ETag"])
    assert [one.headers["Cache-Status"] for one in (first, second)] == ["lembar; fwd=uri-miss; stored", "lembar; hit"]
    assert second.headers["Cache-Control"] == KEPT
    assert second.headers["Vary"] == "Accept-Encoding"


def test_each_coding_has_its_bytes_and_its_own_strong_etag(node):
    address = a_live_article().get_absolute_url()

    plain, br, gz = (node.ask(address, accept_encoding=accepted) for accepted in ("", "gzip, br", "gzip;q=1, br;q=0"))

    assert brotli.decompress(br.body) == gzip.decompress(gz.body) == plain.body
    assert [one.headers.get("Content-Encoding") for one in (plain, br, gz)] == [None, "br", "gzip"]
    assert len({one.headers["ETag"] for one in (plain, br, gz)}) == 3
    assert {one.headers["ETag"][0] for one in (plain, br, gz)} == {'"'}
    assert [int(one.headers["Content-Length"]) for one in (plain, br, gz)] == [len(one.body) for one in (plain, br, gz)]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("", ""), ("br", "br"), ("GZIP", "gzip"), ("*", "br"), ("br;q=0, *", "gzip"), ("*;q=0", ""), ("deflate", ""),
     ("br;q=0.000,gzip;q=0", ""), ("gzip;q=0.5,br;q=0.1", "br"), (",;,=", ""), ("br" * 400, ""), ("\x00", "")],
)  # fmt: skip
def test_a_coding_is_sent_only_where_it_is_taken(accepted, coding):
    assert coding_for(accepted) == coding


@pytest.mark.parametrize("sent", ["{}", "W/{}", '"other", {}', "*", '"a",W/"b" , {}'])
def test_what_a_browser_has_is_not_sent_again(node, sent):
    address = a_live_article().get_absolute_url()
    etag = node.ask(address, accept_encoding="br").headers["ETag"]

    answer = node.ask(address, accept_encoding="br", if_none_match=sent.format(etag))

    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", etag)
    assert "Content-Length" not in answer.headers


def test_another_codings_etag_or_another_pages_gets_the_page(node):
    article, other = a_live_article(), a_live_article()
    etag = node.ask(article.get_absolute_url(), accept_encoding="gzip").headers["ETag"]

    assert node.ask(article.get_absolute_url(), accept_encoding="br", if_none_match=etag).status == 200
    assert node.ask(other.get_absolute_url(), accept_encoding="gzip", if_none_match=etag).status == 200


def test_what_is_read_is_sent_in_fewer_bytes_and_known_by_both_names(node):
    address = a_live_article().get_absolute_url()
    first = node.ask(address, accept_encoding="br")

    for _reader in range(WORTH_IT):
        node.ask(address, accept_encoding="br")
    wait_until(lambda: len(node.ask(address, accept_encoding="br").body) < len(first.body))
    denser = node.ask(address, accept_encoding="br")

    assert brotli.decompress(denser.body) == brotli.decompress(first.body)
    assert denser.headers["ETag"] != first.headers["ETag"]
    for etag in (first.headers["ETag"], denser.headers["ETag"]):
        assert node.ask(address, accept_encoding="br", if_none_match=etag).status == 304


def test_pages_are_sent_in_fewer_bytes_one_after_the_other_beside_the_answers():
    nothing = DrawnFrom(frozenset(), frozenset(), None)
    pages, before = [Page(randbytes(40_000), [], nothing, (None, 0)) for _page in range(9)], threading.active_count()

    for page in [page for page in pages for _reader in range(WORTH_IT)]:
        page.hit()

    assert threading.active_count() - before < 2
    wait_until(lambda: [page.hit() for page in pages] and all("br" in page.codings for page in pages))


def test_a_head_has_the_headers_of_the_page_and_no_body(node):
    page, head = node.ask("/", accept_encoding="br"), node.ask("/", "HEAD", accept_encoding="br")

    assert (head.status, head.body) == (200, b"")
    assert head.headers | {"Cache-Status": ""} == page.headers | {"Cache-Status": ""}
    assert node.django.asked == ["/"]


@pytest.mark.parametrize("query", ["utm_source=wa", "utm_source=" + "x" * 1500, "before=&x=1", "fbclid=1&page=2&a[]=3"])
def test_parameters_that_no_page_reads_are_dropped(node, query):
    plain = node.ask("/about/")

    assert node.ask(f"/about/?{query}").body == plain.body
    assert node.django.asked == ["/about/"]


def test_a_parameter_that_a_page_reads_is_another_page_and_a_forged_one_is_not_found(node):
    loaded(21)
    older = node.ask("/latest/").body.decode().split("?before=")[1].split('"')[0]

    assert node.ask(f"/latest/?before={older}&utm_source=x").body != node.ask("/latest/").body
    assert node.ask(f"/latest/?utm_medium=y&before={older}").headers["Cache-Status"] == "lembar; hit"
    assert node.ask("/latest/?before=junk").status == 404
    assert node.ask("/latest/?before=" + "x" * 9000).status == 404
    assert {key for key in node.cache.shelf.pages if key[0] == "/latest/"} == {
        ("/latest/", ""), ("/latest/", f"before={older}"),
    }  # fmt: skip


def test_a_search_is_answered_by_django(node):
    node.ask("/search/?q=pasar"), node.ask("/search/?q=pasar"), node.ask("/search/"), node.ask("/search/")

    assert node.django.asked == ["/search/"] * 3


FORGED = {
    "x_forwarded_host": "evil.example", "x_forwarded_for": "evil-address", "x_forwarded_proto": "evil-scheme",
    "x_original_url": "/evil-path/", "x_rewrite_url": "/evil-path/", "x_forwarded_prefix": "/evil-prefix",
    "cookie": "session=evil; in=1", "accept_language": "en, evil", "user_agent": "evil", "referer": "https://evil/",
    "accept": "application/evil", "authorization": "Basic evil", "x_http_method_override": "EVIL", "origin": "evil",
    "forwarded": "host=evil.example", "range": "bytes=0-3", "x_forwarded_port": "666", "x_host": "evil.example",
}  # fmt: skip


def test_nothing_that_a_request_says_of_itself_enters_the_bytes_or_the_key():
    address = a_live_article().get_absolute_url()
    wanted = Node().ask(address).body

    for name, value in FORGED.items():
        node = Node()
        poisoned, after = node.ask(address, **{name: value}), node.ask(address)
        assert (name, poisoned.body) == (name, wanted)
        assert (name, after.body, after.headers["Cache-Status"]) == (name, wanted, "lembar; hit")
        assert b"evil" not in after.body + repr(after.headers).encode()


def test_another_host_is_refused_and_not_remembered(node):
    assert node.ask("/", host="evil.example").status == 400
    assert node.ask("/").status == 200
    assert node.ask("/", host="evil.example").status == 400
    assert node.ask("/", host="localhost:9999").headers["Cache-Status"] == "lembar; hit"


@pytest.mark.parametrize(
    "path", ["/write/x.css", "/settings/;a.js", "/write/%2e%2e/about/", "/settings/about/", "/notices/.css"]
)
def test_a_private_page_under_the_name_of_a_public_one_is_kept_nowhere(node, path):
    """Cache deception."""
    person = a_writer()
    cookie = f"session={signed_in(person).cookies['session'].value}"

    answer = node.ask(path, cookie=cookie)

    assert person.email.encode() not in answer.body
    assert list(node.cache.shelf.pages) == []


def test_no_private_page_is_ever_kept():
    stage, node = scene("live"), Node()
    cookies = {role: signed_in(stage.people[role]).cookies for role in ("author", "administrator")}
    with later(minutes=1):
        for name in MATRIX:
            for jar in cookies.values():
                answer = node.ask(stage.path(name), cookie=f"session={jar['session'].value}")
                if "Cache-Status" not in answer.headers:
                    kept_by_others = "public" in answer.headers.get("Cache-Control", "")
                    assert not kept_by_others or name in {"media", "portrait", "reading:share", "reading:suggest"}, name

    assert set(reached(path for path, _query in node.cache.shelf.pages)) <= names()


def test_every_public_address_is_kept(node, settings):
    settings.INDEXNOW_KEY = "kunci-indexnow-1"  # without it there is no such address
    article = a_live_article(cover=True)
    topic = article.live_topics.get().topic
    wanted = {"handle": article.author.handle, "slug": topic.slug, "kind": "articles", "span": article.pk // 10_000}

    kept = set(reached(path for path in public_paths(article, wanted) if is_kept(node, path)))

    assert names() - kept == {"media", "portrait", "share", "article-code", "suggest", "gone"}


def public_paths(article, wanted) -> list[str]:
    reading = next(part for part in get_resolver().url_patterns if getattr(part, "namespace", "") == "reading")
    paths = [article.get_absolute_url()]
    for pattern in reading.url_patterns:
        needed = pattern.pattern.converters.keys()
        if needed <= wanted.keys():
            paths.append(reverse(f"reading:{pattern.name}", kwargs={name: wanted[name] for name in needed}))
    return paths


def is_kept(node: Node, path: str) -> bool:
    node.ask(path)
    return node.ask(path).headers.get("Cache-Status") == "lembar; hit"


class Whole(list):
    def close(self):
        """As Django's answers have it."""


def test_a_cold_page_that_many_ask_for_is_drawn_once(node):
    drawing, go_on = threading.Event(), threading.Event()
    got = []

    def slow(environ, start_response):
        drawing.set()
        go_on.wait(10)
        start_response("200 OK", [])
        environ["wsgi.drawn_from"].append(DrawnFrom(frozenset(), frozenset(), None))
        return Whole([b"once"])

    node.django.django = slow
    node.stamps.look = lambda query: [("", 1)]
    readers = [threading.Thread(target=lambda: got.append(node.ask("/about/").body)) for _reader in range(100)]
    for reader in readers:
        reader.start()
    drawing.wait(10)
    go_on.set()
    for reader in readers:
        reader.join(10)

    assert (got, node.django.asked) == ([b"once"] * 100, ["/about/"])


def test_the_cache_has_a_size_and_keeps_what_is_read_most():
    node = Node(room=350_000)
    paths = [article.get_absolute_url() for article in loaded(13)]
    for path in paths:
        for read in (path, paths[0], paths[0]):
            node.ask(read)

    assert (paths[0], "") in node.cache.shelf.pages
    assert len(node.cache.shelf.pages) < len(paths)
    assert node.cache.shelf.taken == sum(page.size for page in node.cache.shelf.pages.values()) <= 350_000


def test_without_the_stamps_nothing_is_answered_from_memory_and_readers_are_served(node, caplog):
    node.ask("/about/")
    node.stamps.look = failing

    answer = node.ask("/about/")

    assert (answer.status, "Cache-Status" in answer.headers) == (200, False)
    assert "cannot see the stamps" in caplog.text


def failing(query):
    raise DatabaseError("gone")


def test_a_database_that_was_put_back_makes_every_page_new(node):
    raise_stamps("lists"), raise_stamps("lists")
    node.ask("/about/")
    PageStamp.objects.update(number=1)

    assert node.ask("/about/").headers["Cache-Status"] == "lembar; fwd=uri-miss; stored"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_what_is_no_reading_goes_to_django(node, method):
    assert node.ask("/about/", method).status == 405


def test_looks_are_shared_and_never_older_than_a_second():
    looks = []
    stamps = Stamps(lambda query: looks.append(query) or [("", len(looks))])

    for _request in range(1000):
        assert stamps.are_known()
    stamps.looked_at -= LOOKS_AFTER
    assert stamps.are_known()

    assert len(looks) == 2


def test_made_up_requests_and_pages_that_left_take_no_room(node):
    for number in range(50):
        node.ask("/about/", accept_encoding=f"br, x{number}")

    assert len(node.cache.shelf.pages["/about/", ""].answers) <= 4


def test_a_look_in_the_middle_of_a_comparison_is_not_missed(node):
    raise_stamps("before")
    node.ask("/about/")
    page, compare = node.cache.shelf.pages["/about/", ""], node.stamps.have_moved

    def compare_while_another_looks(keys, since):
        moved = compare(keys, since)
        raise_stamps("site")
        node.stamps.looked_at, node.stamps.have_moved = float("-inf"), compare
        assert node.stamps.are_known()
        return moved

    raise_stamps("elsewhere")
    node.stamps.looked_at = float("-inf")
    node.stamps.are_known()
    node.stamps.have_moved = compare_while_another_looks

    assert page.is_right(node.stamps)  # as far as that look knew
    assert not page.is_right(node.stamps)


def test_numbers_that_begin_anew_while_a_page_is_drawn_make_it_wrong(node):
    raise_stamps("before")
    node.ask("/rules/")
    draw = node.django.django

    def another_database(environ, start_response):
        node.django.django = draw
        PageStamp.objects.update(number=0)
        node.stamps.looked_at = float("-inf")
        node.stamps.are_known()
        return draw(environ, start_response)

    node.django.django = another_database
    node.ask("/about/")

    assert node.django.asked == ["/rules/", "/about/", "/about/"]


@pytest.mark.parametrize("query", ["page=2", "topic=x", "year=2020"])
def test_a_search_without_words_makes_no_pages_of_its_own(node, query):
    node.ask(f"/search/?{query}"), node.ask("/search/?utm_source=x"), node.ask("/search/")

    assert list(node.cache.shelf.pages) == [("/search/", "")]


def test_what_is_wrong_leaves_the_memory(node):
    article = a_live_article()
    node.ask(article.get_absolute_url())

    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    assert node.ask(article.get_absolute_url()).status == 410
    assert list(node.cache.shelf.pages) == []
