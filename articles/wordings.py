"""Owns how the words of the desk change: which points and templates are in force, and who adds, mends, retires them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.lifecycle import StepRefused
from articles.models import ChecklistPoint, MessageTemplate
from community.models import User

Wording = ChecklistPoint | MessageTemplate


def add(model: type[Wording], *, by: User, **fields) -> Wording:
    """A new one, in force at once: whoever has a review open is shown it before they approve. Raises StepRefused."""
    _refuse_unless_chief(by)
    return model.objects.create(changed_by=by, **fields)


@transaction.atomic
def change(row: Wording, *, by: User, base: int, **fields) -> Wording:
    """Mend the words of version `base`. Raises StepRefused when somebody changed them since."""
    fresh = _locked(row, by, base)
    return _write(fresh, by, fields)


@transaction.atomic
def retire(row: Wording, *, by: User, base: int, again: bool = False) -> Wording:
    """Take it out of use, or with `again` bring it back. The row stays. Raises StepRefused."""
    fresh = _locked(row, by, base)
    return _write(fresh, by, {"retired_at": None if again else timezone.now()})


def _locked(row: Wording, by: User, base: int) -> Wording:
    _refuse_unless_chief(by)
    fresh = type(row).objects.select_for_update().get(pk=row.pk)
    if fresh.version != base:
        raise StepRefused(_("Somebody changed this since you opened the page. Look at it first."))
    return fresh


def _write(row: Wording, by: User, fields: dict) -> Wording:
    for name, value in {**fields, "changed_by": by, "version": row.version + 1}.items():
        setattr(row, name, value)
    row.save()
    return row


def _refuse_unless_chief(by: User) -> None:
    if not by.has_perm("articles.lead"):
        raise StepRefused(_("Only chief editors do that."))
