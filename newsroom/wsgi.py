"""Owns the application that other web servers than our own ask: everything in one process, in their threads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.doorway import Doorway  # noqa: E402  both look for views, so Django is set up first
from newsroom.pagecache import PageCache  # noqa: E402

application = PageCache(Doorway(django))
