"""The rows of a list that its filters and its search choose, asked for in the way that costs least.

A condition on finer rows ("has an issue in Skole") is asked of all rows at once, which costs what
it finds, or of each row as it goes by, which costs what is passed. A list is counted in the first
way, or by the finer rows themselves; its first page is read in the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model, QuerySet

from .. import korn
from ..filtre import Registerfilter
from ..models import Sag
from ..soegning.find import Soegt
from ..valg import Sagstype
from .udtryk import Ofte

NAER = 1000  # rows from an end of the list
MANGE = 5000  # rows, so that a page is full before many others have gone by


@dataclass(frozen=True)
class Valgte:
    """What `filter` chooses, in the list's own order.

    `under` is every finer row, if there are, and `alle_over` every coarser one. `soegt` is the
    search that the filter's rows were found by, where it alone chose them, and `soeges` whether
    they were found by any.
    """

    filter: Registerfilter
    under: QuerySet | None = None
    soegt: Soegt | None = None
    alle_over: QuerySet | None = None
    soeges: bool = False

    @property
    def model(self) -> type[Model]:
        return self.filter.queryset.model

    @property
    def holder(self) -> bool:
        """Whether the parameters do; those that do not choose no rows."""
        return self.filter.form.is_valid()

    @property
    def samlet(self) -> QuerySet:
        """The rows, chosen at once."""
        return self.filter.qs

    @cached_property
    def hver(self) -> QuerySet:
        """The same rows, each asked as it goes by in the order they are read."""
        if not self.holder:
            return self.samlet
        alle = self.filter.queryset
        q = self.filter.paa(self.model, korn.findes_under)
        return alle.filter(Ofte(q)) if q else alle

    def finere(self) -> QuerySet:
        """The finer rows that hang under the chosen ones."""
        if self.under is None:
            raise ValueError(f"Nothing is finer than {self.model.__name__}.")
        return (
            self.under.filter(self.filter.paa(self.under.model))
            if self.holder
            else self.under.none()
        )

    def over(self) -> QuerySet | None:
        """The coarser rows whose finer rows are all chosen.

        None where there are none, or where rows are chosen by what is their own.
        """
        if self.alle_over is None or not self.holder or self.filter.spoerger_egne:
            return None
        return self.alle_over.filter(self.filter.over(self.alle_over.model))

    def dele(self) -> tuple[QuerySet, QuerySet] | None:
        """The inquiries of the chosen issues, and those of the issues that are no main issue.

        An inquiry has one main issue, so these are counted as inquiries, and only the others, a
        fifth, are joined to theirs. None for other rows, and where issues are chosen by their own.
        """
        over = self.over() if self.model is Sag else None
        if over is None:
            return None
        return over, self.samlet.filter(sagstype=Sagstype.FOELGESAG)

    @cached_property
    def antal(self) -> int:
        """How many they are, counted where that is told by the fewest rows."""
        antal = None
        if self.holder and self.soegt and not self.filter.givne:
            antal = self.soegt.antal()
        elif self.holder and self.under is not None:
            antal = self._antal_over(self.filter.traeffere(self.under))
        elif self.filter.givne and not self.soeges and (dele := self.dele()):
            antal = sum(del_.count() for del_ in dele)
        return self.samlet.count() if antal is None else antal

    def _antal_over(self, finere: QuerySet | None) -> int | None:
        if finere is None:
            return None
        return finere.order_by().values(korn.op(finere.model, self.model)).distinct().count()

    def til_side(self, fra: int, til: int, antal: int) -> QuerySet:
        """The rows in the way that suits reading number `fra` up to `til` of `antal` in order."""
        naer = min(til, antal - fra) <= NAER
        return self.hver if naer and antal >= MANGE else self.samlet
