from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from newsroom import clock

pytestmark = pytest.mark.both_engines


def a_task(status, **fields):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": ["kode2345"], "kwargs": {}},
        task_path="articles.photos.render_photo",
        queue_name="slow",
        backend_name="default",
        run_after=get_date_max(),
        **fields,
    )


def ago(**span):
    return timezone.now() - timedelta(**span)


@pytest.mark.django_db
def test_a_task_left_running_is_handed_out_again():
    task = a_task(TaskResultStatus.RUNNING, started_at=ago(minutes=11), worker_ids=["killed"])

    clock.reap_lapsed_tasks()

    assert list(DBTaskResult.objects.ready()) == [task]


@pytest.mark.django_db
def test_a_task_that_is_left_running_three_times_is_given_up():
    task = a_task(TaskResultStatus.RUNNING, started_at=ago(minutes=11), worker_ids=["one", "two", "three"])

    clock.reap_lapsed_tasks()

    assert list(DBTaskResult.objects.failed()) == [task]


@pytest.mark.django_db
def test_a_task_under_way_is_left_alone():
    task = a_task(TaskResultStatus.RUNNING, started_at=ago(minutes=9), worker_ids=["working"])

    clock.reap_lapsed_tasks()

    assert list(DBTaskResult.objects.running()) == [task]


@pytest.mark.django_db
def test_finished_tasks_are_kept_for_a_day():
    a_task(TaskResultStatus.SUCCESSFUL, finished_at=ago(hours=25))
    young = a_task(TaskResultStatus.FAILED, finished_at=ago(hours=23))

    clock.delete_finished_tasks()

    assert list(DBTaskResult.objects.all()) == [young]


def test_a_job_that_fails_keeps_no_other_from_being_done(caplog):
    done = []

    def broken():
        raise ZeroDivisionError

    clock.tick((broken, lambda: done.append("the other")))

    assert done == ["the other"]
    assert caplog.messages == ["The clock could not do broken; it tries again."]


@pytest.mark.django_db(transaction=True)
def test_a_lost_database_is_asked_again_on_a_new_connection(caplog):
    def lost():
        raise OperationalError("server closed the connection")

    clock.tick((lost, clock.reap_lapsed_tasks))

    assert caplog.messages == ["The clock could not reach the database for lost: server closed the connection"]
