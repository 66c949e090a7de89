from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from ..omgoerelse import OMGJORT, REALITETSBEHANDLET, Omgoerelse
from ..regler import afdeling_findes_den_dag, dag_i_registret
from ..valg import Rolle, Sagsbehandlingsresultat, Udfald
from .felter import Indlaest, Navnefelt, Tekstfelt
from .kodelister import Bemaerkningstema, Instans, Lov
from .soegt import SoegtQuerySet
from .traeer import Afdeling


class AfgoerelseQuerySet(SoegtQuerySet):
    def synlige_for(self, bruger):
        """The decisions the user may see: all for the adviser, none for anybody else."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()

    def omgoerelse(self) -> Omgoerelse:
        """How many of these decisions changed what the municipality had decided.

        Each number is the length of this list under one more filter; four queries.
        """
        grupper = {
            "omgjorte": Q(udfald__in=OMGJORT),
            "realitetsbehandlede": Q(udfald__in=REALITETSBEHANDLET),
            "afviste": Q(udfald=Udfald.AFVIST),
            "uoplyste": Q(udfald=None),
        }
        return Omgoerelse(**{navn: self.filter(q).count() for navn, q in grupper.items()})


class Afgoerelse(Indlaest):
    """A decision of an appeals body, of which the office received a copy on `modtaget`."""

    instans = models.ForeignKey(Instans, models.PROTECT, related_name="afgoerelser")
    modtaget = models.DateField("modtaget", validators=[dag_i_registret])
    afgjort = models.DateField("afgjort", null=True, blank=True, validators=[dag_i_registret])
    afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="afgoerelser"
    )
    udfald = models.CharField("udfald", max_length=20, choices=Udfald, null=True, blank=True)
    lov = models.ForeignKey(Lov, models.PROTECT, null=True, blank=True, related_name="afgoerelser")
    paragraf = Navnefelt("paragraf", max_length=60, blank=True)
    note = Tekstfelt("note")
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = AfgoerelseQuerySet.as_manager()

    class Meta:
        verbose_name = "afgørelse"
        verbose_name_plural = "afgørelser"
        ordering = ["-modtaget", "-id"]
        indexes = [models.Index(fields=["modtaget"], name="afgoerelse_modtaget")]
        constraints = [
            *Indlaest.Meta.constraints,
            models.CheckConstraint(
                condition=Q(udfald=None) | Q(udfald__in=Udfald.values),
                name="afgoerelse_kendt_udfald",
            ),
            models.CheckConstraint(
                condition=Q(afgjort=None) | Q(afgjort__lte=F("modtaget")),
                name="afgoerelse_afgjort_foer_modtaget",
                violation_error_message="Afgørelsen er truffet efter den dag, den blev modtaget.",
            ),
            models.CheckConstraint(
                condition=Q(paragraf="") | Q(lov__isnull=False),
                name="afgoerelse_paragraf_i_en_lov",
                violation_error_message="Vælg den lov, paragraffen står i.",
            ),
        ]

    def __str__(self) -> str:
        return f"Afgørelse {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("afgoerelse", args=[self.pk])

    def clean(self) -> None:
        if self.afdeling and self.modtaget:
            try:
                afdeling_findes_den_dag(self.afdeling, self.modtaget)
            except ValidationError as fejl:
                raise ValidationError({"afdeling": fejl}) from fejl

    @property
    def lovgrundlag(self) -> str:
        """E.g. "Serviceloven § 95, stk. 3"; "" when it is not stated."""
        return f"{self.lov} {self.paragraf}".strip() if self.lov_id else ""

    @property
    def resultat(self) -> Sagsbehandlingsresultat:
        """Dismissed, or decided with or without remarks; from the prefetched remarks."""
        if self.udfald == Udfald.AFVIST:
            return Sagsbehandlingsresultat.AFVIST
        if self.bemaerkninger.all():
            return Sagsbehandlingsresultat.MED
        return Sagsbehandlingsresultat.UDEN


class BemaerkningQuerySet(SoegtQuerySet):
    soeges_gennem = "afgoerelse"

    def synlige_for(self, bruger):
        """The remarks of the decisions the user may see."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()


class Bemaerkning(models.Model):
    """One remark of the appeals body on the municipality's handling. A null theme: not stated."""

    afgoerelse = models.ForeignKey(Afgoerelse, models.CASCADE, related_name="bemaerkninger")
    tema = models.ForeignKey(
        Bemaerkningstema, models.PROTECT, null=True, blank=True, related_name="bemaerkninger"
    )

    objects = BemaerkningQuerySet.as_manager()

    class Meta:
        verbose_name = "bemærkning"
        verbose_name_plural = "bemærkninger"
        ordering = ["tema__raekkefoelge", "tema__navn"]
        constraints = [
            models.UniqueConstraint(
                "afgoerelse",
                Coalesce("tema", 0),
                name="bemaerkning_tema_en_gang",
                violation_error_message="Bemærkningstemaet er valgt to gange.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.tema or "Uoplyst")
