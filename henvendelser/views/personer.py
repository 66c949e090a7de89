"""The people on a case: added from its page, corrected and removed on pages of their own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from ..forms.person import PersonForm
from ..handlinger.personer import fjern_person as fjern
from ..kladder.side import Kladdeside
from ..log.laesning import Laest, laest
from ..models import Partsperson
from ..roller import Rettighed, kraever
from .engang import goer_en_gang
from .henvendelser import find_henvendelse, til_formularen, vis_henvendelse
from .metoder import laes_og_send
from .poster import Postside, ret_post

SIDE = Postside(
    PersonForm, "henvendelser/ret_person.html", "person", "personen", "henvendelser", "Henvendelser"
)


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_post_parameters()
def tilfoej_person(request: HttpRequest, nummer: str) -> HttpResponse:
    """Adds on POST. A GET leads back to the case, where the form is, and its draft with it."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST":
        return til_formularen(request, fundet, "personer")
    form = PersonForm(request.POST, henvendelse=fundet)

    def goer() -> str | None:
        person = form.gem(request.user)
        if person is None:
            return None
        Kladdeside(request).luk()
        return person.get_absolute_url()

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
    return ret_post(request, SIDE, _find(request, nummer, pk))


@kraever(Rettighed.REGISTRERE, laeser=Laest.HENVENDELSE)
@laes_og_send
def fjern_person(request: HttpRequest, nummer: str, pk: int) -> HttpResponse:
    person = _find(request, nummer, pk)
    if request.method == "POST":
        fjern(person=person, af=request.user)
        messages.success(request, "Personen er fjernet fra sagen.")
        return redirect(person)
    return render(request, "henvendelser/fjern_person.html", {"person": person})
