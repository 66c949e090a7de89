"""Each view writes the request's `?v=` where it must not be seen."""

from __future__ import annotations

import logging
import threading
import warnings

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from borgerraadgiver import urls as adresser
from henvendelser.models import Bruger
from henvendelser.roller import aaben_for_alle

handler400, handler403 = adresser.handler400, adresser.handler403
handler404, handler500 = adresser.handler404, adresser.handler500


def undtagelse(v: str) -> None:
    try:
        {}[v]
    except KeyError as fejl:
        raise RuntimeError(f"Borgeren {v} findes ikke") from fejl


def databasen(v: str) -> None:
    """A breach of a unique constraint: PostgreSQL tells the row's values in its DETAIL."""
    Bruger.objects.create(username=v)
    try:
        Bruger.objects.create(username=v)
    finally:
        Bruger.objects.filter(username=v).delete()


def sql(v: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{v}" FROM findes_ikke')  # noqa: S608 (it is to fail)


def ugyldig(v: str) -> None:
    raise ValidationError({"cpr": [f"{v} er ikke et CPR-nummer"]})


def mistaenkelig(v: str) -> None:
    raise SuspiciousOperation(v)


def afvist(v: str) -> None:
    raise PermissionDenied(v)


def findes_ikke(v: str) -> None:
    raise Http404(v)


def biblioteket(v: str) -> None:
    log = logging.getLogger("et.bibliotek")
    log.warning("Kunne ikke sende til %s", v)
    log.error(f"Kunne ikke sende til {v}", extra={"modtager": v}, stack_info=True)  # noqa: G004
    log.info({"modtager": v})
    log.info("%d breve", v)


def programmet(v: str) -> None:
    logging.getLogger("henvendelser.proeve").info("Til %s", v, extra={"modtager": v, "antal": 3})


def advarslen(v: str) -> None:
    warnings.warn(f"Forældet: {v}", DeprecationWarning, stacklevel=1)
    warnings.warn(f"Mistænkelig værdi: {v}", RuntimeWarning, stacklevel=1)


def traaden(v: str) -> None:
    traad = threading.Thread(target=undtagelse, args=(v,))
    traad.start()
    traad.join()


def oprydningen(v: str) -> None:
    class Skrald:
        def __del__(self):
            undtagelse(v)

    Skrald()


SNUBLENDE = [
    *(undtagelse, databasen, sql, ugyldig, mistaenkelig, afvist, findes_ikke),
    *(biblioteket, programmet, advarslen, traaden, oprydningen),
]


def _view(snubl):
    def view(request: HttpRequest) -> HttpResponse:
        snubl(request.GET["v"])
        return HttpResponse("ok")

    return aaben_for_alle(view)


urlpatterns = [
    *adresser.urlpatterns,
    *(path(f"snubl/{snubl.__name__}/", _view(snubl)) for snubl in SNUBLENDE),
]
