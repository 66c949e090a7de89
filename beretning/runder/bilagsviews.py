"""The departments' answers as a table: on the screen, and as a PDF for the council's agenda."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from henvendelser.log.laesning import Laest, laest
from henvendelser.roller import Rettighed, kraever
from henvendelser.valg import Handling

from ..models import Runde
from ..pdf import PdfFejl, dan_opfoelgning_pdf
from .tilbagemelding import bilag


def _find(request: HttpRequest, pk: int) -> Runde:
    synlige = Runde.objects.synlige_for(request.user).select_related("beretning")
    fundet = get_object_or_404(synlige, pk=pk)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@require_safe
def opfoelgning(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    return render(request, "runder/opfoelgning.html", {"runde": fundet, "bilag": bilag(fundet)})


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE, handling=Handling.EKSPORT)
@require_safe
def opfoelgning_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    try:
        pdf = dan_opfoelgning_pdf(bilag(fundet))
    except PdfFejl as fejl:
        messages.error(request, f"PDF-filen kan ikke dannes: {fejl}")
        return redirect("opfoelgning", pk=fundet.pk)
    navn = f"opfoelgning-{fundet.beretning.noegle}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{navn}"'},
    )
