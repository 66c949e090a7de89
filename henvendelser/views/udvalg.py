"""What a request chooses of a list: by its filters, its search and its order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest

from .. import korn
from ..filtre import Registerfilter
from ..models import Bruger
from ..soegning.find import Soegt
from . import sortering
from .listekolonner import maerker_i
from .sider import Delte, Gennemloebne, Sider
from .soegning import find_soegning
from .valgte import Valgte

if TYPE_CHECKING:
    from .lister import Liste


@dataclass(frozen=True)
class Udvalg:
    """What the address and the search choose of a list, sorted; shown, or fetched as a file."""

    valgte: Valgte
    # "" when there is none, None when the address names one that is not known.
    soegning: str | None
    orden: sortering.Orden
    sorteret: str

    @property
    def filter(self) -> Registerfilter:
        return self.valgte.filter

    @property
    def raekker(self) -> QuerySet:
        return self._sorter(self.valgte.samlet)

    def sider(self, hele: QuerySet, pr_side: int) -> Sider:
        """The pages of these, shown as the rows of `hele`."""
        if opdelt := sortering.opdelt(self.valgte, self.orden, self.sorteret):
            return Delte(opdelt, hele, pr_side)
        gaar_i_orden = sortering.gaar_i_orden(self.orden, self.sorteret)
        sider = Gennemloebne if gaar_i_orden else Sider
        return sider(self.valgte, hele, pr_side, self._sorter)

    def _sorter(self, raekker: QuerySet) -> QuerySet:
        return sortering.sorter(raekker, self.orden, self.sorteret)

    @property
    def holder(self) -> bool:
        return self.valgte.holder

    @property
    def filtre(self) -> dict[str, str]:
        """The filters in use for the log: ids, codes and days; what was typed wrong is none."""
        return {n: str(v) for n, v in self.filter.givne.items()} if self.holder else {}


def udvaelg(request: HttpRequest, liste: Liste, raekker: QuerySet) -> Udvalg:
    """What the request chooses of `raekker`, which are those the user may see."""
    soegning = find_soegning(request) if liste.soeges_efter else ""
    valgte = vaelg(liste, request.GET, raekker, request.user, soegning or "")
    orden = sortering.med_maerker(liste.orden, maerker_i(valgte.filter), raekker.model)
    return Udvalg(valgte, soegning, orden, sortering.valgt(request, orden))


def vaelg(
    liste: Liste,
    parametre: Mapping[str, str],
    raekker: QuerySet,
    bruger: Bruger,
    soegning: str = "",
) -> Valgte:
    """What the parameters and the words choose of `raekker`, which are those `bruger` may see."""
    alle = {"under": korn.finere(raekker.model), "alle_over": korn.grovere(raekker.model)}
    andre = {navn: model.objects.synlige_for(bruger) for navn, model in alle.items() if model}
    if not soegning:
        return Valgte(liste.filter(parametre, raekker), **andre)
    soegt = Soegt.af(soegning, raekker.fundet)
    alene = raekker.fundet is raekker.model and not raekker.query.where
    return Valgte(
        liste.filter(parametre, raekker.blandt(soegt)),
        **{navn: disse.blandt(soegt) for navn, disse in andre.items()},
        soegt=soegt if alene else None,
        soeges=True,
    )
