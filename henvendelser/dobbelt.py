"""Whether a new inquiry may belong to one that is registered already.

It is a guess, and only ever asked about: the same citizen, the same department, within the days
that the office has chosen. A citizen is the same by CPR number; where one of the two has none, by
telephone, e-mail or name.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.views.decorators.debug import sensitive_variables

from .importer.navne import noegle
from .kryptering import blindindekser
from .models import Afdeling, Borger, Bruger, Henvendelse

CIFRE_I_NUMMER = 8
HOEJST = 5
KENDETEGN = ("navn", "telefon", "email", "cpr_indeks")  # by which a citizen is known again


@sensitive_variables()
def mulige_tidligere(
    *,
    borger: Borger | None,
    modtaget: date,
    afdelinger: Collection[Afdeling],
    dage: int,
    bruger: Bruger,
) -> list[Henvendelse]:
    """The inquiries that the new one may belong to, newest first; at most five.

    `dage` before or after `modtaget`, both ends included; 0 asks about none. An anonymous inquiry
    is like no other.
    """
    if borger is None or not dage or not afdelinger:
        return []
    naer = timedelta(days=dage)
    synlige = Henvendelse.objects.synlige_for(bruger)
    mulige = (
        synlige.modtaget_i(modtaget - naer, modtaget + naer)
        .filter(borger__isnull=False, sager__afdeling__in=afdelinger)
        .select_related("borger")
        .only("nummer", "modtaget", *(f"borger__{felt}" for felt in KENDETEGN))
        .distinct()
    )
    aftryk = set(blindindekser("cpr", borger.cpr.vis())) if borger.cpr else set()
    fundet = [en.pk for en in mulige if _samme(borger, aftryk, en.borger)][:HOEJST]
    # Next to none are the same: only those are read whole.
    return list(synlige.filter(pk__in=fundet).med_sager()) if fundet else []


def _samme(ny: Borger, aftryk: set[str], gammel: Borger) -> bool:
    if aftryk and gammel.cpr_indeks:
        return gammel.cpr_indeks in aftryk
    return any(
        _noegle(ny) and _noegle(ny) == _noegle(gammel) for _noegle in (_telefon, _email, _navn)
    )


def _telefon(borger: Borger) -> str:
    """The last eight digits: with or without spaces and the country's number it is the same."""
    cifre = "".join(tegn for tegn in borger.telefon if tegn.isdigit())
    return cifre[-CIFRE_I_NUMMER:] if len(cifre) >= CIFRE_I_NUMMER else ""


def _email(borger: Borger) -> str:
    return borger.email.strip().casefold()


def _navn(borger: Borger) -> str:
    return noegle(borger.navn)
