"""The words of a search stay on the server.

They name people, and an address ends up in histories and logs. In the session they are encrypted:
its row in the database is read by whoever gets a copy of it.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from .. import cpr
from ..kryptering import Krypteringsfejl, dekrypter, krypter

NOEGLE = "soegninger"
PARAMETER = "soegning"
HUSK = 20


def husk_soegning(request: HttpRequest, tekst: str) -> str:
    """Keep the words in the session; answers the token that stands for them in the address."""
    maerke = secrets.token_urlsafe(9)
    seneste = [*request.session.get(NOEGLE, {}).items(), (maerke, krypter(tekst))]
    request.session[NOEGLE] = dict(seneste[-HUSK:])
    return maerke


def find_soegning(request: HttpRequest) -> str | None:
    """The words of the address' token: "" when there is none, None when it is not known."""
    maerke = request.GET.get(PARAMETER)
    if not maerke:
        return ""
    skjult = request.session.get(NOEGLE, {}).get(maerke)
    try:
        return dekrypter(skjult).decode() if skjult else None
    except Krypteringsfejl:  # the key was changed since
        return None


def vist_soegning(tekst: str | None) -> str:
    """The words as the page may show them: a CPR number is not shown again."""
    return "CPR-nummeret" if tekst and cpr.laes(tekst) else tekst or ""
