"""A page of a long list: the keys are found and sorted first, and only the page's rows are read.

A database that sorts whole rows carries every description with them, and skips a thousand pages by
reading them.
"""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from .opdeling import Opdeling, udsnit

PARAMETER = "pr_side"
STOERRELSER = (25, 50, 100, 200)
STANDARD = 50


class Sider(Paginator):
    """Pages of `valgte`, shown as the rows of `hele`: the same rows unchosen, with what they show.

    `hele` has no condition but who may see what, so that no search is made again for a page.
    `sorterede` are the chosen in their order, which may need more tables than the count does.
    """

    def __init__(self, valgte: QuerySet, sorterede: QuerySet, hele: QuerySet, per_page: int):
        super().__init__(valgte, per_page)
        self.sorterede = sorterede
        self.hele = hele

    def page(self, number) -> Page:
        number = self.validate_number(number)
        return self._siden(number, self._noegler(number))

    def _noegler(self, number: int) -> list:
        fra = (number - 1) * self.per_page
        return udsnit(self.sorterede, fra, min(fra + self.per_page, self.count), self.count)

    def _siden(self, number: int, noegler: list) -> Page:
        raekker = {raekke.pk: raekke for raekke in self.hele.order_by().filter(pk__in=noegler)}
        fundne = [raekker[noegle] for noegle in noegler if noegle in raekker]
        return self._get_page(fundne, number, self)


class Delte(Sider):
    """Pages of a list divided by what it is sorted by, which also tells how long it is."""

    def __init__(self, opdeling: Opdeling, hele: QuerySet, per_page: int):
        super().__init__(opdeling.raekker, opdeling.raekker, hele, per_page)
        self.opdeling = opdeling

    @cached_property
    def count(self) -> int:
        return self.opdeling.antal

    def _noegler(self, number: int) -> list:
        fra = (number - 1) * self.per_page
        return self.opdeling.noegler(fra, fra + self.per_page)


def pr_side(request: HttpRequest) -> int:
    """How many rows the address asks for on a page; one of STOERRELSER."""
    oensket = request.GET.get(PARAMETER, "")
    return int(oensket) if oensket in map(str, STOERRELSER) else STANDARD
