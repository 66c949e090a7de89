"""The pages that tell of a fault, and nothing more.

Django's own handlers look for a CSRF token in the request's body. A body that cannot be read then
fails a second time, inside the handler, and a bad request becomes an internal error. These look at
nothing.
"""

import sys
from math import ceil

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader

from henvendelser.dansk import Enhed
from henvendelser.kladder.holdt import hold

SEKUND = Enhed("sekund", "sekunder")
MINUT = Enhed("minut", "minutter")
DATABASEPAUSE = 30  # seconds till a new try makes sense when the database does not answer


def daarlig_forespoergsel(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def ikke_tilladt(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def uden_csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this login: as a rule a page from before one logged in again.

    What was typed in it is held for the one who typed it, and for nobody else.
    """
    holdt = hold(request)
    svar = render(request, "403_csrf.html", {"holdt": holdt}, status=403)
    if holdt:
        svar.headers["X-Kladde"] = "holdt"
    return svar


def findes_ikke(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for what does not exist and for what the user may not see."""
    return render(request, "404.html", status=404)


def serverfejl(request: HttpRequest) -> HttpResponse:
    """Without the frame's context: what failed may be the database that it would ask.

    The number is the request's in the server's log, so that a fault can be told of without telling
    what was typed. A database that is away or held by others is no fault of the program's: 503, so
    that whoever watches over the server can tell the two apart.
    """
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        side = _alene("503_database.html", request)
        return HttpResponse(side, status=503, headers={"Retry-After": str(DATABASEPAUSE)})
    return HttpResponseServerError(_alene("500.html", request))


def loggen_svigter(request: HttpRequest) -> HttpResponse:
    """What was asked for is not shown, because it could not be logged that it was."""
    return HttpResponse(_alene("503.html", request), status=503)


def for_stort(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_alene("413.html", request), status=413)


def for_hurtigt(request: HttpRequest, sekunder: int) -> HttpResponse:
    """`sekunder` until the next request is let through, at least 1."""
    enhed, antal = (SEKUND, sekunder) if sekunder < 60 else (MINUT, ceil(sekunder / 60))
    side = _alene("429.html", request, ventetid=enhed.antal(antal))
    return HttpResponse(side, status=429, headers={"Retry-After": str(sekunder)})


class TomtAfslag:
    """Gives a page to Django's refusal of a method (405), which has none.

    A static file's refusal streams nothing, and has no content that could be looked at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not (response.streaming or response.content):
            response.content = _alene("405.html", request)
        return response


def _alene(skabelon: str, request: HttpRequest, **mere: str) -> str:
    nummer = getattr(request, "forespoergselsnummer", "")
    return loader.get_template(skabelon).render({"nummer": nummer, **mere})
