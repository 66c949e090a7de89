"""The first page after logging in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from henvendelser.roller import Rettighed, har

from .lederens_overblik import lederens_overblik
from .overblik import overblik


@require_safe
def forside(request: HttpRequest) -> HttpResponse:
    """The office's first page is what waits, a lead's what the adviser waits for; the
    administrator reads what is here to do."""
    if har(request.user, Rettighed.SE_REGISTER):
        return overblik(request)
    if har(request.user, Rettighed.SVARE):
        return lederens_overblik(request)
    return render(request, "henvendelser/forside.html")
