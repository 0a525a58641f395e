"""Founds a site on an empty database: its name, its place, and its first administrator, who gets a link."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.urls import reverse

from community.models import User
from community.names import RefusedName, clean_pen_name, clean_text
from newsroom.founded import keep_founded
from newsroom.prepare import prepare

MOST = 60  # letters of a place


class Command(BaseCommand):
    help = "Found this site: ask for its name, place and first administrator, and print the link that lets them in."

    def add_arguments(self, parser):
        for name in ("name", "place", "email"):
            parser.add_argument(f"--{name}", help="asked for when it is not given")

    def handle(self, *args, **options):
        name = self.asked(options["name"], "Name of the site: ", self.clean_name)
        place = self.asked(options["place"], "Place it is written in, such as Makassar: ", self.clean_place)
        email = self.asked(options["email"], "E-mail of the first administrator: ", self.clean_email)
        prepare()
        with transaction.atomic():
            hold_alone()
            if User.objects.exists():
                raise CommandError("This site is founded: it has people.")
            person = User.objects.create_superuser(email, pen_name=name)
            # Before the commit: a kill in between leaves a name and nobody, and founding it again mends that.
            keep_founded(settings.VAR, name=name, place=place)
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        self.stdout.write(f"{name}, {place}, is founded. {email} chooses a password here, once, within {days} days:")
        self.stdout.write(link_for(person))

    def asked(self, given: str | None, question: str, clean) -> str:
        """What was given, or what is typed until it is right. Raises CommandError for what was given wrong."""
        while True:
            try:
                return clean(input(question) if given is None else given)
            except (RefusedName, ValidationError) as refusal:
                sentence = refusal.sentence if isinstance(refusal, RefusedName) else refusal.messages[0]
                if given is not None:
                    raise CommandError(f"“{given}”: {sentence}") from refusal
                self.stderr.write(str(sentence))
            except EOFError:
                raise CommandError("Nobody answers. Give --name, --place and --email.") from None

    def clean_name(self, text: str) -> str:
        return clean_pen_name(text, of_staff=True)

    def clean_place(self, text: str) -> str:
        place = clean_text(text)
        if not place or len(place) > MOST:
            raise ValidationError(f"A place has 1 to {MOST} letters.")
        return place

    def clean_email(self, text: str) -> str:
        validate_email(text.strip())
        return text.strip().lower()


def hold_alone() -> None:
    """Let no other founding look at the people meanwhile. SQLite's transactions exclude each other as they are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE community_user IN SHARE ROW EXCLUSIVE MODE")


def link_for(person: User) -> str:
    """Counts until a password is chosen: the token is made of the one before."""
    parts = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return settings.ORIGIN + reverse("account_reset_password_from_key", kwargs=parts)
