"""The people on a case besides its citizen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..regler import uden_cpr
from ..valg import Partsrolle
from .felter import Navnefelt, Tekstfelt
from .henvendelse import Henvendelse
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol


class PartspersonQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """The people on the inquiries the user may see."""
        return self.filter(henvendelse__in=Henvendelse.objects.synlige_for(bruger))


class Partsperson(SamletKontrol):
    """Somebody on one inquiry: a relative, a representative, a caseworker of the municipality.

    The same person on two inquiries is two rows: what is known of them is known from each case.
    """

    henvendelse = models.ForeignKey(
        Henvendelse, models.CASCADE, editable=False, related_name="personer"
    )
    rolle = models.CharField("rolle", max_length=20, choices=Partsrolle)
    navn = Navnefelt("navn", blank=True)
    tilknytning = Navnefelt("tilknytning", blank=True)
    telefon = models.CharField("telefon", max_length=40, blank=True, validators=[uden_cpr])
    email = models.EmailField("e-mail", blank=True, validators=[uden_cpr])
    note = Tekstfelt("bemærkning")

    objects = PartspersonQuerySet.as_manager()

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rolle__in=Partsrolle.values), name="partsperson_kendt_rolle"
            ),
            models.CheckConstraint(
                condition=~Q(navn="", telefon="", email=""),
                name="partsperson_kan_kendes",
                violation_error_message="Skriv et navn, en telefon eller en e-mail.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn or self.telefon or self.email

    def get_absolute_url(self) -> str:
        return f"{self.henvendelse.get_absolute_url()}#personer"
