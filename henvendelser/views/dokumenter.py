"""A case's documents: add, fetch and delete. A file leaves the server as a download only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..dokumenter.handlinger import slet_dokument, tilfoej_dokumenter
from ..dokumenter.lager import FilenMangler
from ..dokumenter.upload import tager_filer
from ..forms.dokument import DokumentForm
from ..kryptering import Krypteringsfejl
from ..log.laesning import Laest, laest
from ..models import Dokument
from ..roller import Rettighed, kraever
from .henvendelser import find_henvendelse, vis_henvendelse
from .metoder import laes_og_send

FIL_MANGLER = "Dokumentets fil findes ikke. Bed it-afdelingen om at hente den fra sikkerhedskopien."


def _find(request: HttpRequest, nummer: str, uuid: UUID) -> Dokument:
    """The document, if the user may see it, noted as read. Raises Http404."""
    synlige = Dokument.objects.synlige_for(request.user).select_related("henvendelse")
    fundet = get_object_or_404(synlige, henvendelse__nummer=nummer, uuid=uuid)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.HENVENDELSE)
@laes_og_send
@tager_filer
def tilfoej(request: HttpRequest, nummer: str) -> HttpResponse:
    """Stores on POST. A GET leads back to the case, where the form is."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return redirect(fundet)
    form = DokumentForm(
        request.POST,
        request.FILES,
        for_langt_filnavn=getattr(request, "for_langt_filnavn", False),
    )
    if form.is_valid():
        try:
            nye = tilfoej_dokumenter(
                henvendelse=fundet, filer=form.cleaned_data["filer"], af=request.user
            )
        except ValidationError as fejl:
            form.add_error("filer", fejl.messages)
        else:
            messages.success(request, _gemt(len(nye)))
            return redirect(f"{fundet.get_absolute_url()}#dokumenter")
    return vis_henvendelse(request, fundet, dokumentform=form)


def _gemt(antal: int) -> str:
    return "Dokumentet er gemt." if antal == 1 else f"De {antal} dokumenter er gemt."


@kraever(Rettighed.SE_DOKUMENTER, laeser=Laest.DOKUMENT)
@require_safe
def hent(request: HttpRequest, nummer: str, uuid: UUID) -> HttpResponse:
    """The file, to be saved and not shown: what is in it never runs as a page of the program's."""
    dokument = _find(request, nummer, uuid)
    try:
        indhold = dokument.indhold()
    except (FilenMangler, Krypteringsfejl) as fejl:
        messages.error(request, FIL_MANGLER if isinstance(fejl, FilenMangler) else str(fejl))
        return redirect(dokument.henvendelse)
    svar = HttpResponse(indhold, content_type=dokument.medietype)
    svar.headers["Content-Disposition"] = content_disposition_header(True, dokument.navn)
    return svar


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.DOKUMENT)
@laes_og_send
def slet(request: HttpRequest, nummer: str, uuid: UUID) -> HttpResponse:
    dokument = _find(request, nummer, uuid)
    if request.method == "POST":
        slet_dokument(dokument=dokument, af=request.user)
        messages.success(request, "Dokumentet er slettet.")
        return redirect(f"{dokument.henvendelse.get_absolute_url()}#dokumenter")
    return render(request, "henvendelser/slet_dokument.html", {"dokument": dokument})
