"""A recommendation, the departments it is made to, and what they have done about it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse

from henvendelser.models import Afdeling
from henvendelser.models.felter import Fremmednoegle, Tekstfelt, ikke_sin_egen
from henvendelser.models.logget import LoggetQuerySet
from henvendelser.models.samlet_kontrol import SamletKontrol
from henvendelser.models.uforanderlig import Slettes, Tilfoejelse, TilfoejelserQuerySet
from henvendelser.regler import i_dag
from henvendelser.valg import Rolle

from ..afdelinger import egne_afdelinger
from ..valg import Stilling
from .beretning import Beretning

FOERSTE_AAR, SIDSTE_AAR = 1990, 2100


class AnbefalingQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """All for the adviser; for a lead those that are published and made to the own
        departments; none for anybody else."""
        if bruger.rolle == Rolle.RAADGIVER:
            return self
        egne = Adressat.objects.synlige_for(bruger).filter(anbefaling=OuterRef("pk"))
        return self.filter(Exists(egne))

    def offentlige(self, dag: date):
        """Those published by `dag`, that day included."""
        return self.filter(offentliggjort__lte=dag)

    def aabne(self):
        return self.filter(lukket=None)

    def med_adressater(self, bruger):
        """With `adressater_set`: those the user may see, each with how it stands."""
        adressater = Adressat.objects.synlige_for(bruger).med_status().select_related("afdeling")
        return self.prefetch_related(
            Prefetch("adressater", adressater, to_attr="synlige_adressater")
        )


class Anbefaling(SamletKontrol):
    """What the adviser recommends in one year's report. It lives on till it is closed.

    `offentliggjort` is the day the report with it was handed over; nobody but the adviser sees it
    before. `beretning` is null where the report was made before this program.
    """

    aar = models.PositiveSmallIntegerField(
        "år", validators=[MinValueValidator(FOERSTE_AAR), MaxValueValidator(SIDSTE_AAR)]
    )
    nummer = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    beretning = models.ForeignKey(
        Beretning, models.PROTECT, null=True, blank=True, related_name="anbefalinger"
    )
    tekst = Tekstfelt("anbefaling", blank=False)
    uddybning = Tekstfelt("uddybning")
    frist = models.DateField("frist", null=True, blank=True)
    offentliggjort = models.DateField("offentliggjort", null=True, blank=True)
    lukket = models.DateField("lukket", null=True, blank=True, editable=False)
    lukket_af = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    lukket_begrundelse = Tekstfelt("begrundelse for at lukke", editable=False)
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    afdelinger = models.ManyToManyField(
        Afdeling, through="Adressat", related_name="anbefalinger", editable=False
    )

    objects = AnbefalingQuerySet.as_manager()

    class Meta:
        verbose_name = "anbefaling"
        verbose_name_plural = "anbefalinger"
        ordering = ["-aar", "nummer"]
        constraints = [
            models.UniqueConstraint(
                fields=["aar", "nummer"],
                name="anbefaling_nummer_en_gang",
                violation_error_message="Der er allerede en anbefaling med det nummer i det år.",
            ),
            models.CheckConstraint(
                condition=Q(aar__range=(FOERSTE_AAR, SIDSTE_AAR)), name="anbefaling_kendt_aar"
            ),
            models.CheckConstraint(
                condition=~Q(tekst=""),
                name="anbefaling_har_tekst",
                violation_error_message="Skriv anbefalingen.",
            ),
            models.CheckConstraint(
                condition=Q(lukket=None, lukket_begrundelse="", lukket_af=None)
                | (Q(lukket__isnull=False) & ~Q(lukket_begrundelse="")),
                name="anbefaling_lukket_med_begrundelse",
                violation_error_message="Skriv, hvorfor anbefalingen lukkes.",
            ),
        ]

    def __str__(self) -> str:
        return f"Anbefaling {self.betegnelse}"

    def get_absolute_url(self) -> str:
        return reverse("anbefaling", args=[self.pk])

    @property
    def betegnelse(self) -> str:
        """E.g. "2024-3": the third of that year's report."""
        return f"{self.aar}-{self.nummer}"


class AdressatQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """What is said to a department is between it and the adviser: a lead sees the own
        departments' and those under them, once the recommendation is published."""
        if bruger.rolle == Rolle.RAADGIVER:
            return self
        if bruger.rolle != Rolle.AFDELINGSLEDER:
            return self.none()
        return self.filter(
            afdeling__in=egne_afdelinger(bruger), anbefaling__offentliggjort__lte=i_dag()
        )

    def med_status(self):
        """With `stilling` and `status_pr` of the latest follow-up; null where there is none."""
        seneste = Opfoelgning.objects.gaeldende().filter(adressat=OuterRef("pk")).order_by("-pr")
        return self.annotate(
            stilling=Subquery(seneste.values("stilling")[:1]),
            status_pr=Subquery(seneste.values("pr")[:1]),
        )


class Adressat(models.Model):
    """One department that a recommendation is made to."""

    anbefaling = models.ForeignKey(Anbefaling, models.CASCADE, related_name="adressater")
    afdeling = models.ForeignKey(Afdeling, models.PROTECT, related_name="adressater")

    objects = AdressatQuerySet.as_manager()

    class Meta:
        verbose_name = "adressat"
        verbose_name_plural = "adressater"
        ordering = ["afdeling__raekkefoelge", "afdeling__navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["anbefaling", "afdeling"],
                name="adressat_en_gang",
                violation_error_message="Afdelingen er allerede adressat.",
            )
        ]

    def __str__(self) -> str:
        return str(self.afdeling)

    def status_ord(self) -> str:
        """The stance in words; needs `med_status`. Empty where nobody has said anything."""
        return Stilling(self.stilling).label if self.stilling else ""


class OpfoelgningQuerySet(TilfoejelserQuerySet):
    def synlige_for(self, bruger):
        return self.filter(adressat__in=Adressat.objects.synlige_for(bruger))

    def gaeldende(self):
        """What holds: not those that a later one of the same year stands instead of."""
        return self.filter(erstattet_af=None)


class Opfoelgning(Tilfoejelse):
    """How one recommendation stands with one department on the day `pr`: one for each year.

    It is never changed: a correction is a new one that stands instead of the earlier
    (`erstatter`), so that what was once said can always be read.
    """

    slettes = Slettes.ALDRIG

    adressat = models.ForeignKey(Adressat, models.PROTECT, related_name="opfoelgninger")
    pr = models.DateField("status pr.")
    stilling = models.CharField("stilling", max_length=10, choices=Stilling)
    begrundelse = Tekstfelt("begrundelse")
    gjort = Tekstfelt("hvad er gjort")
    dokumentation = Tekstfelt("dokumentation")
    erstatter = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="erstattet_af"
    )
    skrevet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = OpfoelgningQuerySet.as_manager()

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        ordering = ["-pr", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stilling__in=Stilling.values), name="opfoelgning_kendt_stilling"
            ),
            models.CheckConstraint(
                condition=~Q(stilling=Stilling.IKKE) | ~Q(begrundelse=""),
                name="opfoelgning_ikke_fulgt_begrundes",
                violation_error_message="Skriv, hvorfor anbefalingen ikke er fulgt.",
            ),
            ikke_sin_egen(
                "erstatter",
                "opfoelgning_erstatter_ikke_sig_selv",
                "En opfølgning erstatter ikke sig selv.",
            ),
            models.UniqueConstraint(
                fields=["adressat", "pr"],
                condition=Q(erstatter=None),
                name="opfoelgning_en_foerste_pr_dag",
            ),
            models.UniqueConstraint(fields=["id", "adressat"], name="opfoelgning_id_og_adressat"),
            # What stands instead of another is about the same recommendation and department.
            Fremmednoegle(
                fra=("erstatter_id", "adressat_id"),
                til_tabel="beretning_opfoelgning",
                til_kolonne=("id", "adressat_id"),
                name="opfoelgning_erstatter_sin_egen",
            ),
        ]
        indexes = [models.Index(fields=["pr"], name="opfoelgning_pr")]

    def __str__(self) -> str:
        return f"{self.get_stilling_display()} pr. {self.pr:%d.%m.%Y}"
