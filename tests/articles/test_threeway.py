"""Three-way merging: what one side changed is taken, what both changed is asked, and no word falls between."""

from hypothesis import given
from hypothesis import strategies as st

from articles.threeway import merge
from tests.articles.documents import a_block, a_doc, a_text


def copy(*blocks, **fields) -> dict:
    """A side: blocks as (id, words), or an id alone."""
    made = [(block, block) if isinstance(block, str) else block for block in blocks]
    return fields | {"body": a_doc(*(a_block("paragraph", a_text(words), id=key) for key, words in made))}


def shown(merged) -> list[tuple[str, str]]:
    return [(block["attrs"]["id"], block["content"][0]["text"]) for block in merged.blocks]


def asked(merged) -> list[str]:
    return [ask.key for ask in merged.asks]


def test_what_only_one_side_changed_is_taken_from_it():
    merged = merge(copy("a", "b", "c"), copy(("a", "mine"), "b", "c"), copy("a", "b", ("c", "theirs")))

    assert (shown(merged), asked(merged), merged.taken) == ([("a", "mine"), ("b", "b"), ("c", "theirs")], [], ["c"])


def test_what_both_added_stands_after_its_neighbour():
    merged = merge(copy("a", "b"), copy("a", "m", "b"), copy("t", "a", "b", "u"))

    assert [key for key, _words in shown(merged)] == ["t", "a", "m", "b", "u"]


def test_what_was_removed_on_one_side_and_untouched_on_the_other_goes():
    merged = merge(copy("a", "b", "c"), copy("a", "c"), copy("a", "b"))

    assert (shown(merged), asked(merged)) == ([("a", "a")], [])


def test_what_both_changed_is_asked_and_mine_stands_until_then():
    merged = merge(copy("a"), copy(("a", "mine")), copy(("a", "theirs")))

    assert (shown(merged), asked(merged)) == ([("a", "mine")], ["a"])


def test_changed_here_and_removed_there_is_asked_both_ways():
    mine_gone = merge(copy("a", "b"), copy("a"), copy("a", ("b", "theirs")))
    theirs_gone = merge(copy("a", "b"), copy("a", ("b", "mine")), copy("a"))

    assert [(ask.mine, bool(ask.theirs)) for ask in mine_gone.asks] == [(None, True)]
    assert [(bool(ask.mine), ask.theirs) for ask in theirs_gone.asks] == [(True, None)]
    assert (shown(mine_gone)[1:], shown(theirs_gone)[1:]) == ([("b", "theirs")], [("b", "mine")])


def test_the_order_is_that_of_the_side_that_moved():
    base, moved, changed = copy("a", "b", "c"), copy("c", "a", "b"), copy("a", ("b", "new"), "c")

    assert shown(merge(base, changed, moved)) == shown(merge(base, moved, changed))
    assert [key for key, _words in shown(merge(base, changed, moved))] == ["c", "a", "b"]


def test_when_both_moved_mine_is_the_order_and_it_is_said():
    merged = merge(copy("a", "b", "c"), copy("b", "a", "c"), copy("a", "c", "b"))

    assert ([key for key, _words in shown(merged)], merged.moved) == (["b", "a", "c"], True)


def test_without_a_base_all_that_differs_is_asked():
    merged = merge(None, copy("a", ("b", "mine"), "m", title="x"), copy("a", ("b", "theirs"), "t", title="y"))

    assert sorted(asked(merged)) == ["b", "m", "t", "title"]


def test_fields_are_units_of_their_own():
    base, mine = {"title": "x", "dek": "d", "place": "p"}, {"title": "mine", "dek": "d"}
    merged = merge(copy(**base), copy(**mine), copy(title="x", dek="theirs", place="p"))

    assert (merged.fields, asked(merged)) == ({"title": "mine", "dek": "theirs", "place": "p"}, [])


SIDES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["one", "two", "three"])), max_size=8)
UNIQUE = SIDES.map(lambda blocks: list(dict(blocks).items()))


@given(UNIQUE, UNIQUE, UNIQUE)
def test_no_words_of_either_side_vanish_unless_the_other_side_took_them_away(base, mine, theirs):
    merged = merge(copy(*base), copy(*mine), copy(*theirs))

    stands = set(shown(merged)) | {
        (ask.key, side["content"][0]["text"]) for ask in merged.asks for side in (ask.mine, ask.theirs) if side
    }
    new = (set(mine) | set(theirs)) - set(base)
    assert new <= stands


@given(UNIQUE, UNIQUE)
def test_a_side_that_changed_nothing_gives_the_other(base, theirs):
    assert shown(merge(copy(*base), copy(*base), copy(*theirs))) == theirs
    assert shown(merge(copy(*base), copy(*theirs), copy(*base))) == theirs
