"""Owns what the page hands to the studio's scripts: the draft as stored, addresses, and every word they may say."""

from django.urls import reverse

from articles import elsewhere, snapshots
from articles.models import Article
from articles.writing.forms import DraftForm
from articles.writing.studio_form import working_copy
from articles.writing.words import words


def studio_of(request, article: Article, form: DraftForm) -> dict:
    """`stored` is what the next save is compared with; `body` is the text to open, None when it could not be read.

    They differ when the page came back from a form that was refused.
    """
    typed = form.cleaned_data.get("body") if form.is_bound and hasattr(form, "cleaned_data") else article.body
    return {
        "code": article.code,
        "is_new": article.pk is None,
        "writer": str(request.user.pk),
        "version": article.draft_version,
        "save_id": article.last_save_id,
        "stored": {"fields": working_copy(DraftForm(article=article) if form.is_bound else form), "body": article.body},
        "body": typed,
        "read_alsos": {code: target.live_revision.title for code, target in snapshots.named_in(article) if target},
        "addresses": addresses(article.code),
        "words": words(),
        "away": elsewhere.told_to_scripts(),
    }


def addresses(code: str) -> dict[str, str]:
    """Where the scripts call, by name."""
    return {
        "begin": reverse("writing:new"),
        "draft": reverse("writing:edit", args=[code]),
        "token": reverse("writing:token"),
        "state": reverse("writing:state", args=[code]),
        "merge": reverse("writing:merge", args=[code]),
        "photos": reverse("writing:upload", args=[code]),
        "send": reverse("writing:receipt", args=[code]),
        "history": reverse("writing:history", args=[code]),
        "preview": reverse("writing:preview", args=[code]),
        "read_also": reverse("writing:read-also"),
        "sign_in": f"{reverse('account_login')}?next={reverse('writing:dashboard')}",
    }
