"""What was looked for stands first: 60 queries over the demo's articles, whose order only a change of rules moves."""

from statistics import mean

import pytest

from tests.benches.scored import load_manuscripts, ours, queries, reciprocal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
LEAST = 0.9  # mean reciprocal rank; FTS5 without roots has 0.66 (make bench)


def test_what_was_looked_for_stands_first(tmp_path):
    numbers = load_manuscripts(tmp_path)

    scores = {one["asked"]: reciprocal(ours(one["asked"]), numbers, one["first"]) for one in queries()}

    assert len(scores) == 60
    assert mean(scores.values()) >= LEAST, {asked: score for asked, score in scores.items() if score < 1}
