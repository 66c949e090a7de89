"""Some rows out of the middle of a long list in order.

A database gets to them by passing those before, and where rows stand in the order of the rows
above them it joins and sorts the whole list first. Then it costs less to count those that stand
before a value near the place, and to read on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, OrderBy, QuerySet

from .. import korn
from .udtryk import er_altid_oplyst

LANGT_INDE = 5000  # rows from the nearer end
FAA = 200  # rows, which are sooner all read than looked for in the list's order


def egen_orden(raekker: QuerySet) -> tuple:
    """The order that the rows have already."""
    return tuple(raekker.query.order_by or raekker.model._meta.ordering)


def udsnit(
    raekker: QuerySet, fra: int, til: int, antal: int, dele: tuple[QuerySet, QuerySet] | None = None
) -> list:
    """The keys of some sorted rows, of which there are `antal`.

    `fra` is the first one's number, counted from 0; `til` is not one of them. `dele` are the same
    rows in two parts, the first of them rows above (`Valgte.dele`), where that is known.
    """
    over = _sorteret_over(raekker) if min(fra, antal - til) > LANGT_INDE else None
    if over is None:
        return _laest(raekker, fra, til, antal)
    graense = over.vaerdi_ved(fra / antal)
    foer, efter = over.delt(raekker, graense)
    antal_foer = over.antal_foer(dele, graense) if dele else foer.count()
    return [
        *_laest(foer, fra, min(til, antal_foer), antal_foer),
        *_laest(efter, max(0, fra - antal_foer), til - antal_foer, antal - antal_foer),
    ]


def _laest(raekker: QuerySet, fra: int, til: int, antal: int) -> list:
    """The same, read from the end that is nearer.

    Asked for the first of few, a database that takes them for many goes through all there are.
    """
    if fra >= til:
        return []
    noegler = raekker.values_list("pk", flat=True)
    if antal <= FAA:
        return list(noegler)[fra:til]
    if fra + til <= antal:
        return list(noegler[fra:til])
    return list(noegler.reverse()[max(0, antal - til) : antal - fra])[::-1]


@dataclass(frozen=True)
class _Over:
    """The field of the rows above that a list of finer rows is sorted by; each of them has one."""

    model: type[Model]
    felt: str
    sti: str  # the way to it from a row of the list
    faldende: bool

    def vaerdi_ved(self, hvor: float) -> Any:
        """A value with about `hvor` (0 to 1) of the rows before it."""
        alle = self.model.objects.order_by(self.felt)
        plads = int(alle.count() * (1 - hvor if self.faldende else hvor))
        return alle.values_list(self.felt, flat=True)[plads]

    def delt(self, raekker: QuerySet, graense: Any) -> tuple[QuerySet, QuerySet]:
        """The rows before the value, and the others."""
        efter = "lte" if self.faldende else "gte"
        return self._foer(raekker, self.sti, graense), raekker.filter(
            **{f"{self.sti}__{efter}": graense}
        )

    def antal_foer(self, dele: tuple[QuerySet, QuerySet], graense: Any) -> int:
        over, andre = dele
        return (
            self._foer(over, self.felt, graense).count()
            + self._foer(andre, self.sti, graense).count()
        )

    def _foer(self, raekker: QuerySet, sti: str, graense: Any) -> QuerySet:
        return raekker.filter(**{f"{sti}__{'gt' if self.faldende else 'lt'}": graense})


def _sorteret_over(raekker: QuerySet) -> _Over | None:
    """What the rows above are sorted by, if that is what puts these in order."""
    model = korn.grovere(raekker.model)
    foerst = next(iter(egen_orden(raekker)), "")
    if model is None:
        return None
    if isinstance(foerst, OrderBy):
        sti, faldende = getattr(foerst.expression, "name", ""), foerst.descending
    else:
        sti, faldende = str(foerst).removeprefix("-"), str(foerst).startswith("-")
    vej, _, felt = sti.partition("__")
    if vej != korn.op(raekker.model, model) or "__" in felt or not er_altid_oplyst(model, felt):
        return None
    return _Over(model, felt, sti, faldende)
