"""Consents: given from the case's page, withdrawn on a page of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ..forms.samtykke import SamtykkeForm, TilbagetraekningForm
from ..kladder.side import Kladdeside
from ..log.laesning import Laest, laest
from ..models import Samtykke
from ..roller import Rettighed, kraever
from .engang import goer_en_gang
from .henvendelser import find_henvendelse, til_formularen, vis_henvendelse
from .metoder import laes_og_send


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def giv_samtykke(request: HttpRequest, nummer: str) -> HttpResponse:
    """Registers on POST. A GET leads back to the case, where the form is, and its draft with it."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return til_formularen(request, fundet, "samtykke")
    form = SamtykkeForm(request.POST)

    def goer() -> str | None:
        if not form.gem(fundet, request.user):
            return None
        Kladdeside(request).luk()
        return f"{fundet.get_absolute_url()}#samtykke"

    adresse = goer_en_gang(request, goer)
    if not adresse:
        return vis_henvendelse(request, fundet, samtykkeform=form)
    messages.success(request, "Samtykket er registreret.")
    return redirect(adresse)


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def traek_samtykke_tilbage(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    synlige = Samtykke.objects.synlige_for(request.user).select_related("henvendelse")
    samtykke = get_object_or_404(synlige, henvendelse__nummer=nummer, pk=pk)
    laest(request, [samtykke])
    til_sagen = f"{samtykke.henvendelse.get_absolute_url()}#samtykke"
    if not samtykke.gaelder:
        messages.info(request, "Samtykket er allerede trukket tilbage.")
        return redirect(til_sagen)
    kladde = Kladdeside(request)
    sendt = request.POST if request.method == "POST" else None
    form = TilbagetraekningForm(sendt, udfyldt=kladde.felter)
    if form.is_bound and form.gem(samtykke, request.user):
        kladde.luk()
        messages.success(request, "Samtykket er trukket tilbage.")
        return redirect(til_sagen)
    return render(
        request,
        "henvendelser/traek_samtykke_tilbage.html",
        {"samtykke": samtykke, "form": form, "kladde": kladde},
    )
