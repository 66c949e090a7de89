"""The access log's place among the middleware."""

import logging

from django.http import HttpRequest, HttpResponse

from henvendelser import log

from . import fejlsider

logger = logging.getLogger(__name__)


class Logvagt:
    """Tells the log which request it is written under, and shows nothing when it cannot be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with log.under(request):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, fejl: Exception) -> HttpResponse | None:
        if not isinstance(fejl, log.Logfejl):
            return None
        # The database's own words may repeat what it refused: the server's log leaves them out.
        logger.error("Der kan ikke skrives i loggen.", exc_info=fejl)
        return fejlsider.loggen_svigter(request)
