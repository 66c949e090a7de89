"""A list divided by the values of the column it is sorted by, so that a page reads few rows.

Sorting 100,000 rows to show 50 of them costs the same for each page, and more for the late ones.
How many rows there are of each value is found in one go; that tells which values the page is made
of, and the rows of these come in the list's own order, which an index has.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db.models import Case, F, OrderBy, Q, QuerySet, Value, When

from .ordener import Delelig
from .udsnit import egen_orden, udsnit
from .udtryk import Ofte
from .valgte import Valgte

OFTE = 0.1  # of all rows
SAMLES_HOEJST = 5000  # rows of several groups that are put in order at once


@dataclass(frozen=True)
class Gruppe:
    """Values that stand at the same place, and how many rows have one of them."""

    vaerdier: tuple[Any, ...]
    antal: int


@dataclass(frozen=True)
class Opdeling:
    """`valgte`, which are in the list's own order, by the values of `kolonne`."""

    valgte: Valgte
    kolonne: Delelig
    faldende: bool

    @cached_property
    def grupper(self) -> list[Gruppe]:
        """In their order; what is not stated comes last, whichever way it goes."""
        antal = self.kolonne.antal(self.valgte)
        pladser = self.kolonne.pladser(antal)
        samlet: dict[Hashable | None, list] = defaultdict(list)
        for vaerdi in antal:
            samlet[pladser.get(vaerdi)].append(vaerdi)
        orden: list = sorted(samlet.keys() - {None}, reverse=self.faldende)
        return [
            Gruppe(tuple(samlet[plads]), sum(antal[vaerdi] for vaerdi in samlet[plads]))
            for plads in [*orden, *samlet.keys() & {None}]
        ]

    @property
    def antal(self) -> int:
        return sum(gruppe.antal for gruppe in self.grupper)

    def noegler(self, fra: int, til: int) -> list:
        """The keys of the rows from number `fra`, counted from 0, up to `til`, which is not one."""
        til = min(til, self.antal)
        if fra >= til:
            return []
        slut = list(accumulate(gruppe.antal for gruppe in self.grupper))
        foerste, sidste = bisect_right(slut, fra), bisect_left(slut, til)
        grupper = self.grupper[foerste : sidste + 1]
        foer = slut[foerste] - self.grupper[foerste].antal
        return self._af(grupper, fra - foer, til - foer)

    def _af(self, grupper: list[Gruppe], fra: int, til: int) -> list:
        """The keys of the rows `fra` up to `til` of these groups, which stand together.

        Large groups are not put in order to show the end of one and the beginning of another.
        """
        antal = sum(gruppe.antal for gruppe in grupper)
        if len(grupper) == 1 or antal <= SAMLES_HOEJST:
            raekker = self.valgte.til_side(fra, til, antal)
            return udsnit(self._sorteret(grupper, raekker), fra, til, antal)
        foerste, *imellem, sidste = grupper
        noegler = self._af([foerste], fra, foerste.antal)
        if imellem:
            noegler += self._sorteret(imellem, self.valgte.samlet).values_list("pk", flat=True)
        return noegler + self._af([sidste], 0, til - antal + sidste.antal)

    def _sorteret(self, grupper: list[Gruppe], raekker: QuerySet) -> QuerySet:
        hver = raekker is self.valgte.hver
        sorterede = self.kolonne.kilde(raekker)
        if len(grupper) < len(self.grupper):
            sorterede = sorterede.filter(self._er(grupper, hver))
        pladser = [
            When(self._er([gruppe], hver), then=Value(nr)) for nr, gruppe in enumerate(grupper[:-1])
        ]
        orden: list = [Case(*pladser, default=Value(len(pladser)))] if pladser else []
        if self.kolonne.i_gruppen and any(gruppe.vaerdier != (None,) for gruppe in grupper):
            orden.append(OrderBy(F(self.kolonne.i_gruppen), descending=self.faldende))
        return sorterede.order_by(*orden, *egen_orden(raekker))

    def _er(self, grupper: list[Gruppe], hver: bool) -> Q | Ofte:
        vaerdier = [vaerdi for gruppe in grupper for vaerdi in gruppe.vaerdier]
        ofte = sum(gruppe.antal for gruppe in grupper) > self.antal * OFTE
        er = self.kolonne.er(vaerdier, hver and ofte)
        return Ofte(er) if ofte else er
