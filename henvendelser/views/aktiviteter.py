"""One activity outside the cases: register it, read it, correct it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ..forms import AktivitetForm
from ..log.laesning import Laest, laest
from ..models import Aktivitet
from ..roller import Rettighed, kraever
from .metoder import laes_og_send
from .poster import Postside, ny_post, ret_post

SIDE = Postside(
    AktivitetForm,
    "aktiviteter/formular.html",
    "aktivitet",
    "aktiviteten",
    "aktiviteter",
    "Aktiviteter",
)


def _find(request: HttpRequest, pk: int) -> Aktivitet:
    """The activity, noted as read."""
    synlige = Aktivitet.objects.synlige_for(request.user)
    fundet = get_object_or_404(synlige.select_related("slags", "afdeling", "oprettet_af"), pk=pk)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AKTIVITET)
@require_safe
def aktivitet(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "aktiviteter/aktivitet.html", {"aktivitet": _find(request, pk)})


@kraever(Rettighed.REGISTRERE, laeser=Laest.INTET)
@laes_og_send
def ny_aktivitet(request: HttpRequest) -> HttpResponse:
    return ny_post(request, SIDE)


@kraever(Rettighed.REGISTRERE, laeser=Laest.AKTIVITET)
@laes_og_send
def ret_aktivitet(request: HttpRequest, pk: int) -> HttpResponse:
    return ret_post(request, SIDE, _find(request, pk))
