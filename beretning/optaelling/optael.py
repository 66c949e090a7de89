"""Count a declaration: one aggregate query, folded into a `Tabel`.

The query groups by the stored values. An axis on which every unit has one value is gathered into
lines, subtotals and totals here, by adding. An axis on which a unit may have several cannot be
added up, so the same query counts its lines, its subtotals and its total each for themselves
(UNION ALL), every unit once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from henvendelser import korn
from henvendelser.valg import Sagstype

from ..periode import Periode
from ..tabel import I_ALT, Celle, Kolonne, Raekke, Tabel, Tal
from .andele import Andelstabel
from .dimensioner import Akse, Linje
from .erklaering import Erklaering
from .maal import Varighed
from .varigheder import Dage, Varighedstabel

_TOTAL = -1
_REST = -2


def optael(erklaering: Erklaering, periode: Periode) -> Tabel:
    """The table of the register as it stands now. One query for the numbers, at most two more
    for the lines' names; how many does not depend on the register's size."""
    if andel := erklaering.maal.andel:
        return Andelstabel(andel, optael(erklaering.delt_op(), periode)).tabel()
    if varighed := erklaering.maal.varighed:
        enheder = erklaering.uden_varighed()
        dage = _dage(enheder, varighed, periode)
        return Varighedstabel(varighed, optael(enheder, periode), dage).tabel()
    parametre = {**erklaering.maal.population.parametre(periode), **dict(erklaering.udsnit)}
    if erklaering.efter_hovedsag:
        parametre["sagstype"] = Sagstype.HOVEDSAG.value
    raekker, kolonner = (
        _Optaltakse(akse, erklaering, periode) if akse else _Enkelt()
        for akse in (erklaering.raekker, erklaering.kolonner)
    )
    optaelling = _Optaelling(erklaering, parametre, raekker, kolonner)
    return _Udfyldning(optaelling, optaelling.antal(), periode).tabel()


def _dage(erklaering: Erklaering, varighed: Varighed, periode: Periode) -> Dage:
    """The days that each unit took, under the key of each line that it counts in and of the
    total. One query, of the units themselves: no database of the two has a median of its own."""
    maal, akse = erklaering.maal, _Optaltakse(erklaering.raekker, erklaering, periode)
    parametre = {**maal.population.parametre(periode), **dict(erklaering.udsnit)}
    raekker = maal.grain.objects.filter(maal.filter.vilkaar(maal.grain, parametre)).order_by()
    dage: Dage = defaultdict(list)
    for vaerdi, fra, til in akse.dimension.tilslut(raekker).values_list(
        akse.dimension.udtryk(maal.grain, maal), varighed.fra, varighed.til
    ):
        for nr in akse.linjer_med(vaerdi):
            noegle = I_ALT if nr == _TOTAL else akse.linjer[nr].noegle
            dage[noegle].append((til - fra).days)
    return dage


@dataclass(frozen=True)
class _Gruppering:
    """One way an axis is grouped: by value, by the lines of a level, as total, or as the rest.

    `udtryk` gives the grouped expression seen from a row of a grain; `tilslut` joins what it
    reads, where that is not the models' own. `fint` says that it needs
    the declaration's finest grain; `en_gang` that a unit has at most one row in each group there.
    """

    udtryk: Callable[[type[Model]], object]
    tilslut: Callable[[QuerySet], QuerySet] | None = None
    fint: bool = False
    en_gang: bool = False
    rest: bool = False
    total: bool = False


class _Optaltakse:
    """An axis with its lines, and how the query groups by it."""

    def __init__(self, akse: Akse, erklaering: Erklaering, periode: Periode):
        self.maal = erklaering.maal
        self.dimension = akse.dimension
        self.flertydig = akse.er_flertydig(self.maal)
        self.linjer = akse.byg_linjer(periode, self.maal)
        self._har_rest = any(linje.rest for linje in self.linjer) and not (
            set(self.dimension.altid) & set(erklaering.udsnit)
        )
        self._linjer_med = self._gaa_over_linjerne()

    def _gaa_over_linjerne(self) -> dict[object, list[int]]:
        """From a grouped value to the numbers of the lines it counts in; the total is one."""
        med: dict[object, list[int]] = defaultdict(list)
        if self.flertydig:
            for nr, linje in enumerate(self.linjer):
                med[_REST if linje.rest else nr].append(nr)
            med[_TOTAL].append(_TOTAL)
            return med
        for nr, linje in enumerate(self.linjer):
            for blad in linje.blade:
                med[blad].append(nr)
        for numre in med.values():
            numre.append(_TOTAL)
        return med

    def linjer_med(self, vaerdi: object) -> list[int]:
        """The lines that a grouped value counts in.

        None on an axis counted level by level is a row that has no line on that level; its line
        is on another.
        """
        if self.flertydig and vaerdi is None:
            return []
        return self._linjer_med[vaerdi]

    def grupperinger(self) -> list[_Gruppering]:
        if not self.flertydig:
            return [
                _Gruppering(
                    lambda grain: self.dimension.udtryk(grain, self.maal), self.dimension.tilslut
                )
            ]
        niveauer = sorted({linje.niveau for linje in self.linjer if not linje.rest})
        en_gang = self.dimension.en_gang and all(len(linje.blade) <= 1 for linje in self.linjer)
        grupper = [
            _Gruppering(
                partial(self._niveau, niveau),
                self.dimension.tilslut,
                fint=self.dimension.er_finere(self.maal),
                en_gang=en_gang,
            )
            for niveau in niveauer
        ]
        grupper.append(_Gruppering(_konstant(_TOTAL), total=True))
        if self._har_rest:
            grupper.append(_Gruppering(_konstant(_REST), rest=True))
        return grupper

    def _niveau(self, niveau: int, grain: type[Model]) -> Case:
        """The number of the line of this level that a row counts in; null where there is none."""
        felt = self.dimension.sti(grain)
        return Case(
            *(
                When(_blandt(felt, linje.blade), then=_heltal(nr))
                for nr, linje in enumerate(self.linjer)
                if linje.niveau == niveau and not linje.rest
            ),
            output_field=IntegerField(),
        )


class _Enkelt:
    """The columns of a table without a column dimension: only the total."""

    linjer: tuple[Linje, ...] = ()
    flertydig = False
    dimension = None

    def linjer_med(self, vaerdi: object) -> list[int]:
        return [_TOTAL]

    def grupperinger(self) -> list[_Gruppering]:
        return [_Gruppering(_konstant(_TOTAL))]


def _heltal(tal: int) -> Value:
    return Value(tal, output_field=IntegerField())


def _konstant(tal: int) -> Callable[[type[Model]], Value]:
    return lambda grain: _heltal(tal)


def _blandt(felt: str, blade: Iterable) -> Q:
    q = Q(**{f"{felt}__in": [blad for blad in blade if blad is not None]})
    return q | Q(**{f"{felt}__isnull": True}) if None in blade else q


@dataclass(frozen=True)
class _Optaelling:
    """The query of one declaration."""

    erklaering: Erklaering
    parametre: dict[str, str]
    raekker: _Optaltakse
    kolonner: _Optaltakse | _Enkelt

    def antal(self) -> dict[tuple[int, int], Tal]:
        """The count of each (row line, column line), the totals among them."""
        antal: dict[tuple[int, int], Tal] = defaultdict(int)
        for raekke, kolonne, tal in self._foresporgsel():
            par = product(self.raekker.linjer_med(raekke), self.kolonner.linjer_med(kolonne))
            for sted in par:
                antal[sted] += tal or 0  # nothing to add up is null
        return antal

    def _foresporgsel(self) -> QuerySet:
        foerste, *flere = [
            self._del(raekke, kolonne)
            for raekke, kolonne in product(
                self.raekker.grupperinger(), self.kolonner.grupperinger()
            )
            # A unit without finer rows is in no line of another axis of that grain.
            if not (raekke.rest and kolonne.fint) and not (kolonne.rest and raekke.fint)
            # Totals that are not printed: a line that counts anything does so in some column.
            if not (kolonne.total and not self.erklaering.raekketotal)
        ]
        return foerste.union(*flere, all=True) if flere else foerste

    def _del(self, raekke: _Gruppering, kolonne: _Gruppering) -> QuerySet:
        fint = raekke.fint or kolonne.fint
        maalets = self.erklaering.maal.grain
        grain = self.erklaering.grain if fint or self.erklaering.efter_hovedsag else maalets
        vilkaar = self.erklaering.maal.filter.vilkaar(grain, self.parametre)
        qs = grain.objects.filter(vilkaar).order_by()
        for tilslut in (raekke.tilslut, kolonne.tilslut):
            qs = tilslut(qs) if tilslut else qs
        if raekke.rest or kolonne.rest:
            qs = qs.exclude(korn.findes_under(maalets, self.erklaering.grain))
        if felt := self.erklaering.maal.sum_af:  # of the unit's own rows: no axis fans them out
            return self._grupper(qs, raekke, kolonne, grain, Sum(felt))
        # Count("*") where a row is a unit: counting a column keeps PostgreSQL from answering
        # out of the index alone, and counting what differs is several times as slow.
        er_enhed = not fint or raekke.en_gang or kolonne.en_gang
        antal = Count("*") if er_enhed else Count(korn.op(grain, maalets), distinct=True)
        return self._grupper(qs, raekke, kolonne, grain, antal)

    @staticmethod
    def _grupper(qs: QuerySet, raekke: _Gruppering, kolonne: _Gruppering, grain, antal) -> QuerySet:
        return (
            qs.values(raekke_=raekke.udtryk(grain), kolonne_=kolonne.udtryk(grain))
            .annotate(antal_=antal)
            .values_list("raekke_", "kolonne_", "antal_")
        )


@dataclass(frozen=True)
class _Udfyldning:
    """The counts set into the table's lines."""

    optaelling: _Optaelling
    antal: dict[tuple[int, int], Tal]
    periode: Periode

    def tabel(self) -> Tabel:
        erklaering = self.optaelling.erklaering
        linjer, kolonner = self.optaelling.raekker.linjer, self.optaelling.kolonner.linjer
        spalter = [nr for nr, linje in enumerate(kolonner) if self._vises(linje, kolonne=nr)]
        spalter.append(_TOTAL)
        viste = [
            nr
            for nr, linje in enumerate(linjer)
            if any(self._vises(linje, raekke=nr, kolonne=kolonne) for kolonne in spalter)
        ]
        return Tabel(
            noegle=erklaering.noegle,
            titel=erklaering.titel,
            enhed=erklaering.maal.enhed,
            liste=erklaering.maal.liste,
            fra=self.periode.fra.isoformat(),
            til=self.periode.til.isoformat(),
            forspalte=erklaering.raekker.dimension.navn,
            kolonner=tuple(self._kolonne(nr) for nr in spalter),
            raekker=tuple(self._raekke(nr, spalter) for nr in viste),
            i_alt=self._celler(_TOTAL, spalter),
            noter=(*self._egne_noter(), *erklaering.maal.noter, *erklaering.noter),
            raekketotal_trykt=erklaering.raekketotal,
        )

    def _vises(self, linje: Linje, *, raekke: int = _TOTAL, kolonne: int = _TOTAL) -> bool:
        return linje.vises_altid or self.antal[raekke, kolonne] > 0

    def _kolonne(self, nr: int) -> Kolonne:
        if nr == _TOTAL:
            return Kolonne(self.optaelling.erklaering.totalnavn, er_total=True)
        linje = self.optaelling.kolonner.linjer[nr]
        return Kolonne(linje.navn, linje.kort, linje.noegle)

    def _raekke(self, nr: int, spalter: list[int]) -> Raekke:
        linje = self.optaelling.raekker.linjer[nr]
        return Raekke(
            navn=linje.navn,
            niveau=linje.niveau,
            celler=self._celler(nr, spalter),
            noegle=linje.noegle,
            maerke=linje.maerke,
            har_underlinjer=linje.har_underlinjer,
        )

    def _celler(self, raekke: int, spalter: list[int]) -> tuple[Celle, ...]:
        return tuple(self._celle(raekke, kolonne) for kolonne in spalter)

    def _celle(self, raekke: int, kolonne: int) -> Celle:
        if kolonne == _TOTAL and not self.optaelling.erklaering.raekketotal:
            return Celle(None)
        return Celle(self.antal[raekke, kolonne], self._filter(raekke, kolonne))

    def _filter(self, raekke: int, kolonne: int) -> tuple[tuple[str, str], ...]:
        """The list's parameters: the table's own, narrowed by the row and the column."""
        parametre = dict(self.optaelling.parametre)
        population = self.optaelling.erklaering.maal.population
        for akse, nr in ((self.optaelling.raekker, raekke), (self.optaelling.kolonner, kolonne)):
            for parameter, vaerdi in akse.linjer[nr].filter if nr != _TOTAL else ():
                if parameter == population.fra:
                    parametre[parameter] = max(parametre[parameter], vaerdi)
                elif parameter == population.til:
                    parametre[parameter] = min(parametre[parameter], vaerdi)
                else:
                    parametre[parameter] = vaerdi
        return tuple(parametre.items())

    def _egne_noter(self) -> Iterator[str]:
        """What the reader must know about the numbers, told by the program."""
        enhed = self.optaelling.erklaering.maal.enhed
        for akse in (self.optaelling.raekker, self.optaelling.kolonner):
            if akse.flertydig:
                yield (
                    f"En {enhed.ental} kan have flere {akse.dimension.flertal} og tælles med under "
                    f"dem alle. Tallene kan derfor ikke lægges sammen til antallet af "
                    f"{enhed.flertal}."
                )
