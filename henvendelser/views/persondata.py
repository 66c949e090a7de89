"""The citizen's CPR number, shown on request and nowhere else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_variables

from .. import cpr
from ..kryptering import Krypteringsfejl
from ..log.laesning import Laest, laest
from ..roller import Rettighed, kraever
from ..valg import Handling
from .henvendelser import find_henvendelse, vis_henvendelse
from .metoder import laes_og_send


@kraever(Rettighed.SE_CPR, laeser=Laest.HENVENDELSE)
@laes_og_send
@sensitive_variables()
def vis_cpr(request: HttpRequest, nummer: str) -> HttpResponse:
    """The case page with the number on it, once: on POST. Anything else leads back to the case."""
    fundet = find_henvendelse(request, nummer)
    if request.method != "POST" or not (fundet.borger and fundet.borger.cpr):
        return redirect(fundet)
    try:
        vist = cpr.skriv(fundet.borger.cpr.vis())
    except Krypteringsfejl as fejl:
        return vis_henvendelse(request, fundet, cpr_fejl=str(fejl))
    laest(request, [], handling=Handling.CPR)
    return vis_henvendelse(request, fundet, cpr=vist)
