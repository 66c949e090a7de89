"""A page of a long list: the keys are found and sorted first, and only the page's rows are read.

A database that sorts whole rows carries every description with them, and skips a thousand pages by
reading them.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from .opdeling import Opdeling
from .udsnit import udsnit
from .valgte import Valgte

PARAMETER = "pr_side"
STOERRELSER = (25, 50, 100, 200)
STANDARD = 50


class Sider(Paginator):
    """Pages of the chosen rows, shown as the rows of `hele`: all, with what a page of them shows.

    `hele` has no condition but who may see what, so that no search is made again for a page.
    """

    def __init__(
        self, valgte: Valgte, hele: QuerySet, per_page: int, sorteret: Callable = lambda alle: alle
    ):
        """`sorteret` puts rows in the list's order."""
        super().__init__(valgte.samlet, per_page)
        self.valgte = valgte
        self.hele = hele
        self.sorteret = sorteret

    @cached_property
    def count(self) -> int:
        return self.valgte.antal

    def page(self, number) -> Page:
        number = self.validate_number(number)
        fra = (number - 1) * self.per_page
        noegler = self._noegler(fra, min(fra + self.per_page, self.count))
        raekker = {raekke.pk: raekke for raekke in self.hele.order_by().filter(pk__in=noegler)}
        fundne = [raekker[noegle] for noegle in noegler if noegle in raekker]
        return self._get_page(fundne, number, self)

    def _noegler(self, fra: int, til: int) -> list:
        return udsnit(self.sorteret(self.valgte.samlet), fra, til, self.count)


class Gennemloebne(Sider):
    """Pages of rows that stand in their order already: near pages are soon gone through."""

    def _noegler(self, fra: int, til: int) -> list:
        raekker = self.valgte.til_side(fra, til, self.count)
        dele = None if self.valgte.soeges else self.valgte.dele()
        return udsnit(self.sorteret(raekker), fra, til, self.count, dele)


class Delte(Sider):
    """Pages of a list divided by what it is sorted by, which also tells how long it is."""

    def __init__(self, opdeling: Opdeling, hele: QuerySet, per_page: int):
        super().__init__(opdeling.valgte, hele, per_page)
        self.opdeling = opdeling

    @cached_property
    def count(self) -> int:
        return self.opdeling.antal

    def _noegler(self, fra: int, til: int) -> list:
        return self.opdeling.noegler(fra, til)


def pr_side(request: HttpRequest) -> int:
    """How many rows the address asks for on a page; one of STOERRELSER."""
    oensket = request.GET.get(PARAMETER, "")
    return int(oensket) if oensket in map(str, STOERRELSER) else STANDARD
