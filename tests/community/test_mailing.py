import os
import signal

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from community import letters, mailing
from community.models import Group, Mail, Notice
from tests.factories import a_writer, later
from tests.mails import a_notice, send
from tests.mailserver import a_mail_server
from tests.migrated import NAME, copy_of_migrated
from tests.postgres import a_database
from tests.races import DONE, READY, Racer, a_track
from tests.site import Site, free_port

LONG = "Ámbal 🌾 " * 27 + "selesai"


@pytest.fixture
def server(settings):
    with a_mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def one_mail() -> mail.EmailMultiAlternatives:
    (letter,) = mail.outbox
    return letter


@pytest.mark.django_db
def test_a_mail_goes_out_once_however_often_the_task_runs(server):
    notice = a_notice()

    states = [send(pk=notice.pk), send(pk=notice.pk)]

    assert states == [Mail.SENT, Mail.SENT]
    assert server.ids() == [letters.message_id(notice)]


@pytest.mark.django_db
def test_telling_asks_the_worker_in_the_same_transaction():
    notice = a_notice()

    assert [task.args_kwargs["args"] for task in DBTaskResult.objects.ready()] == [[notice.pk]]
    assert DBTaskResult.objects.get().queue_name == "now"


@pytest.mark.django_db
def test_a_lost_task_is_asked_for_again():
    a_notice()
    DBTaskResult.objects.all().delete()

    asked = mailing.ask_due()
    with later(minutes=6):
        asked_later = [mailing.ask_due(), mailing.ask_due()]

    assert (asked, asked_later, DBTaskResult.objects.count()) == (0, [1, 0], 1)


@pytest.mark.django_db
def test_a_refused_connection_is_tried_again_with_growing_pauses_and_fails_in_the_end(settings, server):
    settings.EMAIL_PORT = free_port()
    notice, pauses = a_notice(), []

    while (state := send(pk=notice.pk)) == Mail.DUE:
        notice.refresh_from_db()
        pauses.append(round((notice.mail_next_at - notice.mail_since).total_seconds() / 60))

    notice.refresh_from_db()
    assert (state, pauses) == (Mail.FAILED, [1, 5, 30, 120, 360])
    assert "ConnectionRefusedError" in notice.mail_trouble


@pytest.mark.django_db
def test_a_mail_goes_out_when_the_server_is_back(settings, server):
    settings.EMAIL_PORT, port = free_port(), server.port
    notice = a_notice()
    before = send(pk=notice.pk)
    settings.EMAIL_PORT = port

    with later(minutes=2):
        mailing.ask_due()
        after = send(pk=notice.pk)

    assert (before, after, len(server.taken)) == (Mail.DUE, Mail.SENT, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("where", "answer", "state"),
    [
        ("CONNECT", "421 later", Mail.DUE),
        ("CONNECT", "554 never", Mail.DUE),
        ("CONNECT", "drop", Mail.DUE),
        ("MAIL", "451 later", Mail.DUE),
        ("MAIL", "550 never", Mail.FAILED),
        ("RCPT", "450 later", Mail.DUE),
        ("RCPT", "550 nobody", Mail.FAILED),
        ("DATA", "451 later", Mail.DUE),
        ("DATA", "554 never", Mail.FAILED),
        ("END", "452 full", Mail.DUE),
        ("END", "554 spam", Mail.FAILED),
        ("END", "drop", Mail.IN_DOUBT),
        ("END", "what?", Mail.IN_DOUBT),
        ("QUIT", "drop", Mail.SENT),
        ("QUIT", "500 no", Mail.SENT),
    ],
)
def test_what_the_server_said_decides_what_is_known(server, where, answer, state):
    """Only what was certainly not taken may be tried again."""
    server.answers[where] = answer
    notice = a_notice()

    assert send(pk=notice.pk) == state
    assert not (state == Mail.DUE and server.taken)


@pytest.mark.django_db
def test_a_silent_server_leaves_a_doubt(server, monkeypatch):
    monkeypatch.setattr(mailing, "PATIENCE", 0.3)
    server.answers["END"] = "hang"

    assert send(pk=a_notice().pk) == Mail.IN_DOUBT


@pytest.mark.django_db
def test_what_is_in_doubt_is_never_sent_again(server):
    server.answers["END"] = "drop"
    notice = a_notice()
    send(pk=notice.pk)
    server.answers.clear()

    for hours in (1, 24, 240):
        with later(hours=hours):
            mailing.doubt_lapsed()
            mailing.ask_due()
            send(pk=notice.pk)

    assert (Notice.objects.get().mail, len(server.taken)) == (Mail.IN_DOUBT, 1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.drill)])
def database(request, tmp_path):
    """The environment that names a migrated database on each engine."""
    if request.param == "sqlite":
        copy_of_migrated(request.config.migrated, tmp_path / "var" / NAME)
        yield {}
    else:
        with a_database(request.getfixturevalue("postgres")) as url:
            yield {"DATABASE_URL": url}


@pytest.mark.drill
@pytest.mark.parametrize("moment", ["MAIL", "END"])
def test_a_worker_killed_while_it_speaks_to_the_server_leaves_a_doubt_and_no_second_mail(tmp_path, database, moment):
    with a_mail_server() as server:
        site = Site(tmp_path / "var", EMAIL_URL=server.url, **database)
        worker, notary = Racer(site), Racer(site)
        notary.do("tests.races.migrate")
        pk = notary.do("tests.mails.a_due_mail")
        server.answers[moment] = "hang"

        worker.tell("tests.mails.send", {"pk": pk})
        assert server.hanging.wait(20)
        os.kill(worker.process.pid, signal.SIGKILL)
        worker.process.wait()
        server.answers.clear()
        states = [notary.do("tests.mails.state", pk=pk), notary.do("tests.mails.much_later", pk=pk)]
        notary.leave()

    worker.process.stdin.close()
    worker.process.stdout.close()
    assert states == [Mail.SENDING, Mail.IN_DOUBT]
    assert len(server.taken) == (moment == "END")


@pytest.mark.drill
def test_two_workers_at_once_send_one_mail(tmp_path, database):
    with a_mail_server() as server, a_track(tmp_path / "var", EMAIL_URL=server.url, **database) as track:
        server.answers["END"] = "slow 250 taken"
        for number in range(1, 9):
            pk = track.do("tests.mails.a_due_mail")
            for racer in track.racers:
                racer.tell("tests.mails.sending", {"pk": pk}, at_the_barrier=True)
            assert [racer.hear() for racer in track.racers] == [READY, READY]
            os.write(track.opening, b"go")

            assert [racer.hear() for racer in track.racers] == [DONE, DONE]
            assert track.do("tests.mails.state", pk=pk) == Mail.SENT
            assert len(set(server.ids())) == len(server.ids()) == number


@pytest.mark.django_db
@pytest.mark.parametrize("gone", ["switched off", "closed", "unconfirmed"])
def test_whoever_wants_no_mail_when_it_is_to_go_out_gets_none(gone):
    person = a_writer()
    notice = a_notice(to=person)
    if gone == "switched off":
        mailing.refuse(person, [Group.RECEIPTS])
    elif gone == "closed":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    else:
        person.emailaddress_set.update(verified=False)

    assert (send(pk=notice.pk), mail.outbox) == (Mail.UNWANTED, [])


@pytest.mark.django_db
def test_a_mail_is_text_and_html_in_the_persons_language_with_a_way_out_in_one_click():
    notice = a_notice(to=a_writer(language="en", pen_name="Rani"))

    send(pk=notice.pk)

    letter = one_mail()
    (html, kind), away = letter.alternatives[0], letter.extra_headers["List-Unsubscribe"]
    assert letter.subject == "Received: Pasar terapung"
    assert letter.from_email == "Lembar <post@localhost>"
    assert kind == "text/html"
    for part in (letter.body, html):
        assert "Hello Rani," in part
        assert "in the queue, at place 3." in part
        assert "http://localhost:8000/write/" in part
        assert away.strip("<>") in part
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
def test_the_language_is_the_sites_for_whoever_chose_none_even_where_another_is_active():
    send(pk=a_notice().pk)

    assert 'lang="id"' in one_mail().alternatives[0][0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title",
    [
        "Pasar\nBcc: semua@evil.example",
        "Pasar\r\nBcc: semua@evil.example\r\n\r\nIsi",
        "Pasar\u2028Bcc: semua@evil.example",
        "Pasar\x85\x0b\x0cBcc: semua@evil.example",
        "Pasar\tterapung &amp; &#10;",
        "سوق عائم",
        LONG,
    ],
)
def test_no_title_makes_a_second_header_or_stops_its_mail(server, title):
    notice = a_notice(title=title)

    states = [send(pk=notice.pk), send(pk=notice.pk)]

    (got,) = server.mails()
    assert states == [Mail.SENT, Mail.SENT]
    assert (got["Bcc"], got["To"]) == (None, notice.of.email)
    assert got["Subject"].split(": ", 1)[1] == " ".join(title.split())


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["[Klik](https://evil)", "<a href=https://evil>x</a>", "**x**", "{{ 7 }} {% now %}"])
def test_a_name_is_never_more_than_text(name):
    send(pk=a_notice(to=a_writer(pen_name=name), title=name).pk)

    letter = one_mail()
    html = letter.alternatives[0][0]
    assert name in letter.body
    assert "<a href=https" not in html
    assert html.count("<a ") == 3
    assert "<b>" not in html


@pytest.mark.django_db
def test_a_title_from_the_right_turns_no_word_around_it():
    send(pk=a_notice(title="سوق عائم").pk)

    assert "“\u2068سوق عائم\u2069”" in one_mail().body


@pytest.mark.django_db
def test_what_cannot_be_put_into_a_mail_fails_and_says_so():
    notice = a_notice(due_at="2026-99-99T07:30:00Z")

    assert send(pk=notice.pk) == Mail.FAILED
    assert "ValueError" in Notice.objects.get().mail_trouble


@pytest.mark.django_db
def test_the_log_names_no_recipient_though_the_server_does(server, caplog):
    notice = a_notice()
    server.answers["RCPT"] = f"550 no such person as {notice.of.email}"

    send(pk=notice.pk)

    notice.refresh_from_db()
    assert notice.of.email in notice.mail_trouble
    assert "its address" in caplog.text
    assert notice.of.email not in caplog.text
