"""By which column a list is sorted. What ends equal keeps the list's own order, so pages hold."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from .. import korn
from ..models import Afgoerelse, Henvendelse, Sag
from ..models.henvendelse import HenvendelseQuerySet

PARAMETER = "sorter"
Orden = dict[str, str | Combinable]


# A column of this path is the main issue's own.
_HOVEDSAGENS = f"{HenvendelseQuerySet.HOVEDSAG}__"

HENVENDELSER: Orden = {
    "nummer": "nummer",
    "modtaget": "modtaget",
    "afdeling": f"{_HOVEDSAGENS}afdeling__navn",
    "emne": f"{_HOVEDSAGENS}emne__navn",
    "foelgesager": korn.antal_under(Henvendelse, Sag),  # and the main issue, of which each has one
    "status": "afsluttet",
}
SAGER: Orden = {
    "nummer": "henvendelse__nummer",
    "modtaget": "henvendelse__modtaget",
    "sagstype": "sagstype",
    "afdeling": "afdeling__navn",
    "emne": "emne__navn",
    "status": "henvendelse__afsluttet",
}
AFGOERELSER: Orden = {
    "modtaget": "modtaget",
    "instans": "instans__navn",
    "afdeling": "afdeling__navn",
    "udfald": "udfald",
    "resultat": korn.resultat(Afgoerelse),
}
BEMAERKNINGER: Orden = {
    "modtaget": "afgoerelse__modtaget",
    "tema": "tema__navn",
    "instans": "afgoerelse__instans__navn",
    "afdeling": "afgoerelse__afdeling__navn",
}
AKTIVITETER: Orden = {
    "dato": "dato",
    "titel": "titel",
    "slags": "slags__navn",
    "maalgruppe": "maalgruppe",
    "afdeling": "afdeling__navn",
    "deltagere": "antal_deltagere",
    "timer": "timer",
}


def valgt(request: HttpRequest, orden: Orden) -> str:
    """The address' `sorter` ("-modtaget"), or "" when there is none or it is no column."""
    sorter = request.GET.get(PARAMETER, "")
    return sorter if sorter.removeprefix("-") in orden else ""


def sorter(raekker: QuerySet, orden: Orden, valg: str) -> QuerySet:
    """The rows by the column `valg`; what is not stated comes last, whichever way it goes."""
    if not valg:
        return raekker
    kolonne, faldende = valg.removeprefix("-"), valg.startswith("-")
    ellers = raekker.query.order_by or raekker.model._meta.ordering
    udtryk = orden[kolonne]
    if isinstance(udtryk, str) and udtryk.startswith(_HOVEDSAGENS):
        raekker = raekker.med_hovedsag()
    if not isinstance(udtryk, str):
        raekker, udtryk = raekker.annotate(sorteres_efter=udtryk), "sorteres_efter"
    led = [F(udtryk).desc(nulls_last=True) if faldende else F(udtryk).asc(nulls_last=True)]
    if udtryk == "modtaget" and not faldende:
        led.append("id")  # the way the index goes
    return raekker.order_by(*led, *ellers)
