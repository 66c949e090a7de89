"""One recommendation: register it, read it, correct it, close it, write how it stands."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from henvendelser.forms.felter import tilfoej_fejl
from henvendelser.log.laesning import Laest, laest
from henvendelser.roller import Rettighed, har, kraever
from henvendelser.views.metoder import laes_og_send
from henvendelser.views.poster import Postside, ny_post, ret_post

from ..models import Adressat, Anbefaling, Opfoelgning
from .forms import AnbefalingForm, LukForm, StatusForm
from .handlinger import genaabn_anbefaling, luk_anbefaling

SIDE = Postside(
    AnbefalingForm,
    "anbefalinger/formular.html",
    "anbefaling",
    "anbefalingen",
    "anbefalinger",
    "Anbefalinger",
)


def _find(request: HttpRequest, pk: int) -> Anbefaling:
    """The recommendation, noted as read."""
    synlige = Anbefaling.objects.synlige_for(request.user)
    fundet = get_object_or_404(
        synlige.select_related("beretning", "lukket_af", "oprettet_af"), pk=pk
    )
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_ANBEFALINGER, laeser=Laest.ANBEFALING)
@require_safe
def anbefaling(request: HttpRequest, pk: int) -> HttpResponse:
    """The recommendation with what each of the departments that the user may see has said."""
    fundet = _find(request, pk)
    historik = Opfoelgning.objects.select_related("skrevet_af", "erstattet_af").order_by("-pk")
    adressater = (
        Adressat.objects.synlige_for(request.user)
        .filter(anbefaling=fundet)
        .med_status()
        .select_related("afdeling")
        .prefetch_related(Prefetch("opfoelgninger", historik))
    )
    return render(
        request,
        "anbefalinger/anbefaling.html",
        {
            "anbefaling": fundet,
            "adressater": adressater,
            "maa_skrive": har(request.user, Rettighed.ANBEFALE),
        },
    )


@kraever(Rettighed.ANBEFALE, laeser=Laest.INTET)
@laes_og_send
def ny_anbefaling(request: HttpRequest) -> HttpResponse:
    return ny_post(request, SIDE)


@kraever(Rettighed.ANBEFALE, laeser=Laest.ANBEFALING)
@laes_og_send
def ret_anbefaling(request: HttpRequest, pk: int) -> HttpResponse:
    return ret_post(request, SIDE, _find(request, pk))


@kraever(Rettighed.ANBEFALE, laeser=Laest.ANBEFALING)
@laes_og_send
def luk(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    form = LukForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            luk_anbefaling(anbefaling=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            messages.success(request, "Anbefalingen er lukket. Den kan genåbnes herunder.")
            return redirect(fundet)
    return render(request, "anbefalinger/luk.html", {"anbefaling": fundet, "form": form})


@kraever(Rettighed.ANBEFALE, laeser=Laest.INTET)
@require_POST
def genaabn(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = get_object_or_404(Anbefaling.objects.synlige_for(request.user), pk=pk)
    genaabn_anbefaling(anbefaling=fundet, af=request.user)
    messages.success(request, "Anbefalingen er åben igen.")
    return redirect(fundet)


@kraever(Rettighed.ANBEFALE, laeser=Laest.ANBEFALING)
@laes_og_send
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """How a recommendation stands with one department, written by the adviser."""
    synlige = Adressat.objects.synlige_for(request.user).select_related("anbefaling", "afdeling")
    adressat = get_object_or_404(synlige, pk=pk)
    laest(request, [adressat.anbefaling])
    side = Postside(
        partial(StatusForm, adressat=adressat),
        "anbefalinger/status.html",
        "status",
        "status",
        "anbefalinger",
        "Anbefalinger",
    )
    return ny_post(request, side)
