"""The earlier states of a draft, for its writer: what was kept, what was sent, and bringing one back."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import body, drafting
from articles.lifecycle import StepRefused
from articles.models import Article, DraftSnapshot, Revision
from articles.writing.calls import version_of
from articles.writing.saving import found
from community.typed import own_room


@dataclass(frozen=True)
class Earlier:
    """One row of the history, and where it is read."""

    address: str
    at: datetime
    title: str
    words: int
    why: str


@own_room
@require_safe
def history(request, code):
    article = found(request, code)
    return render(request, "articles/history.html", {"article": article, "rows": rows(article)})


def rows(article: Article) -> list[Earlier]:
    """Newest first; two queries."""
    drafts = [
        Earlier(address("draft", article, row), row.at, row.title, row.words, row.get_why_display())
        for row in article.draft_snapshots.defer("packed")
    ]
    sent = [
        Earlier(address("sent", article, row), row.made_at, row.title, row.words, said(row))
        for row in own_sent(article)
    ]
    return sorted(drafts + sent, key=lambda row: row.at, reverse=True)


def address(kind: str, article: Article, row: DraftSnapshot | Revision) -> str:
    return reverse(f"writing:earlier-{kind}", args=[article.code, row.pk])


def said(revision: Revision) -> str:
    return _("sent as revision %(number)d") % {"number": revision.number}


def own_sent(article: Article):
    """What the writer sent; not what a moderator made of it."""
    return article.revisions.filter(made_by=article.author_id).defer("body")


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def earlier_draft(request, code, pk):
    article = found(request, code)
    return earlier(request, article, get_object_or_404(article.draft_snapshots, pk=pk))


@own_room
@require_http_methods(["GET", "HEAD", "POST"])
def earlier_sent(request, code, pk):
    article = found(request, code)
    return earlier(request, article, get_object_or_404(own_sent(article), pk=pk))


def earlier(request, article: Article, old: DraftSnapshot | Revision):
    """One earlier state to read, and by POST to bring back over the version that its page was drawn for."""
    if request.method == "POST":
        return brought_back(request, article, old)
    context = {"article": article, "old": old, "text": body.render(old.body)}
    return render(request, "articles/earlier.html", context)


def brought_back(request, article: Article, old: DraftSnapshot | Revision):
    try:
        drafting.bring_back(article, old, by=request.user, base=version_of(request.POST.get("version", "")))
    except StepRefused as refusal:
        messages.error(request, refusal.sentence)
    except drafting.StaleDraft:
        messages.error(
            request, _("The draft was changed elsewhere since you opened this page. Read it again, then choose.")
        )
        return redirect("writing:history", article.code)
    else:
        messages.success(request, _("Brought back. What stood there before is kept in the history."))
    return redirect("writing:edit", article.code)
