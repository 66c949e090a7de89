"""What needs the adviser today, and the year so far.

A source is one declaration in `KILDER`: the rows are those of a register's list under some
parameters, so the number is the length of the list that it links to. What does not exist yet is
not declared. The figures are the counting module's. This page stands above both apps, because the
register knows nothing of what is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from beretning.optaelling import MAAL, Akse, Erklaering, Maal, optael
from beretning.optaelling.alle import AAR
from beretning.periode import Periode
from beretning.tabel import Celle
from henvendelser.filtre import ForespoergselFilter, HenvendelseFilter, Registerfilter
from henvendelser.frister import rest
from henvendelser.log.laesning import laest
from henvendelser.models import Bruger, Forespoergsel, Henvendelse, Kontor
from henvendelser.regler import dansk_dato, i_dag
from henvendelser.valg import Fristtilstand, Stilhed, VenterPaa
from henvendelser.views.kladder import egne_kladder

VISES = 5
_SKUDDAG = (2, 29)


@dataclass(frozen=True)
class Register:
    """What waits is a row of this list: its model and filter, and what a row is called here."""

    liste: str
    model: type[Model]
    filter: type[Registerfilter]
    hele: Callable[[QuerySet], QuerySet]
    navn: Callable[[Any], str]
    om: Callable[[Any], str]


def _emnet(henvendelse: Henvendelse) -> str:
    emne = henvendelse.hovedsag.emne
    return emne.navn if emne else "Emne uoplyst"


HENVENDELSER = Register(
    "henvendelser",
    Henvendelse,
    HenvendelseFilter,
    lambda raekker: raekker.med_sager(),
    lambda henvendelse: henvendelse.nummer,
    _emnet,
)
FORESPOERGSLER = Register(
    "forespoergsler",
    Forespoergsel,
    ForespoergselFilter,
    lambda raekker: raekker.hele(),
    lambda forespoergsel: f"{forespoergsel.henvendelse.nummer}, {forespoergsel}",
    lambda forespoergsel: forespoergsel.afdeling.navn,
)


@dataclass(frozen=True)
class Kilde:
    """One kind of thing that waits: which rows, the most urgent first, and what is told.

    With `kun_naar` it has no box while nothing waits in it.
    """

    navn: str
    parametre: dict[str, str]
    orden: str
    siges: Callable[[Any, date], str]
    haster: bool = False
    register: Register = HENVENDELSER
    kun_naar: bool = False

    def adresse(self) -> str:
        return f"{reverse(self.register.liste)}?{urlencode(self.parametre)}"


def _nyt(forespoergsel: Forespoergsel, dag: date) -> str:
    if forespoergsel.besvaret and not forespoergsel.venter:
        return f"besvaret {dansk_dato(forespoergsel.besvaret)}"
    return "beder om længere frist"


KILDER: tuple[Kilde, ...] = (
    Kilde(
        "Over fristen",
        {"frist": Fristtilstand.OVERSKREDET.value},
        "frist",
        lambda henvendelse, dag: rest(henvendelse.frist, dag),
        haster=True,
    ),
    Kilde(
        "Frist inden for en uge",
        {"frist": Fristtilstand.UGE.value},
        "frist",
        lambda henvendelse, dag: rest(henvendelse.frist, dag),
    ),
    Kilde(
        "Stille i 30 dage",
        {"stille": Stilhed.DAGE_30.value},
        "sidst_aktiv",
        lambda henvendelse, dag: f"sidst {dansk_dato(henvendelse.sidst_aktiv)}",
    ),
    Kilde(
        "Afdelinger over svarfristen",
        {"frist": Fristtilstand.OVERSKREDET.value},
        "frist",
        lambda forespoergsel, dag: rest(forespoergsel.frist, dag),
        haster=True,
        register=FORESPOERGSLER,
        kun_naar=True,
    ),
    Kilde(
        "Afdelinger, der skal svare inden for en uge",
        {"frist": Fristtilstand.UGE.value},
        "frist",
        lambda forespoergsel, dag: rest(forespoergsel.frist, dag),
        register=FORESPOERGSLER,
        kun_naar=True,
    ),
    Kilde(
        "Nyt fra afdelinger",
        {"venter_paa": VenterPaa.RAADGIVER.value},
        "sendt",
        _nyt,
        register=FORESPOERGSLER,
        kun_naar=True,
    ),
)

# The year in four figures: the measure, and what it is called here.
TAL: tuple[tuple[Maal, str], ...] = (
    (MAAL["henvendelser"], "Henvendelser modtaget"),
    (MAAL["afsluttede_henvendelser"], "Henvendelser afsluttet"),
    (MAAL["sager"], "Sager i henvendelserne"),
    (MAAL["afgoerelser"], "Afgørelser modtaget"),
)


def overblik(request: HttpRequest) -> HttpResponse:
    dag = i_dag()
    synlige = Henvendelse.objects.synlige_for(request.user)
    alle = [_bunke(kilde, request.user, dag) for kilde in KILDER]
    bunker = [bunke for bunke in alle if bunke["antal"] or not bunke["kun_naar"]]
    vist = [linje["objekt"] for bunke in bunker for linje in bunke["linjer"]]
    laest(request, vist, udvalg={bunke["noegle"]: bunke["antal"] for bunke in bunker})
    kladder = egne_kladder(request.user)
    aar, foer = aaret_til_nu(dag, Kontor.dette().aaret_begynder)
    return render(
        request,
        "overblik.html",
        {
            "dag": dag,
            "bunker": bunker,
            "kladder": kladder,
            "viste_kladder": kladder[:VISES],
            "intet_venter": not kladder and not any(bunke["antal"] for bunke in bunker),
            "tomt": not synlige.exists(),
            "aar": aar,
            "foer": foer,
            "tal": [_tal(maal, navn, aar, foer) for maal, navn in TAL],
        },
    )


def aaret_til_nu(dag: date, begynder: int = 1) -> tuple[Periode, Periode]:
    """The office's year to `dag`, and the year before to the same day (28 February for 29).

    `begynder` is the month that the year begins with.
    """
    fra = date(dag.year - (dag.month < begynder), begynder, 1)
    samme = (2, 28) if (dag.month, dag.day) == _SKUDDAG else (dag.month, dag.day)
    return (
        Periode(fra, dag),
        Periode(fra.replace(year=fra.year - 1), date(dag.year - 1, *samme)),
    )


def _bunke(kilde: Kilde, bruger: Bruger, dag: date) -> dict:
    register = kilde.register
    synlige = register.model.objects.synlige_for(bruger)
    raekker = synlige.filter(register.filter.vilkaar(register.model, kilde.parametre))
    foerst = register.hele(raekker).order_by(kilde.orden, "id")[:VISES]
    return {
        "navn": kilde.navn,
        "noegle": "-".join([register.liste, *kilde.parametre.values()]),
        "antal": raekker.count(),
        "adresse": kilde.adresse(),
        "haster": kilde.haster,
        "kun_naar": kilde.kun_naar,
        "linjer": [
            {
                "objekt": et,
                "navn": register.navn(et),
                "om": register.om(et),
                "siger": kilde.siges(et, dag),
            }
            for et in foerst
        ],
    }


def _tal(maal: Maal, navn: str, aar: Periode, foer: Periode) -> dict:
    nu, sidste = (_i_alt(maal, periode) for periode in (aar, foer))
    return {
        "navn": navn,
        "antal": nu.antal,
        "adresse": _liste(maal, nu),
        "foer": sidste.antal,
        "foer_adresse": _liste(maal, sidste),
    }


def _i_alt(maal: Maal, periode: Periode) -> Celle:
    erklaering = Erklaering(maal.noegle, maal.navn, maal, Akse(AAR))
    return optael(erklaering, periode).celle("I alt")


def _liste(maal: Maal, celle: Celle) -> str:
    return f"{reverse(maal.liste)}?{urlencode(celle.filter)}"
