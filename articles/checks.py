"""Owns what a draft still lacks. One list feeds the form, the guard of *submit* and the desk."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles import body, photonames, snapshots
from articles.licences import terms_of
from articles.models import Article, Photo, PhotoState

MOST_TOPICS = 5


@dataclass(frozen=True)
class Check:
    """One line of the readiness list. `field` is the id of the form's control that mends it."""

    sentence: str | Promise
    field: str
    done: bool


def readiness(article: Article) -> list[Check]:
    """Every check, in the order of the form. All must be done before sending; what is missing names the spot."""
    topics = len(article.shown_topics())
    return [
        _check(article.title, _("The title is written"), _("The title is missing"), "id_title"),
        _check(article.dek, _("The summary is written"), _("The summary is missing"), "id_dek"),
        _check(body.word_count(article.body), _("The text is written"), _("The text is missing"), "id_body"),
        _check(1 <= topics <= MOST_TOPICS, _("Topics are chosen"), _("Choose one to five topics"), "id_topic_main"),
        *_photo_checks(article),
    ]


def attestation(ticked: bool) -> Check:
    """The tick under the writer's statement. It is not stored, so only a try to send knows of it."""
    yes, no = _("The writer's statement is ticked"), _("The writer's statement is not ticked")
    return _check(ticked, yes, no, "id_attest")


def lacking(article: Article) -> list[Check]:
    return [check for check in readiness(article) if not check.done]


def _check(done: object, yes: str, no: str, field: str) -> Check:
    return Check(yes if done else no, field, bool(done))


def _photo_checks(article: Article) -> list[Check]:
    shown = {photo.code: photo for photo in snapshots.shown_photos(article) if photo}
    names = photonames.of_draft(article, [*article.photos.on_the_form(), *shown.values()])
    missing = [code for code in body.photo_ids(article.body) if code not in shown]
    found = [Check(_("Photo %(code)s was not found") % {"code": code}, "id_body", False) for code in missing]
    found += [
        Check(_("%(photo)s stands nowhere yet") % {"photo": names[code]}, f"photo-{code}", False)
        for code in names
        if code not in shown
    ]
    for code, photo in shown.items():
        lacks = list(passport_lacks(photo, names[code]))
        whole = Check(_("%(photo)s is complete") % {"photo": names[code]}, f"id_{code}-caption", True)
        found += lacks or [whole]
    return found


def passport_lacks(photo: Photo, name: str) -> Iterator[Check]:
    """What blocks this photo, which is called `name`: not rendered yet, unreadable, or a passport with a blank."""
    words = {"photo": name}
    if photo.state == PhotoState.WAITING:
        yield Check(
            _("%(photo)s is still being prepared; save again in a moment") % words, f"photo-{photo.code}", False
        )
    if photo.state == PhotoState.FAILED:
        yield Check(_("%(photo)s could not be read; take it out") % words, f"photo-{photo.code}", False)
        return  # its passport is asked for no more
    for field, sentence in (
        ("caption", _("%(photo)s has no caption")),
        ("creator", _("%(photo)s has no creator")),
        ("source", _("%(photo)s has no source")),
        ("licence", _("%(photo)s has no licence")),
        ("alt", _("%(photo)s has no alt text")),
    ):
        if not getattr(photo, field):
            yield Check(sentence % words, f"id_{photo.code}-{field}", False)
    terms = terms_of(photo.licence)
    if terms and terms.source_url and not photo.source_url:
        yield Check(_("%(photo)s has no source address") % words, f"id_{photo.code}-source_url", False)
    proven = photo.licence_note or (terms and terms.address_proves and photo.source_url)
    if terms and terms.note and not proven:
        yield Check(_("%(photo)s has no proof or reason") % words, f"id_{photo.code}-licence_note", False)
