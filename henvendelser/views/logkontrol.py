"""The administrator's yearly check of the access log: who, when, what kind, for which purpose.

No content and no case is on the page: whoever checks the readings need not know what was read
(Local Government Act § 65 e).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ..forms.felter import tilfoej_fejl
from ..forms.logkontrol import StikproeveForm, VurderingForm
from ..log.kontrol import traek_stikproeve, vurder
from ..log.ord import linje
from ..models import Logkontrol, Logpost
from ..roller import Rettighed, kraever
from ..valg import Kontroludfald
from .metoder import laes_og_send


@kraever(Rettighed.KONTROLLERE_LOG)
@laes_og_send
def logkontroller(request: HttpRequest) -> HttpResponse:
    """Earlier checks; a POST draws a new sample."""
    form = StikproeveForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(traek_stikproeve(**form.cleaned_data, af=request.user))
        except ValidationError as fejl:
            tilfoej_fejl(form, fejl)
    return render(request, "log/kontroller.html", {"form": form, "kontroller": _kontroller()})


@kraever(Rettighed.KONTROLLERE_LOG)
@laes_og_send
def logkontrol(request: HttpRequest, pk: int) -> HttpResponse:
    """One sample, with what was found of each entry, or a form for it."""
    kontrol = get_object_or_404(Logkontrol, pk=pk)
    stikproever = list(kontrol.stikproever.select_related("vurdering"))
    poster = Logpost.objects.in_bulk([en.logpost_noegle for en in stikproever])
    data = request.POST if request.method == "POST" else None
    raekker = [
        {
            "linje": linje(post) if (post := poster.get(en.logpost_noegle)) else None,
            "antal": post.antal if post else 0,
            "vurdering": getattr(en, "vurdering", None),
            "form": None if hasattr(en, "vurdering") else VurderingForm(data, stikproeve=en),
        }
        for en in stikproever
    ]
    aabne = [raekke["form"] for raekke in raekker if raekke["form"]]
    fejl = ""
    gyldige = [form.is_valid() for form in aabne]  # all of them, so that every fault is shown
    if data is not None and all(gyldige):
        fejl = _gem(request, kontrol, aabne)
        if not fejl:
            return redirect(kontrol)
    return render(
        request,
        "log/kontrol.html",
        {
            "kontrol": kontrol,
            "raekker": raekker,
            "formularer": [raekke["form"] for raekke in raekker],
            "aabne": aabne,
            "fejl": fejl,
        },
    )


def _kontroller() -> list[dict]:
    """The earlier checks, newest first, each with how far it has come."""
    return [
        {
            "kontrol": kontrol,
            "antal": len(stikproever),
            "vurderet": len(udfald),
            "undersoeges": udfald.count(Kontroludfald.UNDERSOEGES),
        }
        for kontrol in Logkontrol.objects.prefetch_related("stikproever__vurdering")
        for stikproever in [kontrol.stikproever.all()]
        for udfald in [[en.vurdering.udfald for en in stikproever if hasattr(en, "vurdering")]]
    ]


def _gem(request: HttpRequest, kontrol: Logkontrol, aabne: list[VurderingForm]) -> str:
    """Save what was judged; answers what is wrong, and then nothing is saved."""
    fund = {
        form.stikproeve.pk: (form.cleaned_data["udfald"], form.cleaned_data["note"])
        for form in aabne
        if form.cleaned_data["udfald"]
    }
    if not fund:
        return "Der er ikke valgt et udfald for nogen af logposterne."
    try:
        vurder(kontrol=kontrol, fund=fund, af=request.user)
    except ValidationError as ugyldig:
        return " ".join(ugyldig.messages)
    messages.success(request, "Vurderingerne er gemt. De kan ikke ændres.")
    return ""
