"""Each request's number and its one line in the server's log.

The line names the address's pattern (`henvendelser/<nummer:nummer>/`), never the address: a number
of a case, a search or a token may stand in it. Who it was is the user's id.
"""

from __future__ import annotations

import logging
import time
import uuid

from django.http import HttpRequest, HttpResponse

from .serverlog import forespoergselsnummer

log = logging.getLogger(__name__)

NAVN = "X-Request-ID"
METODER = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"}


class Sporing:
    """The outermost middleware, so that every answer has a number and a line.

    The number is made here, and never taken from the request: else the client would write in the
    log, and could give two requests the same.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.forespoergselsnummer = str(uuid.uuid4())
        maerke = forespoergselsnummer.set(request.forespoergselsnummer)
        begyndt = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers[NAVN] = request.forespoergselsnummer
            _skriv(request, response, time.perf_counter() - begyndt)
        finally:
            forespoergselsnummer.reset(maerke)
        return response


def _skriv(request: HttpRequest, response: HttpResponse, sekunder: float) -> None:
    adresse = request.resolver_match
    log.log(
        logging.ERROR if response.status_code >= 500 else logging.INFO,
        "Svar",
        extra={
            "metode": request.method if request.method in METODER else "ANDEN",
            "rute": adresse and adresse.route,
            "status": response.status_code,
            "ms": round(sekunder * 1000, 1),
            "bruger": _bruger(request),
        },
    )


def _bruger(request: HttpRequest) -> int | None:
    """The id of the user, where somebody has asked for it already: the log asks no database."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)
