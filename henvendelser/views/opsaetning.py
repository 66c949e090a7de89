"""The office's settings: itself, its fields, its lists and its own markers.

Nothing here shows a case or counts one: whoever runs the system sets the office up as well.
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ..forms.felter import tilfoej_fejl
from ..forms.opsaetning import FeltForm, KontorForm, postform
from ..handlinger.opsaetning import (
    Retning,
    flyt_post,
    opret_post,
    ret_kontor,
    ret_post,
    skift_aktiv,
    slet_post,
    vaelg_felt,
)
from ..lister import LISTER, Liste, vaerdiliste
from ..models import Kontor, Maerke, Registreringsfelt
from ..registreringsfelter import FELT, Felt, kontorets_felter
from ..roller import Rettighed, kraever
from ..valg import REGLER, Enhedsregel
from .metoder import laes_og_send


@kraever(Rettighed.OPSAETTE)
@require_safe
def oversigt(request: HttpRequest) -> HttpResponse:
    kontoret = Kontor.dette()
    felter = kontorets_felter().values()
    kontekst = {
        "kontoret": kontoret,
        "regel": REGLER[Enhedsregel(kontoret.enhed)],
        "felter_til": [felt for felt in felter if felt.til],
        "felter_fra": [felt for felt in felter if not felt.til],
        "maerker": Maerke.objects.all(),
        "lister": [liste for liste in LISTER.values() if liste.noegle != "maerker"],
    }
    return render(request, "opsaetning/oversigt.html", kontekst)


@kraever(Rettighed.OPSAETTE)
@laes_og_send
def kontoret(request: HttpRequest) -> HttpResponse:
    form = KontorForm(request.POST or None, instance=Kontor.dette())
    if request.method == "POST" and form.is_valid():
        ret_kontor(kontor=form.instance, af=request.user)
        messages.success(request, "Kontorets oplysninger er gemt.")
        return redirect("opsaetning")
    return render(request, "opsaetning/kontoret.html", {"form": form})


@kraever(Rettighed.OPSAETTE)
@require_safe
def felter(request: HttpRequest) -> HttpResponse:
    lister = {liste.felt: liste for liste in LISTER.values() if liste.felt}
    linjer = [(felt, lister.get(felt.noegle)) for felt in kontorets_felter().values()]
    return render(request, "opsaetning/felter.html", {"linjer": linjer})


@kraever(Rettighed.OPSAETTE)
@laes_og_send
def felt(request: HttpRequest, felt: str) -> HttpResponse:
    fundet = _felt(felt)
    valgt = Registreringsfelt.objects.filter(felt=felt).first()
    initial = {
        "til": fundet.til,
        "paakraevet": fundet.paakraevet,
        "hjaelpetekst": valgt.hjaelpetekst if valgt else "",
    }
    form = FeltForm(
        request.POST if request.method == "POST" else None, initial=initial, felt=fundet
    )
    if form.is_bound and form.is_valid():
        vaelg_felt(felt=felt, af=request.user, **form.valg())
        messages.success(request, f"Feltet »{fundet.navn}« er gemt.")
        return redirect("opsaetning_felter")
    kontekst = {"felt": fundet, "form": form, "programmets": FELT[felt].hjaelp}
    return render(request, "opsaetning/felt.html", kontekst)


@kraever(Rettighed.OPSAETTE)
@require_POST
def skift_felt(request: HttpRequest, felt: str) -> HttpResponse:
    """Switch a field on or off from the list of them; it keeps its help text."""
    fundet = _felt(felt)
    if fundet.kan_slukkes:
        valgt = Registreringsfelt.objects.filter(felt=felt).first()
        vaelg_felt(
            felt=felt,
            til=not fundet.til,
            paakraevet=fundet.paakraevet,
            hjaelpetekst=valgt.hjaelpetekst if valgt else "",
            af=request.user,
        )
        sagt = "registreres ikke mere" if fundet.til else "registreres nu"
        messages.success(request, f"»{fundet.navn}« {sagt}.")
    return redirect(f"{reverse('opsaetning_felter')}#felt-{felt}")


def _felt(noegle: str) -> Felt:
    if noegle not in FELT:
        raise Http404
    return kontorets_felter()[noegle]


def _liste(liste: str = "", maerke: int | None = None) -> Liste:
    """The list of an address: one of the office's, or the values of a marker. Raises Http404."""
    if maerke is not None:
        return vaerdiliste(get_object_or_404(Maerke, pk=maerke))
    if liste not in LISTER:
        raise Http404
    return LISTER[liste]


@kraever(Rettighed.OPSAETTE)
@laes_og_send
def liste(request: HttpRequest, **hvilken) -> HttpResponse:
    """A list with all its values; a POST adds one."""
    den = _liste(**hvilken)
    klasse = postform(den)
    ny = klasse._meta.model(maerke=den.maerke) if den.maerke else None
    form = klasse(request.POST if request.method == "POST" else None, instance=ny, liste=den)
    if form.is_bound and form.is_valid() and _gem(opret_post, form, request):
        messages.success(request, f"»{form.instance}« er tilføjet.")
        if isinstance(form.instance, Maerke) and form.instance.kan_have_vaerdier:
            return redirect(vaerdiliste(form.instance).url)
        return redirect(den.url)
    return render(request, "opsaetning/liste.html", {"liste": den, "form": form})


@kraever(Rettighed.OPSAETTE)
@laes_og_send
def post(request: HttpRequest, pk: int, **hvilken) -> HttpResponse:
    den = _liste(**hvilken)
    fundet = get_object_or_404(den.poster(), pk=pk)
    navn = str(fundet)
    form = postform(den)(
        request.POST if request.method == "POST" else None, instance=fundet, liste=den
    )
    if form.is_bound and form.is_valid() and _gem(ret_post, form, request):
        messages.success(request, f"»{form.instance}« er gemt.")
        return redirect(den.url)
    vaerdier = vaerdiliste(fundet) if isinstance(fundet, Maerke) else None
    kontekst = {"liste": den, "post": fundet, "navn": navn, "form": form, "vaerdier": vaerdier}
    return render(request, "opsaetning/post.html", kontekst)


@kraever(Rettighed.OPSAETTE)
@require_POST
def post_handling(request: HttpRequest, pk: int, hvad: str, **hvilken) -> HttpResponse:
    """Move a value up or down, switch it on or off, or delete it: a button of its line."""
    den = _liste(**hvilken)
    fundet = get_object_or_404(den.poster(), pk=pk)
    try:
        besked = _goer(request, den, fundet, hvad)
    except ValidationError as fejl:
        messages.error(request, " ".join(fejl.messages))
        return redirect(f"{den.url}#post-{pk}")
    messages.success(request, besked)
    return redirect(den.url if hvad == "slet" else f"{den.url}#post-{pk}")


def _goer(request: HttpRequest, den: Liste, fundet: Model, hvad: str) -> str:
    """Do what the button says; answers what was done. Raises Http404 for another button."""
    valg = {"liste": den, "post": fundet, "af": request.user}
    if hvad in (Retning.OP, Retning.NED):
        if flyt_post(retning=Retning(hvad), **valg):
            return f"»{fundet}« er flyttet {hvad}."
        return f"»{fundet}« står allerede {'øverst' if hvad == Retning.OP else 'nederst'}."
    if hvad in ("til", "fra") and den.kan_slukkes:
        skift_aktiv(aktiv=hvad == "til", **valg)
        return f"»{fundet}« er slået {hvad}."
    if hvad == "slet":
        navn = str(fundet)
        slet_post(**valg)
        return f"»{navn}« er slettet."
    raise Http404


def _gem(handling, form, request: HttpRequest) -> bool:
    """Save what the form holds; what the action refuses stands at its field."""
    try:
        handling(liste=form.liste, post=form.instance, af=request.user)
    except ValidationError as fejl:
        tilfoej_fejl(form, fejl)
        return False
    return True
