"""The walk of an article on the engines of several nodes: limits in Redis or Valkey, photos in a bucket of S3."""

import os
import subprocess
import sys

import pytest

from tests.engines import BUCKET, redis_server, s3_server
from tests.site import ROOT

pytestmark = pytest.mark.drill
WALK = [sys.executable, "-m", "pytest", "-q", "tests/walk/test_walk.py"]


def walked(**engine: str) -> str:
    """What the walk's tests say at their end, run by a site with this engine."""
    done = subprocess.run(WALK, cwd=ROOT, env=os.environ | engine, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    print(f"\n{', '.join(engine)}: {done.stdout.strip().splitlines()[-1]}", end="")
    return done.stdout


def test_the_walk_with_its_counters_in_redis(tmp_path):
    with redis_server(tmp_path) as client:
        walked(CACHE_URL=f"redis://127.0.0.1:{client.get_connection_kwargs()['port']}")
        counted = [key.decode() for key in client.scan_iter()]

    assert any(":limit:search:" in key for key in counted)  # what is older the tests of the walk have cleared
    assert any("allauth" in key for key in counted)


def test_the_walk_with_its_photos_in_s3(tmp_path):
    with s3_server(tmp_path) as (address, client):
        walked(STORAGE_URL=address)
        names = [one["Key"] for one in client.list_objects_v2(Bucket=BUCKET)["Contents"]]

    assert any(name.endswith(".avif") for name in names)
    assert not [name for name in names if "upload" in name]
