"""The documents that browser and server agree on, on the server's side: see tests/documents."""

import pytest

from articles import body
from tests.walk import kept, lines


@pytest.mark.parametrize("what", kept.NODES)
def test_a_document_of_the_editor_is_in_normal_form(what):
    doc = kept.NODES[what]

    assert body.clean(doc) == doc


@pytest.mark.parametrize("what", [what for what, limit in kept.LIMITS.items() if limit["sentence"]])
def test_a_document_at_its_limit_is_kept_and_one_over_it_is_refused(what):
    limit = kept.LIMITS[what]

    assert body.clean(kept.at_limit(limit)) == kept.at_limit(limit)
    with pytest.raises(body.BrokenDocument, match=limit["sentence"]):
        body.clean(kept.at_limit(limit, over=1))


def test_a_link_over_its_limit_loses_its_mark_only():
    limit = kept.LIMITS["link"]

    assert body.clean(kept.at_limit(limit)) == kept.at_limit(limit)
    assert body.clean(kept.at_limit(limit, over=1))["content"][0]["content"] == [{"type": "text", "text": "kata"}]


@pytest.mark.parametrize("source", kept.PASTES)
def test_what_a_paste_becomes_is_in_normal_form_but_for_the_ids(source):
    doc = kept.becomes(kept.PASTES[source])

    assert lines.told(body.clean(doc)) == lines.told(doc)
