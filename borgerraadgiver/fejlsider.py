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
    """Without a context: what failed may be the database that a context would ask."""
    return HttpResponseServerError(loader.get_template("500.html").render())


def loggen_svigter(request: HttpRequest) -> HttpResponse:
    """What was asked for is not shown, because it could not be logged that it was."""
    return HttpResponse(loader.get_template("503.html").render(), status=503)
