"""Owns that a sign-up is one step: person, pen name, handle and address together, or nothing of it."""

from allauth.account.forms import SignupForm
from django.db import transaction


class SignUpForm(SignupForm):
    @transaction.atomic
    def save(self, request):
        return super().save(request)
