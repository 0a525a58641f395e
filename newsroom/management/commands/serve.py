"""Owns the order in which the site comes up: address, lock, port, preparation, greeting, processes."""

import json

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand
from django.core.wsgi import get_wsgi_application
from django.db import Error

from newsroom.address import CannotServe, check_port, claim, is_loopback, resolved, shown
from newsroom.demo import community
from newsroom.prepare import prepare
from newsroom.serve import serve


class Command(BaseCommand):
    help = "Serve the site: web, django, worker and clock under one supervisor, until Ctrl-C."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--prepare", action="store_true", help="first make ready what changed since the last time")

    def handle(self, *args, **options):
        try:
            self._serve(options["prepare"])
        except (CannotServe, ImproperlyConfigured) as refusal:
            raise SystemExit(str(refusal)) from None
        except Error as error:
            raise SystemExit(f"The database cannot be used: {error}") from None
        except KeyboardInterrupt:
            raise SystemExit(130) from None

    def _serve(self, prepare_first):
        address = resolved(settings.HOST, settings.PORT)
        public = settings.PRODUCTION or not is_loopback(address)
        if public and settings.DEMO:
            raise CannotServe(
                f"HOST={settings.HOST} can be reached by others, and everyone knows the demo's password. "
                "Start an empty site with make run DEMO=0."
            )
        url = shown(settings.HOST, address, settings.PORT)
        self.lock = claim(settings.VAR, url)
        check_port(address, settings.PORT)
        if prepare_first:
            prepare()
        if public and community.exists():
            raise CannotServe(
                f"{settings.VAR} holds demo accounts, and everyone knows their password. "
                "Serve another folder with LEMBAR_VAR."
            )
        self._greet(url)
        serve(get_wsgi_application(), address, settings.PORT)

    def _greet(self, url):
        self.stdout.write(f"Lembar is served at {url} (Ctrl-C stops it).")
        if settings.DEMO:
            people = json.loads((community.HERE / "people.json").read_text())
            one_of_each = {person["role"]: person["email"] for person in reversed(people)}
            for role, email in reversed(one_of_each.items()):
                self.stdout.write(f"  {role.replace('_', ' '):14} {email}")
            self.stdout.write(f"  {'password':14} {community.PASSWORD}; everybody else and second factors: {url}/demo/")
