"""One decision of an appeals body: register it, read it, correct it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..forms import AfgoerelseForm
from ..forms.felter import Rettet
from ..log.laesning import Laest, laest
from ..models import Afgoerelse
from ..roller import Rettighed, kraever
from .engang import en_gang, nyt_maerke
from .metoder import laes_og_send


def _find(request: HttpRequest, pk: int) -> Afgoerelse:
    """The decision, noted as read."""
    synlige = Afgoerelse.objects.synlige_for(request.user)
    fundet = get_object_or_404(
        synlige.select_related("instans", "afdeling", "oprettet_af").prefetch_related(
            "bemaerkninger__tema"
        ),
        pk=pk,
    )
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_REGISTER, laeser=Laest.AFGOERELSE)
@require_safe
def afgoerelse(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "afgoerelser/afgoerelse.html", {"afgoerelse": _find(request, pk)})


@kraever(Rettighed.REGISTRERE, laeser=Laest.INTET)
@laes_og_send
def ny_afgoerelse(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _vis(request, AfgoerelseForm())
    form = AfgoerelseForm(request.POST)
    with en_gang(request) as engang:
        if engang.er_aendret:
            return _vis(request, form, maerke=nyt_maerke(), allerede_gemt=engang.gemt)
        if engang.gemt:
            return redirect(engang.gemt)
        gemt = form.gem(request.user)
        if gemt:
            engang.husk(gemt.get_absolute_url())
    if not gemt:
        return _vis(request, form)
    messages.success(request, "Afgørelsen er gemt.")
    return redirect(gemt)


@kraever(Rettighed.REGISTRERE, laeser=Laest.AFGOERELSE)
@laes_og_send
def ret_afgoerelse(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    if request.method != "POST":
        return _vis(request, AfgoerelseForm(afgoerelse=fundet), afgoerelse=fundet)
    form = AfgoerelseForm(request.POST, afgoerelse=fundet)
    try:
        gemt = form.gem(request.user)
    except Rettet:
        form.tag_ny_version()
        return _vis(request, form, afgoerelse=fundet, rettet_af_anden=True)
    if not gemt:
        return _vis(request, form, afgoerelse=fundet)
    messages.success(request, "Ændringerne i afgørelsen er gemt.")
    return redirect(gemt)


def _vis(request: HttpRequest, form: AfgoerelseForm, maerke: str = "", **kontekst) -> HttpResponse:
    engang = maerke or request.POST.get("engang") or nyt_maerke()
    return render(
        request, "afgoerelser/formular.html", {"form": form, "engang": engang, **kontekst}
    )
