"""The report as the office writes it: a period and an ordered tree of sections."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from henvendelser.models.samlet_kontrol import SamletKontrol

from ..periode import Periode


class Art(models.TextChoices):
    """The kinds of section; `afsnit` knows how each becomes a block."""

    TEKST = "tekst", "Tekst"
    BILAG = "bilag", "Bilag"
    TABEL = "tabel", "Tabel"
    FIGUR = "figur", "Figur"
    CASES = "cases", "Cases"
    ANBEFALINGER = "anbefalinger", "Anbefalinger"
    OPFOELGNING = "opfoelgning", "Opfølgning på anbefalinger"
    AFDELINGSSVAR = "afdelingssvar", "Svar fra afdelingerne"


class Beretning(SamletKontrol):
    """One report. `dateret` is the month that stands on the cover."""

    noegle = models.SlugField("nøgle", max_length=80, unique=True)
    titel = models.CharField("titel", max_length=200)
    fra = models.DateField("fra")
    til = models.DateField("til og med")
    dateret = models.DateField("dateret")
    afsender = models.CharField("afsender", max_length=200)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)

    class Meta:
        verbose_name = "beretning"
        verbose_name_plural = "beretninger"
        ordering = ["-til", "titel"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fra__lte=F("til")),
                name="beretning_fra_foer_til",
                violation_error_message="Perioden slutter, før den begynder.",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("beretning", args=[self.noegle])

    @property
    def periode(self) -> Periode:
        return Periode(self.fra, self.til)


class Afsnit(SamletKontrol):
    """A section. `tekst` is Markdown with live numbers, `indhold` what its kind needs besides.

    `noegle` is what live numbers and references call a table or a figure.
    """

    beretning = models.ForeignKey(Beretning, models.CASCADE, related_name="afsnit")
    overordnet = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="underafsnit"
    )
    raekkefoelge = models.PositiveIntegerField("rækkefølge")
    art = models.CharField("art", max_length=20, choices=Art)
    noegle = models.SlugField("nøgle", max_length=80, blank=True, default="")
    overskrift = models.CharField("overskrift", max_length=200, blank=True, default="")
    nummereret = models.BooleanField("nummereret", default=True)
    tekst = models.TextField("tekst", blank=True, default="")
    indhold = models.JSONField("indhold", blank=True, default=dict)

    class Meta:
        verbose_name = "afsnit"
        verbose_name_plural = "afsnit"
        ordering = ["raekkefoelge", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["beretning", "noegle"],
                condition=~Q(noegle=""),
                name="afsnit_noegle_en_gang",
                violation_error_message="Nøglen er brugt til et andet afsnit.",
            ),
            models.CheckConstraint(condition=Q(art__in=Art.values), name="afsnit_kendt_art"),
        ]

    def __str__(self) -> str:
        return self.overskrift or self.get_art_display()
