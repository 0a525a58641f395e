"""Loads articles that were written and read elsewhere (docs/loading.md), live at once."""

import json
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles.loading import RefusedLoad, load
from community.models import User
from newsroom.prepare import prepare


class Command(BaseCommand):
    help = "Load live articles with their writers and topics from a JSON file; docs/loading.md says what it may hold."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--photos", type=Path, metavar="FOLDER", help="where the photos lie; without it none is shown"
        )
        parser.add_argument("--add", action="store_true", help="to a site that has people")

    def handle(self, *args, **options):
        began, content = time.monotonic(), self.read(options["file"])
        prepare()
        if User.objects.exists() and not options["add"]:
            raise CommandError("This site has people. With --add the articles are added to it.")
        try:
            number = load(content, folder=options["photos"])
        except RefusedLoad as refusal:
            raise CommandError(f"Nothing was loaded. {refusal.sentence}") from refusal
        self.stdout.write(f"{number} articles are live, after {time.monotonic() - began:.1f} s.")

    def read(self, file: Path) -> dict:
        try:
            return json.loads(file.read_text("utf-8"))
        except OSError as fault:
            raise CommandError(f"{file} cannot be read: {fault.strerror}.") from fault
        except (ValueError, RecursionError) as fault:
            raise CommandError(f"{file} is no JSON in UTF-8: {fault}.") from fault
