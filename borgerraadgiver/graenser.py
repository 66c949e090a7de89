"""How much may be sent, and how often: the bounds on every input, in one file.

Pace is counted for each logged-in user, and for whoever is not by the client's address (`klient`),
exactly and by all worker processes together (`rater`). The numbers are in settings.RATER, each with
its reason. Reading pages is not counted: it costs the database nothing to bound it, because it is
not bounded; what is expensive to read is counted as `tung`. Guessing passwords and codes has bounds
of its own, at the login.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from henvendelser.dokumenter.upload import SAMLET, maks_bytes

from . import fejlsider
from .klient import klientnoegle
from .rater import Rate

SIKRE = {"GET", "HEAD", "OPTIONS", "TRACE"}

# By the address's name. What is named nowhere is read freely, and written as `skriv`.
TUNGE = frozenset(
    {
        "beretning_pdf",
        "opfoelgning_pdf",
        "borgerudtraek",
        "borgerudtraek_csv",
        "henvendelser_eksport",
        "sager_eksport",
        "afgoerelser_eksport",
        "bemaerkninger_eksport",
        "aktiviteter_eksport",
        "forespoergsler_eksport",
    }
)
# Sent by the script while somebody types, so that saving is not held back by it.
KLADDER = frozenset({"gem_kladde"})
SOEGNINGER = frozenset({"henvendelser", "sager", "afgoerelser", "bemaerkninger", "aktiviteter"})
# Addresses that take files, with the most bytes a request may have; elsewhere a form's are enough.
FILER: dict[str, int] = dict.fromkeys(
    ("tilfoej_dokumenter", "tilfoej_afgoerelsesdokumenter", "svar"),
    SAMLET * maks_bytes() + settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
)


class Graenser:
    """Answers 413 or 429 before the body is read and before the view is called: nothing is saved.

    It stands before the CSRF guard, which reads the body, and after the middleware that says who
    the user is.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        navn = request.resolver_match.view_name
        if _laengde(request) > FILER.get(navn, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return fejlsider.for_stort(request)
        if ventetid := _ventetid(request, klasse(request.method, navn)):
            return fejlsider.for_hurtigt(request, ventetid)
        return None


def klasse(metode: str, navn: str) -> str | None:
    """What a request is counted as; None for what is not counted."""
    if navn in TUNGE:
        return "tung"
    if metode in SIKRE:
        return None
    if navn in FILER:
        return "fil"
    if navn in KLADDER:
        return "kladde"
    return "soeg" if navn in SOEGNINGER else "skriv"


def _ventetid(request: HttpRequest, klasse_: str | None) -> int:
    """Seconds to wait; 0 when the request is let through, and counted."""
    if klasse_ not in settings.RATER:
        return 0
    antal, sekunder = settings.RATER[klasse_]
    rate = Rate(klasse_, antal=antal, sekunder=sekunder)
    bruger = request.user
    noegle = f"bruger {bruger.pk}" if bruger.is_authenticated else klientnoegle(request)
    return 0 if rate.tag(noegle) else max(1, rate.resttid(noegle))


def _laengde(request: HttpRequest) -> int:
    """The body's length as announced. Without a length that can be read there is no body at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
