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
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from beretning.optaelling import MAAL, Akse, Erklaering, Maal, optael
from beretning.optaelling.alle import AAR
from beretning.periode import Periode
from beretning.tabel import Celle
from henvendelser.filtre import HenvendelseFilter
from henvendelser.frister import rest
from henvendelser.log.laesning import laest
from henvendelser.models import Henvendelse, Kontor
from henvendelser.regler import dansk_dato, i_dag
from henvendelser.valg import Fristtilstand, Stilhed

VISES = 5
_SKUDDAG = (2, 29)


@dataclass(frozen=True)
class Kilde:
    """One kind of thing that waits: which inquiries, the most urgent first, and what is told."""

    navn: str
    parametre: dict[str, str]
    orden: str
    siges: Callable[[Henvendelse, date], str]
    haster: bool = False

    def adresse(self) -> str:
        return f"{reverse('henvendelser')}?{urlencode(self.parametre)}"


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
    bunker = [_bunke(kilde, synlige, dag) for kilde in KILDER]
    vist = [linje["henvendelse"] for bunke in bunker for linje in bunke["linjer"]]
    laest(request, vist, udvalg={bunke["noegle"]: bunke["antal"] for bunke in bunker})
    aar, foer = aaret_til_nu(dag, Kontor.dette().aaret_begynder)
    return render(
        request,
        "overblik.html",
        {
            "dag": dag,
            "bunker": bunker,
            "intet_venter": not any(bunke["antal"] for bunke in bunker),
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


def _bunke(kilde: Kilde, synlige, dag: date) -> dict:
    raekker = synlige.filter(HenvendelseFilter.vilkaar(Henvendelse, kilde.parametre))
    foerst = raekker.med_sager().order_by(kilde.orden, "id")[:VISES]
    return {
        "navn": kilde.navn,
        "noegle": "-".join(kilde.parametre.values()),
        "antal": raekker.count(),
        "adresse": kilde.adresse(),
        "haster": kilde.haster,
        "linjer": [{"henvendelse": et, "siger": kilde.siges(et, dag)} for et in foerst],
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
