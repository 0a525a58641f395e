"""Owns what a writer says is new in an update: asked beside the statement, kept with the asking, offered again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import NEWS_LENGTH, Article, Standing
from community.names import clean_text

TYPED = "news typed"  # in the session: of one article, the last that was saved


class NewsForm(forms.Form):
    news = forms.CharField(
        label=_("What is new for readers?"),
        help_text=_(
            "One line of at most 280 characters, or none. It stands on the article with its time of going live."
        ),
        max_length=NEWS_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"form": "draft", "autocomplete": "off"}),
    )

    def clean_news(self) -> str:
        return clean_text(self.cleaned_data["news"])


def news_form(article: Article, posted=None, typed: str = "") -> NewsForm | None:
    """The question, with what was `typed` beside a save, else said the last time and not live; None for what nobody can
    read yet."""
    if article.standing != Standing.LIVE:
        return None
    last = article.submissions.order_by("-pk").first()
    return NewsForm(posted, initial={"news": typed or (last.news if last and not last.live_at else "")})


def remember(request, article: Article) -> None:
    """Keep what the form without script had typed beside a save: the line has no other place before it is sent."""
    if "news" in request.POST or TYPED in request.session:
        request.session[TYPED] = {article.code: request.POST.get("news", "")[:NEWS_LENGTH]}


def forget(request) -> None:
    request.session.pop(TYPED, None)


def typed_for(request, article: Article) -> str:
    return request.session.get(TYPED, {}).get(article.code, "")
