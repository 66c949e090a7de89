"""The people on a case: added from its page, corrected and removed on pages of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ..forms.felter import Rettet
from ..forms.person import PersonForm
from ..handlinger.personer import fjern_person as fjern
from ..log.laesning import Laest, laest
from ..models import Partsperson
from ..roller import Rettighed, kraever
from .engang import goer_en_gang
from .henvendelser import find_henvendelse, vis_henvendelse
from .metoder import laes_og_send


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def tilfoej_person(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds on POST. A GET leads back to the case, where the form is."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return redirect(f"{fundet.get_absolute_url()}#personer")
    form = PersonForm(request.POST, henvendelse=fundet)

    def goer() -> str | None:
        person = form.gem(request.user)
        return person.get_absolute_url() if person else None

    adresse = goer_en_gang(request, goer)
    if not adresse:
        return vis_henvendelse(request, fundet, personform=form)
    messages.success(request, "Personen er føjet til sagen.")
    return redirect(adresse)


def _find(request: HttpRequest, nummer: str, pk: int) -> Partsperson:
    """Somebody on an inquiry the user may see, noted as read. Raises Http404."""
    synlige = Partsperson.objects.synlige_for(request.user).select_related("henvendelse")
    person = get_object_or_404(synlige, henvendelse__nummer=nummer, pk=pk)
    laest(request, [person])
    return person


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def ret_person(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    person = _find(request, nummer, pk)
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, post=person, henvendelse=person.henvendelse)
    rettet_af_anden = False
    if form.is_bound:
        try:
            gemt = form.gem(request.user)
        except Rettet:
            form.tag_ny_version()
            rettet_af_anden = True
        else:
            if gemt:
                messages.success(request, "Rettelsen er gemt.")
                return redirect(gemt)
    return render(
        request,
        "henvendelser/ret_person.html",
        {"person": person, "form": form, "rettet_af_anden": rettet_af_anden},
    )


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def fjern_person(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    person = _find(request, nummer, pk)
    if request.method == "POST":
        fjern(person=person, af=request.user)
        messages.success(request, "Personen er fjernet fra sagen.")
        return redirect(person)
    return render(request, "henvendelser/fjern_person.html", {"person": person})
