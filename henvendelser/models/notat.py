"""What the adviser writes on a case, day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from ..regler import dag_i_registret, i_dag
from .felter import Fremmednoegle, Tekstfelt, ikke_sin_egen
from .henvendelse import Henvendelse
from .logget import LoggetQuerySet
from .uforanderlig import Slettes, Tilfoejelse, TilfoejelserQuerySet

UDEN_TEKST = "Skriv notatet."


class NotatQuerySet(TilfoejelserQuerySet, LoggetQuerySet):
    def synlige_for(self, bruger):
        """The notes of the inquiries the user may see."""
        return self.filter(henvendelse__in=Henvendelse.objects.synlige_for(bruger))


@dataclass(frozen=True)
class Nummereret:
    """A note with its number on the case, and those of its correction and what it corrects."""

    notat: Notat
    nr: int
    retter: int | None
    rettet_af: int | None


class Notat(Tilfoejelse):
    """A note: written at `tidspunkt`, signed, about `dato`, and never changed.

    A correction is a new note that points at the old one (`retter`), which stays to be read. The
    office's duty to note down what it is told is offentlighedslovens § 13.
    """

    slettes = Slettes.MED_SAGEN

    henvendelse = models.ForeignKey(
        Henvendelse, models.CASCADE, editable=False, related_name="notater"
    )
    dato = models.DateField("dato", default=i_dag, validators=[dag_i_registret])
    tekst = Tekstfelt("notat", blank=False, error_messages={"blank": UDEN_TEKST})
    skrevet_af = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    retter = models.OneToOneField(
        "self",
        models.RESTRICT,
        verbose_name="retter et tidligere notat",
        null=True,
        blank=True,
        related_name="rettelse",
        error_messages={"unique": "Notatet er allerede rettet. Ret det nyeste i stedet."},
    )

    objects = NotatQuerySet.as_manager()

    class Meta:
        verbose_name = "notat"
        verbose_name_plural = "notater"
        ordering = ["tidspunkt", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tekst=""), name="notat_har_tekst", violation_error_message=UDEN_TEKST
            ),
            ikke_sin_egen("retter", "notat_retter_ikke_sig_selv", "Et notat retter ikke sig selv."),
            models.UniqueConstraint(fields=["id", "henvendelse"], name="notat_i_sin_henvendelse"),
            Fremmednoegle(
                name="notat_retter_i_samme_henvendelse",
                fra=("retter_id", "henvendelse_id"),
                til_tabel="henvendelser_notat",
                til_kolonne=("id", "henvendelse_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"Notat {self.pk}"

    def clean(self) -> None:
        if self.retter and self.retter.henvendelse_id != self.henvendelse_id:
            raise ValidationError({"retter": "Notatet hører til en anden henvendelse."})


def nummererede(notater: Iterable[Notat]) -> list[Nummereret]:
    """All the notes of one inquiry as its page shows them, the newest first.

    The first that was written is number 1, and a number is never given anew.
    """
    i_orden = sorted(notater, key=lambda notat: (notat.tidspunkt, notat.pk))
    numre = {notat.pk: nr for nr, notat in enumerate(i_orden, start=1)}
    rettet_af = {notat.retter_id: numre[notat.pk] for notat in i_orden}
    return [
        Nummereret(notat, numre[notat.pk], numre.get(notat.retter_id), rettet_af.get(notat.pk))
        for notat in reversed(i_orden)
    ]
