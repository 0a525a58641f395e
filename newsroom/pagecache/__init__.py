"""The page cache: public pages answered in front of Django, the same on one machine and on many nodes."""

from newsroom.pagecache.layer import PageCache, captured

__all__ = ["PageCache", "captured"]
