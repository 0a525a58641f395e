"""Loaded articles are for readers what the same articles are that went the whole way; bad input is one sentence."""

import json
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from articles import indexing, publishing, snapshots, telling
from articles.loading import RefusedLoad, load
from articles.models import Article, Photo, SearchText, Transition
from articles.plaintext import from_text
from community.models import Notice, User
from tests.factories import a_draft, a_moderator, a_picture, a_topic, a_writer, approve, at, sent
from tests.factories import a_photo as a_photo_of
from tests.migrated import NAME, copy_of_migrated
from tests.public import crawled
from tests.site import Site

pytestmark = pytest.mark.django_db
FIRST = timezone.localtime().replace(microsecond=0) - timedelta(days=2)  # waits of seven days stand on the front page
PHOTO = {"photo": 7, "caption": "Dermaga pagi", "credit": "Rani", "alt": "Perahu kecil berjajar"}
COVER = PHOTO | {"photo": "sampul.jpg", "caption": "Pasar dari atas"}
BODY = [
    {"kind": "paragraph", "text": "Pasar itu sudah ramai *sebelum* matahari naik."},
    {"kind": "heading", "text": "Dimulai sebelum fajar"},
    {"kind": "photo", **PHOTO},
    {"kind": "quote", "text": "Perahu kecil saling merapat."},
]


def an_article(number: int, **told) -> dict:
    """The newest is 0."""
    whole = {"number": number, "title": f"Pasar terapung {number}", "dek": "Ruang temu keluarga", "writer": 0}
    published = (FIRST - timedelta(days=number)).isoformat()
    return whole | {"published": published, "topics": [1, 0], "body": BODY, "related": [number + 1]} | told


def content(*articles: dict) -> dict:
    return {
        "writers": [{"name": "Rani Wulandari", "handle": "rani-wulandari", "bio": "Menulis tentang pasar."}],
        "topics": [{"name": "Kuliner"}, {"name": "Perjalanan"}],
        "articles": list(articles or (an_article(0, cover=COVER, place="Banjarmasin"), an_article(1))),
    }


@pytest.fixture
def file(tmp_path):
    """Where what is to be loaded is written, beside its photos."""
    (tmp_path / "07.jpg").write_bytes(a_picture("teal", size=(400, 250)))
    (tmp_path / "sampul.jpg").write_bytes(a_picture("orchid", size=(400, 250)))
    return tmp_path / "content.json"


def by_the_verbs(file) -> None:
    """The same two articles, written, sent, approved and published at the same times."""
    moderator, codes = a_moderator(), []
    with at(FIRST - timedelta(days=1)):
        writer = a_writer(pen_name="Rani Wulandari", bio="Menulis tentang pasar.")
        for name in ("Kuliner", "Perjalanan"):
            a_topic(name)
    for number, cover, place in ((1, "", ""), (0, "sampul.jpg", "Banjarmasin")):
        live_at = FIRST - timedelta(days=number)
        with at(live_at - timedelta(hours=4)):
            asking = sent(written(file, writer, f"Pasar terapung {number}", cover, place, codes))
        with at(live_at - timedelta(seconds=10)):
            approve(asking, by=moderator)
        with at(live_at):
            publishing.publish_due()
        codes.append(asking.article.code)


def written(file, writer, title, cover, place, codes) -> Article:
    text = "Pasar itu sudah ramai \\*sebelum\\* matahari naik.\n\n## Dimulai sebelum fajar"
    article = a_draft(by=writer, text=text, title=title, place=place, named=("Perjalanan", "Kuliner"))
    said = {"caption": "Dermaga pagi", "source": "Rani"}
    top = (
        a_photo_of(article, (file.parent / cover).read_bytes(), **said | {"caption": "Pasar dari atas"})
        if cover
        else None
    )
    photo = a_photo_of(article, (file.parent / "07.jpg").read_bytes(), **said)
    rest = f"\n\n(foto {photo.code})\n\n> Perahu kecil saling merapat." + "".join(
        f"\n\n(baca juga {one})" for one in codes
    )
    Article.objects.filter(pk=article.pk).update(body=from_text(text + rest, article.body), cover=top)
    article.refresh_from_db()
    return article


def public_site() -> dict[str, bytes]:
    """All that readers get, with codes and ids of blocks by their order instead of themselves."""
    articles, photos = (
        Article.objects.order_by("first_published_at"),
        Photo.objects.order_by("article__live_at", "sha256"),
    )
    named = {code: f"article{at}" for at, code in enumerate(articles.values_list("code", flat=True))}
    named |= {code: f"photo{at}" for at, code in enumerate(photos.values_list("code", flat=True))}
    for article in articles:
        for at_, block in enumerate(article.body["content"]):
            named[block["attrs"]["id"]] = f"block{at_}"
    pages = crawled("/articles/rss.xml", "/@rani.wulandari/", "/search/?q=menaikkan", "/search/?q=terapug")

    def known(text: str) -> str:
        return re.sub(r"urn:uuid:[0-9a-f-]{36}", "uuid", re.sub("|".join(named), lambda code: named[code[0]], text))

    return {known(path): known(page.decode("latin-1")).encode() for path, page in pages.items()}


def test_readers_get_what_the_same_articles_are_when_they_went_the_whole_way(file):
    with transaction.atomic():
        by_the_verbs(file)
        wanted = public_site()
        transaction.set_rollback(True)

    load(content(), folder=file.parent)

    found = public_site()
    assert found.keys() == wanted.keys()
    assert [path for path in wanted if found[path] != wanted[path]] == []
    assert len(wanted) > 40


def test_a_loaded_revision_has_its_true_hash_and_is_found_by_its_words(file):
    load(content(), folder=file.parent)

    for article in Article.objects.live():
        assert article.live_revision.sha256 == snapshots.digest(article)
        row = SearchText.objects.filter(pk=article.pk).values(*indexing.texts_of(article)).get()
        assert row == indexing.texts_of(article)
    assert indexing.index_missing() == 0


def test_nobody_is_told_of_steps_that_were_taken_elsewhere(file):
    load(content())

    telling.tell_steps()
    telling.tell_topics()

    assert Notice.objects.count() == 0
    assert Transition.objects.filter(told_at=None).count() == 0


def test_without_a_folder_an_article_shows_no_photo(file):
    load(content())

    assert Photo.objects.count() == 0
    assert "figure" not in Client().get(Article.objects.first().get_absolute_url()).content.decode()


def test_a_file_has_the_same_addresses_wherever_it_is_loaded(file):
    with transaction.atomic():
        load(content())
        wanted = set(Article.objects.values_list("code", flat=True))
        transaction.set_rollback(True)

    load(content())

    assert set(Article.objects.values_list("code", flat=True)) == wanted


def test_what_is_loaded_twice_is_there_twice_and_belongs_to_one_person(file):
    load(content())
    load(content())

    assert Article.objects.live().count() == 4
    assert User.objects.filter(handles__name="rani.wulandari").count() == 1


BAD = {
    "no list of writers": ({}, "The file has no list of writers."),
    "a list": ([], "The file has no list of writers."),
    "a writer without a handle": (content() | {"writers": [{"name": "Rani"}]}, "Writer 0 has no handle."),
    "a reserved handle": (
        content() | {"writers": [{"name": "Rani", "handle": "admin"}]},
        "Writer 0, “admin”: This name is kept for the site itself. Choose another one.",
    ),
    "two of one handle": (
        content() | {"writers": [{"name": "Rani", "handle": "rani"}] * 2},
        "1 of the writers share a handle with another.",
    ),
    "a look-alike": (
        content() | {"writers": [{"name": "Rani", "handle": handle} for handle in ("rani.w", "raniw")]},
        "The handle “raniw” is, or looks like, somebody's here.",
    ),
    "no title": (content(an_article(0, title=None)), "Article 0 has no title."),
    "an empty title": (content(an_article(0, title=" ")), "Article 0, “ ”: Type a name."),
    "no summary": (content(an_article(0, dek="")), "Article 0: the summary (dek) is missing."),
    "a long summary": (
        content(an_article(0, dek="a" * 201)),
        "Article 0: dek has 201 letters, and 200 is the most.",
    ),
    "an unknown writer": (content(an_article(0, writer=3)), "Article 0: there is no writer 3."),
    "an unknown topic": (content(an_article(0, topics=[0, 9])), "Article 0: there is no topic 9."),
    "no topics": (content(an_article(0, topics=[])), "Article 0 has to stand under one to five topics, each once."),
    "a time of tomorrow": (
        content(an_article(0, published="2126-11-01T12:00:00+07:00")),
        "Article 0: “2126-11-01T12:00:00+07:00” is no time with an offset that has passed, as 2026-11-01T12:00+07:00.",
    ),
    "a time without an offset": (
        content(an_article(0, published="2026-11-01")),
        "Article 0: “2026-11-01” is no time with an offset that has passed, as 2026-11-01T12:00+07:00.",
    ),
    "an unknown kind": (
        content(an_article(0, body=[{"kind": "table", "text": "a"}])),
        "Article 0, block 0: a kind is one of paragraph, heading, subheading, quote, photo.",
    ),
    "no text": (content(an_article(0, body=[])), "Article 0: the text is missing."),
    "a long paragraph": (
        content(an_article(0, body=[{"kind": "paragraph", "text": "a " * 6000}])),
        "Article 0: A paragraph has more than 10,000 characters. Make two of it.",
    ),
    "a photo without alt": (
        content(an_article(0, cover=PHOTO | {"alt": ""})),
        "Article 0, cover: Photo has no alt text.",
    ),
    "a photo that is not there": (content(an_article(0, cover=PHOTO | {"photo": 99})), "cannot be read: No such file"),
    "a photo that is none": (content(an_article(0, cover=PHOTO | {"photo": "content.json"})), "content.json: "),
}


@pytest.mark.parametrize(("told", "sentence"), BAD.values(), ids=BAD)
def test_bad_input_is_one_sentence_and_nothing_is_loaded(file, told, sentence):
    file.write_text("{}")

    with pytest.raises(RefusedLoad) as refused:
        load(told, folder=file.parent)

    assert sentence in refused.value.sentence
    assert refused.value.sentence.endswith(".")
    assert (User.objects.count(), Article.objects.count()) == (0, 0)


@pytest.fixture(scope="module")
def site(request, tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("loaded") / "var")
    copy_of_migrated(request.config.migrated, site.var / NAME)
    return site


@pytest.mark.drill
@pytest.mark.xdist_group("found")
def test_the_command_loads_an_empty_site_and_another_only_when_told_so(site, file):
    file.write_text(json.dumps(content()))

    first = site.manage("load_articles", str(file), "--photos", str(file.parent))
    again = site.manage("load_articles", str(file))
    added = site.manage("load_articles", str(file), "--add")

    assert re.fullmatch(r"2 articles are live, after \d+\.\d s\.\n", first.stdout), first.stderr
    assert again.stderr == "CommandError: This site has people. With --add the articles are added to it.\n"
    assert added.stdout.startswith("2 articles are live"), added.stderr


@pytest.mark.drill
@pytest.mark.xdist_group("found")
def test_the_command_says_in_a_sentence_what_it_cannot_read(site, file):
    said = [site.manage("load_articles", str(file), "--add").stderr]
    for text in ("{", '{"writers": []}'):
        file.write_text(text)
        said.append(site.manage("load_articles", str(file), "--add").stderr)

    assert said == [
        f"CommandError: {file} cannot be read: No such file or directory.\n",
        f"CommandError: {file} is no JSON in UTF-8: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1).\n",
        "CommandError: Nothing was loaded. The file has no list of topics.\n",
    ]
