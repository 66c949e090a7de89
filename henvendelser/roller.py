"""Who may do what: the whole policy in one file.

A view names the one permission it needs (`@kraever(Rettighed.SE_REGISTER)`); the program does not
start with a view that names none. Which objects a permission reaches is the QuerySets'
`synlige_for(bruger)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from enum import StrEnum

from django.core.checks import Error
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from .valg import Rolle


class Rettighed(StrEnum):
    LOGGET_IND = "logget_ind"
    SE_REGISTER = "se_register"
    REGISTRERE = "registrere"
    SE_BERETNING = "se_beretning"


POLITIK: dict[Rolle, frozenset[Rettighed]] = {
    # The office: registers, follows and reports, and so sees every case.
    Rolle.RAADGIVER: frozenset(
        {
            Rettighed.LOGGET_IND,
            Rettighed.SE_REGISTER,
            Rettighed.REGISTRERE,
            Rettighed.SE_BERETNING,
        }
    ),
    # A lead sees what was sent to the own department, and nothing of the register behind it.
    Rolle.AFDELINGSLEDER: frozenset({Rettighed.LOGGET_IND}),
    # The function is independent of the administration by law (Local Government Act § 65 e):
    # whoever runs the system sees no case content.
    Rolle.ADMINISTRATOR: frozenset({Rettighed.LOGGET_IND}),
}


def har(bruger, rettighed: Rettighed) -> bool:
    """Whether the user's role holds the permission. Nobody has any without an active login."""
    if not (bruger.is_authenticated and bruger.is_active):
        return False
    return rettighed in POLITIK.get(bruger.rolle, frozenset())


def kraever(rettighed: Rettighed) -> Callable:
    """Decorate a view with the permission it needs.

    Without it the answer is 404, the same as for a page that does not exist.
    """

    def dekorer(view: Callable) -> Callable:
        @functools.wraps(view)
        def vagt(request, *args, **kwargs):
            if not har(request.user, rettighed):
                raise Http404
            return view(request, *args, **kwargs)

        vagt.rettighed = rettighed
        return vagt

    return dekorer


def aaben_for_alle(view: Callable) -> Callable:
    """Mark a view that needs no login: the login page itself and what stands before it."""
    view.rettighed = None
    view.login_required = False
    return view


def alle_adresser(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every URL pattern of the program, however deep it is included."""
    for moenster in (resolver or get_resolver()).url_patterns:
        if isinstance(moenster, URLResolver):
            yield from alle_adresser(moenster)
        else:
            yield moenster


def hver_adresse_naevner_sin_rettighed(app_configs=None, **kwargs) -> list[Error]:
    """System check: a view without a named permission keeps the program from starting."""
    return [
        Error(
            f"Adressen »{moenster.pattern}« nævner ingen rettighed.",
            hint="Sæt @kraever(Rettighed.…) eller @aaben_for_alle på viewet.",
            id="roller.E001",
        )
        for moenster in alle_adresser()
        if not hasattr(moenster.callback, "rettighed")
    ]
