"""Which parameters each list has, and what they ask together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import django_filters
from django.db.models import Model, Q, QuerySet

from .. import korn
from ..models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Aktivitetsslags,
    Bemaerkning,
    Bemaerkningstema,
    Forespoergsel,
    Henvendelse,
    Instans,
    Lov,
    Maerke,
    Sag,
)
from ..models.registrering import MAERKE
from ..models.traeer import Knude
from ..registreringsfelter import FELTER, kontorets_felter
from ..trae import Trae
from ..valg import (
    Erkendelse,
    Forespoergselsart,
    Forespoergselstilstand,
    Fristtilstand,
    JaNej,
    Rettidighed,
    Sagsbehandlingsresultat,
    Sagstype,
    Status,
    Stilhed,
    Udfald,
    VenterPaa,
)
from .felter import INGEN
from .slags import (
    Aabenfilter,
    Dagfilter,
    Fristfilter,
    Kornfilter,
    Maerkefilter,
    Resultatfilter,
    Rettidighedsfilter,
    Statusfilter,
    Stillefilter,
    Svarfristfilter,
    Traefilter,
    Valgfilter,
    VenterPaaFilter,
    standardfilter,
)

# Whether a row has a finer one that meets a condition: `korn.findes_under` or its like.
Findes = Callable[[type[Model], type[Model], Q, type[Model]], Any]


class Registerfilter(django_filters.FilterSet):
    """What every list's filter shares. A filter with faults shows nothing rather than too much.

    Conditions on a grain finer than the list's meet on one and the same finer row: "about
    Begrundelse in Børn & Familie" is one issue that is both.
    """

    # What happens to a row on its day, as the list's sentence tells it.
    dagens_ord = "modtaget"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._traeer: dict[type[Knude], Trae] = {}

    def trae(self, model: type[Knude]) -> Trae:
        """The tree of a model, read once."""
        if model not in self._traeer:
            self._traeer[model] = Trae.af(model)
        return self._traeer[model]

    @classmethod
    def filter_for(cls, navn: str) -> Kornfilter | None:
        """The filter of a parameter, switched on or not; None when there is none."""
        return cls.base_filters.get(navn)

    @property
    def qs(self) -> QuerySet:
        return self.queryset.none() if self.is_bound and self.form.errors else super().qs

    @property
    def givne(self) -> dict[str, Any]:
        """What the valid parameters ask for, by their names; empty ones ask for nothing."""
        alle = self.form.cleaned_data.items()
        return {navn: vaerdi for navn, vaerdi in alle if vaerdi not in (None, "")}

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(self.paa(queryset.model))

    def paa(self, fra: type[Model], findes: Findes = korn.blandt_dem_over) -> Q:
        """The condition that valid parameters are on rows of `fra`: the list's, or finer ones.

        A list asks of the whole register, so the finer rows are looked through once unless
        `findes` asks otherwise.
        """
        return self.vilkaar(
            self.queryset.model, self.form.cleaned_data, self.filters, findes=findes, fra=fra
        )

    @property
    def spoerger_egne(self) -> bool:
        """Whether anything is asked of the rows themselves, and not of the coarser ones alone."""
        return any(self.filters[navn].grain is self.queryset.model for navn in self.givne)

    def over(self, grov: type[Model]) -> Q:
        """The condition on coarser rows, where nothing is asked of the list's own."""
        return self.vilkaar(grov, self.form.cleaned_data, self.filters)

    def traeffere(self, under: QuerySet) -> QuerySet | None:
        """Of the finer rows, those that the rows over them are chosen by.

        None where rows are not chosen by a finer one: nothing is asked of these, or that there is
        none.
        """
        spurgt = [
            vaerdi
            for navn, vaerdi in self.givne.items()
            if korn.er_finere(self.filters[navn].grain, self.queryset.model)
        ]
        if not spurgt or any(INGEN in vaerdi.split(",") for vaerdi in spurgt):
            return None
        return under.filter(self.paa(under.model, findes=lambda til, grain, q, fra: q))

    @classmethod
    def vilkaar(
        cls,
        model: type[Model],
        parametre: Mapping[str, Any],
        filtre: Mapping[str, Kornfilter] | None = None,
        findes: Findes = korn.findes_under,
        fra: type[Model] | None = None,
    ) -> Q:
        """The condition on rows of `model` that valid parameters name; empty ones name none.

        `filtre` are the parameters' filters, where they are at hand already. `findes` is how it is
        asked whether there is a finer row: of each row, or of all at once; the answer is the same.
        Asked of rows of `fra`, where they are finer, it tells of the row of `model` over them.
        """
        fra = fra or model
        alle, finere = Q(), {}
        for navn, vaerdi in parametre.items():
            if vaerdi in (None, ""):
                continue
            filter_ = filtre[navn] if filtre else cls.filter_for(navn)
            if not korn.er_finere(filter_.grain, model):
                alle &= filter_.q(fra, vaerdi)
            elif INGEN in vaerdi.split(","):
                ingen = ~Q(korn.findes_under(model, filter_.grain, fra=fra))
                q = filter_.q(filter_.grain, vaerdi)
                alle &= ingen | Q(korn.findes_under(model, filter_.grain, q, fra))
            else:
                finere[filter_.grain] = finere.get(filter_.grain, Q()) & filter_.q(
                    filter_.grain, vaerdi
                )
        for grain, q in finere.items():
            alle &= Q(findes(model, grain, q, fra))
        return alle


_Standardfelter = type(Registerfilter)(
    "_Standardfelter", (Registerfilter,), {felt.noegle: standardfilter(felt) for felt in FELTER}
)


class _Henvendelser(_Standardfelter):
    """The lists of inquiries and of issues: what the office registers can be filtered on.

    A field that is switched off, or a marker no longer asked about, is left out, unless the
    address names it: a report's cell still leads to its list.
    """

    fra = Dagfilter(Henvendelse, "modtaget", lookup_expr="gte", label="Modtaget fra")
    til = Dagfilter(Henvendelse, "modtaget", lookup_expr="lte", label="Modtaget til og med")
    afdeling = Traefilter(Sag, "afdeling", model=Afdeling, label="Afdeling")
    sagstype = Valgfilter(Sag, "sagstype", valg=Sagstype, label="Sagstype")
    status = Statusfilter(Henvendelse, "afsluttet", valg=Status, label="Status")
    afsluttet_fra = Dagfilter(Henvendelse, "afsluttet", lookup_expr="gte", label="Afsluttet fra")
    afsluttet_til = Dagfilter(
        Henvendelse, "afsluttet", lookup_expr="lte", label="Afsluttet til og med"
    )
    frist = Fristfilter(Henvendelse, "frist", valg=Fristtilstand, label="Frist")
    stille = Stillefilter(Henvendelse, "sidst_aktiv", valg=Stilhed, label="Uden aktivitet")
    aaben_pr = Aabenfilter(Henvendelse, "afsluttet", label="Åben ved udgangen af")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        navngivet = {navn for navn in data or () if data[navn]}
        for felt in kontorets_felter().values():
            if not felt.til and felt.noegle not in navngivet:
                del self.filters[felt.noegle]
        for maerke in Maerke.objects.prefetch_related("vaerdier"):
            if maerke.aktiv or maerke.parameter in navngivet:
                filter_ = Maerkefilter(maerke)
                filter_.parent, filter_.model = self, self.queryset.model
                self.filters[maerke.parameter] = filter_

    @classmethod
    def filter_for(cls, navn: str) -> Kornfilter | None:
        if not navn.startswith(MAERKE):
            return super().filter_for(navn)
        maerke = Maerke.objects.filter(noegle=navn.removeprefix(MAERKE))
        fundet = maerke.prefetch_related("vaerdier").first()
        return Maerkefilter(fundet) if fundet else None


class HenvendelseFilter(_Henvendelser):
    class Meta:
        model = Henvendelse
        fields: list[str] = []


class SagFilter(_Henvendelser):
    class Meta:
        model = Sag
        fields: list[str] = []


class _Afgoerelser(Registerfilter):
    fra = Dagfilter(Afgoerelse, "modtaget", lookup_expr="gte", label="Modtaget fra")
    til = Dagfilter(Afgoerelse, "modtaget", lookup_expr="lte", label="Modtaget til og med")
    instans = Valgfilter(Afgoerelse, "instans", model=Instans, label="Instans")
    afdeling = Traefilter(Afgoerelse, "afdeling", model=Afdeling, label="Afdeling")
    resultat = Resultatfilter(
        Afgoerelse, "udfald", valg=Sagsbehandlingsresultat, label="Bemærkninger"
    )
    udfald = Valgfilter(Afgoerelse, "udfald", valg=Udfald, label="Udfald")
    lov = Valgfilter(Afgoerelse, "lov", model=Lov, label="Lov")
    bemaerkningstema = Valgfilter(
        Bemaerkning,
        "tema",
        model=Bemaerkningstema,
        ingen="Ingen bemærkninger",
        label="Bemærkningstema",
    )


class AfgoerelseFilter(_Afgoerelser):
    class Meta:
        model = Afgoerelse
        fields: list[str] = []


class BemaerkningFilter(_Afgoerelser):
    class Meta:
        model = Bemaerkning
        fields: list[str] = []


class AktivitetFilter(Registerfilter):
    dagens_ord = "holdt"

    fra = Dagfilter(Aktivitet, "dato", lookup_expr="gte", label="Holdt fra")
    til = Dagfilter(Aktivitet, "dato", lookup_expr="lte", label="Holdt til og med")
    slags = Valgfilter(Aktivitet, "slags", model=Aktivitetsslags, label="Slags")
    afdeling = Traefilter(Aktivitet, "afdeling", model=Afdeling, label="Afdeling")

    class Meta:
        model = Aktivitet
        fields: list[str] = []


class ForespoergselFilter(Registerfilter):
    dagens_ord = "sendt"

    fra = Dagfilter(Forespoergsel, "sendt", lookup_expr="gte", label="Sendt fra")
    til = Dagfilter(Forespoergsel, "sendt", lookup_expr="lte", label="Sendt til og med")
    afdeling = Traefilter(Forespoergsel, "afdeling", model=Afdeling, label="Afdeling")
    tilstand = Valgfilter(Forespoergsel, "tilstand", valg=Forespoergselstilstand, label="Tilstand")
    frist = Svarfristfilter(Forespoergsel, "frist", valg=Fristtilstand, label="Svarfrist")
    venter_paa = VenterPaaFilter(Forespoergsel, "tilstand", valg=VenterPaa, label="Venter på")
    art = Valgfilter(Forespoergsel, "art", valg=Forespoergselsart, label="Art")
    rettidighed = Rettidighedsfilter(
        Forespoergsel, "besvaret", valg=Rettidighed, label="Svar til tiden"
    )
    erkendelse = Valgfilter(Forespoergsel, "erkendelse", valg=Erkendelse, label="Fejl erkendt")
    laering = Valgfilter(Forespoergsel, "laering", valg=JaNej, label="Læring i svaret")
    besvaret_fra = Dagfilter(Forespoergsel, "besvaret", lookup_expr="gte", label="Besvaret fra")
    besvaret_til = Dagfilter(
        Forespoergsel, "besvaret", lookup_expr="lte", label="Besvaret til og med"
    )

    class Meta:
        model = Forespoergsel
        fields: list[str] = []
