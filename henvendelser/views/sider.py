"""A page of a long list: the keys are found and sorted first, and only the page's rows are read.

A database that sorts whole rows carries every description with them, and skips a thousand pages by
reading them.
"""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PARAMETER = "pr_side"
STOERRELSER = (25, 50, 100, 200)
STANDARD = 50


class Sider(Paginator):
    """Pages of `valgte`, shown as the rows of `hele`: the same rows unchosen, with what they show.

    `hele` has no condition but who may see what, so that no search is made again for a page.
    """

    def __init__(self, valgte: QuerySet, hele: QuerySet, per_page: int):
        super().__init__(valgte, per_page)
        self.hele = hele

    def page(self, number) -> Page:
        number = self.validate_number(number)
        fra = (number - 1) * self.per_page
        noegler = list(self.object_list.values_list("pk", flat=True)[fra : fra + self.per_page])
        raekker = {raekke.pk: raekke for raekke in self.hele.order_by().filter(pk__in=noegler)}
        fundne = [raekker[noegle] for noegle in noegler if noegle in raekker]
        return self._get_page(fundne, number, self)


def pr_side(request: HttpRequest) -> int:
    """How many rows the address asks for on a page; one of STOERRELSER."""
    oensket = request.GET.get(PARAMETER, "")
    return int(oensket) if oensket in map(str, STOERRELSER) else STANDARD
