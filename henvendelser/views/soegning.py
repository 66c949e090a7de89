"""The words of a search stay on the server.

They name people, and an address ends up in histories and logs.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

NOEGLE = "soegninger"
PARAMETER = "soegning"
HUSK = 20


def husk_soegning(request: HttpRequest, tekst: str) -> str:
    """Keep the words in the session; answers the token that stands for them in the address."""
    maerke = secrets.token_urlsafe(9)
    seneste = [*request.session.get(NOEGLE, {}).items(), (maerke, tekst)]
    request.session[NOEGLE] = dict(seneste[-HUSK:])
    return maerke


def find_soegning(request: HttpRequest) -> str | None:
    """The words of the address' token: "" when there is none, None when it is not known."""
    maerke = request.GET.get(PARAMETER)
    return request.session.get(NOEGLE, {}).get(maerke) if maerke else ""
