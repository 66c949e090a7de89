"""Where a user chooses the columns of a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from ..forms.kolonner import KolonneForm
from ..handlinger.kolonner import vaelg_kolonner as vaelg
from ..log.laesning import Laest
from ..roller import Rettighed, kraever
from ..valg import Registerliste
from .listekolonner import mulige, viste
from .lister import ALLE
from .metoder import laes_og_send


@kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
@laes_og_send
def vaelg_kolonner(request: HttpRequest, liste: str) -> HttpResponse:
    """The columns of the list, chosen; then back to it, filtered as it was."""
    if liste not in Registerliste.values:
        raise Http404
    den = ALLE[Registerliste(liste)]
    filter_ = den.filter(QueryDict(), den.filter.Meta.model.objects.none())
    tilbage = f"{reverse(liste)}?{request.GET.urlencode()}"
    form = KolonneForm(
        request.POST if request.method == "POST" else None,
        mulige=mulige(filter_),
        viste=viste(request, liste, filter_),
    )
    if form.is_bound and form.is_valid():
        forfra = "forfra" in request.POST
        valgt = None if forfra else form.cleaned_data["kolonner"]
        vaelg(liste=Registerliste(liste), kolonner=valgt, af=request.user)
        messages.success(request, "Kolonnerne er valgt.")
        return redirect(tilbage)
    kontekst = {"form": form, "liste": den, "tilbage": tilbage}
    return render(request, "filtre/kolonner.html", kontekst)
