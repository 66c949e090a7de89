"""Dimensions: the ways to break a unit down, and the lines each of them has.

A dimension hangs on one grain. It knows its lines' order, keeps those that count nothing, and
gives what is not stated a line of its own. A line says which stored values it gathers (`blade`)
and which parameters of the register's list show the same raekker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    Model,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Expression

from henvendelser import korn
from henvendelser.filtre import INGEN, SELV, UOPLYST
from henvendelser.forespoergsler.rettidighed import rettidighed
from henvendelser.models import Henvendelse, Maerkevaerdi
from henvendelser.models.felter import Gyldighed
from henvendelser.trae import Trae
from henvendelser.valg import JaNej

from ..periode import Periode
from .fejl import Erklaeringsfejl
from .maal import Maal

UOPLYST_NAVN = "Uoplyst"


@dataclass(frozen=True)
class Linje:
    """One line of an axis: a row or a column before it is counted.

    `blade` are the stored values that count in it. `vises_altid` keeps a line that counts
    nothing; `rest` marks the line of the units that have no finer row at all.
    """

    noegle: str
    navn: str
    blade: frozenset
    filter: tuple[tuple[str, str], ...]
    kort: str = ""
    niveau: int = 1
    maerke: str = ""
    har_underlinjer: bool = False
    vises_altid: bool = True
    rest: bool = False


@dataclass(frozen=True)
class Linjevalg:
    """How a report prints one line: `vaerdi` is the register's name or code of it."""

    vaerdi: str
    navn: str = ""
    kort: str = ""
    maerke: str = ""

    def er(self, linje: Linje) -> bool:
        return self.vaerdi in (linje.navn, linje.noegle)

    def paa(self, linje: Linje) -> Linje:
        return replace(
            linje,
            navn=self.navn or linje.navn,
            kort=self.kort or ("" if self.navn else linje.kort),
            maerke=self.maerke or linje.maerke,
        )


@dataclass(frozen=True)
class Dimension:
    """A way to break units down. Subclasses give the lines.

    `flertal` is what a unit may have several of, where the unit is coarser than `grain`; `ingen`
    names the line of those that have none, and `altid` the parts of the register where every unit
    has one. `en_gang` says that the database lets a unit have each value only once.
    """

    noegle: str
    navn: str
    grain: type[Model]
    felt: str
    flertal: str = ""
    ingen: str = ""
    altid: tuple[tuple[str, str], ...] = ()
    en_gang: bool = False
    er_trae: bool = field(default=False, init=False)

    def sti(self, fra: type[Model]) -> str:
        """The lookup of the stored value from a row of `fra`, once `tilslut` has been called."""
        return korn.felt(fra, self.grain, self.felt)

    def tilslut(self, raekker: QuerySet) -> QuerySet:
        """The rows with what `sti` goes through, where that is not the models' own."""
        return raekker

    def udtryk(self, fra: type[Model], maal: Maal) -> Expression:
        """The stored value seen from a row of `fra`, to group by."""
        return F(self.sti(fra))

    def passer_til(self, maal: Maal) -> bool:
        """Whether the measure's units can be broken down this way at all."""
        return (
            self.grain is maal.grain
            or korn.er_finere(maal.grain, self.grain)
            or korn.er_finere(self.grain, maal.grain)
        )

    def er_finere(self, maal: Maal) -> bool:
        """Whether the values stand on a finer grain than the measure's units."""
        return korn.er_finere(self.grain, maal.grain)

    def er_flertydig(self, maal: Maal) -> bool:
        """Whether one unit may fall in several lines."""
        return self.er_finere(maal)

    def linjer(self, akse: Akse, periode: Periode, maal: Maal) -> list[Linje]:
        """The lines in order, with Uoplyst last and, where it can be, those without any."""
        linjer = [*self.kendte_linjer(akse, periode, maal), self._uoplyst()]
        if self.ingen and self.er_flertydig(maal):
            linjer.append(
                Linje(
                    INGEN,
                    self.ingen,
                    frozenset(),
                    ((self.noegle, INGEN),),
                    vises_altid=False,
                    rest=True,
                )
            )
        return linjer

    def kendte_linjer(self, akse: Akse, periode: Periode, maal: Maal) -> Iterable[Linje]:
        raise NotImplementedError

    def _uoplyst(self) -> Linje:
        return Linje(
            UOPLYST,
            UOPLYST_NAVN,
            frozenset([None]),
            ((self.noegle, UOPLYST),),
            vises_altid=False,
        )


@dataclass(frozen=True)
class Valgdimension(Dimension):
    """By a code that the program gives a meaning, in the choices' order."""

    valg: type = None

    def kendte_linjer(self, akse, periode, maal):
        for kode, navn in self.valg.choices:
            yield Linje(kode, navn, frozenset([kode]), ((self.noegle, kode),))


@dataclass(frozen=True)
class Resultatdimension(Valgdimension):
    """By what an appeals body's decision says of the handling, which is derived."""

    def udtryk(self, fra, maal):
        return korn.resultat(fra)


@dataclass(frozen=True)
class Rettidighedsdimension(Valgdimension):
    """By whether a request was answered in time, which is derived, and seen from today."""

    def udtryk(self, fra, maal):
        return rettidighed()


@dataclass(frozen=True)
class Listedimension(Dimension):
    """By one of the office's code lists, in its order; an inactive value only where it counts."""

    model: type[Model] = None

    def poster(self) -> QuerySet:
        return self.model.objects.all()

    def kendte_linjer(self, akse, periode, maal):
        for post in self.poster():
            noegle = str(post.pk)
            yield Linje(
                noegle,
                post.navn,
                frozenset([post.pk]),
                ((self.noegle, noegle),),
                vises_altid=_bruges_i(post, periode),
            )


@dataclass(frozen=True)
class Henvisningsdimension(Valgdimension):
    """By whether an inquiry points at another one; that it does not is known, too."""

    def udtryk(self, fra, maal):
        return Case(
            When(**{f"{self.sti(fra)}__isnull": True}, then=Value(JaNej.NEJ.value)),
            default=Value(JaNej.JA.value),
            output_field=CharField(),
        )


@dataclass(frozen=True)
class Maerkedimension(Listedimension):
    """By one of the office's own markers: the inquiry's answers, joined to every row.

    An inquiry has one row for each of its answers, and one without where it has none, so that
    each unit is counted once in every line it belongs to. `flere` says that there may be several.
    """

    maerke: int = 0
    flere: bool = False

    @property
    def _alias(self) -> str:
        return f"svar_{self.maerke}"

    def sti(self, fra):
        return f"{self._alias}__{self.felt}"

    def tilslut(self, raekker):
        vej = korn.felt(raekker.model, Henvendelse, "maerkesvar")
        svar = FilteredRelation(vej, condition=Q(**{f"{vej}__maerke": self.maerke}))
        return raekker.alias(**{self._alias: svar})

    def er_flertydig(self, maal):
        return self.flere

    def poster(self):
        return Maerkevaerdi.objects.filter(maerke=self.maerke)


@dataclass(frozen=True)
class Traedimension(Dimension):
    """By a tree, rolled up to a level or with all levels as subtotals.

    A row that hangs on a node above the level asked for gets a line of its own there ("Læring,
    ikke nærmere angivet").
    """

    model: type[Model] = None
    er_trae: bool = field(default=True, init=False)

    def kendte_linjer(self, akse, periode, maal):
        trae = _Udsigt(Trae.af(self.model), efterfoelgere=akse.efterfoelgere)
        return self._under(None, 1, trae, akse, periode)

    def _under(self, overordnet, niveau, trae, akse, periode) -> Iterator[Linje]:
        for pk in trae.under(overordnet):
            dybere = trae.under(pk) and (akse.niveau is None or niveau < akse.niveau)
            if not dybere:
                yield self._knude(trae, pk, niveau if akse.mellemsummer else 1, periode)
                continue
            if akse.mellemsummer:
                linje = self._knude(trae, pk, niveau, periode)
                yield replace(linje, har_underlinjer=True)
            yield from self._under(pk, niveau + 1, trae, akse, periode)
            yield self._selv(trae, pk, niveau + 1 if akse.mellemsummer else 1)

    def _knude(self, trae, pk, niveau, periode) -> Linje:
        knude, blade = trae.knude(pk), trae.gren(pk)
        noegle = str(pk) if blade == trae.trae.gren(pk) else _hver_for_sig(blade)
        return Linje(
            str(pk),
            knude.navn,
            blade,
            ((self.noegle, noegle),),
            kort=getattr(knude, "kortnavn", ""),
            niveau=niveau,
            vises_altid=_findes_i(knude, periode),
        )

    def _selv(self, trae, pk, niveau) -> Linje:
        blade = trae.selv(pk)
        return Linje(
            f"{pk}{SELV}",
            f"{trae.knude(pk).navn}, ikke nærmere angivet",
            blade,
            ((self.noegle, _hver_for_sig(blade)),),
            niveau=niveau,
            vises_altid=False,
        )


class _Udsigt:
    """A tree seen as it is, or with each abolished node replaced by its successor now."""

    def __init__(self, trae: Trae, *, efterfoelgere: bool):
        self.trae = trae
        self._plads = {pk: self._efterfoelger(pk) if efterfoelgere else pk for pk in trae.knuder}
        self._selv: dict[int, set[int]] = {}
        for pk, plads in self._plads.items():
            self._selv.setdefault(plads, set()).add(pk)
        self._under: dict[int | None, list[int]] = {}
        for knude in trae:
            if self._plads[knude.pk] == knude.pk:
                over = self._over(knude.pk)
                self._under.setdefault(over, []).append(knude.pk)

    def _efterfoelger(self, pk: int) -> int:
        set_foer: set[int] = set()
        while (naeste := self.trae.knuder[pk].efterfoelger_id) and pk not in set_foer:
            set_foer.add(pk)
            pk = naeste
        return pk

    def _over(self, pk: int) -> int | None:
        """The node above; None also for a node that its successors would put under itself."""
        over, sete = self._lige_over(pk), {pk}
        while over is not None and over not in sete:
            sete.add(over)
            over = self._lige_over(over)
        return None if over == pk else self._lige_over(pk)

    def _lige_over(self, pk: int) -> int | None:
        over = self.trae.knuder[pk].overordnet_id
        return None if over is None or self._plads[over] == pk else self._plads[over]

    def knude(self, pk: int):
        return self.trae.knuder[pk]

    def under(self, pk: int | None) -> list[int]:
        return self._under.get(pk, [])

    def selv(self, pk: int) -> frozenset[int]:
        """The stored values that count on the node itself."""
        return frozenset(self._selv[pk])

    def gren(self, pk: int) -> frozenset[int]:
        """The stored values that count on the node or under it."""
        return self.selv(pk).union(*(self.gren(under) for under in self.under(pk)))


def _hver_for_sig(blade: frozenset[int]) -> str:
    return ",".join(f"{pk}{SELV}" for pk in sorted(blade))


def _bruges_i(post: Gyldighed, periode: Periode) -> bool:
    return post.aktiv and post.gaelder(periode.fra, periode.til)


def _findes_i(knude, periode: Periode) -> bool:
    if isinstance(knude, Gyldighed):
        return _bruges_i(knude, periode)
    return (knude.gyldig_fra is None or knude.gyldig_fra <= periode.til) and (
        knude.gyldig_til is None or knude.gyldig_til >= periode.fra
    )


@dataclass(frozen=True)
class Tidsdimension(Dimension):
    """By month, quarter or year of the day that places the unit in the period.

    Grouped by the day in the database and gathered here: alike on both databases.
    """

    noegle_af: Callable[[date], tuple] = None
    navngiv: Callable[[date], str] = None

    def udtryk(self, fra, maal):
        return F(korn.felt(fra, maal.population.grain, maal.population.dato))

    def passer_til(self, maal):
        return bool(maal.population.fra)

    def er_flertydig(self, maal):
        return False

    def linjer(self, akse, periode, maal):
        return list(self.kendte_linjer(akse, periode, maal))

    def kendte_linjer(self, akse, periode, maal):
        for _, gruppe in groupby(periode.dage, key=self.noegle_af):
            dage = tuple(gruppe)
            yield Linje(
                dage[0].isoformat(),
                self.navngiv(dage[0]),
                frozenset(dage),
                tuple(maal.population.parametre(Periode(dage[0], dage[-1])).items()),
            )


@dataclass(frozen=True)
class Akse:
    """A dimension as one table uses it.

    - `niveau`: a tree is rolled up to this level; None is the deepest.
    - `mellemsummer`: every level is shown, the upper ones as subtotals.
    - `efter_hovedsag`: an inquiry counts once, by its hovedsag.
    - `efterfoelgere`: an abolished department counts under its successor now.
    - `linjer`: lines with a printed name of their own.
    - `kun_valgte`: those lines come first, in that order; any other line is shown only where it
      counts something.
    """

    dimension: Dimension
    niveau: int | None = None
    mellemsummer: bool = False
    efter_hovedsag: bool = False
    efterfoelgere: bool = False
    linjer: tuple[Linjevalg, ...] = ()
    kun_valgte: bool = False

    def er_flertydig(self, maal: Maal) -> bool:
        return self.dimension.er_flertydig(maal) and not self.efter_hovedsag

    def byg_linjer(self, periode: Periode, maal: Maal) -> list[Linje]:
        """The axis' lines in the printed order, with their printed names."""
        alle = self.dimension.linjer(self, periode, maal)
        valgte = []
        for valg in self.linjer:
            fundet = next((linje for linje in alle if valg.er(linje)), None)
            if fundet is None:
                raise Erklaeringsfejl(
                    f"»{valg.vaerdi}« findes ikke blandt {self.dimension.navn.lower()}."
                )
            valgte.append((fundet, valg.paa(fundet)))
        if not self.kun_valgte:
            trykt = {linje.noegle: ny for linje, ny in valgte}
            return [trykt.get(linje.noegle, linje) for linje in alle]
        foerst = {linje.noegle for linje, _ in valgte}
        resten = [replace(li, vises_altid=False) for li in alle if li.noegle not in foerst]
        return [*(ny for _, ny in valgte), *resten]
