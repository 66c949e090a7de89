"""What a parameter of a list asks of its rows, by the kind of thing that it names."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import date, timedelta

import django_filters
from django.db.models import Exists, Model, OuterRef, Q
from django.db.models.lookups import In

from .. import korn
from ..forespoergsler.rettidighed import rettidighed
from ..models import (
    Fristforlaengelse,
    Henvendelse,
    Maerke,
    Maerkesvar,
)
from ..models.forespoergsel import VENTER
from ..registreringsfelter import Felt, Slags
from ..regler import i_dag
from ..trae import Trae
from ..valg import (
    Forespoergselstilstand,
    Fristtilstand,
    JaNej,
    Status,
    VenterPaa,
)
from .felter import INGEN, SELV, UOPLYST, Dagfelt, Vaelgerfelt

EN_UGE = timedelta(7)


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
        return korn.har_resultat(fra, vaerdi.split(","))


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
