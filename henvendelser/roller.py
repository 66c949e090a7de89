"""Who may do what: the whole policy in one file.

A view names the one permission it needs, and what of the register it shows
(`@kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)`); the program does not start with a
view that names none. A command names one too (`kommando`). Which objects a permission reaches is
the QuerySets' `synlige_for(bruger)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from enum import StrEnum

from django.core.checks import Error
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from .log.laesning import Laest, med_log
from .valg import Formaal, Handling, Rolle


class Rettighed(StrEnum):
    LOGGET_IND = "logget_ind"
    SE_REGISTER = "se_register"
    REGISTRERE = "registrere"
    EKSPORTERE = "eksportere"
    SE_CPR = "se_cpr"
    SE_DOKUMENTER = "se_dokumenter"
    GEMME_DOKUMENTER = "gemme_dokumenter"
    SPOERGE = "spoerge"
    SVARE = "svare"
    SE_BERETNING = "se_beretning"
    SE_ANBEFALINGER = "se_anbefalinger"
    ANBEFALE = "anbefale"
    SVARE_I_RUNDE = "svare_i_runde"
    KONTROLLERE_LOG = "kontrollere_log"
    SE_BRUGERE = "se_brugere"
    STYRE_BRUGERE = "styre_brugere"
    OPSAETTE = "opsaette"
    DRIFT = "drift"


POLITIK: dict[Rolle, frozenset[Rettighed]] = {
    # The office: registers, follows and reports, and so sees every case. It sees who else does:
    # whoever makes users could make one for himself.
    Rolle.RAADGIVER: frozenset(
        {
            Rettighed.LOGGET_IND,
            Rettighed.SE_REGISTER,
            Rettighed.REGISTRERE,
            Rettighed.EKSPORTERE,
            Rettighed.SE_CPR,
            Rettighed.SE_DOKUMENTER,
            Rettighed.GEMME_DOKUMENTER,
            Rettighed.SPOERGE,
            Rettighed.SE_BERETNING,
            Rettighed.SE_ANBEFALINGER,
            Rettighed.ANBEFALE,
            Rettighed.SE_BRUGERE,
            Rettighed.OPSAETTE,
        }
    ),
    # A lead sees what was sent to the own department, and nothing of the register behind it; of
    # the recommendations those that are published and made to the own departments.
    Rolle.AFDELINGSLEDER: frozenset(
        {
            Rettighed.LOGGET_IND,
            Rettighed.SVARE,
            Rettighed.SE_ANBEFALINGER,
            Rettighed.SVARE_I_RUNDE,
        }
    ),
    # The function is independent of the administration by law (Local Government Act § 65 e):
    # whoever runs the system sees no case content. Somebody must give the others their access, and
    # check a sample of who read when and why; and lists and fields are set up without any case.
    Rolle.ADMINISTRATOR: frozenset(
        {
            Rettighed.LOGGET_IND,
            Rettighed.KONTROLLERE_LOG,
            Rettighed.STYRE_BRUGERE,
            Rettighed.OPSAETTE,
            Rettighed.DRIFT,
        }
    ),
}

# What a command may that is run for no user (`kommando`): what a job at night does, and what is
# done before there are users. Whoever has the machine has the database, so to refuse the rest
# would protect nothing; it is logged as done by nobody in particular.
MASKINEN: frozenset[Rettighed] = frozenset(
    {
        Rettighed.DRIFT,
        Rettighed.OPSAETTE,
        Rettighed.STYRE_BRUGERE,
        Rettighed.REGISTRERE,
        Rettighed.SE_BERETNING,
        Rettighed.ANBEFALE,
    }
)


# A permission that gives no way to a case, or to anything counted of cases. Whatever is not named
# here does, and its views say what they show.
UDEN_SAGSDATA: frozenset[Rettighed] = frozenset(
    {
        Rettighed.LOGGET_IND,
        Rettighed.KONTROLLERE_LOG,
        Rettighed.SE_BRUGERE,
        Rettighed.STYRE_BRUGERE,
        Rettighed.OPSAETTE,
        Rettighed.DRIFT,
    }
)

# What each permission is used for, as the access log tells it.
FORMAAL: dict[Rettighed, Formaal] = {
    Rettighed.LOGGET_IND: Formaal.DRIFT,
    Rettighed.SE_REGISTER: Formaal.SAGSBEHANDLING,
    Rettighed.REGISTRERE: Formaal.SAGSBEHANDLING,
    Rettighed.EKSPORTERE: Formaal.SAGSBEHANDLING,
    Rettighed.SE_CPR: Formaal.SAGSBEHANDLING,
    Rettighed.SE_DOKUMENTER: Formaal.SAGSBEHANDLING,
    Rettighed.GEMME_DOKUMENTER: Formaal.SAGSBEHANDLING,
    Rettighed.SPOERGE: Formaal.SAGSBEHANDLING,
    Rettighed.SVARE: Formaal.SAGSBEHANDLING,
    Rettighed.SE_BERETNING: Formaal.BERETNING,
    Rettighed.SE_ANBEFALINGER: Formaal.BERETNING,
    Rettighed.ANBEFALE: Formaal.BERETNING,
    Rettighed.SVARE_I_RUNDE: Formaal.BERETNING,
    Rettighed.KONTROLLERE_LOG: Formaal.KONTROL,
    Rettighed.SE_BRUGERE: Formaal.DRIFT,
    Rettighed.STYRE_BRUGERE: Formaal.DRIFT,
    Rettighed.OPSAETTE: Formaal.DRIFT,
    Rettighed.DRIFT: Formaal.DRIFT,
}


def har(bruger, rettighed: Rettighed) -> bool:
    """Whether the user's role holds the permission. Nobody has any without an active login."""
    if not (bruger.is_authenticated and bruger.is_active):
        return False
    return rettighed in POLITIK.get(bruger.rolle, frozenset())


def kraever(
    rettighed: Rettighed,
    *,
    laeser: Laest | None = None,
    handling: Handling = Handling.LAESNING,
    formaal: Formaal | None = None,
) -> Callable:
    """Decorate a view with the permission it needs, and with what of the register it shows.

    Without the permission the answer is 404, the same as for a page that does not exist. What a
    view shows is logged before it leaves, as `handling` and for `formaal`, which is the
    permission's own unless another is named (`log.laesning`).
    """

    def dekorer(view: Callable) -> Callable:
        logget = med_log(view, laeser or Laest.INTET, handling, formaal or FORMAAL[rettighed])

        @functools.wraps(view)
        def vagt(request, *args, **kwargs):
            if not har(request.user, rettighed):
                raise Http404
            return logget(request, *args, **kwargs)

        vagt.rettighed = rettighed
        vagt.laeser = laeser
        vagt.login_required = True  # also around a view that a library has opened to everybody
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


def hver_adresse_siger_hvad_den_viser(app_configs=None, **kwargs) -> list[Error]:
    """System check: a view that may reach a case says whether it shows one, and of what kind."""
    return [
        Error(
            f"Adressen »{moenster.pattern}« siger ikke, hvad den viser af registret.",
            hint="Skriv @kraever(…, laeser=Laest.…), og kald laest(request, …) med det viste.",
            id="roller.E002",
        )
        for moenster in alle_adresser()
        if getattr(moenster.callback, "rettighed", None) not in {None, *UDEN_SAGSDATA}
        and getattr(moenster.callback, "laeser", None) is None
    ]
