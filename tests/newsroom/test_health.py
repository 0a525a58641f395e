import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from newsroom.storages import storage_at
from tests.site import free_port


def told(answer):
    return answer.status_code, answer.content.decode()


def test_a_live_process_says_so_without_asking_the_database(client):
    assert told(client.get("/healthz")) == (200, "ok")


@pytest.mark.django_db
def test_ready_when_every_part_is(client):
    assert told(client.get("/readyz")) == (200, "ok")


@pytest.mark.django_db
def test_not_ready_before_every_migration(client):
    MigrationRecorder.Migration.objects.filter(app="articles").first().delete()

    assert told(client.get("/readyz")) == (503, "migrations")


@pytest.mark.django_db
def test_not_ready_without_a_folder_for_media(client, settings):
    shutil.rmtree(settings.MEDIA_ROOT)

    assert told(client.get("/readyz")) == (503, "media")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a pool's connections are open already")
@pytest.mark.django_db(transaction=True)
def test_not_ready_without_a_database(client, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")

    with ThreadPoolExecutor(1) as another_thread:  # which has a connection of its own
        answer = another_thread.submit(client.get, "/readyz").result()

    assert told(answer) == (503, "database")


@pytest.mark.django_db
def test_not_ready_while_the_bucket_does_not_answer(client, settings):
    settings.STORAGES = settings.STORAGES | {"default": storage_at(f"s3+http://a:b@127.0.0.1:{free_port()}/foto")}

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"media")
