"""A request to each of the two departments, with one of everything that its thread may hold.

The first two rows of every model are one for each department, so that both leads' are marked. What
hangs on a request is made in rounds, one of each department in turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from henvendelser.handlinger.forespoergsler import (
    afgoer_forlaengelse,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.svar import (
    Svarindhold,
    bed_om_forlaengelse,
    besvar,
    gem_kladde,
    giv_videre,
)
from henvendelser.models import (
    Afdeling,
    Bruger,
    Dokument,
    Forespoergsel,
    Fristforlaengelse,
    Henvendelse,
)
from henvendelser.valg import Erkendelse

from .. import fabrik

SVAR = Svarindhold("Vi beklager.", Erkendelse.JA, "Vi har ringet.", "Ny skabelon.")


@dataclass(frozen=True)
class Traade:
    """The open request of each department, with the document that was sent with it."""

    forespoergsler: dict[str, Forespoergsel]
    medsendte: dict[str, Dokument]


def byg_traade(
    henvendelser: Mapping[str, Henvendelse],
    afdelinger: Mapping[str, Afdeling],
    ledere: Mapping[str, Bruger],
) -> Traade:
    """Each is answered, asked on, has been given time and asks for more, and was handed on to
    `ledere`, who has a draft. Beside it each department has one that was taken back."""
    medsendte = {
        objekt: fabrik.dokument(henvendelse, f"medsendt {objekt}.txt", b"medsendt")
        for objekt, henvendelse in henvendelser.items()
    }
    sendte = {
        objekt: fabrik.forespoergsel(
            henvendelse,
            afdelinger[objekt],
            sager=list(henvendelse.sager.all()),
            dokumenter=[medsendte[objekt]],
        )
        for objekt, henvendelse in henvendelser.items()
    }
    for objekt, den in sendte.items():
        giv_videre(forespoergsel=den, til=ledere[objekt], besked="Til dig.", af=_anden(den))
    for den in sendte.values():
        afgoer_forlaengelse(forlaengelse=_bed(den), giv=True, svar="I orden.", af=None)
    for den in sendte.values():
        besvar(forespoergsel=den, indhold=SVAR, runde=0, af=None)
    for den in sendte.values():
        spoerg_igen(forespoergsel=den, tekst="Hvornår?", af=None)
    for objekt, den in sendte.items():
        _bed(den)
        gem_kladde(forespoergsel=den, indhold=SVAR, af=ledere[objekt])
    for objekt, henvendelse in henvendelser.items():
        tilbage = fabrik.forespoergsel(henvendelse, afdelinger[objekt])
        tilbagekald_forespoergsel(forespoergsel=tilbage, grund="Løst.", af=None)
    for den in sendte.values():
        den.refresh_from_db()
    return Traade(sendte, medsendte)


def _anden(forespoergsel: Forespoergsel) -> Bruger:
    """Another lead of the department, who hands it on."""
    afdeling = forespoergsel.afdeling
    return fabrik.leder(afdeling, f"giver_videre_{afdeling.pk}")


def _bed(forespoergsel: Forespoergsel) -> Fristforlaengelse:
    nu = Forespoergsel.objects.get(pk=forespoergsel.pk)
    return bed_om_forlaengelse(
        forespoergsel=nu, oensket=nu.frist + timedelta(7), begrundelse="Ferie.", af=None
    )
