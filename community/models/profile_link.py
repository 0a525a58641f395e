"""Owns which pages elsewhere a person says are theirs. Nobody looked at them: readers see them of published writers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PLACES = (1, 2, 3)


class ProfileLink(models.Model):
    """`address` is cleaned (community/links.py) and begins with https://."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="links")
    place = models.PositiveSmallIntegerField(_("place"))
    address = models.CharField(_("address"), max_length=300)

    class Meta:
        verbose_name = _("link of a person")
        verbose_name_plural = _("links of a person")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["user", "place"], name="one_link_a_place"),
            models.UniqueConstraint(fields=["user", "address"], name="a_link_of_a_person_once"),
            models.CheckConstraint(condition=Q(place__range=(PLACES[0], PLACES[-1])), name="three_links_a_person"),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="a_link_of_a_person_is_https"),
        ]

    def __str__(self) -> str:
        """What readers are shown: the address without what is the same in all of them."""
        return self.address.removeprefix("https://").removeprefix("www.").removesuffix("/")
