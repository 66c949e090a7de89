"""By which column a list is sorted. What ends equal keeps the list's own order, so pages hold."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import F, Func, IntegerField, Model, QuerySet, Value
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from .. import korn
from ..models import (
    Afdeling,
    Afgoerelse,
    Aktivitetsslags,
    Bemaerkningstema,
    Emne,
    Henvendelse,
    Instans,
    Sag,
)
from ..models.henvendelse import HenvendelseQuerySet

PARAMETER = "sorter"


@dataclass(frozen=True)
class Navn:
    """The names of a list's values, where `sti` leads to the value.

    The list is put in Danish order once, and the rows by their place in it: comparing names as
    Danish for each pair of 100,000 rows takes seconds.
    """

    sti: str
    model: type[Model]

    def rang(self) -> Combinable:
        navne = list(self.model.objects.order_by("navn").values_list("pk", "navn"))
        plads: dict[str, int] = {}
        for _, navn in navne:
            plads.setdefault(navn, len(plads))
        return Plads(F(self.sti), Value(json.dumps({pk: plads[navn] for pk, navn in navne})))


class Plads(Func):
    """The number that a JSON object of numbers has for a key; NULL when it has none."""

    output_field = IntegerField()

    def as_sqlite(self, compiler, connection, **kwargs):
        skabelon = "json_extract(%(objekt)s, '$.\"' || %(noegle)s || '\"')"
        return self._sql(compiler, skabelon)

    def as_postgresql(self, compiler, connection, **kwargs):
        return self._sql(compiler, "(%(objekt)s::jsonb ->> (%(noegle)s)::text)::integer")

    def _sql(self, compiler, skabelon):
        (noegle, af_noegle), (objekt, af_objekt) = map(compiler.compile, self.source_expressions)
        return skabelon % {"noegle": noegle, "objekt": objekt}, (*af_objekt, *af_noegle)


Orden = dict[str, str | Combinable | Navn]


# A column of this path is the main issue's own.
_HOVEDSAGENS = f"{HenvendelseQuerySet.HOVEDSAG}__"

HENVENDELSER: Orden = {
    "nummer": "nummer",
    "modtaget": "modtaget",
    "afdeling": Navn(f"{_HOVEDSAGENS}afdeling", Afdeling),
    "emne": Navn(f"{_HOVEDSAGENS}emne", Emne),
    "foelgesager": korn.antal_under(Henvendelse, Sag),  # and the main issue, of which each has one
    "status": "afsluttet",
}
SAGER: Orden = {
    "nummer": "henvendelse__nummer",
    "modtaget": "henvendelse__modtaget",
    "sagstype": "sagstype",
    "afdeling": Navn("afdeling", Afdeling),
    "emne": Navn("emne", Emne),
    "status": "henvendelse__afsluttet",
}
AFGOERELSER: Orden = {
    "modtaget": "modtaget",
    "instans": Navn("instans", Instans),
    "afdeling": Navn("afdeling", Afdeling),
    "udfald": "udfald",
    "resultat": korn.resultat(Afgoerelse),
}
BEMAERKNINGER: Orden = {
    "modtaget": "afgoerelse__modtaget",
    "tema": Navn("tema", Bemaerkningstema),
    "instans": Navn("afgoerelse__instans", Instans),
    "afdeling": Navn("afgoerelse__afdeling", Afdeling),
}
FORESPOERGSLER: Orden = {
    "nummer": "pk",
    "sendt": "sendt",
    "henvendelse": "henvendelse__nummer",
    "afdeling": "afdeling__navn",
    "art": "art",
    "frist": "frist",
    "tilstand": "tilstand",
}
AKTIVITETER: Orden = {
    "dato": "dato",
    "titel": "titel",
    "slags": Navn("slags", Aktivitetsslags),
    "maalgruppe": "maalgruppe",
    "afdeling": Navn("afdeling", Afdeling),
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
    if isinstance(udtryk, Navn):
        if udtryk.sti.startswith(_HOVEDSAGENS):
            raekker = raekker.med_hovedsag()
        udtryk = udtryk.rang()
    if not isinstance(udtryk, str):
        raekker, udtryk = raekker.annotate(sorteres_efter=udtryk), "sorteres_efter"
    led = [F(udtryk).desc(nulls_last=True) if faldende else F(udtryk).asc(nulls_last=True)]
    if udtryk == "modtaget" and not faldende:
        led.append("id")  # the way the index goes
    return raekker.order_by(*led, *ellers)
