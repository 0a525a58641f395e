"""Owns under which terms a photo may be shown: what each means, what it asks for, and what readers are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Licence(models.TextChoices):
    OWN = "own", _("My own work")
    PERMISSION = "permission", _("Permission of the creator")
    UNSPLASH = "unsplash", _("Unsplash")
    PEXELS = "pexels", _("Pexels")
    CC_BY = "cc_by", _("CC BY 4.0")
    CC_BY_SA = "cc_by_sa", _("CC BY-SA 4.0")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    HANDOUT = "handout", _("Press handout")
    SCREENSHOT = "screenshot", _("Screenshot")


@dataclass(frozen=True)
class Terms:
    """`meaning` tells the writer when it fits. `note` asks for the proof or the reason, read by the moderators alone.

    `deed` is the address of the licence itself, for those that must be named beside the picture. `address_proves` says
    that a source address stands for the note.
    """

    meaning: str | Promise
    source_url: bool = False
    note: str | Promise = ""
    deed: str = ""
    address_proves: bool = False


TERMS = {
    Licence.OWN: Terms(_("You took or drew it yourself.")),
    Licence.PERMISSION: Terms(
        _("Somebody else made it and told you that you may use it here."),
        note=_(
            "Who gave the permission, when and how, such as “Bu Rani, WhatsApp, 3 November 2026”. Keep the message."
        ),
        address_proves=True,
    ),
    Licence.UNSPLASH: Terms(_("From unsplash.com. Paste the address of the photo's page."), source_url=True),
    Licence.PEXELS: Terms(_("From pexels.com. Paste the address of the photo's page."), source_url=True),
    Licence.CC_BY: Terms(
        _("Its page says CC BY: free to use when the creator and the licence are named."),
        source_url=True,
        deed="https://creativecommons.org/licenses/by/4.0/",
    ),
    Licence.CC_BY_SA: Terms(
        _("Its page says CC BY-SA: like CC BY, and what is made of it stays just as free."),
        source_url=True,
        deed="https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    Licence.PUBLIC_DOMAIN: Terms(
        _("Nobody holds rights in it any more, or its page says CC0 or public domain."), source_url=True
    ),
    Licence.HANDOUT: Terms(
        _("An office or organiser gave it to the press for free use."),
        note=_("Who handed it out, for what, and when."),
        address_proves=True,
    ),
    Licence.SCREENSHOT: Terms(
        _("A picture of a screen. Only what the article needs as evidence."),
        note=_("Why the article needs this picture, and what it is taken from."),
    ),
}


def labels(licences: Iterable[Licence]) -> str:
    """Their names, with commas between."""
    return ", ".join(str(licence.label) for licence in licences)


def terms_of(licence: str) -> Terms | None:
    """The terms of a stored licence; None while none is chosen."""
    return TERMS[Licence(licence)] if licence in Licence.values else None
