"""Notes: written on the case's page, corrected on a page of their own, never changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ..forms.notat import NotatForm
from ..log.laesning import Laest, laest
from ..models import Henvendelse, Notat
from ..roller import Rettighed, kraever
from .engang import goer_en_gang, nyt_maerke
from .henvendelser import find_henvendelse, vis_henvendelse
from .metoder import laes_og_send

ER_RETTET = "Notatet er allerede rettet. Ret det nyeste i stedet."


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def skriv_notat(request: HttpRequest, nummer: str) -> HttpResponse:
    """Writes on POST. A GET leads back to the case, where the form is."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return redirect(f"{fundet.get_absolute_url()}#notater")
    form = NotatForm(request.POST)
    svar = _skriv(request, form, fundet, "Notatet er skrevet.")
    return svar or vis_henvendelse(request, fundet, notatform=form)


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def ret_notat(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    synlige = Notat.objects.synlige_for(request.user).select_related("henvendelse", "skrevet_af")
    notat = get_object_or_404(synlige, henvendelse__nummer=nummer, pk=pk)
    laest(request, [notat])
    form = NotatForm(request.POST if request.method == "POST" else None, retter=notat)
    if form.is_bound:
        svar = _skriv(request, form, notat.henvendelse, "Det rettede notat er skrevet.")
        if svar:
            return svar
    elif Notat.objects.filter(retter=notat).exists():
        messages.info(request, ER_RETTET)
        return redirect(f"{notat.henvendelse.get_absolute_url()}#notat-{notat.pk}")
    return render(
        request,
        "henvendelser/ret_notat.html",
        {
            "notat": notat,
            "form": form,
            "engang": request.POST.get("engang") or nyt_maerke(),
        },
    )


def _skriv(
    request: HttpRequest, form: NotatForm, henvendelse: Henvendelse, gjort: str
) -> HttpResponse | None:
    """Write it once, however often the same form is sent; None when something does not hold."""

    def goer() -> str | None:
        notat = form.gem(henvendelse, request.user)
        return f"{henvendelse.get_absolute_url()}#notat-{notat.pk}" if notat else None

    adresse = goer_en_gang(request, goer)
    if not adresse:
        return None
    messages.success(request, gjort)
    return redirect(adresse)
