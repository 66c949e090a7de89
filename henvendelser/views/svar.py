"""The department's side of a request: read it, answer it, ask for time, hand it on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ..dokumenter.upload import tager_filer
from ..forespoergsler.ledere import kollegaer
from ..forespoergsler.tilstande import ForkertTilstand, Skridt, kan
from ..forespoergsler.traad import traad
from ..forms.felter import tilfoej_fejl
from ..forms.svar import ForlaengelseForm, SvarForm, VidereForm
from ..frister import rest
from ..handlinger.svar import (
    SvaretImens,
    bed_om_forlaengelse,
    besvar,
    gem_kladde,
    giv_videre,
    suppler,
)
from ..kladder.side import Kladdeside
from ..kryptering import Krypteringsfejl
from ..log.laesning import Laest, laest
from ..models import Dokument, Forespoergsel, Svarkladde
from ..regler import i_dag
from ..roller import Rettighed, kraever
from ..valg import Forespoergselstilstand
from .dokumenter import som_fil
from .forespoergsler import find_forespoergsel
from .metoder import laes_og_send

IKKE_SENDT = (
    "{grund} Det, du skrev, er ikke sendt, men det er gemt som din kladde og står herunder. "
    "Kontakt borgerrådgiveren, hvis det skal med."
)


@kraever(Rettighed.SVARE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
@tager_filer
def svar(request: HttpRequest, pk: int) -> HttpResponse:
    """The request with its thread and the form; a POST sends it, or keeps a draft."""
    fundet = find_forespoergsel(request, pk)
    if request.method != "POST":
        undervejs = Kladdeside(request)
        form = _form(request, fundet, udfyldt=undervejs.felter)
        return _vis(request, fundet, form, undervejs)
    er_kladde = "gem_kladde" in request.POST
    form = _form(request, fundet, er_kladde=er_kladde)
    if not form.is_valid():
        return _vis(request, fundet, form)
    if er_kladde:
        return _gem_kladde(request, fundet, form)
    return _send(request, fundet, form)


def _form(
    request: HttpRequest,
    fundet: Forespoergsel,
    *,
    er_kladde: bool = False,
    udfyldt: QueryDict | None = None,
) -> SvarForm:
    sendt = request.method == "POST"
    return SvarForm(
        request.POST if sendt else None,
        request.FILES if sendt else None,
        skrevet=_kladde(request, fundet)[1],
        udfyldt=udfyldt,
        suppleres=_suppleres(request, fundet),
        er_kladde=er_kladde,
        for_langt_filnavn=getattr(request, "for_langt_filnavn", False),
    )


def _kladde(
    request: HttpRequest, fundet: Forespoergsel
) -> tuple[Svarkladde | None, dict[str, str | None], str]:
    """The user's own draft, what it says, and why it cannot be read where it cannot."""
    kladde = Svarkladde.objects.filter(forespoergsel=fundet, bruger=request.user).first()
    try:
        return kladde, kladde.felter if kladde else {}, ""
    except Krypteringsfejl as fejl:
        return kladde, {}, str(fejl)


def _suppleres(request: HttpRequest, fundet: Forespoergsel) -> bool:
    """Whether the page offered to add to an answer: a page from before the answer did not."""
    if request.method == "POST":
        return "suppler" in request.POST
    return fundet.tilstand == Forespoergselstilstand.BESVARET


def _gem_kladde(request: HttpRequest, fundet: Forespoergsel, form: SvarForm) -> HttpResponse:
    try:
        gem_kladde(forespoergsel=fundet, indhold=form.indhold, af=request.user)
    except ValidationError as fejl:
        tilfoej_fejl(form, fejl)
        return _vis(request, fundet, form)
    Kladdeside(request).luk()
    messages.success(request, "Kladden er gemt. Den er ikke sendt, og kun du kan se den.")
    return redirect("svar", fundet.pk)


def _send(request: HttpRequest, fundet: Forespoergsel, form: SvarForm) -> HttpResponse:
    indhold, filer = form.indhold, form.cleaned_data["filer"]
    try:
        if _suppleres(request, fundet):
            suppler(forespoergsel=fundet, indhold=indhold, filer=filer, af=request.user)
            besked = "Supplementet er sendt til borgerrådgiveren."
        else:
            besvar(
                forespoergsel=fundet,
                indhold=indhold,
                filer=filer,
                runde=_runde(request),
                af=request.user,
            )
            besked = "Svaret er sendt til borgerrådgiveren. Tak. Du behøver ikke at gøre mere."
    except (SvaretImens, ForkertTilstand) as fejl:
        return _gem_i_stedet(request, fundet, form, fejl)
    except ValidationError as fejl:
        tilfoej_fejl(form, fejl)
        return _vis(request, fundet, form)
    Kladdeside(request).luk()
    messages.success(request, besked)
    return redirect("svar", fundet.pk)


def _gem_i_stedet(
    request: HttpRequest, fundet: Forespoergsel, form: SvarForm, grund: ValidationError
) -> HttpResponse:
    """Keep what cannot be sent any more as a draft, and say why it was not sent."""
    besked = grund.messages[0]
    try:
        gem_kladde(forespoergsel=fundet, indhold=form.indhold, af=request.user)
    except ValidationError as fejl:
        tilfoej_fejl(form, fejl)
        messages.warning(request, besked)
        return _vis(request, fundet, form)
    Kladdeside(request).luk()
    gemt = besked if isinstance(grund, SvaretImens) else IKKE_SENDT.format(grund=besked)
    messages.warning(request, gemt)
    return redirect("svar", fundet.pk)


def _runde(request: HttpRequest) -> int:
    """The question that the page showed; one that is no number is the first."""
    runde = request.POST.get("runde", "")
    return int(runde) if runde.isdecimal() and len(runde) < 5 else 0


def _vis(
    request: HttpRequest,
    fundet: Forespoergsel,
    form: SvarForm,
    undervejs: Kladdeside | None = None,
) -> HttpResponse:
    """`undervejs` is what was typed and neither sent nor kept as the answer's draft."""
    kan_svare = kan(fundet, Skridt.BESVAR)
    svarkladde, skrevet, kladdefejl = _kladde(request, fundet)
    if undervejs and undervejs.felter:
        skrevet = form.initial
    return render(
        request,
        "svar/svar.html",
        {
            "forespoergsel": fundet,
            "traad": traad(fundet, for_afdelingen=True),
            "rest": rest(fundet.frist, i_dag()) if fundet.frist else "",
            "over_fristen": bool(fundet.frist and fundet.frist < i_dag()),
            "form": form,
            "kan_svare": kan_svare,
            "kan_supplere": kan(fundet, Skridt.SUPPLER),
            "kan_bede_om_tid": kan(fundet, Skridt.BED_OM_TID),
            "venter_paa_frist": fundet.forlaengelser.filter(udfald=None).first(),
            "kan_give_videre": kan(fundet, Skridt.GIV_VIDERE)
            and kollegaer(fundet, request.user).exists(),
            "kladde": undervejs or Kladdeside(request),
            "svarkladde": svarkladde,
            "skrevet": skrevet,
            "kladdefejl": kladdefejl,
        },
    )


@kraever(Rettighed.SVARE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def forlaeng(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = find_forespoergsel(request, pk)
    if not kan(fundet, Skridt.BED_OM_TID):
        messages.info(request, "Der ventes ikke på svar fra jer, så fristen kan ikke ændres.")
        return redirect("svar", pk)
    if fundet.forlaengelser.filter(udfald=None).exists():
        messages.info(request, "I har allerede bedt om længere frist. Vent på svaret.")
        return redirect("svar", pk)
    kladde = Kladdeside(request)
    form = ForlaengelseForm(
        request.POST if request.method == "POST" else None, udfyldt=kladde.felter
    )
    if form.is_bound and form.is_valid():
        try:
            bed_om_forlaengelse(forespoergsel=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            kladde.luk()
            messages.success(
                request, "Borgerrådgiveren har fået jeres ønske. Fristen gælder, til I får svar."
            )
            return redirect("svar", pk)
    kontekst = {"forespoergsel": fundet, "form": form, "kladde": kladde}
    return render(request, "svar/forlaeng.html", kontekst)


@kraever(Rettighed.SVARE, laeser=Laest.FORESPOERGSEL)
@laes_og_send
def videre(request: HttpRequest, pk: int) -> HttpResponse:
    fundet = find_forespoergsel(request, pk)
    mulige = kan(fundet, Skridt.GIV_VIDERE) and kollegaer(fundet, request.user).exists()
    if not mulige:
        messages.info(request, "Der er ingen at give forespørgslen videre til.")
        return redirect("svar", pk)
    kladde = Kladdeside(request)
    form = VidereForm(
        request.POST if request.method == "POST" else None,
        forespoergsel=fundet,
        bruger=request.user,
        udfyldt=kladde.felter,
    )
    if form.is_bound and form.is_valid():
        try:
            givet = giv_videre(forespoergsel=fundet, af=request.user, **form.cleaned_data)
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
        else:
            kladde.luk()
            messages.success(request, f"Forespørgslen er givet videre til {givet.til}.")
            return redirect("svar", pk)
    kontekst = {"forespoergsel": fundet, "form": form, "kladde": kladde}
    return render(request, "svar/videre.html", kontekst)


@kraever(Rettighed.SVARE, laeser=Laest.DOKUMENT)
@require_safe
def dokument(request: HttpRequest, pk: int, uuid: UUID) -> HttpResponse:
    """A document that came with the request or with an answer; no other of the case's."""
    fundet = find_forespoergsel(request, pk)
    i_traaden = Dokument.objects.filter(
        Q(sendt_med__forespoergsel=fundet) | Q(kom_med__svar__forespoergsel=fundet)
    )
    den = get_object_or_404(i_traaden.select_related("henvendelse").distinct(), uuid=uuid)
    laest(request, [den])
    return som_fil(request, den, tilbage=reverse("svar", args=[pk]))
