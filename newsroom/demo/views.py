"""The demo's own pages: who can sign in, with codes of now, and every mail that would have been sent."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.models import User
from newsroom.demo.community import PASSWORD, TOTP_SECRET
from newsroom.demo.outbox import mails
from newsroom.demo.tour import Tour

PERIOD = 30


@never_cache
@require_safe
def index(request):
    people = User.objects.filter(email__endswith="@demo.lembar.example").with_public_face()
    staff = [person for person in people.prefetch_related("groups") if person.is_superuser or person.groups.all()]
    context = {
        "rooms": Tour().rooms(),
        "staff": staff,
        "writers": [person for person in people if person not in staff],
        "password": PASSWORD,
        "code": format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // PERIOD)),
        "left": PERIOD - int(time.time()) % PERIOD,
        "mails": mails()[:5],
    }
    return render(request, "demo/index.html", context)


@never_cache
@require_safe
def outbox(request):
    return render(request, "demo/outbox.html", {"mails": mails()})


@never_cache
@require_safe
def mail(request, number):
    found = next((mail for mail in mails() if mail.number == number), None)
    if found is None:
        raise Http404("mail")
    return render(request, "demo/mail.html", {"mail": found})
