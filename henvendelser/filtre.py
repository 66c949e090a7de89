"""One filter per list. A cell of a table links to its list through the same parameters.

A value is an id or a code; `uoplyst` means not stated; a node of a tree means the node and
everything under it, `7.selv` the node alone; `3,8` means either; `ingen` means that there is no
finer row at all (a decision without remarks). Days are ISO dates, and both
days of a pair are included.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import django_filters
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.lookups import In

from . import korn
from .filterfelter import INGEN, SELV, UOPLYST, Dagfelt, Vaelgerfelt
from .forespoergsler.rettidighed import rettidighed
from .models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Aktivitetsslags,
    Bemaerkning,
    Bemaerkningstema,
    Forespoergsel,
    Fristforlaengelse,
    Henvendelse,
    Instans,
    Lov,
    Maerke,
    Maerkesvar,
    Sag,
)
from .models.forespoergsel import VENTER
from .models.registrering import MAERKE
from .models.traeer import Knude
from .registreringsfelter import FELTER, Felt, Slags, kontorets_felter
from .regler import i_dag
from .trae import Trae
from .valg import (
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

EN_UGE = timedelta(7)
# Whether a row has a finer one that meets a condition: `korn.findes_under` or its like.
Findes = Callable[[type[Model], type[Model], Q, type[Model]], Any]


class Kornfilter(django_filters.Filter):
    """A filter on a field of one grain, used from rows of the same or of a finer grain."""

    def __init__(self, grain: type[Model], felt: str, **kwargs):
        self.grain = grain
        self.felt = felt
        super().__init__(field_name=felt, **kwargs)

    def __deepcopy__(self, memo) -> Kornfilter:
        """A filter set's own; what it has in common with the others' is never changed."""
        kopi = copy.copy(self)
        vars(kopi).pop("_field", None)
        return kopi

    def q(self, fra: type[Model], vaerdi) -> Q:
        """The condition on rows of `fra`."""
        return Q(**{f"{korn.felt(fra, self.grain, self.felt)}__{self.lookup_expr}": vaerdi})


class Dagfilter(Kornfilter):
    field_class = Dagfelt


class Aabenfilter(Dagfilter):
    """Received by the end of the day, and not closed by then."""

    def q(self, fra: type[Model], vaerdi: date) -> Q:
        modtaget = korn.felt(fra, self.grain, "modtaget")
        afsluttet = korn.felt(fra, self.grain, "afsluttet")
        endnu_aaben = Q(**{f"{afsluttet}__isnull": True}) | Q(**{f"{afsluttet}__gt": vaerdi})
        return Q(**{f"{modtaget}__lte": vaerdi}) & endnu_aaben


class Valgfilter(Kornfilter):
    """A filter on a code (`valg`) or on a code list (`model`)."""

    field_class = Vaelgerfelt
    kan_vaere_uoplyst = True
    er_trae = False

    def __init__(
        self, grain: type[Model], felt: str, *, valg=None, model=None, ingen: str = "", **kwargs
    ):
        self.valg = valg
        self.kilde = model
        self.ingen = ingen
        super().__init__(grain, felt, er_trae=self.er_trae, **kwargs)

    @property
    def field(self) -> Vaelgerfelt:
        self.extra = {**self.extra, "muligheder": self.muligheder}
        return super().field

    def muligheder(self) -> Iterable[tuple[str, str]]:
        """The options, read anew for each form."""
        yield from self.kendte()
        if self.kan_vaere_uoplyst:
            yield UOPLYST, "Uoplyst"
        if self.ingen:
            yield INGEN, self.ingen

    def kendte(self) -> Iterable[tuple[str, str]]:
        if self.valg:
            return self.valg.choices
        return ((str(post.pk), post.navn) for post in self.kilde.objects.all())

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        sti, dele = korn.felt(fra, self.grain, self.felt), set(vaerdi.split(","))
        q = Q(**{f"{sti}__in": self.noegler(dele - {UOPLYST, INGEN})})
        return q | Q(**{f"{sti}__isnull": True}) if UOPLYST in dele else q

    def noegler(self, dele: set[str]) -> set:
        """The stored values that the parts of the parameter name."""
        return dele


class Traefilter(Valgfilter):
    """A filter on a node of a tree."""

    er_trae = True

    @property
    def trae(self) -> Trae:
        """The tree, which a filter set reads once."""
        i_saettet = getattr(self, "parent", None)
        return i_saettet.trae(self.kilde) if i_saettet else Trae.af(self.kilde)

    def kendte(self) -> Iterable[tuple[str, str]]:
        trae = self.trae
        for knude in trae:
            yield str(knude.pk), "\u00a0\u00a0\u00a0" * (trae.niveau(knude.pk) - 1) + knude.navn

    def noegler(self, dele: set[str]) -> set[int]:
        trae = self.trae
        grene = (trae.gren(int(del_)) for del_ in dele if not del_.endswith(SELV))
        selv = {int(del_.removesuffix(SELV)) for del_ in dele if del_.endswith(SELV)}
        return selv.union(*grene)


class Statusfilter(Valgfilter):
    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        sti, q = korn.felt(fra, self.grain, self.felt), Q(pk__in=[])
        for status in vaerdi.split(","):
            q |= Q(**{f"{sti}__isnull": status == Status.AABEN})
        return q


class Fristfilter(Valgfilter):
    """Open inquiries by the day they are to be followed up by, seen from today."""

    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        dag, q = i_dag(), Q(pk__in=[])
        frist = korn.felt(fra, self.grain, "frist")
        for del_ in vaerdi.split(","):
            if del_ == Fristtilstand.OVERSKREDET:
                q |= Q(**{f"{frist}__lt": dag})
            else:
                q |= Q(**{f"{frist}__range": (dag, dag + EN_UGE)})
        return q & Q(**{f"{korn.felt(fra, self.grain, 'afsluttet')}__isnull": True})


class Stillefilter(Valgfilter):
    """Open inquiries in which nothing has happened for so many days."""

    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        til = i_dag() - timedelta(min(int(dage) for dage in vaerdi.split(",")))
        return Q(
            **{
                f"{korn.felt(fra, self.grain, 'afsluttet')}__isnull": True,
                f"{korn.felt(fra, self.grain, 'sidst_aktiv')}__lte": til,
            }
        )


class Svarfristfilter(Valgfilter):
    """Requests by the day the department must answer by now, seen from today."""

    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        dag, q = i_dag(), Q(pk__in=[])
        for del_ in vaerdi.split(","):
            if del_ == Fristtilstand.OVERSKREDET:
                q |= Q(frist__lt=dag)
            else:
                q |= Q(frist__range=(dag, dag + EN_UGE))
        return q


class VenterPaaFilter(Valgfilter):
    """Requests by who has the next word: the adviser also where more time is asked for."""

    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        beder = Q(pk__in=Fristforlaengelse.objects.filter(udfald=None).values("forespoergsel"))
        q = Q(pk__in=[])
        for del_ in vaerdi.split(","):
            if del_ == VenterPaa.RAADGIVER:
                q |= Q(tilstand=Forespoergselstilstand.BESVARET) | beder
            else:
                q |= Q(tilstand__in=VENTER) & ~beder
        return q


class Rettidighedsfilter(Valgfilter):
    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        return Q(In(rettidighed(), vaerdi.split(",")))


class Resultatfilter(Valgfilter):
    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        return Q(In(korn.resultat(fra), vaerdi.split(",")))


class Henvisningsfilter(Valgfilter):
    """Whether an inquiry points at another one: that it does not is known, too."""

    kan_vaere_uoplyst = False

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        sti, q = korn.felt(fra, self.grain, self.felt), Q(pk__in=[])
        for svar in vaerdi.split(","):
            q |= Q(**{f"{sti}__isnull": svar == JaNej.NEJ})
        return q


class Maerkefilter(Valgfilter):
    """A filter on one of the office's own markers; no answer is not stated."""

    def __init__(self, maerke: Maerke):
        self.maerke = maerke
        super().__init__(Henvendelse, maerke.parameter, label=maerke.navn)

    def kendte(self) -> Iterable[tuple[str, str]]:
        return ((str(vaerdi.pk), vaerdi.navn) for vaerdi in self.maerke.vaerdier.all())

    def q(self, fra: type[Model], vaerdi: str) -> Q:
        navngivne, q = set(vaerdi.split(",")) - {UOPLYST}, Q()
        svar = Maerkesvar.objects.filter(
            henvendelse=OuterRef(korn.op(fra, Henvendelse)), maerke=self.maerke
        )
        if navngivne:  # "nothing or ..." would keep PostgreSQL from joining
            q |= Q(Exists(svar.filter(vaerdi__in=navngivne)))
        return q | ~Q(Exists(svar)) if UOPLYST in vaerdi.split(",") else q


_SLAGS = {
    Slags.LISTE: Valgfilter,
    Slags.KODE: Valgfilter,
    Slags.TRAE: Traefilter,
    Slags.HENVISNING: Henvisningsfilter,
}


def standardfilter(felt: Felt) -> Valgfilter:
    """The filter of one of the standard fields that an office may register."""
    valg = JaNej if felt.slags == Slags.HENVISNING else felt.valg
    return _SLAGS[felt.slags](
        felt.grain, felt.noegle, valg=valg, model=felt.model, label=felt.filternavn
    )


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
    def i_brug(self) -> bool:
        """Whether anything is asked for by parameters that are valid."""
        return any(vaerdi not in (None, "") for vaerdi in self.form.cleaned_data.values())

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

    def traeffere(self, under: QuerySet) -> QuerySet | None:
        """Of the finer rows, those that the rows over them are chosen by.

        None where rows are not chosen by a finer one: nothing is asked of these, or that there is
        none.
        """
        spurgt = [
            vaerdi
            for navn, vaerdi in self.form.cleaned_data.items()
            if vaerdi and korn.er_finere(self.filters[navn].grain, self.queryset.model)
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
