"""Owns whose turn it is with each article of a writer: the groups of the dashboard, how many each holds, its pages."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.utils import timezone

from articles import snapshots
from articles.models import Article, RevisionPhoto, Standing, Submission, SubmissionState
from articles.models.submission import OPEN, TEN_SECONDS
from articles.writing.standing import Sent
from community.models import User
from community.spans import under_way

A_FEW, A_PAGE = 6, 50  # of a group beside the others, and by itself
WITH_THE_WRITER = Q(is_open=False, standing=Standing.PRIVATE)
# A declined update asks for nothing: readers keep what they have.
UPDATE_CAME_BACK = Q(is_open=False, standing=Standing.LIVE, last_state=SubmissionState.RETURNED)
# By the name of its list: what waits for the writer, what for the desk, what is live or withdrawn, the bin. An update
# stands under whoever's turn it is; its article is live all the while, and says there what became of the update.
GROUPS = {
    "mine": WITH_THE_WRITER | UPDATE_CAME_BACK,
    "ours": Q(is_open=True),
    "live": Q(standing=Standing.LIVE),
    "withdrawn": Q(standing=Standing.WITHDRAWN),
    "binned": Q(standing=Standing.BINNED),
}


@dataclass(frozen=True)
class Turn:
    """One group: some of its articles, how many there are, and the number of the page after these, 0 for none."""

    key: str
    rows: list[Article]
    count: int
    page: int = 1

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def hides_some(self) -> bool:
        return self.count > len(self.rows)

    @property
    def older(self) -> int:
        return self.page + 1 if self.count > self.page * A_PAGE else 0


def turns(user: User) -> dict[str, Turn]:
    """The last saved of each group, with how many there are: five queries, however many articles."""
    told, numbers = _told(user), _numbers(user)
    firsts = [Q(pk__in=_saved_last(told.filter(rule)).values("pk")[:A_FEW]) for rule in GROUPS.values()]
    belongs = {f"in_{key}": ExpressionWrapper(rule, BooleanField()) for key, rule in GROUPS.items()}
    some = _shown(_saved_last(told.filter(reduce(or_, firsts)).annotate(**belongs)))
    found = {key: [one for one in some if getattr(one, f"in_{key}")] for key in GROUPS}
    return {key: Turn(key, rows[:A_FEW], numbers[key]) for key, rows in found.items()}


def turn(user: User, key: str, page: int) -> Turn:
    """One page of one group; five queries."""
    found = _saved_last(_told(user).filter(GROUPS[key]))
    return Turn(key, _shown(found[(page - 1) * A_PAGE : page * A_PAGE]), _numbers(user)[key], page)


def _told(user: User) -> QuerySet[Article]:
    """Each with whether its writer is told that it waits, or is approved for later, and what became of its last asking.

    A decision of the last ten seconds shows as waiting; it is always that of the last asking.
    """
    askings = Submission.objects.filter(article=OuterRef("pk"))
    waits = askings.filter(OPEN | under_way("effective_at", TEN_SECONDS, timezone.now()))
    last = askings.order_by("-pk").values("state")[:1]
    return Article.objects.written_by(user).annotate(is_open=Exists(waits), last_state=Subquery(last))


def _numbers(user: User) -> dict[str, int]:
    return _told(user).aggregate(**{key: Count("pk", filter=rule) for key, rule in GROUPS.items()})


def _saved_last(articles: QuerySet[Article]) -> QuerySet[Article]:
    return articles.order_by("-saved_at", "-pk")


def _shown(articles: QuerySet[Article]) -> list[Article]:
    """With all that a row shows; of a published one the cover that readers have, whatever its draft has by now."""
    asked = Submission.objects.select_related("revision", "as_sent").order_by("-pk")
    found = articles.select_related("live_revision", "cover").defer("body", "live_revision__body")
    covers = Prefetch("live_revision__photos", RevisionPhoto.objects.covers(), to_attr="covers")
    rows = list(found.prefetch_related(Prefetch("submissions", asked, to_attr="askings"), covers))
    for article in rows:
        article.sent = Sent(article.askings[0]) if article.askings else None
    _note_what_is_unsent(rows)
    return rows


def _note_what_is_unsent(rows: list[Article]) -> None:
    """An update that was taken back is told as long as there is one: not when the draft is again what readers have."""
    back = {one.pk: one for one in rows if one.live_revision and one.sent and one.sent.is_taken_back}
    now = snapshots.digests(Article.objects.filter(pk__in=back)) if back else {}
    for pk, article in back.items():
        article.sent.is_undone = article.live_revision.sha256 == now.get(pk)
