"""How often a password or a code may be guessed, and how nobody is locked out by somebody else.

A count for each user name stops guessing from a thousand addresses. Alone it would let anybody
lock anybody out, so a browser that the user has logged in with before carries a signed mark and is
counted by itself ("device cookies", OWASP): strangers use up only what strangers have. A user who
is locked out in a new browser gets in by the link for a forgotten password, which marks the browser
too. A count for each address stops trying one password on every user.

No header counts: see `borgerraadgiver.klient`. All worker processes count together: see `rater`.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from borgerraadgiver.klient import klientnoegle
from borgerraadgiver.rater import Rate
from henvendelser.models import Bruger

KVARTER = 15 * 60
NAVN = Rate("login-navn", antal=10, sekunder=KVARTER)
ENHED = Rate("login-enhed", antal=10, sekunder=KVARTER)
ADRESSE = Rate("login-adresse", antal=60, sekunder=KVARTER)
KODE = Rate("anden-faktor", antal=10, sekunder=KVARTER)
NULSTIL_ADRESSE = Rate("nulstil-adresse", antal=20, sekunder=3600)
NULSTIL_MAIL = Rate("nulstil-mail", antal=3, sekunder=3600)

MAERKE_DAGE = 180
_SALT = "borgerraadgiver.adgang.enhed"


def tag_login(request: HttpRequest, brugernavn: str) -> None:
    """Count an attempt at a password before it is tried. ValidationError: it is one too many."""
    if enhed := _enhed(request, brugernavn):
        _tag(ENHED, enhed)
        return
    _tag(ADRESSE, klientnoegle(request))
    _tag(NAVN, brugernavn.casefold())


def tag_kode(request: HttpRequest, bruger: Bruger) -> None:
    """Count an attempt at the second factor; only who has the password comes here."""
    _tag(KODE, f"{bruger.pk}:{_enhed(request, bruger.username)}")


def tag_nulstilling(request: HttpRequest) -> None:
    _tag(NULSTIL_ADRESSE, klientnoegle(request))


def maa_faa_mail(mailadresse: str) -> bool:
    """Whether one more link may be sent there. No error: that would tell who has a user."""
    return NULSTIL_MAIL.tag(mailadresse.casefold())


def _tag(rate: Rate, noegle: str) -> None:
    if rate.tag(noegle):
        return
    minutter = -(-rate.resttid(noegle) // 60) or 1
    vent = "1 minut" if minutter == 1 else f"{minutter} minutter"
    raise ValidationError(
        f"Der er prøvet for mange gange. Vent {vent}, og prøv så igen.", code="for_mange"
    )


# --- The mark of a browser that the user has been let in with ------------------------------------


def maerk_enheden(response: HttpResponse, bruger: Bruger) -> None:
    maerke = signing.dumps([_navnemaerke(bruger.username), secrets.token_urlsafe(12)], salt=_SALT)
    response.set_cookie(
        settings.ENHED_COOKIE_NAME,
        maerke,
        max_age=MAERKE_DAGE * 86_400,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def kender_enheden(request: HttpRequest, brugernavn: str) -> bool:
    return bool(_enhed(request, brugernavn))


def _enhed(request: HttpRequest, brugernavn: str) -> str:
    """The browser's own id if it has been logged in with as this user, else nothing."""
    try:
        navn, enhed = signing.loads(
            request.COOKIES.get(settings.ENHED_COOKIE_NAME, ""),
            salt=_SALT,
            max_age=MAERKE_DAGE * 86_400,
        )
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return enhed if navn == _navnemaerke(brugernavn) else ""


def _navnemaerke(brugernavn: str) -> str:
    """So that the cookie of a shared machine does not tell who uses it."""
    return salted_hmac(_SALT, brugernavn.casefold(), algorithm="sha256").hexdigest()[:24]
