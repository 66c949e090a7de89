"""The two trees a Sag hangs on: the municipality's departments, and themes over topics."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from .felter import Gyldighed, Navnefelt, gaelder, ikke_sin_egen
from .samlet_kontrol import SamletKontrol


class Knude(SamletKontrol):
    """A node of a tree. A node without `overordnet` stands on level 1."""

    navn = Navnefelt("navn")
    overordnet = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="underordnede"
    )
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)

    class Meta:
        abstract = True
        ordering = ["raekkefoelge", "navn"]

    def __str__(self) -> str:
        return self.navn


class AfdelingQuerySet(models.QuerySet):
    def gyldige(self, dag: date):
        """The departments that existed on `dag`; their first and last day are both included."""
        return self.filter(
            Q(gyldig_fra=None) | Q(gyldig_fra__lte=dag), Q(gyldig_til=None) | Q(gyldig_til__gte=dag)
        )


class Afdeling(Knude):
    """A direktørområde, an afdeling or an enhed; or an authority outside the municipality."""

    kortnavn = Navnefelt("kort navn", max_length=60, blank=True, help_text="Til smalle kolonner.")
    ekstern = models.BooleanField("uden for kommunen", default=False)
    gyldig_fra = models.DateField("findes fra", null=True, blank=True)
    gyldig_til = models.DateField("findes til og med", null=True, blank=True)
    efterfoelger = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="forgaengere"
    )

    objects = AfdelingQuerySet.as_manager()

    class Meta(Knude.Meta):
        verbose_name = "afdeling"
        verbose_name_plural = "afdelinger"
        constraints = [
            models.UniqueConstraint(
                Coalesce("overordnet", 0),
                "navn",
                Coalesce("gyldig_fra", Value(date.min)),
                name="afdeling_navn_en_gang",
                violation_error_message="Der er allerede en afdeling med det navn.",
            ),
            ikke_sin_egen(
                "overordnet",
                "afdeling_ikke_over_sig_selv",
                "En afdeling ligger ikke under sig selv.",
            ),
            ikke_sin_egen(
                "efterfoelger",
                "afdeling_afloeser_ikke_sig_selv",
                "En afdeling afløser ikke sig selv.",
            ),
            models.CheckConstraint(
                condition=Q(gyldig_fra=None)
                | Q(gyldig_til=None)
                | Q(gyldig_fra__lte=F("gyldig_til")),
                name="afdeling_gyldig_fra_foer_til",
                violation_error_message="Afdelingens sidste dag ligger før den første.",
            ),
        ]


class Afdelingsnavn(models.Model):
    """Another name a department goes by, e.g. in Ankestyrelsen's letters; found when importing."""

    afdeling = models.ForeignKey(Afdeling, models.CASCADE, related_name="andre_navne")
    navn = Navnefelt("navn", unique=True)

    class Meta:
        verbose_name = "andet navn"
        verbose_name_plural = "andre navne"
        ordering = ["navn"]

    def __str__(self) -> str:
        return self.navn


class EmneQuerySet(models.QuerySet):
    def temaer(self):
        """The themes: the topics' first level."""
        return self.filter(overordnet=None)

    def aktive(self, dag: date):
        """What can be chosen on `dag`; a topic under a theme that cannot, cannot either."""
        return self.filter(Q(overordnet=None) | gaelder(dag, "overordnet__"), gaelder(dag))


class Emne(Gyldighed, Knude):
    """A tema (no `overordnet`) or an emne under one."""

    objects = EmneQuerySet.as_manager()

    class Meta(Knude.Meta):
        verbose_name = "emne"
        verbose_name_plural = "emner"
        constraints = [
            *Gyldighed.Meta.constraints,
            models.UniqueConstraint(
                Coalesce("overordnet", 0),
                "navn",
                name="emne_navn_en_gang",
                violation_error_message="Der er allerede et emne med det navn.",
            ),
            ikke_sin_egen(
                "overordnet", "emne_ikke_over_sig_selv", "Et emne ligger ikke under sig selv."
            ),
        ]
