"""What a column is sorted by, told in two ways: as an expression, and as the values rows share.

The expression puts any rows in order (`rang`). Where many rows share each of a few values, a list
is rather divided by them (`Delelig`, used by `opdeling`): how many rows has each, and which.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.lookups import In

from .. import korn
from ..dansk import sorteringsnoegle
from ..models import Emne, Henvendelse, Maerke, Maerkesvar, Sag
from ..models.henvendelse import HenvendelseQuerySet
from ..valg import Sagstype
from .udtryk import Binaer, Plads, i_orden
from .valgte import Valgte

DELES_EFTER = "deles_efter"
# A column of this path is the main issue's own.
HOVEDSAGENS = f"{HenvendelseQuerySet.HOVEDSAG}__"
# And one of this path is an issue's inquiry's.
HENVENDELSENS = f"{korn.op(Sag, Henvendelse)}__"


class Rang(ABC):
    """How a column puts rows in order."""

    @abstractmethod
    def rang(self) -> Combinable:
        """What rows of `kilde` are sorted by; NULL where the column is not stated."""

    def kilde(self, raekker: QuerySet) -> QuerySet:
        """The rows with all that the column names."""
        return raekker


class Delelig(Rang):
    """A column of few values, so that it costs less to count them all than to sort the rows.

    `i_gruppen` is a lookup that rows of one value are sorted by, before the list's own order.
    """

    i_gruppen = ""

    @abstractmethod
    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """How many of the rows have each value, None among them; always as many queries."""

    @abstractmethod
    def er(self, vaerdier: Collection, hver: bool) -> Q:
        """That a row of `kilde` has one of these values; `hver` when it is asked of few rows."""

    def pladser(self, vaerdier: Iterable) -> Mapping[Any, Hashable]:
        """What each value is sorted by, the same for those that are not told apart.

        A value that is not in it is none, and its rows stand last.
        """
        return {vaerdi: vaerdi for vaerdi in vaerdier if vaerdi is not None}


@dataclass(frozen=True)
class Vaerdi(Delelig):
    """The values at `sti`, which sort as they are."""

    sti: str

    def rang(self) -> Combinable:
        return F(self.sti)

    def vaerdi(self) -> Combinable:
        return F(self.sti)

    def kilde(self, raekker: QuerySet) -> QuerySet:
        return raekker.alias(**{DELES_EFTER: self.vaerdi()})

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        return _lagt_sammen(valgte, self, lambda raekker, den: _talt(raekker, den.vaerdi()))

    def er(self, vaerdier: Collection, hver: bool) -> Q:
        kendte = [vaerdi for vaerdi in vaerdier if vaerdi is not None]
        q = Q(**{f"{DELES_EFTER}__in": kendte}) if kendte else Q()
        return q | Q(**{f"{DELES_EFTER}__isnull": True}) if None in vaerdier else q


@dataclass(frozen=True)
class Sjaelden(Vaerdi):
    """Values that few rows have any of: those that have none are not gone through to be grouped."""

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """Those with one, by which; and how many rows there are."""
        fundne = _lagt_sammen(
            valgte,
            self,
            lambda raekker, den: _talt(
                raekker.filter(**{f"{den.sti}__isnull": False}), den.vaerdi()
            ),
        )
        uden = valgte.antal - fundne.total()
        return fundne | {None: uden} if uden else fundne


@dataclass(frozen=True)
class Tekst(Vaerdi):
    """The texts at `sti`: each is put among the others as Danish once, and not once per row."""

    def vaerdi(self) -> Combinable:
        return Binaer(F(self.sti))

    def pladser(self, vaerdier: Iterable) -> Mapping[Any, Hashable]:
        return {tekst: sorteringsnoegle(tekst) for tekst in vaerdier}


@dataclass(frozen=True)
class Kode(Vaerdi):
    """The codes at `sti`, in the order in which their choices stand."""

    valg: type[TextChoices]

    def rang(self) -> Combinable:
        return i_orden(self.sti, self.valg.values)

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """All codes counted as the rows go by, which takes half of what grouping the rows does.

        A constraint holds each row to one of them, or to none.
        """
        talt = _lagt_sammen(
            valgte,
            self,
            lambda raekker, den: raekker.order_by().aggregate(
                alle=Count("*"),
                **{
                    f"kode_{nr}": Count(Value(1), filter=Q(**{den.sti: kode}))
                    for nr, kode in enumerate(den.valg.values)
                },
            ),
        )
        alle = talt.pop("alle")
        koder = dict(zip(self.valg.values, talt.values(), strict=True))
        fundne = {kode: antal for kode, antal in koder.items() if antal}
        uoplyst = alle - sum(fundne.values())
        return fundne | {None: uoplyst} if uoplyst else fundne

    def pladser(self, vaerdier: Iterable) -> Mapping[Any, Hashable]:
        return {kode: plads for plads, kode in enumerate(self.valg.values)}


@dataclass(frozen=True)
class Navn(Vaerdi):
    """The names of a list's values, where `sti` leads to the value.

    The list is put in Danish order once, and the rows by their place in it: comparing names as
    Danish for each pair of 100,000 rows takes seconds.
    """

    model: type[Model]

    def rang(self) -> Combinable:
        return Plads(F(self.sti), tuple(sorted(self.pladser(()).items())))

    def pladser(self, vaerdier: Iterable) -> Mapping[Any, Hashable]:
        plads: dict[str, int] = {}
        return {pk: plads.setdefault(navn, len(plads)) for pk, navn in self.navne()}

    def navne(self) -> Iterable[tuple[int, str]]:
        """Every value with its name, in the order of the names."""
        return self.model.objects.order_by("navn").values_list("pk", "navn")


@dataclass(frozen=True)
class Temanavn(Navn):
    """The names of the themes that the topics at `sti` are under; a theme's own is its name."""

    model: type[Model] = Emne

    def navne(self) -> Iterable[tuple[int, str]]:
        emner = list(self.model.objects.order_by("navn").values_list("pk", "overordnet", "navn"))
        plads = {pk: nr for nr, (pk, _, _) in enumerate(emner)}
        navn = {pk: navn for pk, _, navn in emner}
        under = sorted(emner, key=lambda emne: plads[emne[1] or emne[0]])
        return [(pk, navn[over or pk]) for pk, over, _ in under]


class _Hovedsagens(Vaerdi):
    """What is the main issue's, in a list of inquiries."""

    def kilde(self, raekker: QuerySet) -> QuerySet:
        return super().kilde(raekker.med_hovedsag())

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """Asked of the issues: to join them to the inquiries takes twice the time."""
        hovedsager = valgte.finere().filter(sagstype=Sagstype.HOVEDSAG)
        return _talt(hovedsager, F(self.sti.removeprefix(HOVEDSAGENS)))


class HovedsagensNavn(_Hovedsagens, Navn):
    pass


class HovedsagensTemanavn(_Hovedsagens, Temanavn):
    pass


@dataclass(frozen=True)
class Antal(Delelig):
    """How many finer rows of `under` a row of `til` has, those alone that `hvilke` names."""

    til: type[Model]
    under: type[Model]
    hvilke: Q

    def rang(self) -> Combinable:
        return korn.antal_under(self.til, self.under, self.hvilke)

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """Two queries: those with any, by how many; and how many rows there are."""
        fundne = Counter(self._talte(valgte.finere()).values_list("antal", flat=True))
        return {0: valgte.antal - fundne.total(), **fundne}

    def er(self, vaerdier: Collection, hver: bool) -> Q:
        flere, q = set(vaerdier) - {0}, Q()
        if flere and hver:
            q = Q(In(self.rang(), flere))
        elif flere:
            talte = self._talte(self.under.objects.all())
            q = Q(pk__in=talte.filter(antal__in=flere).values(self._op))
        if 0 not in vaerdier:
            return q
        findes = korn.findes_under if hver else korn.blandt_dem_over
        return q | ~Q(findes(self.til, self.under, self.hvilke))

    @property
    def _op(self) -> str:
        return korn.op(self.under, self.til)

    def _talte(self, finere: QuerySet) -> QuerySet:
        alle = finere.order_by().filter(self.hvilke)
        return alle.values(self._op).annotate(antal=Count("*"))


@dataclass(frozen=True)
class Henvisning(Delelig):
    """The number of the inquiry that `sti` leads to, from the few rows that have one."""

    sti: str

    @property
    def i_gruppen(self) -> str:
        return f"{self.sti}__nummer"

    def rang(self) -> Combinable:
        return F(self.i_gruppen)

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """Two queries: those that have one, and how many rows there are."""
        med = _lagt_sammen(
            valgte,
            self,
            lambda raekker, den: {True: raekker.filter(**{f"{den.sti}__isnull": False}).count()},
        )
        return {**med, None: valgte.antal - med[True]}

    def er(self, vaerdier: Collection, hver: bool) -> Q:
        return Q() if len(vaerdier) > 1 else Q(**{f"{self.sti}__isnull": None in vaerdier})


@dataclass(frozen=True)
class Udtryk(Rang):
    """Any expression."""

    udtryk: Combinable

    def rang(self) -> Combinable:
        return self.udtryk


@dataclass(frozen=True)
class Svar(Delelig):
    """The answers to one of the office's own markers, in the marker's order; of several the first.

    `sti` leads from the row to its inquiry's answers.
    """

    maerke: Maerke
    sti: str

    @cached_property
    def vaerdier(self) -> list[int]:
        """The keys of the marker's values, in order."""
        return [vaerdi.pk for vaerdi in self.maerke.vaerdier.all()]

    def rang(self) -> Combinable:
        svar = self._svar(henvendelse=OuterRef(self._til_henvendelsen))
        plads = i_orden("vaerdi", self.vaerdier)
        return Subquery(svar.annotate(plads=plads).order_by("plads").values("plads")[:1])

    def antal(self, valgte: Valgte) -> Mapping[Any, int]:
        """Those with an answer, by which; and how many rows there are."""
        fundne = _lagt_sammen(valgte, self, lambda raekker, den: den.talte(raekker))
        uden = valgte.antal - fundne.total()
        return fundne | {None: uden} if uden else fundne

    def talte(self, raekker: QuerySet) -> Mapping[Any, int]:
        """How many of the rows have each value first."""
        med = raekker.order_by().filter(**{f"{self.sti}__maerke": self.maerke})
        if not self.maerke.flere:
            return _talt(med, F(f"{self.sti}__vaerdi"))
        plads = Min(i_orden(f"{self.sti}__vaerdi", self.vaerdier))
        paa_plads = {
            f"plads_{nr}": Count("plads", filter=Q(plads=nr)) for nr in range(len(self.vaerdier))
        }
        talt = med.values("pk").annotate(plads=plads).aggregate(**paa_plads)
        fundne = zip(self.vaerdier, talt.values(), strict=True)
        return {vaerdi: antal for vaerdi, antal in fundne if antal}

    def er(self, vaerdier: Collection, hver: bool) -> Q:
        kendte = [vaerdi for vaerdi in self.vaerdier if vaerdi in vaerdier]
        q = Q()
        if kendte and not self.maerke.flere:
            q = self._har(kendte, hver)
        elif kendte:
            q = reduce(or_, (self._har_foerst(vaerdi, hver) for vaerdi in kendte))
        return q | ~self._har(self.vaerdier, hver) if None in vaerdier else q

    def pladser(self, vaerdier: Iterable) -> Mapping[Any, Hashable]:
        return {vaerdi: plads for plads, vaerdi in enumerate(self.vaerdier)}

    def _har_foerst(self, vaerdi: int, hver: bool) -> Q:
        foer = self.vaerdier[: self.vaerdier.index(vaerdi)]
        q = self._har([vaerdi], hver)
        return q & ~self._har(foer, hver) if foer else q

    def _har(self, vaerdier: Collection[int], hver: bool) -> Q:
        svar = self._svar(vaerdi__in=vaerdier).order_by()
        if hver:
            return Q(Exists(svar.filter(henvendelse=OuterRef(self._til_henvendelsen))))
        return Q(**{f"{self._til_henvendelsen}__in": svar.values("henvendelse")})

    def _svar(self, **hvilke) -> QuerySet:
        return Maerkesvar.objects.select_related(None).filter(maerke=self.maerke, **hvilke)

    @property
    def _til_henvendelsen(self) -> str:
        return self.sti.rpartition("__")[0] or "pk"


def _lagt_sammen(
    valgte: Valgte, kolonne: Any, tael: Callable[[QuerySet, Any], Mapping[Any, int]]
) -> Counter:
    """What `tael` finds of the column in the chosen rows, put together of their parts."""
    talt: Counter = Counter()
    for raekker, den in _dele(valgte, kolonne):
        talt.update(tael(raekker, den))
    return talt


def _dele(valgte: Valgte, kolonne: Any) -> Iterator[tuple[QuerySet, Any]]:
    """Rows that are the chosen ones when they are put together, each part with its column."""
    dele = valgte.dele() if kolonne.sti.startswith(HENVENDELSENS) else None
    if dele is None:
        yield valgte.samlet, kolonne
    else:
        over, andre = dele
        yield over, replace(kolonne, sti=kolonne.sti.removeprefix(HENVENDELSENS))
        yield andre, kolonne


def _talt(raekker: QuerySet, vaerdi: Combinable) -> dict[Any, int]:
    """How many rows have each value."""
    talte = raekker.order_by().values(**{DELES_EFTER: vaerdi}).annotate(antal=Count("*"))
    return dict(talte.values_list(DELES_EFTER, "antal"))
