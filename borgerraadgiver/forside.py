"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from henvendelser.roller import Rettighed, har
from henvendelser.views.svar import egne

from .overblik import overblik


@require_safe
def forside(request: HttpRequest) -> HttpResponse:
    """The office's first page is what waits, a lead's what must be answered; the administrator
    reads what is here to do."""
    if har(request.user, Rettighed.SE_REGISTER):
        return overblik(request)
    if har(request.user, Rettighed.SVARE):
        return egne(request)
    return render(request, "henvendelser/forside.html")
