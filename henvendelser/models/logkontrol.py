"""The yearly check of the access log: a sample drawn at random, and what was found of each entry.

A sample stands once it is drawn: it cannot be drawn again till it looks better, because each draw
is kept, and neither it nor its outcome can be changed.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ..valg import Kontroludfald
from .uforanderlig import Tilfoejelse


class _VedKontrollant(Tilfoejelse):
    """What a controller did; the name outlives the user."""

    kontrollant_noegle = models.BigIntegerField("kontrollantens nøgle", editable=False)
    kontrollant = models.CharField("kontrollant", max_length=150, editable=False)

    class Meta:
        abstract = True


class Logkontrol(_VedKontrollant):
    """One draw from the entries of `fra` to `til`, both days included, `i_alt` in number."""

    fra = models.DateField("fra", editable=False)
    til = models.DateField("til og med", editable=False)
    i_alt = models.PositiveIntegerField("logposter i perioden", editable=False)

    class Meta:
        verbose_name = "logkontrol"
        verbose_name_plural = "logkontroller"
        ordering = ["-tidspunkt", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(fra__lte=F("til")), name="logkontrol_fra_foer_til"),
        ]

    def __str__(self) -> str:
        return f"Logkontrol {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("logkontrol", args=[self.pk])


class Logstikproeve(Tilfoejelse):
    """One drawn entry, by its key: it expires as any other entry does."""

    kontrol = models.ForeignKey(
        Logkontrol, models.PROTECT, editable=False, related_name="stikproever"
    )
    logpost_noegle = models.BigIntegerField("logpostens nøgle", editable=False)

    class Meta:
        verbose_name = "stikprøve"
        verbose_name_plural = "stikprøver"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kontrol", "logpost_noegle"], name="logstikproeve_en_gang"
            ),
        ]

    def __str__(self) -> str:
        return f"Stikprøve {self.pk}"


class Logvurdering(_VedKontrollant):
    """What the controller found of one drawn entry; said once."""

    stikproeve = models.OneToOneField(
        Logstikproeve, models.PROTECT, editable=False, related_name="vurdering"
    )
    udfald = models.CharField("udfald", max_length=20, choices=Kontroludfald, editable=False)
    note = models.CharField("note", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = "vurdering"
        verbose_name_plural = "vurderinger"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(udfald__in=Kontroludfald.values), name="logvurdering_kendt_udfald"
            ),
            models.CheckConstraint(
                condition=~Q(udfald=Kontroludfald.UNDERSOEGES, note=""),
                name="logvurdering_undersoeges_med_note",
                violation_error_message="Skriv, hvad der bør undersøges.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_udfald_display()
