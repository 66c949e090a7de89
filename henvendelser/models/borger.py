from django.db import models
from django.db.models import Q

from .felter import Navnefelt


class Borger(models.Model):
    """Whoever the office is in touch with. An anonymous inquiry has no Borger at all."""

    navn = Navnefelt("navn", blank=True)
    telefon = models.CharField("telefon", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        verbose_name = "borger"
        verbose_name_plural = "borgere"
        ordering = ["navn", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(navn="", telefon="", email=""),
                name="borger_kan_kendes",
                violation_error_message="Skriv et navn, en telefon eller en e-mail.",
            ),
        ]

    def __str__(self) -> str:
        return self.navn or self.telefon or self.email
