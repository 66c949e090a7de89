from django.db import models
from django.db.models import Q

from .. import cpr
from ..kryptering import blindindekser
from ..regler import gyldigt_cpr, uden_cpr
from .felter import Blindindeks, KrypteretFelt, Navnefelt
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol

CPR_REGISTRERET = "Borger med CPR-nummer"


class CprFelt(KrypteretFelt):
    """A CPR number: ten digits, encrypted. What is not one is refused by `full_clean`."""

    default_validators = [gyldigt_cpr]

    def to_python(self, value):
        if isinstance(value, str):
            value = cpr.laes(value) or value
        return super().to_python(value)


class BorgerQuerySet(LoggetQuerySet):
    def med_cpr(self, cifre: str):
        """The citizen with this CPR number, under whichever key it is kept; at most one."""
        return self.filter(cpr_indeks__in=blindindekser("cpr", cifre))


class Borger(SamletKontrol):
    """Whoever the office is in touch with. An anonymous inquiry has no Borger at all."""

    navn = Navnefelt("navn", blank=True)
    telefon = models.CharField("telefon", max_length=40, blank=True, validators=[uden_cpr])
    email = models.EmailField("e-mail", blank=True, validators=[uden_cpr])
    cpr = CprFelt("CPR-nummer")
    cpr_indeks = Blindindeks(af="cpr")

    objects = BorgerQuerySet.as_manager()

    class Meta:
        verbose_name = "borger"
        verbose_name_plural = "borgere"
        ordering = ["navn", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(navn="", telefon="", email="", cpr=None),
                name="borger_kan_kendes",
                violation_error_message="Skriv et navn, en telefon, en e-mail eller CPR-nummeret.",
            ),
            models.CheckConstraint(
                condition=Q(cpr=None, cpr_indeks=None)
                | Q(cpr__isnull=False, cpr_indeks__isnull=False),
                name="borger_cpr_og_indeks_foelges",
            ),
            models.UniqueConstraint(
                fields=["cpr_indeks"],
                name="borger_cpr_en_gang",
                violation_error_message="CPR-nummeret er allerede registreret på en anden borger.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn or self.telefon or self.email or CPR_REGISTRERET
