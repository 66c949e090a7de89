"""The pages that tell of a fault, and nothing more.

Django's own handlers look for a CSRF token in the request's body. A body that cannot be read then
fails a second time, inside the handler, and a bad request becomes an internal error. These look at
nothing.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def daarlig_forespoergsel(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def ikke_tilladt(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def findes_ikke(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for what does not exist and for what the user may not see."""
    return render(request, "404.html", status=404)


def serverfejl(request: HttpRequest) -> HttpResponse:
    """Without the frame's context: what failed may be the database that it would ask.

    The number is the request's in the server's log, so that a fault can be told of without telling
    what was typed.
    """
    return HttpResponseServerError(_alene("500.html", request))


def loggen_svigter(request: HttpRequest) -> HttpResponse:
    """What was asked for is not shown, because it could not be logged that it was."""
    return HttpResponse(_alene("503.html", request), status=503)


def _alene(skabelon: str, request: HttpRequest) -> str:
    nummer = getattr(request, "forespoergselsnummer", "")
    return loader.get_template(skabelon).render({"nummer": nummer})
