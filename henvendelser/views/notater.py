"""Notes: written on the case's page, corrected on a page of their own, never changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ..forms.notat import NotatForm
from ..kladder.side import Kladdeside
from ..log.laesning import Laest, laest
from ..models import Henvendelse, Notat
from ..roller import Rettighed, kraever
from .engang import goer_en_gang, maerket
from .henvendelser import find_henvendelse, til_formularen, vis_henvendelse
from .metoder import laes_og_send

ER_RETTET = "Notatet er allerede rettet. Ret det nyeste i stedet."


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def skriv_notat(request: HttpRequest, nummer: str) -> HttpResponse:
    """Writes on POST. A GET leads back to the case, where the form is, and its draft with it."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return til_formularen(request, fundet, "notater")
    form = NotatForm(request.POST)
    svar = _skriv(request, form, fundet, Kladdeside(request), "Notatet er skrevet.")
    return svar or vis_henvendelse(request, fundet, notatform=form)


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def ret_notat(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    synlige = Notat.objects.synlige_for(request.user).select_related("henvendelse", "skrevet_af")
    notat = get_object_or_404(synlige, henvendelse__nummer=nummer, pk=pk)
    laest(request, [notat])
    kladde = Kladdeside(request)
    sendt = request.POST if request.method == "POST" else None
    form = NotatForm(sendt, retter=notat, udfyldt=kladde.felter)
    if form.is_bound:
        svar = _skriv(request, form, notat.henvendelse, kladde, "Det rettede notat er skrevet.")
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
            "kladde": kladde,
            "engang": maerket(request, kladde.felter),
        },
    )


def _skriv(
    request: HttpRequest,
    form: NotatForm,
    henvendelse: Henvendelse,
    kladde: Kladdeside,
    gjort: str,
) -> HttpResponse | None:
    """Write it once, however often the same form is sent; None when something does not hold."""

    def goer() -> str | None:
        notat = form.gem(henvendelse, request.user)
        if notat is None:
            return None
        kladde.luk()
        return f"{henvendelse.get_absolute_url()}#notat-{notat.pk}"

    adresse = goer_en_gang(request, goer)
    if not adresse:
        return None
    messages.success(request, gjort)
    return redirect(adresse)
