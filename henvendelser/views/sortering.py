"""By which column a list is sorted. What ends equal keeps the list's own order, so pages hold."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import HttpRequest

from .. import korn
from ..models import (
    Afdeling,
    Afgoerelse,
    Aktivitetsslags,
    Bemaerkning,
    Bemaerkningstema,
    Emne,
    Henvendelse,
    Instans,
    Lov,
    Maerke,
    Sag,
)
from ..registreringsfelter import FELTER, Slags
from ..valg import Erkendelse, Sagstype
from .opdeling import Opdeling
from .ordener import (
    HOVEDSAGENS,
    Antal,
    Delelig,
    Henvisning,
    HovedsagensNavn,
    HovedsagensTemanavn,
    Kode,
    Navn,
    Rang,
    Sjaelden,
    Svar,
    Tekst,
    Temanavn,
    Udtryk,
    Vaerdi,
)
from .udsnit import egen_orden
from .udtryk import er_altid_oplyst
from .valgte import Valgte

PARAMETER = "sorter"

# A field by its name is sorted as it stands: an index goes that way, or the list is never long.
Orden = dict[str, str | Rang]


# No two inquiries share one, so that only the issues of one are left to be put in order.
NUMRE = ("nummer", "henvendelse__nummer")


def _felters(vej: str = "") -> Orden:
    """The standard fields of an inquiry, and its days; `vej` is the way to it."""
    orden: Orden = {
        "afsluttet": Vaerdi(f"{vej}afsluttet"),
        "frist": Sjaelden(f"{vej}frist"),
        "sidst_aktiv": Vaerdi(f"{vej}sidst_aktiv"),
    }
    for felt in FELTER:
        if felt.grain is Henvendelse:
            sti = f"{vej}{felt.noegle}"
            if felt.slags == Slags.LISTE:
                orden[felt.noegle] = Navn(sti, felt.model)
            else:
                orden[felt.noegle] = Kode(sti, felt.valg) if felt.valg else Henvisning(sti)
    return orden


HENVENDELSER: Orden = {
    "nummer": "nummer",
    "modtaget": "modtaget",
    "afdeling": HovedsagensNavn(f"{HOVEDSAGENS}afdeling", Afdeling),
    "tema": HovedsagensTemanavn(f"{HOVEDSAGENS}emne"),
    "emne": HovedsagensNavn(f"{HOVEDSAGENS}emne", Emne),
    "foelgesager": Antal(Henvendelse, Sag, Q(sagstype=Sagstype.FOELGESAG)),
    "status": Vaerdi("afsluttet"),
    **_felters(),
}
SAGER: Orden = {
    "nummer": "henvendelse__nummer",
    "modtaget": "henvendelse__modtaget",
    "sagstype": Vaerdi("sagstype"),
    "afdeling": Navn("afdeling", Afdeling),
    "tema": Temanavn("emne"),
    "emne": Navn("emne", Emne),
    "status": Vaerdi("henvendelse__afsluttet"),
    **_felters("henvendelse__"),
}
AFGOERELSER: Orden = {
    "modtaget": "modtaget",
    "instans": Navn("instans", Instans),
    "afdeling": Navn("afdeling", Afdeling),
    "udfald": Vaerdi("udfald"),
    "resultat": Udtryk(korn.resultat(Afgoerelse)),
    "bemaerkninger": Antal(Afgoerelse, Bemaerkning, Q()),
    "afgjort": Vaerdi("afgjort"),
    "lov": Navn("lov", Lov),
    "paragraf": Tekst("paragraf"),
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
    "besvaret": "besvaret",
    "afsluttet": "afsluttet",
    "erkendelse": Kode("erkendelse", Erkendelse),
    "svarfrist": "svarfrist",
    "forlaengelser": "antal_forlaengelser",
    "opfoelgninger": "antal_opfoelgninger",
}
AKTIVITETER: Orden = {
    "dato": "dato",
    "titel": Tekst("titel"),
    "slags": Navn("slags", Aktivitetsslags),
    "maalgruppe": Tekst("maalgruppe"),
    "afdeling": Navn("afdeling", Afdeling),
    "deltagere": Vaerdi("antal_deltagere"),
    "timer": Vaerdi("timer"),
}


def med_maerker(orden: Orden, maerker: Iterable[Maerke], model: type[Model]) -> Orden:
    """The list's order with the office's own markers, where its rows have any."""
    return orden | {
        maerke.parameter: Svar(maerke, korn.felt(model, Henvendelse, "maerkesvar"))
        for maerke in maerker
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
    ellers = egen_orden(raekker)
    udtryk = orden[kolonne]
    if isinstance(udtryk, Rang):
        raekker = udtryk.kilde(raekker).annotate(sorteres_efter=udtryk.rang())
        udtryk = "sorteres_efter"
    # An index goes backwards to the last value, and not to what is not stated.
    sidst = None if er_altid_oplyst(raekker.model, udtryk) else True
    led = [OrderBy(F(udtryk), descending=faldende, nulls_last=sidst)]
    if udtryk in NUMRE:
        ellers = ("id",)
    elif udtryk == "modtaget" and not faldende:
        led.append("id")  # the way the index goes
    return raekker.order_by(*led, *ellers)


def gaar_i_orden(orden: Orden, valg: str) -> bool:
    """Whether the rows by the column `valg` stand in that order already, so that none is sorted."""
    return not isinstance(orden.get(valg.removeprefix("-")), Rang)


def opdelt(valgte: Valgte, orden: Orden, valg: str) -> Opdeling | None:
    """The rows divided by the column `valg`, in the order of `sorter`; None where they are not."""
    kolonne = orden.get(valg.removeprefix("-"))
    if not isinstance(kolonne, Delelig):
        return None
    return Opdeling(valgte, kolonne, faldende=valg.startswith("-"))
