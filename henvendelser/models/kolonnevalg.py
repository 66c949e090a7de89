"""Which columns a user shows on a list."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..valg import Registerliste
from .samlet_kontrol import SamletKontrol


class KolonnevalgQuerySet(models.QuerySet):
    def synlige_for(self, bruger):
        """The user's own."""
        return self.filter(bruger=bruger)


class Kolonnevalg(SamletKontrol):
    """The keys of the columns that a user has chosen; a key that is no column any longer is none.

    Who has not chosen has no row, and sees what the list shows from the start.
    """

    bruger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="+"
    )
    liste = models.CharField("liste", max_length=20, choices=Registerliste, editable=False)
    kolonner = models.JSONField("kolonner", default=list, editable=False)

    objects = KolonnevalgQuerySet.as_manager()

    class Meta:
        verbose_name = "valg af kolonner"
        verbose_name_plural = "valg af kolonner"
        constraints = [
            models.CheckConstraint(
                condition=Q(liste__in=Registerliste.values), name="kolonnevalg_kendt_liste"
            ),
            models.UniqueConstraint(fields=["bruger", "liste"], name="kolonnevalg_en_gang"),
        ]

    def __str__(self) -> str:
        return f"{self.get_liste_display()}: {', '.join(self.kolonner)}"
