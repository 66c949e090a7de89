"""The saved filters as a list shows them: which there are, and the one it begins with."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from ..filtre import Registerfilter
from ..models import GemtFilter
from .sortering import PARAMETER as SORTER

# Asks for the whole list, where it begins with a filter of the user's.
HELE = "hele"


def filterparametre(filter_: Registerfilter, sorteret: str) -> str:
    """What of a list's address is kept: what is filtered on, and the order.

    The words of a search are not, nor what the list does not offer: nothing typed can be kept. ""
    where nothing is filtered on or sorted by, or a filter has a fault.
    """
    if not filter_.form.is_valid():
        return ""
    valgt = QueryDict(mutable=True)
    for navn, vaerdi in filter_.form.cleaned_data.items():
        if vaerdi not in (None, ""):
            valgt[navn] = str(vaerdi)
    if sorteret:
        valgt[SORTER] = sorteret
    return valgt.urlencode()


@dataclass(frozen=True)
class Filtervalg:
    """The filters that the user may choose on the list of this name."""

    liste: str
    filtre: tuple[GemtFilter, ...]
    bruger: int

    @classmethod
    def hent(cls, request: HttpRequest, liste: str) -> Filtervalg:
        """One query, however many there are."""
        synlige = GemtFilter.objects.synlige_for(request.user).filter(liste=liste)
        return cls(liste, tuple(synlige), request.user.pk)

    @property
    def standard(self) -> GemtFilter | None:
        egne = (et for et in self.filtre if et.bruger_id == self.bruger and et.standard)
        return next(egne, None)

    def hele(self) -> str:
        """The address of the list without any filter."""
        return f"{reverse(self.liste)}?{HELE}=ja" if self.standard else reverse(self.liste)

    def vises(self, filter_: Registerfilter, sorteret: str) -> dict:
        """What the list's page tells of them: each, which is in use, and where one is saved."""
        nu = filterparametre(filter_, sorteret)
        kendt = nu in {et.parametre for et in self.filtre}
        return {
            "valg": [{"filter": et, "aktiv": et.parametre == nu} for et in self.filtre],
            "gem": f"{reverse('gem_filter', args=[self.liste])}?{nu}" if nu and not kendt else "",
        }
