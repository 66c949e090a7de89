"""The thread of a request: answers, questions back, wishes for time, and who has it."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..regler import uden_cpr
from ..valg import Erkendelse, Forlaengelsesudfald, Svarart
from .dokument import Dokument
from .felter import KrypteretFelt, Tekstfelt
from .forespoergsel import Forespoergsel
from .logget import LoggetQuerySet
from .samlet_kontrol import SamletKontrol
from .uforanderlig import Fast, Slettes, Tilfoejelse, TilfoejelserQuerySet


def _af(**felter) -> models.ForeignKey:
    """Who did it; None only where no person stands behind it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        **{"null": True, "editable": False, "related_name": "+"} | felter,
    )


class SkrevetQuerySet(TilfoejelserQuerySet, LoggetQuerySet):
    """Parts of the thread, which nobody changes."""


class Skrevet(Tilfoejelse):
    """A part of the thread. What is sent stays as it was sent: it is added to, never edited, and
    goes only with the whole case."""

    slettes = Slettes.MED_SAGEN
    sagen = "forespoergsel__henvendelse"

    af = _af()

    objects = SkrevetQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["tidspunkt", "id"]


class Svar(Skrevet):
    """What the department answered, or added to an answer (a supplement).

    `runde` is the question that it answers: 0 the request itself, 1… the questions that followed.
    """

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="svar")
    art = models.CharField("art", max_length=20, choices=Svarart)
    runde = models.PositiveSmallIntegerField("runde", default=0)
    tekst = Tekstfelt("svar", blank=False)
    erkendelse = models.CharField(
        "er der begået en fejl?", max_length=20, choices=Erkendelse, null=True, blank=True
    )
    gjort = Tekstfelt("hvad er der gjort for borgeren?")
    laering = Tekstfelt("hvad bliver ændret for andre?")

    class Meta(Skrevet.Meta):
        verbose_name = "svar"
        verbose_name_plural = "svar"
        constraints = [
            models.CheckConstraint(condition=Q(art__in=Svarart.values), name="svar_kendt_art"),
            models.CheckConstraint(
                condition=Q(erkendelse=None) | Q(erkendelse__in=Erkendelse.values),
                name="svar_kendt_erkendelse",
            ),
            # Of two leads who answer at once, one has answered; the other supplements.
            models.UniqueConstraint(
                fields=["forespoergsel", "runde"],
                condition=Q(art=Svarart.SVAR),
                name="svar_et_i_hver_runde",
                violation_error_message="Der er allerede svaret.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} på forespørgsel {self.forespoergsel_id}"


class Svardokument(Fast, models.Model):
    """A document that came with an answer. It is one of the case's own documents."""

    slettes = Slettes.MED_SAGEN
    sagen = "svar__forespoergsel__henvendelse"

    svar = models.ForeignKey(Svar, models.CASCADE, related_name="dokumenter")
    dokument = models.ForeignKey(Dokument, models.RESTRICT, related_name="kom_med")

    objects = LoggetQuerySet.as_manager()

    class Meta:
        verbose_name = "svarets dokument"
        verbose_name_plural = "svarets dokumenter"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["svar", "dokument"], name="svardokument_en_gang"),
        ]

    def __str__(self) -> str:
        return str(self.dokument)


class Opfoelgningsspoergsmaal(Skrevet):
    """What the adviser asked when an answer did not answer it."""

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="opfoelgninger")
    runde = models.PositiveSmallIntegerField("runde")
    tekst = Tekstfelt("opfølgende spørgsmål", blank=False)
    frist = models.DateField("svarfrist")

    class Meta(Skrevet.Meta):
        verbose_name = "opfølgende spørgsmål"
        verbose_name_plural = "opfølgende spørgsmål"
        constraints = [
            models.UniqueConstraint(fields=["forespoergsel", "runde"], name="opfoelgning_en_gang"),
            models.CheckConstraint(condition=Q(runde__gte=1), name="opfoelgning_fra_runde_1"),
        ]

    def __str__(self) -> str:
        return f"Opfølgende spørgsmål {self.runde} til forespørgsel {self.forespoergsel_id}"


class Videregivelse(Skrevet):
    """A lead handed the request on to a colleague of the same department."""

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="videregivelser")
    til = _af(null=False)
    besked = Tekstfelt("besked til kollegaen")

    class Meta(Skrevet.Meta):
        verbose_name = "videregivelse"
        verbose_name_plural = "videregivelser"

    def __str__(self) -> str:
        return f"Forespørgsel {self.forespoergsel_id} givet videre"


class Tilbagekaldelse(Skrevet):
    """The adviser took the request back; the department is told why."""

    forespoergsel = models.OneToOneField(
        Forespoergsel, models.CASCADE, related_name="tilbagekaldelse"
    )
    grund = Tekstfelt("hvorfor?", blank=False)

    class Meta(Skrevet.Meta):
        verbose_name = "tilbagekaldelse"
        verbose_name_plural = "tilbagekaldelser"

    def __str__(self) -> str:
        return f"Forespørgsel {self.forespoergsel_id} kaldt tilbage"


class Fristforlaengelse(Fast, SamletKontrol):
    """A wish for a later deadline, and what the adviser decided. It is decided once."""

    slettes = Slettes.MED_SAGEN
    faste = ("forespoergsel", "tidspunkt", "af", "frist_foer", "oensket", "begrundelse")
    fast_fra = "udfald"
    sagen = "forespoergsel__henvendelse"

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="forlaengelser")
    tidspunkt = models.DateTimeField("bedt om", default=timezone.now, editable=False)
    af = _af()
    frist_foer = models.DateField("frist, da der blev spurgt")
    oensket = models.DateField("ønsket frist")
    begrundelse = Tekstfelt("hvorfor?", blank=False)
    udfald = models.CharField(
        "udfald", max_length=20, choices=Forlaengelsesudfald, null=True, blank=True
    )
    svar = Tekstfelt("svar til afdelingen")
    afgjort = models.DateTimeField("afgjort", null=True, editable=False)
    afgjort_af = _af()

    objects = LoggetQuerySet.as_manager()

    class Meta:
        verbose_name = "fristforlængelse"
        verbose_name_plural = "fristforlængelser"
        ordering = ["tidspunkt", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(udfald=None, afgjort=None)
                | Q(udfald__in=Forlaengelsesudfald.values, afgjort__isnull=False),
                name="forlaengelse_udfald_og_tid_foelges",
            ),
            models.CheckConstraint(
                condition=Q(oensket__gt=models.F("frist_foer")),
                name="forlaengelse_er_senere",
                violation_error_message="Den nye frist skal ligge efter den nuværende.",
            ),
            models.UniqueConstraint(
                fields=["forespoergsel"],
                condition=Q(udfald=None),
                name="forlaengelse_en_ad_gangen",
                violation_error_message=(
                    "Der er allerede bedt om længere frist, og borgerrådgiveren har ikke svaret "
                    "endnu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"Længere frist for forespørgsel {self.forespoergsel_id}"


class Svarkladde(SamletKontrol):
    """What a lead has written and not sent. Nobody but the writer sees it.

    It says what an answer says, of a citizen too, so it is ciphertext as the adviser's drafts are:
    the answer's fields as JSON. Read it by `felter`, set it by `skriv`.
    """

    forespoergsel = models.ForeignKey(Forespoergsel, models.CASCADE, related_name="kladder")
    bruger = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    gemt = models.DateTimeField("gemt", auto_now=True)
    indhold = KrypteretFelt("indhold", editable=False, validators=[uden_cpr])

    objects = LoggetQuerySet.as_manager()

    class Meta:
        verbose_name = "kladde til svar"
        verbose_name_plural = "kladder til svar"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["forespoergsel", "bruger"], name="svarkladde_en_gang"),
        ]

    def __str__(self) -> str:
        return f"Kladde til svar på forespørgsel {self.forespoergsel_id}"

    def skriv(self, **felter: str | None) -> None:
        """Let it hold these fields of an answer, and nothing else."""
        self.indhold = json.dumps(felter, ensure_ascii=False)

    @property
    def felter(self) -> dict[str, str | None]:
        """The answer's fields, each as `skriv` was given it. Raises Krypteringsfejl."""
        return json.loads(self.indhold.vis()) if self.indhold else {}
