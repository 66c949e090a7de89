"""What is sent to a department about a case, and nothing else of the case."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ..regler import i_dag
from ..valg import Erkendelse, Forespoergselsart, Forespoergselstilstand, JaNej, Rolle
from .dokument import Dokument
from .felter import Tekstfelt
from .henvendelse import Henvendelse, Sag
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol
from .samtykke import Samtykke
from .traeer import Afdeling, Emne
from .uforanderlig import Fast, Slettes

# The states in which the office waits for the department, by a day.
VENTER = (Forespoergselstilstand.SENDT, Forespoergselstilstand.OPFOELGNING)
SLUT = (Forespoergselstilstand.AFSLUTTET, Forespoergselstilstand.TILBAGEKALDT)


class ForespoergselQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """All for the adviser; for a lead those sent to the own departments, while the consent
        that each was sent with still holds. None for anybody else."""
        if bruger.rolle == Rolle.RAADGIVER:
            return self
        if bruger.rolle != Rolle.AFDELINGSLEDER:
            return self.none()
        afdelinger = bruger.afdelinger.through.objects.filter(bruger=bruger.pk).values("afdeling")
        return self.filter(afdeling__in=afdelinger, samtykke__trukket_tilbage=None)

    def der_venter(self):
        """Those that the department has not answered."""
        return self.filter(tilstand__in=VENTER)

    def over_fristen(self, dag: date):
        """Those not answered by the end of the day before `dag`, when they should have been."""
        return self.der_venter().filter(frist__lt=dag)

    def hele(self):
        """With what a page or a list shows of each besides its thread."""
        return self.select_related("henvendelse", "afdeling", "samtykke", "sendt_af", "ansvarlig")


class Forespoergsel(Fast, SamletKontrol):
    """A request to one department: a dialogsag or an oversendelsessag.

    `svarfrist` is the day the first answer was due, later days granted included; `frist` the day
    the department must answer by now, and only while it must. `erkendelse` and `laering` are what
    its answers have said so far. What was asked, of what kind and with which consent stands as it
    was sent.
    """

    slettes = Slettes.MED_SAGEN
    faste = ("henvendelse", "art", "tekst", "samtykke")

    henvendelse = models.ForeignKey(Henvendelse, models.CASCADE, related_name="forespoergsler")
    afdeling = models.ForeignKey(Afdeling, models.PROTECT, related_name="forespoergsler")
    art = models.CharField("art", max_length=20, choices=Forespoergselsart)
    tekst = Tekstfelt("hvad spørges der om?", blank=False)
    # Without one it could not be sent: § 65 e gives the office no right of its own to tell others.
    samtykke = models.ForeignKey(Samtykke, models.RESTRICT, related_name="forespoergsler")
    tilstand = models.CharField(
        "tilstand",
        max_length=20,
        choices=Forespoergselstilstand,
        default=Forespoergselstilstand.SENDT,
    )
    sendt = models.DateField("sendt", default=i_dag)
    svarfrist = models.DateField("svarfrist")
    frist = models.DateField("frist nu", null=True, blank=True)
    frist_forklaring = models.CharField(max_length=300, blank=True, editable=False)
    besvaret = models.DateField("besvaret", null=True, blank=True)
    afsluttet = models.DateField("afsluttet", null=True, blank=True)
    godtaget = models.BooleanField("svaret er godtaget", null=True, blank=True)
    erkendelse = models.CharField(
        "fejl erkendt", max_length=20, choices=Erkendelse, null=True, blank=True
    )
    laering = models.CharField(
        "læring i svaret", max_length=20, choices=JaNej, null=True, blank=True
    )
    antal_forlaengelser = models.PositiveSmallIntegerField("forlængelser", default=0)
    antal_opfoelgninger = models.PositiveSmallIntegerField("opfølgende spørgsmål", default=0)
    ansvarlig = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sendt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)

    objects = ForespoergselQuerySet.as_manager()

    class Meta:
        verbose_name = "forespørgsel"
        verbose_name_plural = "forespørgsler"
        ordering = ["-sendt", "-id"]
        indexes = [
            models.Index(fields=["sendt"], name="forespoergsel_sendt"),
            models.Index(
                fields=["frist"], name="forespoergsel_frist", condition=Q(frist__isnull=False)
            ),
        ]
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{felt}__in": valg.values}), name=f"forespoergsel_kendt_{felt}"
                )
                for felt, valg in (("art", Forespoergselsart), ("tilstand", Forespoergselstilstand))
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{felt: None}) | Q(**{f"{felt}__in": valg.values}),
                    name=f"forespoergsel_kendt_{felt}",
                )
                for felt, valg in (("erkendelse", Erkendelse), ("laering", JaNej))
            ),
            models.CheckConstraint(
                condition=Q(tilstand__in=VENTER, frist__isnull=False) & ~Q(frist_forklaring="")
                | ~Q(tilstand__in=VENTER) & Q(frist=None, frist_forklaring=""),
                name="forespoergsel_frist_naar_der_ventes",
            ),
            models.CheckConstraint(
                condition=Q(tilstand__in=SLUT, afsluttet__isnull=False)
                | ~Q(tilstand__in=SLUT) & Q(afsluttet=None),
                name="forespoergsel_afsluttet_naar_den_er_det",
            ),
            models.CheckConstraint(
                condition=Q(tilstand=Forespoergselstilstand.AFSLUTTET, godtaget__isnull=False)
                | ~Q(tilstand=Forespoergselstilstand.AFSLUTTET) & Q(godtaget=None),
                name="forespoergsel_godtaget_naar_den_er_afsluttet",
            ),
            models.CheckConstraint(
                condition=Q(tilstand=Forespoergselstilstand.SENDT, besvaret=None)
                | Q(tilstand=Forespoergselstilstand.TILBAGEKALDT)
                | ~Q(tilstand=Forespoergselstilstand.SENDT) & Q(besvaret__isnull=False),
                name="forespoergsel_besvaret_foelger_tilstanden",
            ),
            models.CheckConstraint(
                condition=Q(besvaret=None, erkendelse=None, laering=None)
                | Q(besvaret__gte=F("sendt"), laering__isnull=False),
                name="forespoergsel_besvaret_efter_sendt",
            ),
            models.CheckConstraint(
                condition=Q(svarfrist__gte=F("sendt")), name="forespoergsel_frist_efter_sendt"
            ),
        ]

    def __str__(self) -> str:
        return f"Forespørgsel {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("forespoergsel", args=[self.pk])

    @property
    def venter(self) -> bool:
        """Whether the department must answer."""
        return self.tilstand in VENTER

    @property
    def er_slut(self) -> bool:
        return self.tilstand in SLUT


class Forespoergselspunkt(Fast, models.Model):
    """An issue of the case that the department is asked about, as it stood when it was sent.

    It keeps its topic, also when the case's issue is corrected or taken away later.
    """

    slettes = Slettes.MED_SAGEN
    faste = ("forespoergsel", "emne")
    sagen = "forespoergsel__henvendelse"

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="punkter")
    sag = models.ForeignKey(Sag, models.SET_NULL, null=True, related_name="+")
    emne = models.ForeignKey(Emne, models.PROTECT, null=True, related_name="+")

    objects = LoggetQuerySet.as_manager()

    class Meta:
        verbose_name = "punkt"
        verbose_name_plural = "punkter"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["forespoergsel", "sag"], name="punkt_en_gang"),
        ]

    def __str__(self) -> str:
        return str(self.emne) if self.emne else "Emne ikke oplyst"


class Forespoergselsdokument(Fast, models.Model):
    """A document of the case that follows the request. It cannot be deleted while it does."""

    slettes = Slettes.MED_SAGEN
    sagen = "forespoergsel__henvendelse"

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="dokumenter")
    dokument = models.ForeignKey(Dokument, models.RESTRICT, related_name="sendt_med")

    objects = LoggetQuerySet.as_manager()

    class Meta:
        verbose_name = "medsendt dokument"
        verbose_name_plural = "medsendte dokumenter"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["forespoergsel", "dokument"], name="medsendt_dokument_en_gang"
            ),
        ]

    def __str__(self) -> str:
        return str(self.dokument)
