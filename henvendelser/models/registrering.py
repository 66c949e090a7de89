"""What the office registers: which of the standard fields, and its own markers."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from ..valg import Maerkeslags
from .felter import Fremmednoegle, Gyldighed, Navnefelt, gaelder
from .henvendelse import Henvendelse
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol

JA_NEJ = ("Ja", "Nej")  # the answers to a yes/no marker, in their order
MAERKE = "maerke_"  # before a marker's key, so that no marker can be taken for a standard field


class Registreringsfelt(SamletKontrol):
    """The office's choice for one of the standard fields (registreringsfelter.FELTER).

    A field without a row here is as the program has it from the start. Switching a field off
    hides it; what is registered in it stays.
    """

    felt = models.CharField("felt", max_length=40, unique=True, editable=False)
    til = models.BooleanField("registreres", default=True)
    paakraevet = models.BooleanField("skal udfyldes", default=False)
    hjaelpetekst = Navnefelt("hjælpetekst", max_length=300, blank=True)

    class Meta:
        verbose_name = "registreringsfelt"
        verbose_name_plural = "registreringsfelter"
        ordering = ["felt"]
        constraints = [
            models.CheckConstraint(
                condition=Q(til=True) | Q(paakraevet=False),
                name="registreringsfelt_kraeves_kun_naar_det_er_til",
                violation_error_message="Et felt, der ikke registreres, kan ikke skulle udfyldes.",
            ),
        ]

    def __str__(self) -> str:
        return self.felt


class GyldighedQuerySet(models.QuerySet):
    def aktive(self, dag: date):
        """What can be answered or chosen on `dag`."""
        return self.filter(gaelder(dag))


class Maerke(Gyldighed):
    """A marker of the office's own: a question it asks of each inquiry, and counts.

    `noegle` is what a report's declaration names it by; it is made from the first name and never
    changes. Nor does `slags`: answers already given would mean something else.
    """

    noegle = models.SlugField("nøgle", max_length=60, unique=True, editable=False)
    navn = Navnefelt("navn", max_length=100, unique=True)
    slags = models.CharField("svar", max_length=10, choices=Maerkeslags)
    hjaelpetekst = Navnefelt("hjælpetekst", max_length=300, blank=True)
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)
    # What the answers' own constraint hangs on: whether an inquiry may have several.
    flere = models.GeneratedField(
        expression=models.Case(
            models.When(slags=Maerkeslags.FLERE, then=models.Value(True)),
            default=models.Value(False),
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = GyldighedQuerySet.as_manager()

    class Meta:
        verbose_name = "mærke"
        verbose_name_plural = "mærker"
        ordering = ["raekkefoelge", "navn"]
        constraints = [
            *Gyldighed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(slags__in=Maerkeslags.values), name="maerke_kendt_slags"
            ),
            models.UniqueConstraint(fields=["id", "flere"], name="maerke_id_og_flere"),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def tager_flere(self) -> bool:
        """What the database computes as `flere`, also before the marker is saved."""
        return self.slags == Maerkeslags.FLERE

    @property
    def kan_have_vaerdier(self) -> bool:
        """Whether the office names the values itself."""
        return self.slags != Maerkeslags.JANEJ

    @property
    def parameter(self) -> str:
        """The marker's name in forms, in the lists' addresses and as a dimension."""
        return f"{MAERKE}{self.noegle}"


def ny_noegle(navn: str) -> str:
    """A key for a new marker, made from its name; another marker's key is never given out again."""
    dansk = navn.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    stamme = slugify(dansk).replace("-", "_")[:50].strip("_") or "maerke"
    nummer, forslag = 1, stamme
    while Maerke.objects.filter(noegle=forslag).exists():
        nummer += 1
        forslag = f"{stamme}_{nummer}"
    return forslag


class Maerkevaerdi(Gyldighed):
    """One of the answers a marker has; a yes/no marker has exactly those two."""

    maerke = models.ForeignKey(Maerke, models.CASCADE, related_name="vaerdier")
    navn = Navnefelt("navn")
    raekkefoelge = models.PositiveIntegerField("rækkefølge", default=0)

    objects = GyldighedQuerySet.as_manager()

    class Meta:
        verbose_name = "værdi"
        verbose_name_plural = "værdier"
        ordering = ["raekkefoelge", "navn"]
        constraints = [
            *Gyldighed.Meta.constraints,
            models.UniqueConstraint(
                fields=["maerke", "navn"],
                name="maerkevaerdi_navn_en_gang",
                violation_error_message="Mærket har allerede en værdi med det navn.",
            ),
            models.UniqueConstraint(fields=["id", "maerke"], name="maerkevaerdi_id_og_maerke"),
        ]

    def __str__(self) -> str:
        return self.navn


class MaerkesvarManager(models.Manager.from_queryset(LoggetQuerySet)):
    """With the names they go by, however an inquiry's answers are read."""

    def get_queryset(self):
        return super().get_queryset().select_related("maerke", "vaerdi")


class Maerkesvar(models.Model):
    """That an inquiry has a value of a marker.

    The database holds that the value is one of the marker's own, and that an inquiry has one
    value of a marker, unless the marker takes several: `flere` is the marker's, and a key over
    both columns keeps it so.
    """

    henvendelse = models.ForeignKey(Henvendelse, models.CASCADE, related_name="maerkesvar")
    maerke = models.ForeignKey(Maerke, models.PROTECT, related_name="svar")
    vaerdi = models.ForeignKey(Maerkevaerdi, models.PROTECT, related_name="svar")
    flere = models.BooleanField(editable=False)

    objects = MaerkesvarManager()

    class Meta:
        verbose_name = "svar på et mærke"
        verbose_name_plural = "svar på mærker"
        ordering = ["maerke__raekkefoelge", "maerke__navn", "vaerdi__raekkefoelge", "vaerdi__navn"]
        constraints = [
            models.UniqueConstraint(fields=["henvendelse", "vaerdi"], name="maerkesvar_en_gang"),
            models.UniqueConstraint(
                fields=["henvendelse", "maerke"],
                condition=Q(flere=False),
                name="maerkesvar_et_svar_paa_et_maerke",
            ),
            Fremmednoegle(
                name="maerkesvar_vaerdien_er_maerkets",
                fra=("vaerdi_id", "maerke_id"),
                til_tabel="henvendelser_maerkevaerdi",
                til_kolonne=("id", "maerke_id"),
            ),
            Fremmednoegle(
                name="maerkesvar_flere_er_maerkets",
                fra=("maerke_id", "flere"),
                til_tabel="henvendelser_maerke",
                til_kolonne=("id", "flere"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.maerke}: {self.vaerdi}"
