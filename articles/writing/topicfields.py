"""Owns how topics are typed: two fields, completed while one types (static/topics.js), or from a plain list."""

from django import forms
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import suggesting, topics
from articles.checks import MOST_TOPICS
from articles.models import Article, Ending, Topic, TopicEnding
from articles.topicnames import split_topic_names
from community.names import RefusedName

COMPLETED = {"autocomplete": "off", "autocapitalize": "off", "data-topics": reverse_lazy("writing:topics")}


class TopicFields(forms.Form):
    """The main topic, and others with commas between. Cleaned, `topics` holds all their names, the main one first.

    The names' own cleaning strips them: Django's would take a control character for white space.
    """

    article: Article
    topic_main = forms.CharField(
        label=gettext_lazy("Main topic"),
        max_length=120,
        required=False,
        strip=False,
        help_text=gettext_lazy("Choose one, or type a new one."),
        widget=forms.TextInput(attrs=COMPLETED | {"list": "topics"}),
    )
    topics = forms.CharField(
        label=gettext_lazy("Other topics"),
        max_length=600,
        required=False,
        strip=False,
        help_text=gettext_lazy("Up to four, with commas between."),
        widget=forms.TextInput(attrs=COMPLETED | {"data-topics-many": ""}),
    )

    def clean_topic_main(self) -> list[str]:
        return self._names("topic_main")

    def clean_topics(self) -> list[str]:
        names = (self.cleaned_data.get("topic_main") or []) + self._names("topics")
        if len(names) > MOST_TOPICS:
            raise forms.ValidationError(_("At most five topics in all; you named %(number)d.") % {"number": len(names)})
        return names

    def _names(self, field: str) -> list[str]:
        """What was typed as names. What the desk declined is refused with its reason, and stays to be replaced."""
        try:
            names = split_topic_names(self.cleaned_data[field])
        except RefusedName as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        for ending in topics.declined(names):
            raise forms.ValidationError(declined_words(ending))
        return names

    @cached_property
    def stored_topics(self) -> list[Topic]:
        return self.article.shown_topics()

    @property
    def proposals(self) -> list[Topic]:
        """The stored topics that the desk has yet to read."""
        return [topic for topic in self.stored_topics if topic.is_proposal]

    @property
    def declined(self) -> list[str]:
        """Why proposals are gone that stood in this draft."""
        struck = TopicEnding.objects.in_force().filter(how=Ending.DECLINED)
        held = struck.filter(topic__article_rows__content_object=self.article) if self.article.pk else []
        return [declined_words(ending) for ending in (held and held.select_related("topic"))]

    @cached_property
    def offered(self) -> list[tuple[str, list[Topic]]]:
        """Groups of topics for a page without script."""
        return suggesting.plain_list()


def declined_words(ending: TopicEnding) -> str:
    return _("“%(name)s” was not accepted as a topic: %(reason)s") % {
        "name": ending.topic.name,
        "reason": ending.reason,
    }
