"""What a department's lead must do for the adviser, the most urgent first: requests and rounds.

It stands above both apps, as the adviser's does (`overblik`): the requests are the register's, the
yearly rounds the report's. Nothing is here but what was sent to the lead's own departments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from beretning.models import Rundesvar
from henvendelser.frister import rest
from henvendelser.log.laesning import laest
from henvendelser.models import Bruger, Forespoergsel
from henvendelser.models.forespoergsel import SLUT, VENTER
from henvendelser.regler import dansk_dato, i_dag
from henvendelser.valg import Forespoergselstilstand

TIDLIGERE = 25


@dataclass(frozen=True)
class Opgave:
    """One thing that is awaited: by when, what it is, and the button that begins it.

    `om` is what tells it from the others of its kind; the button's words are read out with it.
    """

    frist: date
    rest: str
    haster: bool
    navn: str
    om: tuple[str, ...]
    handling: str
    adresse: str
    objekt: Forespoergsel | Rundesvar


def lederens_overblik(request: HttpRequest) -> HttpResponse:
    """What is awaited by its deadline; then what is answered, and what is over."""
    bruger, dag = request.user, i_dag()
    synlige = Forespoergsel.objects.synlige_for(bruger).hele()
    flere = bruger.afdelinger.count() > 1
    opgaver = sorted(
        [*_forespoergsler(synlige, flere, dag), *_runder(bruger, dag)],
        key=lambda opgave: (opgave.frist, opgave.objekt.pk),
    )
    besvarede = list(synlige.filter(tilstand=Forespoergselstilstand.BESVARET).order_by("-besvaret"))
    tidligere = list(synlige.filter(tilstand__in=SLUT).order_by("-afsluttet", "-pk")[:TIDLIGERE])
    laest(request, [*(opgave.objekt for opgave in opgaver), *besvarede, *tidligere])
    return render(
        request,
        "lederens_overblik.html",
        {
            "opgaver": opgaver,
            "besvarede": besvarede,
            "tidligere": tidligere,
            "flere_afdelinger": flere,
        },
    )


def _forespoergsler(synlige, flere_afdelinger: bool, dag: date) -> Iterator[Opgave]:
    for en in synlige.filter(tilstand__in=VENTER).order_by("frist", "pk"):
        om = [en.get_art_display(), f"sendt {dansk_dato(en.sendt)}"]
        if flere_afdelinger:
            om.append(str(en.afdeling))
        if en.ansvarlig:
            om.append(f"givet videre til {en.ansvarlig}")
        igen = en.tilstand == Forespoergselstilstand.OPFOELGNING
        yield Opgave(
            frist=en.frist,
            rest=rest(en.frist, dag),
            haster=en.frist < dag,
            navn=str(en),
            om=tuple(om),
            handling="Læs det opfølgende spørgsmål, og svar" if igen else "Læs, og svar",
            adresse=reverse("svar", args=[en.pk]),
            objekt=en,
        )


def _runder(bruger: Bruger, dag: date) -> Iterator[Opgave]:
    """The answers that open rounds await of the lead's departments, and of those under them."""
    venter = (
        Rundesvar.objects.synlige_for(bruger)
        .filter(sendt=None, runde__lukket=None)
        .select_related("afdeling", "runde__beretning")
        .prefetch_related("stillingtagen")
    )
    for svar in venter.order_by("runde__frist", "pk"):
        frist = svar.runde.frist
        yield Opgave(
            frist=frist,
            rest=rest(frist, dag),
            haster=frist < dag,
            navn=f"Årets runde for {svar.afdeling}",
            om=(
                str(svar.runde.beretning),
                *_antal(len(svar.stillingtagen.all())),
                svar.tilstand.label.lower(),
            ),
            handling="Skriv videre" if svar.gemt else "Skriv svaret",
            adresse=reverse("skriv_rundesvar", args=[svar.pk]),
            objekt=svar,
        )


def _antal(anbefalinger: int) -> list[str]:
    if not anbefalinger:
        return []
    return ["1 anbefaling" if anbefalinger == 1 else f"{anbefalinger} anbefalinger"]
