"""The studio's own addresses for words: saving what changed, merging with another version, where the draft stands."""

from dataclasses import asdict

from django.conf import settings
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles import attesting, body, drafting, threeway
from articles.closing import DraftIsGone, DraftIsSent
from articles.models import Article
from articles.titlecase import in_title_case
from articles.writing.answers import answer_remarks
from articles.writing.calls import Refused, attempt_of, fields_of, read_json, studio_call
from articles.writing.forms import DraftForm
from articles.writing.questions import Question
from articles.writing.standing import readiness_list
from articles.writing.studio_form import StudioForm, working_copy

MUCH = 50  # words: fewer are rewritten in one go


def found(request, code: str) -> Article:
    return get_object_or_404(Article.objects.written_by(request.user).select_related("cover"), code=code)


@studio_call
def begin(request):
    """The first save of a sheet. Sent again, its code finds the draft that it made."""
    said = read_json(request)
    fields_of(said), attempt_of(said, request)  # a damaged call makes no empty draft
    code = said.get("code")
    return _save(request, drafting.begin(by=request.user, code=code if isinstance(code, str) else ""), said)


@studio_call
def save(request, code: str):
    """Write the fields that changed; every answer of the editor's table."""
    article = found(request, code)
    return _save(request, article, read_json(request))


def _save(request, article: Article, said: dict) -> JsonResponse:
    form = StudioForm(fields_of(said), article=article)
    base, attempt = attempt_of(said, request)
    form.is_valid()
    draft, words = form.draft(), body.word_count(article.body)
    try:
        article = drafting.save(article, draft, by=request.user, base=base, attempt=attempt)
    except DraftIsSent as refusal:
        return JsonResponse({"reason": "sent", "sentence": str(refusal.sentence)}, status=409)
    except DraftIsGone as refusal:
        raise Refused(410, refusal.sentence) from refusal
    except drafting.StaleDraft as stale:
        if form.is_refused or not draft.changes_nothing(stale.article):
            return JsonResponse({"reason": "stale", **standing_of(stale.article)}, status=409)
        article = stale.article
    answer_remarks(article, form.answers())
    return _saved(request, article, form, words_before=words)


def _saved(request, article: Article, form: StudioForm, words_before: int) -> JsonResponse:
    """What was kept. `changed`: the text was cleaned; `refused`: a sentence for each field that was not kept; `lost`:
    almost all of a text of some length is gone with this save.
    """
    refused = form.refusals()
    answer = standing_of(article) | {
        "changed": form.cleaned_data.get("body", form.data.get("body")) != form.data.get("body"),
        "refused": refused,
        "lost": words_before > MUCH and body.word_count(article.body) < words_before / 10,
        "side": readiness_side(request, article),
        "statement": statement_side(request, article),
        "title_case": in_title_case(article.title, settings.LANGUAGE_CODE),
        "address": article.draft_address,
    }
    return JsonResponse(answer, status=200 if not refused else 413 if form.is_too_large else 422)


def readiness_side(request, article: Article) -> str:
    context = readiness_list(article, None) | {"words": body.word_count(article.body)}
    return render_to_string("articles/_readiness.html", context, request)


def statement_side(request, article: Article) -> str:
    """What is ticked before sending; a topic may have brought its own."""
    return render_to_string("articles/_statement.html", {"statement": attesting.statement_for(article)}, request)


def standing_of(article: Article) -> dict:
    """Which version stands, who made it, when and on what."""
    return {
        "version": article.draft_version,
        "save_id": article.last_save_id,
        "at": formatted(timezone.localtime(article.saved_at), gettext("H:i")),
        "device": article.get_saved_on_display(),
    }


@studio_call
@require_safe
def token(request):
    """A fresh CSRF token: the old one ends when its owner signs in anew beside."""
    return JsonResponse({"csrf": get_token(request)})


@studio_call
@require_safe
def state(request, code: str):
    """The version alone, for another device that may be behind."""
    article = found(request, code)
    return JsonResponse(standing_of(article) | {"sent": article.submissions.open().exists()})


@studio_call
@require_POST
def merge(request, code: str):
    """The proposal of what the two versions make together. Writes nothing."""
    article = found(request, code)
    said = read_json(request, most=2 * 1024 * 1024)
    base, mine = (_side(said, name) for name in ("base", "mine"))
    if mine is None:
        raise Refused(422, body.UNREADABLE)
    theirs = working_copy(DraftForm(article=article)) | {"body": article.body}
    merged = threeway.merge(base, mine, theirs)
    answer = standing_of(article) | {
        "fields": merged.fields,
        "body": {"type": "doc", "content": merged.blocks or body.empty()["content"]},
        "asks": [asdict(ask) for ask in merged.asks],
        "theirs": theirs,
        "taken": len(merged.taken),
    }
    context = {"merged": merged, "article": article, "asks": [Question.of(ask) for ask in merged.asks]}
    return JsonResponse(answer | {"page": render_to_string("articles/_merge.html", context, request)})


def _side(said: dict, name: str) -> dict | None:
    """One version as the browser holds it, its text cleaned."""
    if said.get(name) is None:
        return None
    side = fields_of(said, name)
    try:
        return side | {"body": body.clean(side.get("body"))}
    except body.BrokenDocument as broken:
        raise Refused(413 if broken.too_large else 422, broken.sentence) from broken
