"""Owns where photos lie: in var/media, or in a bucket of any S3 for any number of nodes."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = {"s3": "https", "s3+http": "http"}
SAYS = "STORAGE_URL is s3://key:secret@host/bucket, with ?region= where the host asks for one; s3+http:// without TLS."


def patience():
    """A bucket that is away is given up after seconds, not minutes: the page says so, the worker comes again."""
    from botocore.config import Config  # only who has a bucket has installed it

    return Config(
        connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 2}, s3={"addressing_style": "path"}
    )


def storage_at(address: str) -> dict:
    """The entry of STORAGES for `STORAGE_URL`. The bucket stays private: every photo is served by our own view."""
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if parts.scheme not in SCHEMES or not (parts.username and parts.password and parts.hostname and bucket):
        raise ImproperlyConfigured(SAYS)
    options = {
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.netloc.rpartition('@')[2]}",
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "bucket_name": bucket,
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "client_config": patience(),
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
