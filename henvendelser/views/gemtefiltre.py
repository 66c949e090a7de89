"""The filters that a user has given names: used from the lists, kept here."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..forms.gemtfilter import GemtFilterForm
from ..handlinger.gemtefiltre import slet_filter as slet
from ..log.laesning import Laest
from ..models import GemtFilter
from ..roller import Rettighed, kraever
from ..valg import Registerliste
from . import lister, sortering
from .filtervalg import filterparametre
from .listekolonner import maerker_i
from .metoder import laes_og_send


@kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
@require_safe
def gemte_filtre(request: HttpRequest) -> HttpResponse:
    """The user's own, list by list."""
    egne = list(GemtFilter.objects.egne(request.user))
    grupper = [
        {"liste": liste.label, "filtre": [et for et in egne if et.liste == liste]}
        for liste in Registerliste
    ]
    return render(request, "filtre/liste.html", {"grupper": [et for et in grupper if et["filtre"]]})


@kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
@laes_og_send
def gem_filter(request: HttpRequest, liste: str) -> HttpResponse:
    """Give the filter of the address a name. Back to the list where there is none to keep."""
    if liste not in Registerliste.values:
        raise Http404
    den = lister.ALLE[Registerliste(liste)]
    filter_ = den.filter(request.GET, den.filter.Meta.model.objects.none())
    orden = sortering.med_maerker(den.orden, maerker_i(filter_), filter_.queryset.model)
    valgt = filterparametre(filter_, sortering.valgt(request, orden))
    if not valgt:
        return redirect(liste)
    form = GemtFilterForm(
        request.POST if request.method == "POST" else None,
        filter=GemtFilter(liste=liste, parametre=valgt),
    )
    if form.is_bound and (gemt := form.gem(request.user)):
        messages.success(request, f"Filteret »{gemt}« er gemt.")
        return redirect(gemt)
    kontekst = {"form": form, "liste": den, "tilbage": f"{reverse(liste)}?{valgt}"}
    return render(request, "filtre/gem.html", kontekst)


def _egen(request: HttpRequest, pk: int) -> GemtFilter:
    return get_object_or_404(GemtFilter.objects.egne(request.user), pk=pk)


@kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
@laes_og_send
def ret_filter(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _egen(request, pk)
    navn = fundet.navn
    form = GemtFilterForm(request.POST if request.method == "POST" else None, filter=fundet)
    if form.is_bound and form.gem(request.user):
        messages.success(request, f"Filteret »{fundet}« er gemt.")
        return redirect("gemte_filtre")
    return render(request, "filtre/ret.html", {"form": form, "navn": navn})


@kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
@laes_og_send
def slet_filter(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _egen(request, pk)
    if request.method == "POST":
        slet(filter=fundet, af=request.user)
        messages.success(request, f"Filteret »{fundet}« er slettet.")
        return redirect("gemte_filtre")
    return render(request, "filtre/slet.html", {"filter": fundet})
