"""What a citizen has said yes to, and taken back."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from ..regler import dag_i_registret
from ..valg import Samtykkeart, Samtykkevej, Tilbagetraekning
from .felter import Navnefelt
from .henvendelse import Henvendelse
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol

UDEN_GIVER = "Skriv, hvem der gav samtykket for borgeren."
FOER_DET_BLEV_GIVET = "Samtykket er trukket tilbage, før det blev givet."
GAELDER_ALLEREDE = (
    "Der er allerede et samtykke til det. Træk det tilbage først, hvis der er givet et andet."
)


class SamtykkeQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """The consents of the inquiries the user may see."""
        return self.filter(henvendelse__in=Henvendelse.objects.synlige_for(bruger))

    def gaeldende(self, art: Samtykkeart | None = None):
        """Those that hold now, of one kind or of all; withdrawn today holds no longer."""
        gaelder = self.filter(trukket_tilbage=None)
        return gaelder.filter(art=art) if art else gaelder


class Samtykke(SamletKontrol):
    """One consent on an inquiry. It is never changed or deleted, only stamped as withdrawn.

    `givet_af` is who gave it, where that was not the citizen: as it was told, so that it stands
    when the people on the case are corrected. `omfang` narrows it ("kun Jobcenteret").
    """

    henvendelse = models.ForeignKey(
        Henvendelse, models.CASCADE, editable=False, related_name="samtykker"
    )
    art = models.CharField("samtykke til", max_length=20, choices=Samtykkeart)
    omfang = Navnefelt("gælder kun", blank=True)
    givet = models.DateField("givet", validators=[dag_i_registret])
    hvordan = models.CharField("hvordan", max_length=20, choices=Samtykkevej)
    givet_af = Navnefelt("givet af", blank=True)
    registreret = models.DateTimeField("registreret", auto_now_add=True)
    registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    trukket_tilbage = models.DateField(
        "trukket tilbage", null=True, blank=True, validators=[dag_i_registret]
    )
    trukket_hvordan = models.CharField(
        "trukket tilbage hvordan", max_length=20, choices=Tilbagetraekning, null=True, blank=True
    )
    trukket_registreret = models.DateTimeField(null=True, editable=False)
    trukket_registreret_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = SamtykkeQuerySet.as_manager()

    class Meta:
        verbose_name = "samtykke"
        verbose_name_plural = "samtykker"
        ordering = ["art", "-givet", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(art__in=Samtykkeart.values), name="samtykke_kendt_art"
            ),
            models.CheckConstraint(
                condition=Q(hvordan__in=Samtykkevej.values), name="samtykke_kendt_hvordan"
            ),
            models.CheckConstraint(
                condition=~Q(hvordan=Samtykkevej.FULDMAGT) | ~Q(givet_af=""),
                name="samtykke_fuldmagt_af_nogen",
                violation_error_message=UDEN_GIVER,
            ),
            models.CheckConstraint(
                condition=Q(trukket_tilbage=None) | Q(trukket_tilbage__gte=F("givet")),
                name="samtykke_trukket_tilbage_efter_givet",
                violation_error_message=FOER_DET_BLEV_GIVET,
            ),
            models.CheckConstraint(
                condition=Q(trukket_tilbage=None, trukket_hvordan=None, trukket_registreret=None)
                | Q(
                    trukket_tilbage__isnull=False,
                    trukket_hvordan__isnull=False,
                    trukket_hvordan__in=Tilbagetraekning.values,
                    trukket_registreret__isnull=False,
                ),
                name="samtykke_tilbagetraekning_foelges",
            ),
            models.UniqueConstraint(
                fields=["henvendelse", "art"],
                condition=Q(trukket_tilbage=None),
                name="samtykke_et_gaeldende_af_hver_art",
                violation_error_message=GAELDER_ALLEREDE,
            ),
        ]

    def __str__(self) -> str:
        return self.get_art_display()

    def clean(self) -> None:
        """The constraints' answers, each at the field where it is put right."""
        fejl = {}
        if self.hvordan == Samtykkevej.FULDMAGT and not self.givet_af:
            fejl["givet_af"] = UDEN_GIVER
        if self.trukket_tilbage and self.givet and self.trukket_tilbage < self.givet:
            fejl["trukket_tilbage"] = FOER_DET_BLEV_GIVET
        andre = self.henvendelse.samtykker.gaeldende(self.art).exclude(pk=self.pk)
        if self.gaelder and andre.exists():
            fejl["art"] = GAELDER_ALLEREDE
        if fejl:
            raise ValidationError(fejl)

    @property
    def gaelder(self) -> bool:
        return self.trukket_tilbage is None
