"""The filters of the two lists: recommendations, and how each stands with each department."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from henvendelser.filtre import (
    UOPLYST,
    Dagfilter,
    Kornfilter,
    Registerfilter,
    Traefilter,
    Valgfilter,
)
from henvendelser.models import Afdeling

from ..models import Adressat, Anbefaling, Opfoelgning
from ..valg import Anbefalingsstatus, Stilling


class Aarfilter(Valgfilter):
    """By the year of the report; the years that there are recommendations of."""

    kan_vaere_uoplyst = False

    def kendte(self):
        aar = Anbefaling.objects.order_by("-aar").values_list("aar", flat=True).distinct()
        return ((str(et), str(et)) for et in aar)

    def noegler(self, dele):
        return {int(del_) for del_ in dele}


class Lukketfilter(Valgfilter):
    kan_vaere_uoplyst = False

    def q(self, fra, vaerdi):
        q = Q(pk__in=[])
        for status in vaerdi.split(","):
            q |= Q(lukket__isnull=status == Anbefalingsstatus.AABEN)
        return q


class Adressatfilter(Traefilter):
    """Made to a department, or to one under it."""

    kan_vaere_uoplyst = False

    def q(self, fra, vaerdi):
        afdelinger = self.noegler(set(vaerdi.split(",")))
        return Q(_har_adressat(afdeling__in=afdelinger))


class Senestefilter(Valgfilter):
    """By how it stands now with any of its departments; not stated is nobody having said it."""

    def q(self, fra, vaerdi):
        dele = set(vaerdi.split(","))
        q = Q(_har_adressat(stilling__in=dele - {UOPLYST}))
        return q | Q(_har_adressat(stilling=None)) if UOPLYST in dele else q


def _har_adressat(**vilkaar) -> Exists:
    adressater = Adressat.objects.med_status().filter(anbefaling=OuterRef("pk"))
    return Exists(adressater.filter(**vilkaar))


class AnbefalingFilter(Registerfilter):
    aar = Aarfilter(Anbefaling, "aar", label="År")
    afdeling = Adressatfilter(Anbefaling, "adressater", model=Afdeling, label="Afdeling")
    tilstand = Lukketfilter(Anbefaling, "lukket", valg=Anbefalingsstatus, label="Åben eller lukket")
    stilling = Senestefilter(Anbefaling, "adressater", valg=Stilling, label="Seneste status")

    class Meta:
        model = Anbefaling
        fields: list[str] = []


class OpfoelgningFilter(Registerfilter):
    """Only what holds: what a later one stands instead of is on the recommendation's own page."""

    dagens_ord = "med status"

    fra = Dagfilter(Opfoelgning, "pr", lookup_expr="gte", label="Status fra")
    til = Dagfilter(Opfoelgning, "pr", lookup_expr="lte", label="Status til og med")
    afdeling = Traefilter(Opfoelgning, "adressat__afdeling", model=Afdeling, label="Afdeling")
    stilling = Valgfilter(Opfoelgning, "stilling", valg=Stilling, label="Status")
    anbefalet = Aarfilter(Opfoelgning, "adressat__anbefaling__aar", label="Anbefalet i")

    class Meta:
        model = Opfoelgning
        fields: list[str] = []

    @classmethod
    def vilkaar(
        cls,
        model: type,
        parametre: Mapping[str, Any],
        filtre: Mapping[str, Kornfilter] | None = None,
        **kwargs,
    ) -> Q:
        return super().vilkaar(model, parametre, filtre, **kwargs) & Q(erstattet_af=None)
