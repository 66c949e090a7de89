"""What a case page tells of an inquiry: what the office registers, and what is registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .models import Henvendelse
from .registreringsfelter import LAERING, Felt, Slags

# Told also when there is nothing to tell: the adviser looks for them.
ALTID = {"kontaktform", "behandling"}


@dataclass(frozen=True)
class Faktum:
    """One line: a name, what is told, where it leads, and what stands there when it is empty."""

    navn: str
    vaerdi: str = ""
    url: str = ""
    tomt: str = "Ikke oplyst"


def fakta_om(henvendelse: Henvendelse, felter: dict[str, Felt]) -> list[Faktum]:
    """The inquiry's own facts in the order of the form, its markers last."""
    return [
        *_standard(henvendelse, felter),
        *_genhenvendelser(henvendelse, felter),
        *_maerker(henvendelse),
    ]


def _standard(henvendelse: Henvendelse, felter: dict[str, Felt]) -> Iterator[Faktum]:
    for felt in felter.values():
        if not felt.til or felt.grain is not Henvendelse:
            continue
        faktum = _faktum(henvendelse, felt)
        if faktum.vaerdi or felt.noegle in ALTID:
            yield faktum
        if felt.noegle == LAERING.noegle and henvendelse.laering_hvilken:
            yield Faktum("Hvad kan der læres?", henvendelse.laering_hvilken)


def _faktum(henvendelse: Henvendelse, felt: Felt) -> Faktum:
    vaerdi = getattr(henvendelse, felt.noegle)
    if felt.slags == Slags.HENVISNING:
        return Faktum(felt.navn, f"Af {vaerdi}" if vaerdi else "", _adresse(vaerdi))
    if felt.slags == Slags.KODE:
        return Faktum(felt.navn, felt.valg(vaerdi).label if vaerdi else "")
    tomt = "Ikke valgt endnu" if felt.noegle == "behandling" else "Ikke oplyst"
    return Faktum(felt.navn, str(vaerdi) if vaerdi else "", tomt=tomt)


def _adresse(henvendelse: Henvendelse | None) -> str:
    return henvendelse.get_absolute_url() if henvendelse else ""


def _genhenvendelser(henvendelse: Henvendelse, felter: dict[str, Felt]) -> Iterator[Faktum]:
    if felter["genhenvendelse"].til:
        for senere in henvendelse.genhenvendelser.all():
            yield Faktum("Senere genhenvendelse", senere.nummer, _adresse(senere))


def _maerker(henvendelse: Henvendelse) -> Iterator[Faktum]:
    for maerke, svar in groupby(henvendelse.maerkesvar.all(), key=lambda et: et.maerke):
        yield Faktum(maerke.navn, ", ".join(et.vaerdi.navn for et in svar))
