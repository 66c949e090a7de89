"""A measure of how long things took: the units counted, then the median and the longest of them.

A median does not add up, so no line is made of others: each is of its own units' days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from ..tabel import I_ALT, Celle, Kolonne, Raekke, Tabel, Tal
from .maal import Varighed

# By a line's key, and by I_ALT for all of them.
Dage = Mapping[str, list[int]]


@dataclass(frozen=True)
class Varighedstabel:
    """Makes the table of durations out of the table of the units (`enheder`) and their days."""

    varighed: Varighed
    enheder: Tabel
    dage: Dage

    def tabel(self) -> Tabel:
        return self.enheder.med(
            kolonner=(
                Kolonne(self.varighed.enhedsnavn),
                Kolonne(self.varighed.laengstnavn, er_andel=True),
                Kolonne(self.varighed.mediannavn, er_total=True, er_andel=True),
            ),
            raekker=tuple(self._raekke(raekke) for raekke in self.enheder.raekker),
            i_alt=self._celler(self.enheder.i_alt[-1], I_ALT),
        )

    def _raekke(self, raekke: Raekke) -> Raekke:
        return Raekke(
            navn=raekke.navn,
            niveau=raekke.niveau,
            celler=self._celler(raekke.celler[-1], raekke.noegle),
            noegle=raekke.noegle,
            maerke=raekke.maerke,
            har_underlinjer=raekke.har_underlinjer,
        )

    def _celler(self, antal: Celle, noegle: str) -> tuple[Celle, ...]:
        dage = self.dage.get(noegle, [])
        return (
            antal,
            Celle(max(dage, default=None), antal.filter),
            Celle(_median(dage), antal.filter),
        )


def _median(dage: list[int]) -> Tal | None:
    """Of an even number of units the middle of the two, which may be half a day; None of none."""
    if not dage:
        return None
    midt = Decimal(str(median(dage)))
    return int(midt) if midt == midt.to_integral_value() else midt
