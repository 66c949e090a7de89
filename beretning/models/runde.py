"""The yearly round: each department tells what it has done and learnt, in its own words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from henvendelser.models import Afdeling
from henvendelser.models.felter import KrypteretFelt, Navnefelt, Tekstfelt
from henvendelser.models.logget import LoggetQuerySet
from henvendelser.models.samlet_kontrol import SamletKontrol
from henvendelser.models.uforanderlig import Fast, Slettes, Tilfoejelse, TilfoejelserQuerySet
from henvendelser.regler import i_dag
from henvendelser.valg import Rolle

from ..afdelinger import egne_afdelinger
from ..valg import SVARMULIGHEDER, Svartilstand
from .anbefaling import Adressat, Opfoelgning
from .beretning import Beretning


class RundeQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """All for the adviser; who else is asked is nobody's business but the adviser's."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()


class Runde(SamletKontrol):
    """What the departments are asked for one report. `lukket` is when no more was awaited."""

    beretning = models.OneToOneField(Beretning, models.PROTECT, related_name="runde")
    frist = models.DateField("frist")
    vejledning = Tekstfelt("til afdelingerne")
    aabnet = models.DateTimeField("åbnet", auto_now_add=True)
    aabnet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    lukket = models.DateTimeField("lukket", null=True, blank=True, editable=False)
    lukket_af = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = RundeQuerySet.as_manager()

    class Meta:
        verbose_name = "runde"
        verbose_name_plural = "runder"
        ordering = ["-aabnet"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lukket__isnull=False) | Q(lukket_af=None),
                name="runde_lukket_af_foelger_lukket",
            ),
        ]

    def __str__(self) -> str:
        return f"Runde til {self.beretning}"

    def get_absolute_url(self) -> str:
        return reverse("runde", args=[self.pk])


class RundesvarQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """All for the adviser, though not the words of one that is not sent; for a lead the own
        departments', those under them, and those that they have taken the place of."""
        if bruger.rolle == Rolle.RAADGIVER:
            return self
        if bruger.rolle != Rolle.AFDELINGSLEDER:
            return self.none()
        return self.filter(afdeling__in=egne_afdelinger(bruger))


class Rundesvar(Fast, SamletKontrol):
    """One department's answer: a draft (`Rundekladde`) that its leads share till one of them sends
    it, which from then on stands as it was sent.

    `version` grows at each save, so that of two who write at once the second is told.
    """

    fast_fra = "sendt"

    runde = models.ForeignKey(Runde, models.PROTECT, related_name="svar")
    afdeling = models.ForeignKey(Afdeling, models.PROTECT, related_name="rundesvar")
    ingen_bemaerkninger = models.BooleanField("ingen bemærkninger", default=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    gemt = models.DateTimeField("gemt", null=True, blank=True, editable=False)
    gemt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    sendt = models.DateTimeField("sendt", null=True, blank=True, editable=False)
    sendt_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = RundesvarQuerySet.as_manager()

    class Meta:
        verbose_name = "svar i en runde"
        verbose_name_plural = "svar i runder"
        ordering = ["afdeling__raekkefoelge", "afdeling__navn"]
        constraints = [
            models.UniqueConstraint(
                fields=["runde", "afdeling"],
                name="rundesvar_en_gang",
                violation_error_message="Afdelingen er allerede spurgt i den runde.",
            ),
            models.CheckConstraint(
                condition=Q(sendt__isnull=False) | Q(sendt_af=None),
                name="rundesvar_sendt_af_foelger_sendt",
            ),
            models.CheckConstraint(
                condition=Q(sendt=None) | Q(gemt__isnull=False), name="rundesvar_sendt_er_gemt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.afdeling}"

    def get_absolute_url(self) -> str:
        return reverse("rundesvar", args=[self.pk])

    @property
    def tilstand(self) -> Svartilstand:
        if self.sendt:
            return Svartilstand.SENDT
        return Svartilstand.KLADDE if self.gemt else Svartilstand.IKKE_BEGYNDT

    @property
    def er_over_fristen(self) -> bool:
        """Awaited, and the deadline's day has passed."""
        return not (self.sendt or self.runde.lukket) and self.runde.frist < i_dag()


class RundekladdeQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """The own departments' for a lead; the adviser sees none before it is sent."""
        if bruger.rolle != Rolle.AFDELINGSLEDER:
            return self.none()
        return self.filter(svar__in=Rundesvar.objects.synlige_for(bruger))


class Rundekladde(SamletKontrol):
    """What a department has written and not sent, as JSON (`runder.svar.Svarindhold`).

    It is ciphertext as every other draft is, and gone when the answer is sent.
    """

    svar = models.OneToOneField(Rundesvar, models.CASCADE, related_name="kladde")
    indhold = KrypteretFelt("indhold", editable=False)

    objects = RundekladdeQuerySet.as_manager()

    class Meta:
        verbose_name = "kladde til et svar i en runde"
        verbose_name_plural = "kladder til svar i runder"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indhold__isnull=False), name="rundekladde_har_indhold"
            ),
        ]

    def __str__(self) -> str:
        return f"Kladde til svar fra {self.svar}"


class _DelQuerySet(LoggetQuerySet):
    def synlige_for(self, bruger):
        """The parts of an answer: the own departments' for a lead, what is sent for the adviser."""
        svar = Rundesvar.objects.synlige_for(bruger)
        if bruger.rolle == Rolle.RAADGIVER:
            svar = svar.exclude(sendt=None)
        return self.filter(svar__in=svar)


class Stillingtagen(Fast, SamletKontrol):
    """What a department answers about one recommendation; till it is sent, only what it is asked.

    `opfoelgning` is what it became in the register of recommendations when it was sent.
    """

    fast_fra = "opfoelgning"

    svar = models.ForeignKey(Rundesvar, models.CASCADE, related_name="stillingtagen")
    adressat = models.ForeignKey(Adressat, models.PROTECT, related_name="stillingtagen")
    stilling = models.CharField("stilling", max_length=10, choices=SVARMULIGHEDER, blank=True)
    begrundelse = Tekstfelt("begrundelse")
    gjort = Tekstfelt("hvad er gjort")
    dokumentation = Tekstfelt("dokumentation")
    opfoelgning = models.OneToOneField(
        Opfoelgning, models.PROTECT, null=True, editable=False, related_name="stillingtagen"
    )

    objects = _DelQuerySet.as_manager()

    class Meta:
        verbose_name = "svar på en anbefaling"
        verbose_name_plural = "svar på anbefalinger"
        ordering = ["adressat__anbefaling__aar", "adressat__anbefaling__nummer", "id"]
        constraints = [
            models.UniqueConstraint(fields=["svar", "adressat"], name="stillingtagen_en_gang"),
            models.CheckConstraint(
                condition=Q(stilling__in=["", *(vaerdi for vaerdi, _ in SVARMULIGHEDER)]),
                name="stillingtagen_kendt_stilling",
            ),
            models.CheckConstraint(
                condition=Q(opfoelgning=None) | ~Q(stilling=""),
                name="stillingtagen_sendt_med_stilling",
            ),
            models.CheckConstraint(
                condition=Q(opfoelgning__isnull=False)
                | Q(stilling="", begrundelse="", gjort="", dokumentation=""),
                name="stillingtagen_ord_er_sendt",
            ),
        ]

    def __str__(self) -> str:
        return str(self.adressat.anbefaling)


class Svarafsnit(Fast, SamletKontrol):
    """A subheading of the department's own, with its text; `sendt` with the answer it is in."""

    fast_fra = "sendt"

    svar = models.ForeignKey(Rundesvar, models.CASCADE, related_name="afsnit")
    raekkefoelge = models.PositiveIntegerField("rækkefølge")
    overskrift = Navnefelt("overskrift", blank=True)
    tekst = Tekstfelt("tekst")
    sendt = models.DateTimeField("sendt", null=True, blank=True, editable=False)

    objects = _DelQuerySet.as_manager()

    class Meta:
        verbose_name = "emne i et svar"
        verbose_name_plural = "emner i svar"
        ordering = ["raekkefoelge", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sendt__isnull=False), name="svarafsnit_ord_er_sendt"
            ),
        ]

    def __str__(self) -> str:
        return self.overskrift


class TillaegQuerySet(TilfoejelserQuerySet):
    def synlige_for(self, bruger):
        return self.filter(svar__in=Rundesvar.objects.synlige_for(bruger))


class Tillaeg(Tilfoejelse):
    """What a department adds to an answer it has sent. Never changed."""

    slettes = Slettes.ALDRIG

    svar = models.ForeignKey(Rundesvar, models.PROTECT, related_name="tillaeg")
    tekst = Tekstfelt("tillæg", blank=False)
    skrevet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = TillaegQuerySet.as_manager()

    class Meta:
        verbose_name = "tillæg"
        verbose_name_plural = "tillæg"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(tekst=""), name="tillaeg_har_tekst"),
        ]

    def __str__(self) -> str:
        return f"Tillæg til {self.svar}"
