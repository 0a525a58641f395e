"""Owns how a new version of a disclaimer is made: numbered after the last, never in force before now."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.lifecycle import StepRefused
from articles.models import Disclaimer, Topic
from community.models import User

A_MINUTE = timedelta(minutes=1)  # a form knows no seconds


@transaction.atomic
def supersede(*, by: User, topic: Topic | None = None, in_force_from: datetime | None = None, **texts) -> Disclaimer:
    """The next version of the site's disclaimer, or of a topic's; `texts` are text_id and text_en.

    A topic's without texts says that it needs none from then on. What was attested to before stays as it was. Raises
    StepRefused, also for the second of two at once.
    """
    now = timezone.now()
    topic = Topic.objects.select_for_update().get(pk=topic.pk) if topic else None
    last = Disclaimer.objects.filter(topic=topic).order_by("-number").first()
    _refuse_unless_whole(by, topic, last, texts, in_force_from or now)
    try:
        with transaction.atomic():
            return Disclaimer.objects.create(
                topic=topic,
                number=last.number + 1 if last else 1,
                in_force_from=max(in_force_from or now, now),
                made_by=by,
                **texts,
            )
    except IntegrityError as error:
        raise StepRefused(_("Somebody made a version in the same moment. Look at it first.")) from error


def _refuse_unless_whole(
    by: User, topic: Topic | None, last: Disclaimer | None, texts: dict[str, str], begins: datetime
) -> None:
    if not by.has_perm("articles.lead"):
        raise StepRefused(_("Only chief editors do that."))
    if topic is not None and topic.merged_into_id:
        raise StepRefused(_("This topic leads to another one now. Choose that one."))
    if begins < timezone.now() - A_MINUTE:
        raise StepRefused(_("A version comes into force now or later. What was attested to before is not changed."))
    if topic is not None and not texts["text_id"] and (last is None or not last.text_id):
        raise StepRefused(_("This topic has no disclaimer that could be withdrawn."))
