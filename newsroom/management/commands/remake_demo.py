"""Forgets the demo of the embedded default and tells all of it anew."""

import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from articles import sharing
from articles.models import Article
from community.models import User
from newsroom.address import CannotServe, claim, shown
from newsroom.demo import community, states
from newsroom.prepare import prepare


class Command(BaseCommand):
    help = "Throw the demo away and tell it anew, every article at once; only for a demo in SQLite that is not served."
    requires_system_checks = []

    def handle(self, *args, **options):
        if not settings.DEMO or connection.vendor != "sqlite":
            raise CommandError("Only the demo of the embedded default is remade: LEMBAR_DEMO=1, no DATABASE_URL.")
        try:
            self.lock = claim(settings.VAR, shown(settings.HOST, settings.HOST, settings.PORT))
        except CannotServe as refusal:
            raise CommandError(f"{refusal}. Stop it first.") from None
        began = time.monotonic()
        self._forget()
        prepare()
        for manuscript in community.untold():
            community.tell_untold(manuscript, timezone.now())
        states.show(2)
        live = list(Article.objects.live().values_list("code", flat=True))
        for code in live:
            sharing.draw.func(code)
        self.stdout.write(f"{len(live)} live articles, {time.monotonic() - began:.1f} s.")

    def _forget(self):
        """Whoever has a site of their own in this folder keeps it."""
        used = User._meta.db_table in connection.introspection.table_names() and User.objects.exists()
        if used and not community.exists():
            raise CommandError(f"{settings.VAR} holds a site that is no demo.")
        connection.close()
        place = Path(connection.settings_dict["NAME"])
        for ending in ("", "-wal", "-shm"):
            place.with_name(place.name + ending).unlink(missing_ok=True)
        for folder in (Path(settings.MEDIA_ROOT), settings.VAR / "outbox"):
            shutil.rmtree(folder, ignore_errors=True)
