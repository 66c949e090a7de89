"""The adviser's side of a round: open it, see how far each department is, close it, place it."""

from __future__ import annotations

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

from ..models import Runde, Rundesvar
from ..valg import Svartilstand
from . import handlinger
from .forms import FlereForm, Fristform, PlacerForm, RundeForm
from .handlinger import RundenErLukket, aabn_runde, flyt_frist, genaabn_runde, luk_runde
from .ledere import ledere_af
from .placering import er_placeret, placer_svar


@kraever(Rettighed.SE_ANBEFALINGER, laeser=Laest.RUNDE)
@require_safe
def runder(request: HttpRequest) -> HttpResponse:
    """For the adviser the rounds; for a lead what the own departments are asked."""
    svar = (
        Rundesvar.objects.synlige_for(request.user)
        .select_related("afdeling", "runde__beretning")
        .order_by("-runde__aabnet", "afdeling__raekkefoelge", "afdeling__navn")
    )
    if not har(request.user, Rettighed.ANBEFALE):
        egne = list(svar)
        laest(request, egne)
        return render(request, "runder/egne.html", {"alle_svar": egne})
    alle = list(
        Runde.objects.synlige_for(request.user)
        .select_related("beretning")
        .prefetch_related(Prefetch("svar", svar.order_by("pk")))
    )
    laest(request, alle)
    return render(request, "runder/liste.html", {"runder": [(et, _antal(et)) for et in alle]})


def _antal(runde: Runde) -> str:
    alle = list(runde.svar.all())
    sendt = [svar for svar in alle if svar.sendt]
    return f"{len(sendt)} af {len(alle)} har svaret"


def _find(request: HttpRequest, pk: int) -> Runde:
    synlige = Runde.objects.synlige_for(request.user)
    fundet = get_object_or_404(synlige.select_related("beretning", "lukket_af"), pk=pk)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@require_safe
def runde(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each department is, at a glance."""
    fundet = _find(request, pk)
    alle = list(
        fundet.svar.select_related("afdeling", "sendt_af", "gemt_af").prefetch_related("tillaeg")
    )
    for svar in alle:
        svar.runde = fundet
    ledere = ledere_af([svar.afdeling for svar in alle])
    tilstande = [svar.tilstand for svar in alle]
    return render(
        request,
        "runder/runde.html",
        {
            "runde": fundet,
            "alle_svar": [(svar, ledere[svar.afdeling_id]) for svar in alle],
            "tal": [(et.label, tilstande.count(et)) for et in Svartilstand],
            "er_placeret": er_placeret(fundet),
        },
    )


@kraever(Rettighed.ANBEFALE, laeser=Laest.INTET)
@laes_og_send
def ny_runde(request: HttpRequest) -> HttpResponse:
    form = RundeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ny = aabn_runde(af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            messages.success(request, "Runden er åbnet. Afdelingerne kan svare nu.")
            return redirect(ny)
    return render(request, "runder/ny.html", {"form": form})


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@laes_og_send
def ret_frist(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    form = Fristform(
        request.POST if request.method == "POST" else None, initial={"frist": fundet.frist}
    )
    if form.is_bound and form.is_valid():
        try:
            flyt_frist(runde=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            messages.success(request, "Fristen er flyttet.")
            return redirect(fundet)
    return render(request, "runder/frist.html", {"runde": fundet, "form": form})


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@laes_og_send
def spoerg_flere(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = _find(request, pk)
    form = FlereForm(request.POST if request.method == "POST" else None, runde=fundet)
    if fundet.lukket:
        messages.info(request, "Runden er lukket. Genåbn den, før du spørger flere afdelinger.")
        return redirect(fundet)
    if form.is_bound and form.is_valid():
        try:
            nye = handlinger.spoerg_flere(runde=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        except RundenErLukket as fejl:
            messages.error(request, str(fejl))
            return redirect(fundet)
        else:
            navne = ", ".join(str(svar.afdeling) for svar in nye)
            messages.success(request, f"Spurgt: {navne}. Se herunder, hvem der kan svare.")
            return redirect(fundet)
    return render(request, "runder/spoerg_flere.html", {"runde": fundet, "form": form})


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@laes_og_send
def luk(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: it tells who has not answered, and what is written of them."""
    fundet = _find(request, pk)
    if request.method == "POST":
        luk_runde(runde=fundet, af=request.user)
        messages.success(request, "Runden er lukket. Den kan genåbnes herunder.")
        return redirect(fundet)
    mangler = list(fundet.svar.filter(sendt=None).select_related("afdeling"))
    return render(request, "runder/luk.html", {"runde": fundet, "mangler": mangler})


@kraever(Rettighed.ANBEFALE, laeser=Laest.INTET)
@require_POST
def genaabn(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = get_object_or_404(Runde.objects.synlige_for(request.user), pk=pk)
    genaabn_runde(runde=fundet, af=request.user)
    messages.success(request, "Runden er åben igen. Afdelingerne kan svare.")
    return redirect(fundet)


@kraever(Rettighed.ANBEFALE, laeser=Laest.RUNDE)
@laes_og_send
def placer(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the answers into the report, as they stand."""
    fundet = _find(request, pk)
    form = PlacerForm(request.POST if request.method == "POST" else None, runde=fundet)
    if form.is_bound and form.is_valid():
        placer_svar(runde=fundet, efter=form.cleaned_data["efter"], af=request.user)
        messages.success(request, "Svarene står i beretningen, afdeling for afdeling.")
        return redirect(fundet.beretning)
    return render(request, "runder/placer.html", {"runde": fundet, "form": form})
