"""By when the adviser follows a case up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..forms.frist import FristForm
from ..handlinger.frist import saet_frist
from ..log.laesning import Laest
from ..roller import Rettighed, kraever
from .henvendelser import find_henvendelse
from .metoder import laes_og_send


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def frist(request: HttpRequest, nummer: str) -> HttpResponse:
    fundet = find_henvendelse(request, nummer)
    form = FristForm(request.POST if request.method == "POST" else None, henvendelse=fundet)
    if form.is_bound and form.is_valid():
        sat = form.cleaned_data["frist"]
        saet_frist(henvendelse=fundet, frist=sat, af=request.user)
        messages.success(
            request, f"Følg op senest: {sat.forklaring}" if sat else "Fristen er fjernet."
        )
        return redirect(fundet)
    return render(request, "henvendelser/frist.html", {"henvendelse": fundet, "form": form})
