"""A list's filter that a user has given a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..valg import Registerliste
from .felter import Navnefelt
from .samlet_kontrol import SamletKontrol


class GemtFilterQuerySet(models.QuerySet):
    def synlige_for(self, bruger):
        """The user's own, and what colleagues share with the office."""
        return self.filter(Q(bruger=bruger) | Q(delt=True))

    def egne(self, bruger):
        """What the user may rename, share and delete."""
        return self.filter(bruger=bruger)


class GemtFilter(SamletKontrol):
    """What a list is filtered on and sorted by, as the address has it: keys, codes and days.

    Never what was searched for, which names people. `standard` is what the list begins with for
    its owner.
    """

    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="+"
    )
    liste = models.CharField("liste", max_length=20, choices=Registerliste, editable=False)
    navn = Navnefelt("navn", max_length=80)
    parametre = models.CharField("filter", max_length=2000, editable=False)
    delt = models.BooleanField("delt med kontoret", default=False)
    standard = models.BooleanField("vises, når listen åbnes", default=False)

    objects = GemtFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "gemt filter"
        verbose_name_plural = "gemte filtre"
        ordering = ["navn", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(liste__in=Registerliste.values), name="gemtfilter_kendt_liste"
            ),
            models.UniqueConstraint(
                fields=["bruger", "liste", "navn"],
                name="gemtfilter_et_navn_en_gang",
                violation_error_message="Du har allerede et filter med det navn på listen.",
            ),
            models.UniqueConstraint(
                fields=["bruger", "liste"],
                condition=Q(standard=True),
                name="gemtfilter_en_standard",
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    def get_absolute_url(self) -> str:
        """The list, filtered."""
        return f"{reverse(self.liste)}?{self.parametre}"
