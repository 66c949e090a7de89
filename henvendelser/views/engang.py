"""A form that is sent twice makes one record.

Each form that registers something new carries a random mark. What it made is kept under the mark
in the session, whose row is locked meanwhile: of two that arrive at once, the second one waits and
then finds what the first one made.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, QueryDict

from ..forms.felter import aftryk
from ..kladder.maerke import FELT as KLADDE
from ..kryptering import blindindeks

NOEGLE = "gemte"
FELT = "engang"
HUSK = 50


def nyt_maerke() -> str:
    return secrets.token_urlsafe(16)


def maerket(request: HttpRequest, kladde: QueryDict | None = None) -> str:
    """The mark of the form as it was sent, or as its draft has it; else a new one."""
    return request.POST.get(FELT) or (kladde or {}).get(FELT) or nyt_maerke()


class Engang:
    """One sent form, and where the record is that the same form made before, if it did."""

    def __init__(self, request: HttpRequest, gemte: dict[str, list[str]]):
        self._request = request
        self._gemte = gemte
        self.maerke = request.POST.get(FELT, "")[:64]
        sendt = {navn: request.POST.getlist(navn) for navn in request.POST}
        for navn in ("csrfmiddlewaretoken", KLADDE):  # the page's own, not what was typed
            sendt.pop(navn, None)
        # Keyed: an open print kept in the session would let a CPR number be guessed from it.
        self._aftryk = blindindeks(FELT, aftryk(sendt))
        self.gemt, tidligere = gemte.get(self.maerke, ["", ""])
        self.er_aendret = bool(self.gemt) and tidligere != self._aftryk

    def husk(self, adresse: str) -> None:
        """The form has made the record at `adresse`. Kept in the transaction that made it."""
        if self.maerke:
            gemte = {**self._gemte, self.maerke: [adresse, self._aftryk]}
            self._request.session[NOEGLE] = dict(list(gemte.items())[-HUSK:])
            self._request.session.save()


@contextmanager
def en_gang(request: HttpRequest) -> Iterator[Engang]:
    """What the form makes within is made once."""
    with transaction.atomic():
        session = (
            Session.objects.select_for_update()
            .filter(session_key=request.session.session_key)
            .first()
        )
        yield Engang(request, session.get_decoded().get(NOEGLE, {}) if session else {})


def goer_en_gang(request: HttpRequest, goer: Callable[[], str | None]) -> str | None:
    """Where that is which the form makes by `goer`, or made when it was first sent.

    None where `goer` made nothing. Other words under the same mark are something new: on a page
    that adds to a case nothing that was typed is lost.
    """
    with en_gang(request) as engang:
        if engang.gemt and not engang.er_aendret:
            return engang.gemt
        adresse = goer()
        if adresse:
            engang.husk(adresse)
        return adresse
