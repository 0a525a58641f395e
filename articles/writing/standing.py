"""Owns what a writer is told of an article: where it stands, what came back with which remarks, what it still lacks."""

from functools import cached_property

from articles import body, checks, likeness, plaintext, sending, snapshots
from articles.licences import TERMS, Licence
from articles.models import Article, Remark, Standing, Submission, SubmissionState, Verb
from articles.models.submission import REFUSED
from articles.showing import Sheet, draft_sheet, sent_sheet
from articles.writing.edits import Edit, edit_of


class Sent:
    """One asking as its writer sees it: a decision shows as waiting until it takes effect."""

    def __init__(self, submission: Submission):
        self.submission = submission
        self.state = submission.told_state
        self.is_undone = False  # an update that was taken back and whose draft is again what readers have (turns.py)

    @property
    def is_waiting(self) -> bool:
        return self.state == SubmissionState.WAITING

    @property
    def is_scheduled(self) -> bool:
        return self.state == SubmissionState.APPROVED and self.submission.live_at is None

    @property
    def is_open(self) -> bool:
        return self.is_waiting or self.is_scheduled

    @property
    def is_refused(self) -> bool:
        return self.state in REFUSED

    @property
    def is_update_to_tell(self) -> bool:
        """Whether it is of an article that is published, and readers do not have what was sent."""
        is_over = self.state == SubmissionState.CLOSED or self.submission.live_at is not None
        return self.submission.is_update and not is_over and not self.is_undone

    @property
    def is_taken_back(self) -> bool:
        return self.state == SubmissionState.RECALLED

    @cached_property
    def receipt(self) -> sending.Receipt:
        return sending.receipt(self.submission)

    @cached_property
    def edit(self) -> Edit | None:
        return edit_of(self.submission)

    @cached_property
    def remarks(self) -> list[Remark]:
        """Each with `was`: the words of its block as they were sent, so that the page can say whether they changed."""
        told = list(Remark.objects.told().filter(submission=self.submission)) if self.is_refused else []
        for remark in told:
            remark.was = body.block_text(self.submission.told_revision.body, remark.block)
        return told


def draft_page(article: Article, form, ticked: bool | None = None) -> dict:
    """What the draft's page shows: the form, where the article stands, what came back, what is lacking.

    `ticked` is whether the statement was, when this page answers a try to send.
    """
    last = last_asking(article)
    sent = Sent(last) if last else None
    likes = likeness.told(form.photos, to=article.author) if form.photos else {}
    for passport in form.passports:
        passport.likenesses = likes.get(passport.instance.pk, [])
    return readiness_list(article, ticked) | {
        "article": article,
        "form": form,
        "licences": [(Licence(key).label, terms.meaning) for key, terms in TERMS.items()],
        "taken_down_photos": list(article.photos.taken_down()) if article.pk else [],
        "read_alsos": [(plaintext.read_also_line(code), target) for code, target in snapshots.named_in(article)],
        "sent": sent,
        "sent_sheet": sheet_to_read(article, sent),
        "words": body.word_count(article.body),
        "usual_wait": sending.usual_wait(),
        "taken_down": article.transitions.filter(verb=Verb.WITHDRAW).last() if is_withdrawn(article) else None,
        "live_is_told": article.live_revision_id is not None and not (sent and (sent.is_open or sent.is_refused)),
        "update_unsent": update_unsent(article),
    }


def sheet_to_read(article: Article, sent: Sent | None) -> Sheet | None:
    """The text where it may only be read: what was sent, or after a withdrawal the words that are still there."""
    if is_withdrawn(article):
        return draft_sheet(article)
    return sent_sheet(sent.submission.told_revision) if sent and sent.is_open else None


def update_unsent(article: Article) -> bool:
    """Whether the working copy of a live article is not what readers have."""
    live = article.live_revision
    return live is not None and live.sha256 != snapshots.digest(article)


def last_asking(article: Article) -> Submission | None:
    askings = article.submissions.select_related("revision__made_by", "as_sent") if article.pk else None
    return askings.order_by("-pk").first() if askings is not None else None


def readiness_list(article: Article, ticked: bool | None) -> dict:
    readiness = checks.readiness(article) if article.pk else []
    readiness += [checks.attestation(ticked)] if ticked is not None else []
    return {
        "ticked": ticked,
        "readiness": readiness,
        "lacking": [check for check in readiness if not check.done],
        "done": [check for check in readiness if check.done],
    }


def is_withdrawn(article: Article) -> bool:
    return article.standing == Standing.WITHDRAWN
