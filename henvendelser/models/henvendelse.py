from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from ..regler import afdeling_findes_den_dag, dag_i_registret, i_dag
from ..valg import (
    Henvendelsestype,
    JaNej,
    Laering,
    Retsstilling,
    Rolle,
    Sagstype,
    Samtykkeart,
    Status,
)
from .borger import Borger
from .felter import Fremmednoegle, Indlaest, Tekstfelt, ikke_sin_egen
from .kodelister import Behandling, Henvender, Kategori, Kontaktform
from .samlet_kontrol import SamletKontrol
from .soegt import SoegtQuerySet
from .traeer import Afdeling, Emne


class Nummerserie(models.Model):
    """The last number given out in a year. Locked while a number is taken."""

    aar = models.PositiveSmallIntegerField("år", primary_key=True)
    seneste = models.PositiveIntegerField("seneste nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"

    def __str__(self) -> str:
        return f"{self.aar}-{self.seneste:04}"


class HenvendelseQuerySet(SoegtQuerySet):
    HOVEDSAG = "hovedsagen"

    def synlige_for(self, bruger):
        """The inquiries the user may see: all for the adviser, none for anybody else."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()

    def modtaget_i(self, fra, til):
        """Received from `fra` to `til`, both days included."""
        return self.filter(modtaget__range=(fra, til))

    def aabne(self):
        """Not closed today."""
        return self.filter(afsluttet=None)

    def med_sager(self):
        """With the issues and the names they go by, so that a list of any length asks once."""
        sager = Sag.objects.order_by("id").select_related("afdeling", "emne__overordnet")
        return self.prefetch_related(models.Prefetch("sager", sager))

    def med_hovedsag(self):
        """With the main issue as `hovedsagen`, to sort by; joined, as there is exactly one."""
        hovedsag = models.FilteredRelation("sager", condition=Q(sager__sagstype=Sagstype.HOVEDSAG))
        return self.annotate(**{self.HOVEDSAG: hovedsag})

    def med_registrering(self):
        """With what the office registers of each, for a page that tells all of it."""
        return self.select_related(
            "borger",
            "kontaktform",
            "kategori",
            "behandling",
            "henvender",
            "genhenvendelse",
            "oprettet_af",
        ).prefetch_related("maerkesvar", "genhenvendelser")


# What an inquiry may be told to be by a code; a constraint holds each to its choices.
KODER = {
    "bosat": JaNej,
    "anonym": JaNej,
    "tvaergaaende": JaNej,
    "retsstilling": Retsstilling,
    "laering": Laering,
    "moede": JaNej,
    "moedeklage": JaNej,
}

# What lists choose, sort and count inquiries by. An index of it in the lists' order is a tenth of
# the table, so that going through all inquiries does not read their texts.
I_LISTERNE = (
    *("afsluttet", "frist", "sidst_aktiv"),
    *("kontaktform", "kategori", "behandling", "type", "henvender", "genhenvendelse"),
    *KODER,
)


def _kodefelt(noegle: str, navn: str) -> models.CharField:
    """A code; not stated is null."""
    return models.CharField(navn, max_length=20, choices=KODER[noegle], null=True, blank=True)


class Henvendelse(Indlaest):
    """An inquiry to the office. It has exactly one hovedsag, which the database holds."""

    nummer = models.CharField("nummer", max_length=20, unique=True, editable=False)
    modtaget = models.DateField("modtaget", validators=[dag_i_registret])
    afsluttet = models.DateField("afsluttet", null=True, blank=True, validators=[dag_i_registret])
    borger = models.ForeignKey(
        Borger, models.PROTECT, null=True, blank=True, related_name="henvendelser"
    )
    kontaktform = models.ForeignKey(
        Kontaktform, models.PROTECT, null=True, blank=True, related_name="henvendelser"
    )
    kategori = models.ForeignKey(
        Kategori, models.PROTECT, null=True, blank=True, related_name="henvendelser"
    )
    behandling = models.ForeignKey(
        Behandling, models.PROTECT, null=True, blank=True, related_name="henvendelser"
    )
    type = models.CharField("type", max_length=20, choices=Henvendelsestype, null=True, blank=True)
    henvender = models.ForeignKey(
        Henvender, models.PROTECT, null=True, blank=True, related_name="henvendelser"
    )
    bosat = _kodefelt("bosat", "bosat i kommunen")
    anonym = _kodefelt("anonym", "anonym")
    tvaergaaende = _kodefelt("tvaergaaende", "tværgående")
    genhenvendelse = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="tidligere henvendelse",
        null=True,
        blank=True,
        related_name="genhenvendelser",
    )
    retsstilling = _kodefelt("retsstilling", "styrket retsstilling")
    laering = _kodefelt("laering", "læringsperspektiv")
    laering_hvilken = Tekstfelt("hvad kan der læres?")
    moede = _kodefelt("moede", "deltaget i møde")
    moedeklage = _kodefelt("moedeklage", "klage over møde")
    frist = models.DateField("følg op senest", null=True, blank=True)
    frist_forklaring = models.CharField(max_length=300, blank=True, editable=False)
    # The last day somebody did something with the case; whatever is done sets it, so that a list
    # of those at rest looks through nothing else.
    sidst_aktiv = models.DateField(default=i_dag, editable=False)
    beskrivelse = Tekstfelt("hvad drejer det sig om?")
    oprettet = models.DateTimeField("oprettet", auto_now_add=True)
    oprettet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = HenvendelseQuerySet.as_manager()

    class Meta:
        verbose_name = "henvendelse"
        verbose_name_plural = "henvendelser"
        ordering = ["-modtaget", "-id"]
        indexes = [
            models.Index(fields=["modtaget", "id", *I_LISTERNE], name="henvendelse_i_listerne"),
            models.Index(fields=["afsluttet"], name="henvendelse_afsluttet"),
            models.Index(fields=["sidst_aktiv"], name="henvendelse_sidst_aktiv"),
            # Few have one; a list sorted by it begins with them.
            models.Index(
                fields=["frist"], condition=Q(frist__isnull=False), name="henvendelse_frist"
            ),
            models.Index(
                fields=["frist"], name="henvendelse_aaben_frist", condition=Q(afsluttet=None)
            ),
            models.Index(
                fields=["sidst_aktiv"], name="henvendelse_aaben_aktiv", condition=Q(afsluttet=None)
            ),
        ]
        constraints = [
            *Indlaest.Meta.constraints,
            Fremmednoegle(
                name="henvendelse_har_en_hovedsag",
                fra="id",
                til_tabel="henvendelser_sag",
                til_kolonne="hovedsag_for",
            ),
            models.CheckConstraint(
                condition=Q(afsluttet=None) | Q(afsluttet__gte=F("modtaget")),
                name="henvendelse_afsluttet_efter_modtaget",
                violation_error_message="Afslutningen ligger før den dag, henvendelsen kom.",
            ),
            models.CheckConstraint(
                condition=Q(afsluttet=None) | Q(behandling__isnull=False),
                name="henvendelse_afsluttet_med_behandling",
                violation_error_message="Vælg en behandling, før henvendelsen afsluttes.",
            ),
            models.CheckConstraint(
                condition=Q(type=None) | Q(type__in=Henvendelsestype.values),
                name="henvendelse_kendt_type",
            ),
            ikke_sin_egen(
                "genhenvendelse",
                "henvendelse_ikke_genhenvendelse_af_sig_selv",
                "En henvendelse er ikke sin egen tidligere henvendelse.",
            ),
            models.CheckConstraint(
                condition=Q(anonym=None) | Q(anonym=JaNej.NEJ) | Q(borger=None),
                name="henvendelse_anonym_uden_borger",
                violation_error_message=(
                    "Henvendelsen er anonym, men der står, hvem borgeren er. Ret en af delene."
                ),
            ),
            models.CheckConstraint(
                condition=Q(laering_hvilken="") | Q(laering=Laering.JA),
                name="henvendelse_laering_naar_der_er_noget_at_laere",
                violation_error_message=(
                    "Skriv kun, hvad der kan læres, når der er et læringsperspektiv."
                ),
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{felt: None}) | Q(**{f"{felt}__in": valg.values}),
                    name=f"henvendelse_kendt_{felt}",
                )
                for felt, valg in KODER.items()
            ),
            models.CheckConstraint(
                condition=Q(frist=None, frist_forklaring="")
                | Q(frist__isnull=False) & ~Q(frist_forklaring=""),
                name="henvendelse_frist_og_forklaring_foelges",
            ),
        ]

    def __str__(self) -> str:
        return self.nummer

    def get_absolute_url(self) -> str:
        return reverse("henvendelse", args=[self.nummer])

    def clean(self) -> None:
        tidligere = self.genhenvendelse
        if tidligere and self.modtaget and tidligere.modtaget > self.modtaget:
            raise ValidationError(
                {"genhenvendelse": f"Henvendelse {tidligere} er modtaget senere end denne."}
            )

    def roer(self) -> None:
        """Something was added to the case today; saved at once."""
        self.sidst_aktiv = i_dag()
        self.save(update_fields=["sidst_aktiv"])

    def har_samtykke(self, art: Samtykkeart) -> bool:
        """Whether a consent of this kind holds now."""
        return self.samtykker.gaeldende(art).exists()

    @property
    def status(self) -> Status:
        return Status.AFSLUTTET if self.afsluttet else Status.AABEN

    @property
    def hovedsag(self) -> Sag:
        """Its main issue, from the prefetched issues where there are any."""
        return next(sag for sag in self.sager.all() if sag.sagstype == Sagstype.HOVEDSAG)

    @property
    def foelgesager(self) -> list[Sag]:
        return [sag for sag in self.sager.all() if sag.sagstype == Sagstype.FOELGESAG]

    @property
    def antal_foelgesager(self) -> int:
        return len(self.foelgesager)


class SagQuerySet(SoegtQuerySet):
    soeges_gennem = "henvendelse"

    def synlige_for(self, bruger):
        """The issues of the inquiries the user may see."""
        return self if bruger.rolle == Rolle.RAADGIVER else self.none()


class Sag(SamletKontrol):
    """One legal issue (klagepunkt) of an inquiry: the hovedsag, or one of its følgesager."""

    henvendelse = models.ForeignKey(
        Henvendelse, models.CASCADE, related_name="sager", db_index=False
    )
    sagstype = models.CharField("sagstype", max_length=10, choices=Sagstype)
    afdeling = models.ForeignKey(
        Afdeling, models.PROTECT, null=True, blank=True, related_name="sager", db_index=False
    )
    emne = models.ForeignKey(
        Emne, models.PROTECT, null=True, blank=True, related_name="sager", db_index=False
    )
    # Unique, so there is at most one; the inquiry's own key points at it, so there is one.
    hovedsag_for = models.GeneratedField(
        expression=Case(When(sagstype=Sagstype.HOVEDSAG, then=F("henvendelse_id"))),
        output_field=models.BigIntegerField(),
        db_persist=True,
        unique=True,
    )

    objects = SagQuerySet.as_manager()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        ordering = ["-henvendelse__modtaget", "-henvendelse_id", "id"]
        # Each answers from the index alone which inquiries have such an issue.
        indexes = [
            models.Index(
                fields=["henvendelse", "sagstype", "afdeling", "emne"], name="sag_henvendelse"
            ),
            models.Index(fields=["afdeling", "henvendelse", "sagstype"], name="sag_afdeling"),
            models.Index(fields=["emne", "henvendelse", "sagstype"], name="sag_emne"),
            # A fifth of the issues, which lists count on their own.
            models.Index(
                fields=["henvendelse"],
                condition=Q(sagstype=Sagstype.FOELGESAG),
                name="sag_foelgesag",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sagstype__in=Sagstype.values), name="sag_kendt_sagstype"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sagstype_display()} i {self.henvendelse_id}"

    def clean(self) -> None:
        if self.afdeling and self.henvendelse.modtaget:
            try:
                afdeling_findes_den_dag(self.afdeling, self.henvendelse.modtaget)
            except ValidationError as fejl:
                raise ValidationError({"afdeling": fejl}) from fejl
