"""Owns that an address is put together once: a page names some seventy, and Django takes as long for two of them as
SQLite for a query."""

from functools import lru_cache

from django.urls import reverse

MOST = 10_000  # addresses that are remembered, some 3 MB


@lru_cache(MOST)
def path_of(name: str, *arguments: str | int) -> str:
    return reverse(name, args=arguments)
