"""The adviser's side of a request: send it, follow it, and answer the department."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ..forespoergsler.tilstande import Skridt, kan
from ..forespoergsler.traad import borgerbesked, traad
from ..forms.felter import tilfoej_fejl
from ..forms.forespoergsel import (
    AfgoerForm,
    AfslutForespoergselForm,
    ForespoergselForm,
    OpfoelgningForm,
    TilbagekaldForm,
)
from ..forms.postform import som_skrevet
from ..frister import rest
from ..handlinger.forespoergsler import (
    INTET_SAMTYKKE,
    afgoer_forlaengelse,
    afslut_forespoergsel,
    flyt_forespoergsel,
    genaabn_forespoergsel,
    send_forespoergsel,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from ..kladder.side import Kladdeside
from ..log.laesning import Laest, laest
from ..models import Forespoergsel
from ..post.udbakke import ikke_sendt, send_igen
from ..regler import dansk_dato, i_dag
from ..roller import Rettighed, kraever
from ..valg import Samtykkeart
from .engang import en_gang, maerket
from .henvendelser import find_henvendelse
from .metoder import laes_og_send


def find_forespoergsel(request: HttpRequest, pk: int) -> Forespoergsel:
    """The request, if the user may see it, noted as read. Raises Http404."""
    synlige = Forespoergsel.objects.synlige_for(request.user).hele()
    fundet = get_object_or_404(synlige.select_related("afdeling__efterfoelger"), pk=pk)
    laest(request, [fundet])
    return fundet


@kraever(Rettighed.SPOERGE, laeser=Laest.HENVENDELSE)
@laes_og_send
def ny_forespoergsel(request: HttpRequest, nummer: str) -> HttpResponse:
    henvendelse = find_henvendelse(request, nummer)
    samtykke = henvendelse.samtykker.gaeldende(Samtykkeart.KONTAKT_AFDELING).first()
    if samtykke is None or henvendelse.afsluttet:
        messages.error(
            request,
            "Henvendelsen er afsluttet. Genåbn den, før du spørger en afdeling."
            if henvendelse.afsluttet
            else INTET_SAMTYKKE,
        )
        return redirect(henvendelse)
    kladde = Kladdeside(request)
    form = ForespoergselForm(
        request.POST if request.method == "POST" else None,
        henvendelse=henvendelse,
        udfyldt=kladde.felter,
    )
    if form.is_bound and form.is_valid():
        with en_gang(request) as engang:
            if engang.gemt:
                return redirect(engang.gemt)
            try:
                sendt = send_forespoergsel(
                    henvendelse=henvendelse, af=request.user, **form.cleaned_data
                )
            except ValidationError as fejl:
                tilfoej_fejl(form, fejl)
            else:
                engang.husk(sendt.get_absolute_url())
                kladde.luk()
                frist = dansk_dato(sendt.svarfrist)
                messages.success(
                    request, f"Forespørgslen er sendt til {sendt.afdeling}. Svarfrist: {frist}."
                )
                return redirect(sendt)
    return render(
        request,
        "forespoergsler/ny.html",
        {
            "henvendelse": henvendelse,
            "form": form,
            "samtykke": samtykke,
            "kladde": kladde,
            "engang": maerket(request, kladde.felter),
        },
    )


@kraever(Rettighed.SE_REGISTER, laeser=Laest.FORESPOERGSEL)
@require_safe
def forespoergsel(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = find_forespoergsel(request, pk)
    forlaengelse = fundet.forlaengelser.order_by("-pk").first()
    efterfoelger = fundet.afdeling.efterfoelger if _er_nedlagt(fundet) else None
    return render(
        request,
        "forespoergsler/forespoergsel.html",
        {
            "forespoergsel": fundet,
            "traad": traad(fundet, for_afdelingen=False),
            "rest": rest(fundet.frist, i_dag()) if fundet.frist else "",
            "kan": {skridt.value: kan(fundet, skridt) for skridt in Skridt},
            "forlaengelse": forlaengelse,
            "borgerbesked": borgerbesked(forlaengelse) if forlaengelse else "",
            "ikke_sendt": fundet.breve.filter(ikke_sendt()).select_related("modtager"),
            "efterfoelger": efterfoelger,
        },
    )


def _er_nedlagt(forespoergsel: Forespoergsel) -> bool:
    til = forespoergsel.afdeling.gyldig_til
    return bool(til and til < i_dag()) and not forespoergsel.er_slut


def _skridt(
    skridt: Skridt,
    formular: type[forms.Form],
    skabelon: str,
    goer: Callable[..., object],
    gjort: str,
):
    """The page of one step: its form, and what is done with it. What no longer can be done leads
    back to the request with the reason."""

    @kraever(Rettighed.SPOERGE, laeser=Laest.FORESPOERGSEL)
    @laes_og_send
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        fundet = find_forespoergsel(request, pk)
        kladde = Kladdeside(request)
        form = formular(
            request.POST if request.method == "POST" else None,
            initial=som_skrevet(formular, kladde.felter) if kladde.felter else None,
        )
        if not kan(fundet, skridt):
            messages.error(request, "Det kan ikke gøres, som forespørgslen er nu.")
            return redirect(fundet)
        if form.is_bound and form.is_valid():
            try:
                goer(forespoergsel=fundet, af=request.user, **form.cleaned_data)
            except ValidationError as fejl:
                tilfoej_fejl(form, fejl)
            else:
                kladde.luk()
                messages.success(request, gjort)
                return redirect(fundet)
        kontekst = {"forespoergsel": fundet, "form": form, "kladde": kladde}
        return render(request, skabelon, kontekst)

    return view


spoerg = _skridt(
    Skridt.SPOERG_IGEN,
    OpfoelgningForm,
    "forespoergsler/spoerg.html",
    spoerg_igen,
    "Spørgsmålet er sendt til afdelingen.",
)
afslut = _skridt(
    Skridt.AFSLUT,
    AfslutForespoergselForm,
    "forespoergsler/afslut.html",
    afslut_forespoergsel,
    "Forespørgslen er afsluttet.",
)
tilbagekald = _skridt(
    Skridt.TILBAGEKALD,
    TilbagekaldForm,
    "forespoergsler/tilbagekald.html",
    tilbagekald_forespoergsel,
    "Forespørgslen er kaldt tilbage.",
)


@kraever(Rettighed.SPOERGE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def frist(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the department's wish for a later deadline."""
    fundet = find_forespoergsel(request, pk)
    forlaengelse = fundet.forlaengelser.filter(udfald=None).first()
    if forlaengelse is None:
        messages.info(request, "Afdelingen har ikke bedt om længere frist.")
        return redirect(fundet)
    form = AfgoerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            afgjort = afgoer_forlaengelse(
                forlaengelse=forlaengelse, af=request.user, **form.cleaned_data
            )
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            messages.success(
                request, f"Afdelingens ønske er {afgjort.get_udfald_display().lower()}."
            )
            return redirect(fundet)
    return render(
        request,
        "forespoergsler/frist.html",
        {
            "forespoergsel": fundet,
            "forlaengelse": forlaengelse,
            "form": form,
            "borgerbesked": borgerbesked(forlaengelse),
        },
    )


@kraever(Rettighed.SPOERGE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def genaabn(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens on POST. A GET leads back to the button."""
    fundet = find_forespoergsel(request, pk)
    if request.method == "POST":
        try:
            genaabn_forespoergsel(forespoergsel=fundet, af=request.user)
            messages.success(request, "Forespørgslen er åben igen.")
        except ValidationError as fejl:
            messages.error(request, fejl.messages[0])
    return redirect(fundet)


@kraever(Rettighed.SPOERGE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def flyt(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves it to the department that has taken over, on POST. A GET leads back to the button."""
    fundet = find_forespoergsel(request, pk)
    if request.method == "POST" and fundet.afdeling.efterfoelger:
        til = fundet.afdeling.efterfoelger
        try:
            flyt_forespoergsel(forespoergsel=fundet, afdeling=til, af=request.user)
            messages.success(request, f"Forespørgslen er sendt videre til {til}.")
        except ValidationError as fejl:
            messages.error(request, fejl.messages[0])
    return redirect(fundet)


@kraever(Rettighed.SPOERGE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def send_mail_igen(request: HttpRequest, pk: int) -> HttpResponse:
    """Tries those of the request's mails that did not get away, on POST."""
    fundet = find_forespoergsel(request, pk)
    if request.method == "POST":
        breve = list(fundet.breve.filter(ikke_sendt()))
        sendt = sum(send_igen(brev) for brev in breve)
        if breve and sendt == len(breve):
            messages.success(request, "Mailen er sendt." if sendt == 1 else "Mailene er sendt.")
        elif breve:
            messages.error(
                request,
                "Mailserveren tog ikke imod. Der forsøges igen senere. Ring til afdelingen, hvis "
                "det haster.",
            )
    return redirect(fundet)
