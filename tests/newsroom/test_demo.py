import json
import re
from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone

from articles import body, drafting, plaintext
from articles.licences import TERMS, Licence
from articles.lifecycle import StepRefused
from articles.models import Article, Photo, Reason
from articles.topicnames import clean_topic_name, topic_key
from community.models import BadgeKind
from community.names import clean_handle, clean_pen_name
from newsroom.demo import community, outbox, states
from newsroom.demo.community import HERE, MENU
from newsroom.demo.drawing import MASTERS, draw
from newsroom.demo.manuscripts import manuscripts, send
from newsroom.templatetags.lembar import breakable

EMPTY = {"type": "doc", "content": []}
TOLD = manuscripts()
LIVE = [one for one in TOLD if one.state == "live"]
PEOPLE = {entry["handle"]: entry for entry in json.loads((HERE / "people.json").read_text())}
WRITERS = {handle: entry for handle, entry in PEOPLE.items() if entry["role"] == "writer"}
NEWEST_TWELVE = list(range(1, 13))


def document(manuscript):
    return plaintext.from_text(manuscript.text, EMPTY)


def words(manuscript):
    return body.word_count(document(manuscript))


def kinds(manuscript):
    return Counter(block["type"] for block in document(manuscript)["content"])


def passports(manuscript):
    return [entry for entry in (manuscript.cover, *manuscript.photos) if entry]


def states_of(handle):
    return {one.state for one in TOLD if one.author == handle}


def test_sixty_articles_are_live_and_every_other_state_is_told_too():
    states = Counter(one.state for one in TOLD)

    assert states.pop("live") == 60
    assert states.keys() == {"waiting", "returned", "declined", "draft"}


def test_the_twelve_that_were_there_first_stay_the_newest():
    newest = sorted(LIVE, key=lambda one: one.hours_ago)[:12]

    assert sorted(one.number for one in newest) == NEWEST_TWELVE


def test_nothing_is_told_before_its_writer_came():
    assert [one.number for one in TOLD if one.hours_ago + 4 + one.number >= 60 * 24] == []


def test_one_article_is_very_long_and_one_very_short():
    lengths = sorted(map(words, LIVE))

    assert lengths[-1] > 2800
    assert 80 < lengths[0] < 100


def test_the_long_article_has_sections_lists_both_kinds_of_quotes_photos_and_a_link():
    longest = max(LIVE, key=words)
    blocks = document(longest)["content"]

    assert kinds(longest)["section"] >= 8
    assert kinds(longest).keys() >= {"bullets", "numbers", "quote", "photo"}
    assert {block["attrs"]["pull"] for block in blocks if block["type"] == "quote"} == {True, False}
    assert len(longest.photos) >= 4
    assert "](https://" in longest.text


def test_every_read_also_points_at_a_live_article_told_before():
    ages = {one.number: one.hours_ago for one in LIVE}
    wrong = [
        (one.number, target)
        for one in TOLD
        for target in map(int, re.findall(r"\(baca juga (\d+)\)", one.text))
        if ages.get(target, 0) <= one.hours_ago
    ]

    assert wrong == []


def test_every_topic_may_be_called_so_and_is_spelled_one_way():
    names = {name for one in TOLD for name in one.topics} | set(MENU)

    assert {name for name in names if clean_topic_name(name) != name} == set()
    assert len({topic_key(name) for name in names}) == len(names) == 27


def test_every_article_has_one_to_five_topics_and_few_have_five():
    counts = Counter(len(one.topics) for one in LIVE)

    assert counts.keys() <= {1, 2, 3, 4, 5}
    assert 1 <= counts[5] <= 5


def test_every_master_exists_and_is_shown():
    shown = {entry["master"] for one in TOLD for entry in passports(one)}

    assert shown == MASTERS.keys()


def test_a_master_is_the_same_bytes_each_time():
    assert draw("kereta") == draw("kereta")


@pytest.mark.parametrize("manuscript", TOLD, ids=lambda one: f"{one.number:02d}")
def test_every_passport_is_whole(manuscript):
    for entry in passports(manuscript):
        terms = TERMS[Licence(entry["licence"])]

        assert all(entry[name] for name in ("creator", "source", "alt"))
        assert entry["caption"].startswith("Ilustrasi ")
        assert bool(entry.get("licence_note")) == bool(terms.note)
        assert entry.get("source_url") or not terms.source_url


@pytest.mark.parametrize("manuscript", TOLD, ids=lambda one: f"{one.number:02d}")
def test_every_photo_is_used_once_and_no_two_of_an_article_are_the_same(manuscript):
    placed = re.findall(r"^\(foto (\w+)\)$", manuscript.text, re.MULTILINE)
    drawn = [entry["master"] for entry in passports(manuscript)]

    assert placed == [entry["name"] for entry in manuscript.photos]
    assert len(set(drawn)) == len(drawn)


def test_some_articles_have_no_cover_and_no_photo():
    assert len([one for one in LIVE if not passports(one)]) >= 3


def test_no_two_titles_or_openings_are_equal():
    for part in (lambda one: one.title, lambda one: one.text[:40]):
        assert [told for told, times in Counter(map(part, TOLD)).items() if times > 1] == []


def test_titles_are_short_long_and_odd():
    lengths = [len(one.title) for one in LIVE]
    signs = "".join(one.title for one in LIVE)

    assert min(lengths) < 20
    assert 105 < max(lengths) < 130
    assert {"&", '"', "'", ",", ":", "?"} <= set(signs)


def test_no_two_texts_share_a_sentence():
    sentences = Counter(
        sentence
        for one in TOLD
        for sentence in {part.strip(' "\n>') for part in re.split(r"(?<=[.!?])\s", one.text)}
        if len(sentence) > 40
    )

    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_remarks_stand_on_blocks_that_exist_and_give_known_reasons():
    for one in TOLD:
        blocks = len(document(one)["content"])

        assert all(1 <= note["block"] <= blocks for note in one.remarks)
        assert {note["reason"] for note in one.remarks} | {one.reason or "other"} <= set(Reason.values)
        assert bool(one.message) == (one.state in {"returned", "declined"})


def test_twelve_writers_stand_on_every_step_of_the_ladder():
    steps = Counter(frozenset(states_of(handle)) for handle in WRITERS)
    marks = {frozenset(WRITERS[one.author]["marks"]) for one in LIVE if one.author in WRITERS}

    assert len(WRITERS) == 12
    assert steps[frozenset()] == steps[frozenset({"draft"})] == steps[frozenset({"returned"})] == 1
    assert marks == {
        frozenset(),
        frozenset({BadgeKind.IDENTITY}),
        frozenset({BadgeKind.VERIFIED_WRITER}),
        frozenset({BadgeKind.IDENTITY, BadgeKind.VERIFIED_WRITER}),
    }
    assert {BadgeKind.STAFF} <= {mark for one in LIVE for mark in PEOPLE[one.author]["marks"]}


def test_who_has_no_live_article_has_no_mark():
    writing = {one.author for one in LIVE}

    assert [handle for handle, entry in WRITERS.items() if entry["marks"] and handle not in writing] == []


def test_nobody_who_may_decide_writes():
    """Whoever decides on the demo's articles is drawn in turn; an author among them would be refused."""
    assert {PEOPLE[one.author]["role"] for one in TOLD} == {"writer", "chief_editor"}


def test_one_pen_name_and_one_bio_are_near_their_limits():
    assert 55 <= max(len(entry["pen_name"]) for entry in PEOPLE.values()) <= 60
    assert 540 <= max(len(entry["bio"]) for entry in PEOPLE.values()) <= 600
    assert all(clean_pen_name(entry["pen_name"]) == entry["pen_name"] for entry in PEOPLE.values())
    assert all(clean_handle(handle) == handle for handle in PEOPLE)


@pytest.mark.django_db
def test_a_text_that_cannot_be_told_to_its_end_is_not_told_at_all():
    """The desk would read a text of last month as one that waits."""
    people = {entry["handle"]: community.make_person(entry, "!") for entry in PEOPLE.values()}
    live = next(one for one in LIVE if not passports(one))

    with pytest.raises(StepRefused):
        community.tell(live, people, {}, people[next(iter(WRITERS))], timezone.now())

    assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_later_start_takes_nothing_more_down_and_leaves_what_somebody_wrote():
    people = {entry["handle"]: community.make_person(entry, "!") for entry in PEOPLE.values()}
    told = {one.number: one for one in TOLD}
    for number in (states.TAKEN_DOWN, 18):
        send(told[number], by=people[told[number].author], codes={})
    for _start in range(2):
        states.taken_down()
        states.unfinished()
        draft = Article.objects.get(title=told[18].title)
        drafting.save(draft, drafting.Draft({"dek": "Baru"}), by=draft.author, base=draft.draft_version)

    assert Photo.objects.taken_down().count() == 1
    assert Article.objects.get(pk=draft.pk).dek == "Baru"


def test_a_kept_mail_shows_every_sign_that_was_sent(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    mail.send_mail("Masuk", "“Pagi” \u2013 …", "post@lembar.example", ["rani@contoh.example"])

    assert outbox.mails()[0].text.strip() == "“Pagi” \u2013 …"


def test_an_address_breaks_after_its_at_sign_and_stays_escaped():
    assert breakable("<rani>@demo.lembar.example") == "&lt;rani&gt;@<wbr>demo.lembar.example"
