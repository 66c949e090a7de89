from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ..regler import afdeling_findes_den_dag, dag_i_registret
from ..valg import Rolle
from .felter import Navnefelt, Tekstfelt
from .kodelister import Aktivitetsslags
from .samlet_kontrol import SamletKontrol
from .soegt import SoegtQuerySet
from .traeer import Afdeling

MINDST_TIMER = Decimal("0.25")


class AktivitetQuerySet(SoegtQuerySet):
    def synlige_for(self, bruger):
        """The activities the user may see: all for the adviser, none for anybody else."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()


class Aktivitet(SamletKontrol):
    """What the office did outside its cases: a talk, a course, advice to staff, a meeting.

    It is registered when it was held; what is planned stands in a calendar. Hours that are not
    stated are null, and count as none.
    """

    slags = models.ForeignKey(Aktivitetsslags, models.PROTECT, related_name="aktiviteter")
    dato = models.DateField("dato", validators=[dag_i_registret])
    tidspunkt = models.TimeField("tidspunkt", null=True, blank=True)
    titel = Navnefelt("titel")
    maalgruppe = Navnefelt("målgruppe", blank=True)
    antal_deltagere = models.PositiveIntegerField("antal deltagere", null=True, blank=True)
    timer = models.DecimalField(
        "timer",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(MINDST_TIMER, "Skriv mindst 0,25 time.")],
    )
    afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="aktiviteter"
    )
    note = Tekstfelt("note")
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = AktivitetQuerySet.as_manager()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["-dato", "-id"]
        indexes = [models.Index(fields=["dato"], name="aktivitet_dato")]
        constraints = [
            models.CheckConstraint(
                condition=Q(timer=None) | Q(timer__gt=0),
                name="aktivitet_timer_over_nul",
                violation_error_message="Timerne skal være mere end nul.",
            ),
            models.CheckConstraint(
                condition=~Q(titel=""),
                name="aktivitet_har_titel",
                violation_error_message="Skriv en titel.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("aktivitet", args=[self.pk])

    def clean(self) -> None:
        if self.afdeling and self.dato:
            try:
                afdeling_findes_den_dag(self.afdeling, self.dato)
            except ValidationError as fejl:
                raise ValidationError({"afdeling": fejl}) from fejl
