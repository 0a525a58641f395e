"""Owns a person: the e-mail address they sign in with and what readers see of them."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from community.models.badge import Badge, shown_marks
from community.models.handle import Handle
from community.models.portrait import Portrait
from community.paths import path_of


class Face:
    """The picture of a person, or its stand-in, of whatever knows these facts."""

    pen_name: str
    portrait_code: str
    portrait_tint: str

    @property
    def portrait(self) -> Portrait | None:
        return Portrait(self.portrait_code, self.portrait_tint) if self.portrait_code else None

    @property
    def initials(self) -> str:
        return self.pen_name[:1].upper()


class UserQuerySet(models.QuerySet):
    def with_public_face(self):
        """All that a card, a byline or a profile shows of a person, in three queries for any number of people."""
        return self.prefetch_related("handles", "badges")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email, password=None, **fields):
        """A person with a folded address and a hashed password; without a password nobody can sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email, password=None, **fields):
        """An administrator, made by whoever holds the machine: their address counts as confirmed."""
        user = self.create_user(email, password, is_superuser=True, **fields)
        Handle.objects.give_first(user)
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user


class User(Face, AbstractBaseUser, PermissionsMixin):
    """Member until the first publication, then Writer: read off `first_published_at`, which *go live* writes."""

    email = models.EmailField(_("e-mail address"), unique=True)
    pen_name = models.CharField(_("pen name"), max_length=60)
    tagline = models.CharField(_("tagline"), max_length=80, blank=True)
    bio = models.TextField(_("about you"), max_length=600, blank=True)
    portrait_code = models.CharField(max_length=8, blank=True, editable=False, db_index=True)
    portrait_tint = models.CharField(max_length=3, blank=True, editable=False)
    language = models.CharField(
        _("language of the rooms"),
        max_length=8,
        blank=True,
        choices=[("", _("As my browser asks")), *settings.LANGUAGES],
    )
    shown_as_editor = models.BooleanField(_("show my name as editor"), default=False)
    ask_before_edits = models.BooleanField(_("ask me before a moderator changes my words"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    first_published_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["pen_name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_email")]

    def __str__(self) -> str:
        """For administrators and logs, where two people may share a pen name. Readers are shown `pen_name` alone."""
        return f"{self.pen_name} <{self.email}>"

    def get_absolute_url(self) -> str:
        """Of the profile, which is public once something of theirs was."""
        return path_of("reading:profile", self.handle)

    @property
    def is_staff(self) -> bool:
        """Who may open the stock admin: administrators alone."""
        return self.is_superuser

    def is_suspended(self) -> bool:
        return self.suspensions.in_force().exists()

    def has_confirmed_email(self) -> bool:
        return self.emailaddress_set.filter(verified=True).exists()

    @property
    def handle(self) -> str:
        """The handle in use, without the @. Reads `handles`, so lists prefetch them (`with_public_face`)."""
        return next((handle.name for handle in self.handles.all() if handle.until is None), "")

    @property
    def marks(self) -> list[Badge]:
        """The badges in force now, in the order of their kinds. Reads `badges`, so lists prefetch them."""
        return shown_marks(self.badges.all())
