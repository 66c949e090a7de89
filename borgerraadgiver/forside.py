"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from henvendelser.roller import Rettighed, har
from henvendelser.valg import Rolle

from .overblik import overblik


@require_safe
def forside(request: HttpRequest) -> HttpResponse:
    """The office's first page is what waits; anybody else reads what is here for them."""
    if har(request.user, Rettighed.SE_REGISTER):
        return overblik(request)
    return render(request, "henvendelser/forside.html", {"Rolle": Rolle})
