"""Owns every handle ever given, and how one is given. An old one redirects to its owner and is never given again."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.names import look_of, suggest_handle


class HandleTaken(Exception):
    """The handle is somebody's, or once was."""


class HandleManager(models.Manager):
    def give_first(self, user) -> "Handle":
        """A handle made from the pen name; a number is put behind it until it is free."""
        wish, number = suggest_handle(user.pen_name), 1
        while True:
            try:
                return self.change(user, wish if number == 1 else f"{wish[:26]}{number}")
            except HandleTaken:
                number += 1

    @transaction.atomic
    def change(self, user, name: str) -> "Handle":
        """Give `user` the folded `name`; the handle before it stays theirs and redirects.

        An old handle of their own may be taken up again. Raises HandleTaken when it is, or was, another's.
        """
        user = type(user).objects.select_for_update().get(pk=user.pk)
        if (current := user.handles.filter(until=None).first()) and current.name == name:
            return current
        if current:
            user.handles.filter(until=None).update(until=timezone.now())
        look, is_new = HandleLook.objects.get_or_create(look=look_of(name), defaults={"user": user})
        if look.user_id != user.pk:
            raise HandleTaken(name)
        if not is_new and user.handles.filter(name=name).update(until=None):
            return user.handles.get(name=name)
        try:
            with transaction.atomic():
                return self.create(name=name, user=user)
        except IntegrityError as error:
            raise HandleTaken(name) from error


class HandleLook(models.Model):
    """What is left of a handle without dots and underscores is one person's, for ever: `sari.dewi` is `saridewi`."""

    look = models.CharField(max_length=30, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handle_looks")


class Handle(models.Model):
    """`name` is folded: small letters, digits, `_` and `.`, 3 to 30 of them (community/names.py)."""

    name = models.CharField(_("handle"), max_length=30, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handles")
    given_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = HandleManager()

    class Meta:
        verbose_name = _("handle")
        verbose_name_plural = _("handles")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_current_handle"),
            models.CheckConstraint(condition=Q(name__regex=r"^[a-z_][a-z0-9_.]{2,29}$"), name="handle_is_folded"),
        ]

    def __str__(self) -> str:
        return f"@{self.name}"
