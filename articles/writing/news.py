"""Owns what a writer says is new in an update: asked beside the statement, kept with the asking, offered again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import NEWS_LENGTH, Article, Standing
from community.names import clean_text


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


def news_form(article: Article, posted=None) -> NewsForm | None:
    """The question, with what was said the last time and did not go live; None for what nobody can read yet."""
    if article.standing != Standing.LIVE:
        return None
    last = article.submissions.order_by("-pk").first()
    return NewsForm(posted, initial={"news": last.news if last and not last.live_at else ""})
