"""A department's answer: written by its leads, read by them and, once sent, by the adviser."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from henvendelser.forms.felter import tilfoej_fejl
from henvendelser.kladder.side import Kladdeside, Kladdesider
from henvendelser.log.laesning import Laest, laest
from henvendelser.roller import Rettighed, har, kraever
from henvendelser.views.metoder import laes_og_send

from ..models import Rundesvar, Stillingtagen
from .forms import Svarskema, TillaegForm
from .handlinger import (
    AlleredeSendt,
    Kanikke,
    Rettet,
    RundenErLukket,
    Ufaerdigt,
    gem_kladde,
    send_svar,
    skriv_tillaeg,
)
from .kladde import laes_kladde, laes_sendt
from .svar import Svarindhold

SEND = "send"


def _find(request: HttpRequest, pk: int) -> Rundesvar:
    """The answer, noted as read."""
    synlige = Rundesvar.objects.synlige_for(request.user)
    fundet = get_object_or_404(
        synlige.select_related("runde__beretning", "afdeling", "sendt_af", "gemt_af"), pk=pk
    )
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SE_ANBEFALINGER, laeser=Laest.RUNDE)
@require_safe
def rundesvar(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer as it was sent, with what was added. A draft is its department's alone."""
    svar = _find(request, pk)
    kladde = _tillaegskladde(request, svar)
    return _vis_svar(request, svar, TillaegForm(udfyldt=kladde["tillaeg"].felter), kladde)


def _tillaegskladde(request: HttpRequest, svar: Rundesvar) -> Kladdesider:
    return Kladdesider(request, tillaeg=reverse("tillaeg", args=[svar.pk]))


def _vis_svar(
    request: HttpRequest, svar: Rundesvar, form: TillaegForm, kladde: Kladdesider
) -> HttpResponse:
    bruger = request.user
    maa_svare = har(bruger, Rettighed.SVARE_I_RUNDE)
    indhold, kladdefejl = _indhold(svar, maa_svare)
    skrevet = {punkt.adressat: punkt for punkt in indhold.punkter}
    stillingtagen = Stillingtagen.objects.synlige_for(bruger).filter(svar=svar)
    return render(
        request,
        "runder/svar.html",
        {
            "svar": svar,
            "runde": svar.runde,
            "stillingtagen": [
                (et.adressat, skrevet.get(et.adressat_id))
                for et in stillingtagen.select_related("adressat__anbefaling")
            ],
            "indhold": indhold,
            "kladdefejl": kladdefejl,
            "tillaeg": svar.tillaeg.select_related("skrevet_af"),
            "maa_svare": maa_svare,
            "form": form,
            "kladde": kladde["tillaeg"],
        },
    )


def _indhold(svar: Rundesvar, maa_svare: bool) -> tuple[Svarindhold, str]:
    """What of the answer is to be shown, and why its draft cannot be read where it cannot."""
    if svar.sendt:
        return laes_sendt(svar), ""
    return laes_kladde(svar) if maa_svare else (Svarindhold(), "")


@kraever(Rettighed.SVARE_I_RUNDE, laeser=Laest.RUNDE)
@laes_og_send
def skriv_rundesvar(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. What is typed is shown again, and kept where it can be, whatever goes wrong."""
    svar = _find(request, pk)
    if request.method != "POST":
        kladde = Kladdeside(request)
        if (svar.sendt or svar.runde.lukket) and not kladde.felter:
            return redirect(svar)
        advarsel = str(AlleredeSendt.af(svar)) if svar.sendt else ""
        return _vis(request, Svarskema(svar, udfyldt=kladde.felter), kladde, advarsel)
    skema = Svarskema(svar, request.POST)
    advarsel = ""
    if skema.er_gyldigt():
        try:
            return _gem(request, svar, skema)
        except Ufaerdigt as grund:
            skema.vis_mangler(grund.mangler)
        except Rettet as grund:
            skema.tag_ny_version()
            advarsel = str(grund)
        except Kanikke as grund:
            advarsel = str(grund)
        except ValidationError as fejl:
            tilfoej_fejl(skema.i_alt, fejl)
    return _vis(request, skema, Kladdeside(request), advarsel)


def _gem(request: HttpRequest, svar: Rundesvar, skema: Svarskema) -> HttpResponse:
    """Send it or keep it as a draft; what can no longer be sent is kept."""
    sendes = request.POST.get("handling") == SEND
    valgt = {"indhold": skema.indhold(), "version": skema.version, "af": request.user}
    try:
        (send_svar if sendes else gem_kladde)(svar=svar, **valgt)
    except RundenErLukket as grund:
        gem_kladde(svar=svar, **valgt)
        messages.error(request, str(grund))
    else:
        messages.success(request, _kvittering(svar, sendes))
    Kladdeside(request).luk()
    return redirect(svar)


def _kvittering(svar: Rundesvar, sendt: bool) -> str:
    if sendt:
        return "Svaret er sendt til borgerrådgiveren. Du kan føje til det herunder."
    if svar.runde.lukket:
        return "Kladden er gemt. Runden er lukket, så svaret kan ikke sendes nu."
    return "Kladden er gemt. Borgerrådgiveren ser den først, når du sender den."


def _vis(
    request: HttpRequest, skema: Svarskema, kladde: Kladdeside, advarsel: str = ""
) -> HttpResponse:
    kontekst = {"skema": skema, "svar": skema.svar, "runde": skema.svar.runde, "kladde": kladde}
    return render(request, "runder/skema.html", {**kontekst, "advarsel": advarsel})


@kraever(Rettighed.SVARE_I_RUNDE, laeser=Laest.RUNDE)
@laes_og_send
def tillaeg(request: HttpRequest, pk: int) -> HttpResponse:
    svar = _find(request, pk)
    kladde = _tillaegskladde(request, svar)
    if request.method != "POST":
        return redirect(kladde.med(svar.get_absolute_url()))
    form = TillaegForm(request.POST)
    if form.is_valid():
        try:
            skriv_tillaeg(svar=svar, af=request.user, **form.cleaned_data)
        except (Kanikke, ValidationError) as grund:
            form.add_error("tekst", str(grund) if isinstance(grund, Kanikke) else grund)
        else:
            kladde["tillaeg"].luk()
            messages.success(request, "Tillægget er sendt til borgerrådgiveren.")
            return redirect(svar)
    return _vis_svar(request, svar, form, kladde)
