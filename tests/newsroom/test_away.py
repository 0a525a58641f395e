"""What we stand on is away for a moment: 503 in words with everything that was typed, and a time to come again."""

import errno

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, connection
from redis import ConnectionError as NoRedis

from newsroom.errors import will_pass
from tests.factories import a_draft, a_moderator, waiting_submission
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
WORDS = {"title": "Judul", "body": "Kata yang panjang.", "reason": "source_missing"}


def refuse_writes(execute, sql, *args):
    """As SQLite says it when another process holds the file for too long."""
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("database is locked")
    return execute(sql, *args)


def posted(said: dict, **headers):
    article = a_draft()
    client = signed_in(article.author)
    client.raise_request_exception = False
    with connection.execute_wrapper(refuse_writes):
        return client.post(article.draft_address, said | {"version": article.draft_version}, headers=headers)


def test_a_save_that_cannot_be_kept_gives_every_word_back_and_no_code():
    answer = posted(WORDS)

    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "Judul\n\nKata yang panjang.</textarea>" in page
    assert "source_missing" not in page


def test_a_script_hears_it_in_a_sentence():
    answer = posted(WORDS, Accept="application/json")

    assert (answer.status_code, answer.json()["sentence"]) == (503, "Saat ini kami belum bisa menyimpan apa pun")


@pytest.mark.parametrize(
    ("fault", "passes"),
    [
        (OSError(errno.ENOSPC, "no room"), True),
        (OSError(errno.EROFS, "read-only"), True),
        (OSError(errno.EACCES, "not ours"), False),
        (NoRedis(), True),
        (DatabaseError("no such table"), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_what_passes_and_what_is_a_fault_of_ours(fault, passes):
    assert will_pass(fault) is passes


def refuse_sessions(execute, sql, *args):
    if "django_session" in sql and not sql.startswith("SELECT"):
        raise OperationalError("database is locked")
    return execute(sql, *args)


def test_a_session_that_cannot_be_written_is_no_fault_of_the_request():
    submission, client = waiting_submission(), signed_in(a_moderator())
    with connection.execute_wrapper(refuse_sessions):
        answer = client.post(f"/desk/{submission.pk}/skip/", {"message": "Hampir."})

    assert (answer.status_code, "Hampir.</textarea>" in answer.content.decode()) == (503, True)


def test_whoever_is_signed_out_elsewhere_meanwhile_gets_the_words_back():
    submission, client = waiting_submission(), signed_in(a_moderator())

    def end_session(execute, sql, *args):
        if sql.startswith("UPDATE") and "django_session" in sql:
            Session.objects.all().delete()
        return execute(sql, *args)

    with connection.execute_wrapper(end_session):
        answer = client.post(f"/desk/{submission.pk}/skip/", {"message": "Hampir."})

    assert (answer.status_code, "Hampir.</textarea>" in answer.content.decode()) == (401, True)
