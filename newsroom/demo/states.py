"""Owns what the demo shows beside articles that came and went live: everything that happens to them later.

Numbers are those of the manuscripts. Each thing is done once, by the verb that does it in real work.
"""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from articles import (
    attesting,
    deciding,
    disclaiming,
    drafting,
    following,
    fronting,
    merging,
    publishing,
    readings,
    sending,
    takedown,
    tending,
    topics,
)
from articles.models import (
    Article,
    ChecklistPoint,
    Correction,
    CorrectionKind,
    FrontKind,
    FrontSlot,
    ReadingCount,
    Reason,
    Standing,
    Submission,
    Topic,
    Verb,
)
from community.models import ProfileLink, User
from community.portraits import draw, set_portrait
from newsroom.demo.manuscripts import Manuscript, at, manuscripts, master

MONEY = {
    "text_id": "Angka dan pengalaman di sini adalah catatan penulis, bukan saran keuangan.",
    "text_en": "Figures and experience here are the writer's notes, no financial advice.",
}
TEN_SECONDS_PASS = timedelta(seconds=11)
AS_TOLD = 2  # the version of a draft that nobody went on with
TAKEN_DOWN = 58  # its picture is in no other text
READ_MOST = {3: (5, 1, 9, 7, 2, 12, 4), 60: (11, 9, 8, 12, 10, 4, 5)}  # hours ago: numbers, the most read first
LINKS = {
    "yohanes_lado": ["https://yohanes.example/", "https://sosial.example/@yohanes"],
    "sinta_larasati": ["https://sinta.example/"],
}
FOLLOWS = "lidya_sitompul"
PORTRAITS = {"teguh_pranoto": "layangan", "nur_aini": "perahu", "yosef_kambuaya": "dapur"}
PORTRAITS |= {"yohanes_lado": "sawah", "made_suryani": "karang"}


def before_anything() -> None:
    """What stood before the first text was sent: a topic with a disclaimer and a synonym."""
    chief = chief_editor()
    topic = tending.accept(topics.find_or_propose("Ekonomi Rumah Tangga"), by=chief)
    told = "Uang, belanja, dan kerja di rumah orang kebanyakan."
    tending.describe(topic, by=chief, name=topic.name, description=told, menu_place=None)
    disclaiming.supersede(by=chief, topic=topic, **MONEY)
    merging.add_synonym(topic, "Ekonomi Keluarga", by=chief)


def show(round_of: int) -> None:
    """Do what belongs to the manuscripts told so far: 1 after the newest, 2 after all."""
    after = {
        1: (developed, corrected, updated, update_declined, kept_waiting, fronted, read, unfinished),
        2: (planned_for_the_front, followed, dated, portrayed, linked, withdrawn, taken_down, escalated, claimed),
    }
    for step in after[round_of]:
        step()


def chief_editor() -> User:
    return User.objects.get(email="kartika.wulandari@demo.lembar.example")


def moderator(place: int = 0) -> User:
    return User.objects.filter(groups__name="Moderators").order_by("pk")[place]


def told(number: int) -> Article:
    manuscript: Manuscript = next(one for one in manuscripts() if one.number == number)
    return Article.objects.get(title=manuscript.title, author__handles__name=manuscript.author)


def dated() -> None:
    """The newest were told first, so that everybody seemed to have begun with them."""
    for person in User.objects.exclude(first_published_at=None):
        first = person.articles.aggregate(at=Min("first_published_at"))["at"]
        User.objects.filter(pk=person.pk).update(first_published_at=first)


def portrayed() -> None:
    for handle, name in PORTRAITS.items():
        person = User.objects.get(handles__name=handle)
        if not person.portrait:
            set_portrait(person, draw(master(name)))


def linked() -> None:
    """Pages elsewhere, of one who published and of one who did not yet: readers see the first one's."""
    for handle, addresses in LINKS.items():
        person = User.objects.get(handles__name=handle)
        for place, address in enumerate(addresses, start=1):
            ProfileLink.objects.get_or_create(user=person, place=place, defaults={"address": address})


def corrected() -> None:
    article = told(4)
    if not Correction.objects.filter(article=article).exists():
        sentence = "Semula tertulis buka sampai pukul 22.00. Yang benar pukul 21.00."
        publishing.correct(article, by=chief_editor(), kind=CorrectionKind.CORRECTION, sentence=sentence)


def updated() -> None:
    """A live article whose writer sent a new version, which waits."""
    article = told(9)
    if article.submissions.count() == 1:
        news = "Catatan dari pembaca di Bima: di sana angin timur berbau garam."
        send_anew(article, news, dek="Pohon, asap, dan layangan memberi tahu lebih dulu")


def update_declined() -> None:
    """A live article whose writer asked for more than belongs there: it stays as it was."""
    article = told(7)
    if article.submissions.count() == 1:
        now = timezone.now()
        with at(now - timedelta(hours=3)):
            submission = send_anew(article, "", dek="Pesan kelas selam kami lewat nomor di profil")
        why = "Pembaruan ini mengajak orang memesan kelas. Artikelnya tetap tayang seperti semula."
        with at(now - timedelta(hours=2)):
            deciding.decide(
                submission, Verb.DECLINE, by=moderator(), seen=submission.revision, reason=Reason.PROMOTION, message=why
            )


def developed() -> None:
    """A live article that went on: its writer's update is live, with the time of what was new."""
    article = told(2)
    if article.submissions.count() == 1:
        news = "Kapal pertama dengan jadwal baru sandar pukul 06.40 membawa 14 ton barang."
        dek, now = "Kapal kini singgah sepuluh hari sekali, yang pertama sudah sandar", timezone.now()
        with at(now - timedelta(minutes=50)):
            submission = send_anew(article, news, dek=dek)
        publish(submission, moderator(), now - timedelta(minutes=20))


def send_anew(article: Article, news: str, **fields) -> Submission:
    draft = drafting.Draft(fields=fields, topics=None)
    draft.cover = article.cover.code if article.cover else ""
    article = drafting.save(article, draft, by=article.author, base=article.draft_version)
    agreed = attesting.statement_for(article).key
    return sending.submit(article, by=article.author, seen_version=article.draft_version, attested=agreed, news=news)


def publish(submission: Submission, by: User, live_at: datetime) -> None:
    """Approved in time, and live at that moment."""
    ticked = frozenset(ChecklistPoint.objects.in_force().values_list("key", flat=True))
    with at(live_at - TEN_SECONDS_PASS):
        deciding.decide(submission, Verb.APPROVE, by=by, seen=submission.revision, checked=ticked)
    with at(live_at):
        publishing.publish_due()


def kept_waiting() -> None:
    """One that is late: its writer was promised an answer within a day."""
    late = told(14).submissions.get()
    type(late).objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=3))


def fronted() -> None:
    """What editors chose for the front page, and one that went before its time, with the reason."""
    if FrontSlot.objects.exists():
        return
    put(3, FrontKind.LEAD, until=timedelta(days=2))
    for number in (6, 7, 5, 10):
        put(number, FrontKind.PICK)
    gone = FrontSlot.objects.get(article=told(6))
    why = "Ukuran bambunya sedang kami periksa bersama penulis."
    fronting.take_off(gone, by=chief_editor(), seen=fronting.version(), why=why)


def read() -> None:
    """As often as the newest would be read on a quiet day: the lists of the most read are not empty."""
    if ReadingCount.objects.exists():
        return
    for hours, numbers in READ_MOST.items():
        counts = {told(number).pk: 90 - 7 * place for place, number in enumerate(numbers)}
        readings.add(counts, timezone.now() - timedelta(hours=hours))


def planned_for_the_front() -> None:
    if not FrontSlot.objects.filter(article=told(20)).exists():
        put(20, FrontKind.LEAD, since=timedelta(days=2, hours=1), until=timedelta(days=4))


def followed() -> None:
    """Whom and what one of the writers reads again and again."""
    reader = User.objects.get(handles__name=FOLLOWS)
    for what in (told(1).author, told(2).author, *Topic.objects.filter(name__in=["Kuliner", "Kelautan"])):
        following.follow(reader, what)


def put(number: int, kind: FrontKind, since: timedelta | None = None, until: timedelta | None = None) -> None:
    now = timezone.now()
    times = {"since": since and now + since, "until": until and now + until}
    fronting.put(told(number), by=chief_editor(), seen=fronting.version(), kind=kind, **times)


def withdrawn() -> None:
    article = told(61)
    if article.standing == Standing.LIVE:
        reason = "Orang yang diceritakan meminta ceritanya tidak lagi dibaca umum."
        publishing.withdraw(article, by=chief_editor(), message=reason)


def taken_down() -> None:
    """A photo of an article that stays, and wherever else it was uploaded."""
    photos = told(TAKEN_DOWN).photos.order_by("pk")
    if not photos.taken_down():
        takedown.take_down(photos[0], by=chief_editor(), reason="Penggambar menarik izinnya.", reference="Surat 4/XI")


def escalated() -> None:
    submission = told(67).submissions.get()
    if submission.escalated_at is None:
        why = "Menyebut nama pasien. Mohon diputuskan pemimpin redaksi."
        deciding.escalate(submission, by=moderator(), message=why)


def claimed() -> None:
    submission = told(68).submissions.get()
    if submission.claimed_by is None:
        deciding.claim(submission, by=moderator(2))


def unfinished() -> None:
    """A draft that lacks its summary, its topics, and words to its photo, so that its list has something to say."""
    article = told(18)
    if article.draft_version == AS_TOLD and article.standing == Standing.PRIVATE:
        blank = drafting.Draft({"dek": ""}, topics=[], passports={article.cover.code: {"caption": "", "alt": ""}})
        drafting.save(article, blank, by=article.author, base=article.draft_version)
