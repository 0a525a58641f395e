"""Takes a backup of the site, which may be served meanwhile."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from newsroom.backing_up.refusal import Refusal
from newsroom.backing_up.taking import take


class Command(BaseCommand):
    help = "Write database, media and keys into one file, while the site is served. The file is as secret as the keys."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="replace a file of this name")

    def handle(self, *args, **options):
        target = options["file"].absolute()
        try:
            members = take(target, overwrite=options["overwrite"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        except Error as error:
            raise CommandError(f"The database cannot be used: {error}") from None
        except OSError as error:
            raise CommandError(f"{target} was not written: {error.strerror or error}.") from None
        size = sum(member["size"] for member in members.values()) / 1e6
        self.stdout.write(f"{target}: {len(members)} members, {size:.1f} MB. It holds keys: keep it to yourself.")
