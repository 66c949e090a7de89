"""One decision of an appeals body: register it, read it, correct it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..forms import AfgoerelseForm
from ..forms.dokument import DokumentForm
from ..log.laesning import Laest, laest
from ..models import Afgoerelse
from ..roller import Rettighed, kraever
from .metoder import laes_og_send
from .poster import Postside, ny_post, ret_post

SIDE = Postside(
    AfgoerelseForm,
    "afgoerelser/formular.html",
    "afgørelse",
    "afgørelsen",
    "afgoerelser",
    "Afgørelser",
)


def find_afgoerelse(request: HttpRequest, pk: int) -> Afgoerelse:
    """The decision, noted as read."""
    synlige = Afgoerelse.objects.synlige_for(request.user)
    fundet = get_object_or_404(
        synlige.select_related("instans", "afdeling", "lov", "oprettet_af").prefetch_related(
            "bemaerkninger__tema"
        ),
        pk=pk,
    )
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AFGOERELSE)
@require_safe
def afgoerelse(request: HttpRequest, pk: int) -> HttpResponse:
    return vis_afgoerelse(request, find_afgoerelse(request, pk))


def vis_afgoerelse(request: HttpRequest, fundet: Afgoerelse, **mere) -> HttpResponse:
    """The decision's page; `mere` is what only this answer of it shows."""
    kontekst = {
        "afgoerelse": fundet,
        "ejer": fundet,
        "dokumenter": fundet.dokumenter.select_related("afgoerelse", "tilfoejet_af"),
        "dokumentform": DokumentForm(),
        "scannes": bool(settings.VIRUSSCANNER),
    }
    return render(request, "afgoerelser/afgoerelse.html", kontekst | mere)


@kraever(Rettighed.REGISTRERE, laeser=Laest.INTET)
@laes_og_send
def ny_afgoerelse(request: HttpRequest) -> HttpResponse:
    return ny_post(request, SIDE)


@kraever(Rettighed.REGISTRERE, laeser=Laest.AFGOERELSE)
@laes_og_send
def ret_afgoerelse(request: HttpRequest, pk: int) -> HttpResponse:
    return ret_post(request, SIDE, find_afgoerelse(request, pk))
