"""How often what was looked for stands first: our search beside FTS5 without roots, over the same articles."""

from collections import defaultdict
from statistics import mean

import pytest

from tests.benches.scored import Plain, load_manuscripts, ours, queries, reciprocal

pytestmark = [pytest.mark.bench, pytest.mark.django_db]


def test_our_search_against_plain_fts5(tmp_path):
    numbers = load_manuscripts(tmp_path)
    plain, scores = Plain(numbers), defaultdict(list)
    for one in queries():
        pair = [reciprocal(search(one["asked"]), numbers, one["first"]) for search in (ours, plain)]
        scores[one["kind"]].append(pair)
        if pair[0] < 1:
            print(f"\n{one['asked']}: {pair[0]:.2f}", end="")

    print("\n\n| kind | queries | MRR of our search | MRR of plain FTS5 |\n|---|--:|--:|--:|")
    whole = [pair for pairs in scores.values() for pair in pairs]
    for kind, pairs in [*scores.items(), ("all", whole)]:
        print(
            f"| {kind} | {len(pairs)} | {mean(ours for ours, _ in pairs):.3f} | {mean(its for _, its in pairs):.3f} |"
        )

    assert len(whole) == 60
    assert mean(pair[0] for pair in whole) > mean(pair[1] for pair in whole)
