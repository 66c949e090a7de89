"""The reports on the screen: the list, the preview with live numbers, and the PDF."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from henvendelser.log.laesning import Laest, laest
from henvendelser.roller import Rettighed, kraever
from henvendelser.valg import Handling

from .afsnit import udskriv
from .models import Beretning
from .pdf import PdfFejl, dan_pdf


@kraever(Rettighed.SE_BERETNING, laeser=Laest.INTET)
@require_safe
def beretninger(request: HttpRequest) -> HttpResponse:
    """The reports, the newest period first."""
    return render(request, "beretning/liste.html", {"beretninger": Beretning.objects.all()})


@kraever(Rettighed.SE_BERETNING, laeser=Laest.BERETNING)
@require_safe
def beretning(request: HttpRequest, noegle: str) -> HttpResponse:
    """The report as it will be read, with what is missing and each number a link."""
    fundet = get_object_or_404(Beretning, noegle=noegle)
    laest(request, [fundet])
    udskrift = udskriv(fundet, paa_skaerm=True)
    return render(request, "beretning/visning.html", {"beretning": fundet, "udskrift": udskrift})


@kraever(Rettighed.SE_BERETNING, laeser=Laest.BERETNING, handling=Handling.EKSPORT)
@require_safe
def beretning_pdf(request: HttpRequest, noegle: str) -> HttpResponse:
    """The PDF; where something is missing, back to the preview that tells what."""
    fundet = get_object_or_404(Beretning, noegle=noegle)
    laest(request, [fundet])
    udskrift = udskriv(fundet)
    if udskrift.fejl:
        messages.error(request, "PDF-filen kan ikke dannes, før manglerne herunder er rettet.")
        return redirect(fundet)
    try:
        pdf = dan_pdf(udskrift)
    except PdfFejl as fejl:
        messages.error(request, f"PDF-filen kan ikke dannes: {fejl}")
        return redirect(fundet)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{fundet.noegle}.pdf"'},
    )
