"""The documents of cases and decisions. A file leaves the server as a download only."""

from __future__ import annotations

from collections.abc import Callable
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
from ..models import Afgoerelse, Dokument, Henvendelse
from ..roller import Rettighed, kraever
from .afgoerelser import find_afgoerelse, vis_afgoerelse
from .henvendelser import find_henvendelse, vis_henvendelse
from .metoder import laes_og_send

FIL_MANGLER = "Dokumentets fil findes ikke. Bed it-afdelingen om at hente den fra sikkerhedskopien."


Ejer = Henvendelse | Afgoerelse


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.HENVENDELSE)
@laes_og_send
@tager_filer
def tilfoej(request: HttpRequest, nummer: str) -> HttpResponse:
    """Stores on POST. A GET leads back to the case, where the form is."""
    return _tilfoej(request, find_henvendelse(request, nummer), vis_henvendelse)


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.AFGOERELSE)
@laes_og_send
@tager_filer
def tilfoej_til_afgoerelse(request: HttpRequest, pk: int) -> HttpResponse:
    """As `tilfoej`, on a decision."""
    return _tilfoej(request, find_afgoerelse(request, pk), vis_afgoerelse)


def _tilfoej(request: HttpRequest, ejer: Ejer, vis: Callable[..., HttpResponse]) -> HttpResponse:
    if request.method != "POST":
        return redirect(ejer)
    form = DokumentForm(
        request.POST,
        request.FILES,
        for_langt_filnavn=getattr(request, "for_langt_filnavn", False),
    )
    if form.is_valid():
        try:
            nye = tilfoej_dokumenter(til=ejer, filer=form.cleaned_data["filer"], af=request.user)
        except ValidationError as fejl:
            form.add_error("filer", fejl.messages)
        else:
            messages.success(request, _gemt(len(nye)))
            return redirect(_dokumenterne(ejer))
    return vis(request, ejer, dokumentform=form)


def _gemt(antal: int) -> str:
    return "Dokumentet er gemt." if antal == 1 else f"De {antal} dokumenter er gemt."


def _dokumenterne(ejer: Ejer) -> str:
    return f"{ejer.get_absolute_url()}#dokumenter"


def _find(request: HttpRequest, **noegler) -> Dokument:
    """The document, if the user may see it, noted as read. Raises Http404."""
    synlige = Dokument.objects.synlige_for(request.user)
    fundet = get_object_or_404(synlige.select_related("henvendelse", "afgoerelse"), **noegler)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_DOKUMENTER, laeser=Laest.DOKUMENT)
@require_safe
def hent(request: HttpRequest, nummer: str, uuid: UUID) -> HttpResponse:
    return _hent(request, _find(request, henvendelse__nummer=nummer, uuid=uuid))


@kraever(Rettighed.SE_DOKUMENTER, laeser=Laest.DOKUMENT)
@require_safe
def hent_fra_afgoerelse(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    return _hent(request, _find(request, afgoerelse=pk, uuid=uuid))


def _hent(request: HttpRequest, dokument: Dokument) -> HttpResponse:
    return som_fil(request, dokument, tilbage=dokument.hoerer_til.get_absolute_url())


def som_fil(request: HttpRequest, dokument: Dokument, *, tilbage: str) -> HttpResponse:
    """The file, to be saved and not shown: what is in it never runs as a page of the program's.

    Leads to `tilbage` with the reason when it cannot be read.
    """
    try:
        indhold = dokument.indhold()
    except (FilenMangler, Krypteringsfejl) as fejl:
        messages.error(request, FIL_MANGLER if isinstance(fejl, FilenMangler) else str(fejl))
        return redirect(tilbage)
    svar = HttpResponse(indhold, content_type=dokument.medietype)
    svar.headers["Content-Disposition"] = content_disposition_header(True, dokument.navn)
    return svar


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.DOKUMENT)
@laes_og_send
def slet(request: HttpRequest, nummer: str, uuid: UUID) -> HttpResponse:
    return _slet(request, _find(request, henvendelse__nummer=nummer, uuid=uuid))


@kraever(Rettighed.GEMME_DOKUMENTER, laeser=Laest.DOKUMENT)
@laes_og_send
def slet_fra_afgoerelse(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    return _slet(request, _find(request, afgoerelse=pk, uuid=uuid))


def _slet(request: HttpRequest, dokument: Dokument) -> HttpResponse:
    ejer = dokument.hoerer_til
    if request.method == "POST":
        try:
            slet_dokument(dokument=dokument, af=request.user)
            messages.success(request, "Dokumentet er slettet.")
        except ValidationError as fejl:
            messages.error(request, fejl.messages[0])
        return redirect(_dokumenterne(ejer))
    return render(request, "henvendelser/slet_dokument.html", {"dokument": dokument, "ejer": ejer})
