"""A whole case as it is printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..dele import laes_dele
from ..fakta import fakta_om
from ..log.laesning import Laest
from ..models.notat import nummererede
from ..registreringsfelter import kontorets_felter
from ..roller import Rettighed, kraever
from ..tidslinje import tidslinje
from ..valg import Handling
from .henvendelser import find_henvendelse


@kraever(Rettighed.EKSPORTERE, laeser=Laest.HENVENDELSE, handling=Handling.EKSPORT)
@require_safe
def udskriv_henvendelse(request: HttpRequest, nummer: str) -> HttpResponse:
    """Logged as an export: what is on paper is out of the program's hands."""
    fundet = find_henvendelse(request, nummer)
    laes_dele(fundet)
    felter = kontorets_felter()
    return render(
        request,
        "henvendelser/udskrift.html",
        {
            "henvendelse": fundet,
            "sager": [fundet.hovedsag, *fundet.foelgesager],
            "fakta": fakta_om(fundet, felter),
            "felter": felter,
            "notater": nummererede(fundet.notater.all()),
            "tidslinje": tidslinje(fundet),
        },
    )
