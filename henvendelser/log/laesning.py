"""Nothing of the register leaves the server before it is logged that it did.

A view declares what it shows (`@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)`) and
tells which objects those are (`laest(request, [henvendelse])`). The guard around it writes the one
entry when the view has answered, and the answer leaves only when the entry stands. A view that
declares to show something and tells of nothing is a fault, and its answer does not leave either.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ..valg import Formaal, Handling, Objekttype
from .skriv import skriv

_NAVN = "_laesning"
_AFVISNINGER = {404, 405}


class Laest(StrEnum):
    """What of the register a view shows."""

    # Neither a case nor anything counted of cases: an empty form, what the user has just typed.
    INTET = "intet"
    HENVENDELSE = Objekttype.HENVENDELSE.value
    BORGER = Objekttype.BORGER.value
    AFGOERELSE = Objekttype.AFGOERELSE.value
    AKTIVITET = Objekttype.AKTIVITET.value
    DOKUMENT = Objekttype.DOKUMENT.value
    FORESPOERGSEL = Objekttype.FORESPOERGSEL.value
    BERETNING = Objekttype.BERETNING.value
    ANBEFALING = Objekttype.ANBEFALING.value
    RUNDE = Objekttype.RUNDE.value


class UnoteretLaesning(RuntimeError):
    """A view was about to show something that it had not told of."""


@dataclass
class _Laesning:
    """What one answer shows, as its view tells it."""

    objekter: list = field(default_factory=list)
    handling: Handling | None = None
    udvalg: dict[str, Any] = field(default_factory=dict)


def laest(
    request: HttpRequest,
    objekter: Iterable,
    *,
    handling: Handling | None = None,
    udvalg: dict[str, Any] | None = None,
) -> None:
    """Tell which objects the answer shows; told more than once, it is still one entry.

    An empty list is told too. `handling` is what the entry calls it, LAESNING unless the view was
    declared otherwise; `udvalg` what a list was chosen by: ids, codes and days, no typed words.
    """
    laesning = getattr(request, _NAVN, None) or _Laesning()
    laesning.objekter.extend(objekter)
    laesning.handling = handling or laesning.handling
    laesning.udvalg.update(udvalg or {})
    setattr(request, _NAVN, laesning)


def med_log(view: Callable, laeser: Laest, handling: Handling, formaal: Formaal) -> Callable:
    """The view, whose every answer that shows something is logged exactly once before it leaves.

    Raises Logfejl when the entry cannot be written, UnoteretLaesning when the view was silent.
    """

    @functools.wraps(view)
    def laesevagt(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        svar = view(request, *args, **kwargs)
        laesning: _Laesning | None = getattr(request, _NAVN, None)
        if not _viser_noget(svar):
            return svar
        if laesning is None:
            if laeser is Laest.INTET:
                return svar
            raise UnoteretLaesning(f"{view.__name__} viser {laeser} uden at sige hvilke.")
        skriv(
            af=request.user,
            handling=laesning.handling or handling,
            formaal=formaal,
            om=laesning.objekter,
            udvalg=laesning.udvalg,
        )
        return svar

    return laesevagt


def _viser_noget(svar: HttpResponseBase) -> bool:
    """All but redirects and refusals: a view's own page of errors may show the case as well."""
    return not 300 <= svar.status_code < 400 and svar.status_code not in _AFVISNINGER
