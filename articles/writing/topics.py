"""What the topics' fields ask while somebody types: which topics begin so, and what a new name means."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles import searching, suggesting
from articles import topics as finding
from articles.models import Topic
from articles.topicnames import clean_topic_name, topic_key
from articles.writing.topicfields import declined_words
from community.names import RefusedName
from community.typed import own_room

LONGEST = 120  # as the field itself


@own_room
@require_safe
def suggest(request):
    """`topics`: name, the name of what it leads to, number of texts. `said`: for the ear. `note`: for a name that is
    no topic yet."""
    typed = searching.typed_words(request, LONGEST)
    found = suggesting.suggested(typed)
    offered = [
        {"name": topic.name, "leads_to": topic.leads_to.name, "texts": topic.leads_to.live_count} for topic in found
    ]
    said = ngettext("%(number)d topic found", "%(number)d topics found", len(found)) % {"number": len(found)}
    return JsonResponse({"topics": offered, "said": said, "note": note(typed)})


def note(typed: str) -> str:
    """What its writer is told of a name that is no topic yet; nothing for one that is, or is not whole."""
    try:
        name = clean_topic_name(typed)
    except RefusedName:
        return ""
    if Topic.objects.public().filter(key=topic_key(name)).exists():
        return ""
    for ending in finding.declined([name]):
        return declined_words(ending)
    return _("“%(name)s” is a new topic: a moderator reads it first.") % {"name": name}
