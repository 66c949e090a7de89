"""By which column a list is sorted. What ends equal keeps the list's own order, so pages hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    Case,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
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
    Maerkesvar,
    Sag,
)
from ..models.henvendelse import HenvendelseQuerySet
from ..registreringsfelter import FELTER, Slags
from ..valg import Erkendelse

PARAMETER = "sorter"


@dataclass(frozen=True)
class Navn:
    """The names of a list's values, where `sti` leads to the value.

    The list is put in Danish order once, and the rows by their place in it: comparing names as
    Danish for each pair of 100,000 rows takes seconds.
    """

    sti: str
    model: type[Model]
    ellers: str = ""  # where `sti` leads to nothing

    def rang(self) -> Combinable:
        vaerdi = Coalesce(F(self.sti), F(self.ellers)) if self.ellers else F(self.sti)
        navne = list(self.model.objects.order_by("navn").values_list("pk", "navn"))
        plads: dict[str, int] = {}
        for _, navn in navne:
            plads.setdefault(navn, len(plads))
        return Plads(vaerdi, tuple(sorted((pk, plads[navn]) for pk, navn in navne)))


@dataclass(frozen=True)
class Kode:
    """The codes at `sti`, in the order in which their choices stand."""

    sti: str
    valg: type[TextChoices]

    def rang(self) -> Combinable:
        return _i_orden(self.sti, self.valg.values)


@dataclass(frozen=True)
class Svar:
    """The first of a row's answers to one of the office's own markers, in the marker's order."""

    maerke: Maerke
    henvendelse: str  # the way from the row to its inquiry

    def rang(self) -> Combinable:
        svar = Maerkesvar.objects.filter(henvendelse=OuterRef(self.henvendelse), maerke=self.maerke)
        plads = _i_orden("vaerdi", [vaerdi.pk for vaerdi in self.maerke.vaerdier.all()])
        return Subquery(svar.annotate(plads=plads).order_by("plads").values("plads")[:1])


def _i_orden(sti: str, vaerdier: Iterable) -> Case:
    """The place of the value at `sti` among these few; NULL when it is none of them."""
    pladser = [When(**{sti: en}, then=Value(plads)) for plads, en in enumerate(vaerdier)]
    return Case(*pladser, default=None, output_field=IntegerField())


class Plads(Func):
    """The number that belongs to a key; NULL when none does.

    Written out as questions that halve the keys until few are left. Both databases answer them
    faster than they look a key up in an object, an array or a joined list.
    """

    output_field = IntegerField()
    PR_GREN = 4

    def __init__(self, noegle: Combinable, pladser: tuple[tuple[int, int], ...], **kwargs):
        """`pladser` are pairs of key and number, sorted by the key."""
        self.pladser = pladser
        super().__init__(noegle, **kwargs)

    def as_sql(self, compiler, connection, **kwargs):
        noegle, ingen = compiler.compile(self.source_expressions[0])
        if ingen:
            raise ValueError("A column, which takes no parameters, however often it is named.")
        return self._valg(noegle, self.pladser), []

    def _valg(self, noegle: str, pladser: tuple[tuple[int, int], ...]) -> str:
        if len(pladser) > self.PR_GREN:
            midten = len(pladser) // 2
            foer, fra = self._valg(noegle, pladser[:midten]), self._valg(noegle, pladser[midten:])
            return f"CASE WHEN {noegle} < {pladser[midten][0]:d} THEN {foer} ELSE {fra} END"
        valg = "".join(f" WHEN {pk:d} THEN {plads:d}" for pk, plads in pladser)
        return f"CASE {noegle}{valg} END" if valg else "CAST(NULL AS integer)"


Orden = dict[str, str | Combinable | Navn | Kode | Svar]


def _felters(vej: str = "") -> Orden:
    """The standard fields of an inquiry, and its days; `vej` is the way to it."""
    orden: Orden = {navn: f"{vej}{navn}" for navn in ("afsluttet", "frist", "sidst_aktiv")}
    for felt in FELTER:
        if felt.grain is Henvendelse:
            sti = f"{vej}{felt.noegle}"
            if felt.slags == Slags.LISTE:
                orden[felt.noegle] = Navn(sti, felt.model)
            else:
                orden[felt.noegle] = Kode(sti, felt.valg) if felt.valg else f"{sti}__nummer"
    return orden


# A column of this path is the main issue's own.
_HOVEDSAGENS = f"{HenvendelseQuerySet.HOVEDSAG}__"

HENVENDELSER: Orden = {
    "nummer": "nummer",
    "modtaget": "modtaget",
    "afdeling": Navn(f"{_HOVEDSAGENS}afdeling", Afdeling),
    "tema": Navn(f"{_HOVEDSAGENS}emne__overordnet", Emne, f"{_HOVEDSAGENS}emne"),
    "emne": Navn(f"{_HOVEDSAGENS}emne", Emne),
    "foelgesager": korn.antal_under(Henvendelse, Sag),  # and the main issue, of which each has one
    "status": "afsluttet",
    **_felters(),
}
SAGER: Orden = {
    "nummer": "henvendelse__nummer",
    "modtaget": "henvendelse__modtaget",
    "sagstype": "sagstype",
    "afdeling": Navn("afdeling", Afdeling),
    "tema": Navn("emne__overordnet", Emne, "emne"),
    "emne": Navn("emne", Emne),
    "status": "henvendelse__afsluttet",
    **_felters("henvendelse__"),
}
AFGOERELSER: Orden = {
    "modtaget": "modtaget",
    "instans": Navn("instans", Instans),
    "afdeling": Navn("afdeling", Afdeling),
    "udfald": "udfald",
    "resultat": korn.resultat(Afgoerelse),
    "bemaerkninger": korn.antal_under(Afgoerelse, Bemaerkning),
    "afgjort": "afgjort",
    "lov": Navn("lov", Lov),
    "paragraf": "paragraf",
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
    "titel": "titel",
    "slags": Navn("slags", Aktivitetsslags),
    "maalgruppe": "maalgruppe",
    "afdeling": Navn("afdeling", Afdeling),
    "deltagere": "antal_deltagere",
    "timer": "timer",
}


def med_maerker(orden: Orden, maerker: Iterable[Maerke], model: type[Model]) -> Orden:
    """The list's order with the office's own markers, where its rows have any."""
    vej = "pk" if model is Henvendelse else "henvendelse"
    return orden | {maerke.parameter: Svar(maerke, vej) for maerke in maerker}


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
    if isinstance(udtryk, Navn) and udtryk.sti.startswith(_HOVEDSAGENS):
        raekker = raekker.med_hovedsag()
    if isinstance(udtryk, Navn | Kode | Svar):
        udtryk = udtryk.rang()
    if not isinstance(udtryk, str):
        raekker, udtryk = raekker.annotate(sorteres_efter=udtryk), "sorteres_efter"
    led = [F(udtryk).desc(nulls_last=True) if faldende else F(udtryk).asc(nulls_last=True)]
    if udtryk == "modtaget" and not faldende:
        led.append("id")  # the way the index goes
    return raekker.order_by(*led, *ellers)
