"""Owns sending the mail that confirms an address once more, to whoever is in the middle of signing up or in."""

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.core.ratelimit import consume
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST


@require_POST
def send_again(request):
    """Under allauth's own limit of one in three minutes. The answer is the same for an address that has an account
    already, which is told nothing here."""
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    waiting = EmailAddress.objects.filter(user=stage.login.user if stage else None, verified=False)
    address = waiting.order_by("-primary").first()
    if address and consume(request, action="confirm_email", key=address.email.lower()):
        address.send_confirmation(request, signup=stage.login.signup)
    said = _("Sent again, unless one went out within the last three minutes. Signing in sends it, too.")
    messages.info(request, said)
    return redirect("account_email_verification_sent")
