"""Makes this site the one of a backup; only while it is not served."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from newsroom.address import CannotServe, claim, shown
from newsroom.backing_up.archive import reading
from newsroom.backing_up.putting_back import check, put_back
from newsroom.backing_up.refusal import Refusal


class Command(BaseCommand):
    help = "Make this site the one that manage.py backup wrote into a file; only while it is not served."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace a site that is not empty")

    def handle(self, *args, **options):
        try:
            self.lock = claim(settings.VAR, shown(settings.HOST, settings.HOST, settings.PORT))
            self.restore(options["file"].absolute(), options["overwrite"])
        except CannotServe as refusal:
            raise CommandError(f"{refusal}. Stop it first.") from None
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except Error as error:
            raise CommandError(f"The database cannot be used: {error}") from None
        except OSError as error:
            raise CommandError(f"The site was not restored: {error.strerror or error}.") from None

    def restore(self, path: Path, overwrite: bool) -> None:
        with reading(path) as backup:
            check(path, backup, overwrite=overwrite)
            migrated = put_back(backup)
        taken = datetime.fromisoformat(backup.manifest["taken_at"])
        self.stdout.write(f"The site is as it was at {taken:%Y-%m-%d %H:%M:%S} UTC, with {len(backup.media)} files.")
        if migrated:
            self.stdout.write("The backup is of an older version; its database was migrated to this one.")
        if "secret_key" not in backup.members:
            self.stdout.write("Its key was in LEMBAR_SECRET_KEY: give the same one here.")
        self.stdout.write("Go on with manage.py serve --prepare.")
