"""A list as a file: what its filters and its search choose, all of it, in its order.

Fetched by POST: a file of cases is not made by following a link, and never twice by going back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from ..eksport import Format, skriv
from ..forms.eksport import EksportForm
from ..kolonner import med_det_kolonnerne_viser
from ..log import Reference, referencer
from ..log.laesning import Laest, laest
from ..models import Afgoerelse, Aktivitet, Bemaerkning, Forespoergsel, Henvendelse, Sag
from ..roller import Rettighed, kraever
from ..valg import Handling
from . import lister
from .listekolonner import mulige, viste
from .udvalg import udvaelg

BUNDT = 1000
_TYPER = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _eksport(navn: str, laeser: Laest):
    """The view that fetches the list of this name."""

    @kraever(Rettighed.EKSPORTERE, laeser=laeser, handling=Handling.EKSPORT)
    @require_POST
    def view(request: HttpRequest) -> HttpResponseBase:
        return _hent(request, navn)

    return view


henvendelser = _eksport("henvendelser", Laest.HENVENDELSE)
sager = _eksport("sager", Laest.HENVENDELSE)
afgoerelser = _eksport("afgoerelser", Laest.AFGOERELSE)
bemaerkninger = _eksport("bemaerkninger", Laest.AFGOERELSE)
aktiviteter = _eksport("aktiviteter", Laest.AKTIVITET)
forespoergsler = _eksport("forespoergsler", Laest.FORESPOERGSEL)

_RAEKKER = {
    "henvendelser": (
        lister.HENVENDELSER,
        lambda bruger: Henvendelse.objects.synlige_for(bruger).med_sager(),
    ),
    "sager": (
        lister.SAGER,
        lambda bruger: Sag.objects.synlige_for(bruger).select_related(
            "henvendelse", "afdeling", "emne__overordnet"
        ),
    ),
    "afgoerelser": (
        lister.AFGOERELSER,
        lambda bruger: (
            Afgoerelse.objects.synlige_for(bruger)
            .select_related("instans", "afdeling")
            .prefetch_related("bemaerkninger__tema")
        ),
    ),
    "bemaerkninger": (
        lister.BEMAERKNINGER,
        lambda bruger: (
            Bemaerkning.objects.synlige_for(bruger)
            .order_by("-afgoerelse__modtaget", "-afgoerelse_id", "tema__raekkefoelge", "tema__navn")
            .select_related("tema", "afgoerelse__instans", "afgoerelse__afdeling")
        ),
    ),
    "aktiviteter": (
        lister.AKTIVITETER,
        lambda bruger: Aktivitet.objects.synlige_for(bruger).select_related("slags", "afdeling"),
    ),
    "forespoergsler": (
        lister.FORESPOERGSLER,
        lambda bruger: Forespoergsel.objects.synlige_for(bruger).hele(),
    ),
}


def _hent(request: HttpRequest, navn: str) -> HttpResponse | FileResponse:
    """The file; back to the list when its filters or the form do not hold."""
    liste, hent = _RAEKKER[navn]
    form = EksportForm(request.POST)
    udvalg = udvaelg(request, liste, hent(request.user))
    if not (form.is_valid() and udvalg.holder and udvalg.soegning is not None):
        return redirect(f"{reverse(navn)}?{request.GET.urlencode()}")
    med = form.cleaned_data["med_personoplysninger"]
    format_ = Format(form.cleaned_data["format"])
    noterede: list[tuple[Reference, ...]] = []
    kolonner = viste(request, navn, udvalg.filter)
    if med:
        kolonner += [k for k in mulige(udvalg.filter) if k.personlig]
    hele = med_det_kolonnerne_viser(udvalg.raekker, kolonner)
    raekker = _noter(hele.iterator(chunk_size=BUNDT), noterede)
    fil = skriv(raekker, kolonner, format_, liste.titel)
    laest(
        request,
        noterede,
        udvalg={
            "filtre": udvalg.filtre,
            "soegning": bool(udvalg.soegning),
            "format": format_.value,
            "personoplysninger": med,
        },
    )
    return FileResponse(
        fil, as_attachment=True, filename=f"{navn}.{format_}", content_type=_TYPER[format_]
    )


def _noter(raekker: Iterable, noterede: list[tuple[Reference, ...]]) -> Iterator:
    """The rows as they pass, each noted for the log: what is in the file is what is logged."""
    for raekke in raekker:
        noterede.append(tuple(referencer(raekke)))
        yield raekke
