"""Owns where counters lie: in the process, or in Redis or Valkey for any number of nodes."""

MOST_ENTRIES = 100_000  # some 20 MB in the process


def cache_at(address: str, name: str) -> dict:
    """One of CACHES, apart from the others, so that nobody who fills one empties another."""
    if not address:
        options = {"MAX_ENTRIES": MOST_ENTRIES}
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name, "OPTIONS": options}
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds: a limit never holds a page up
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}
    return redis | {"KEY_PREFIX": name, "OPTIONS": options}
