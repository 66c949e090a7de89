"""A measure that is a share: counted by the values that decide it, then put together.

The counts behind the share are printed beside it, so that a reader sees what it is a share of.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..tabel import Celle, Kolonne, Raekke, Tabel
from .maal import Andel

_FILTER = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Andelstabel:
    """Makes the table of a share out of the table by the values that decide it (`delt`)."""

    andel: Andel
    delt: Tabel

    def tabel(self) -> Tabel:
        return self.delt.med(
            kolonner=(
                Kolonne(self.andel.taellernavn),
                Kolonne(self.andel.naevnernavn),
                Kolonne(self.andel.navn, er_total=True, er_andel=True),
            ),
            raekker=tuple(self._raekke(raekke) for raekke in self.delt.raekker),
            i_alt=self._celler(self.delt.i_alt),
            noter=(self._note(), *self.delt.noter),
        )

    def _raekke(self, raekke: Raekke) -> Raekke:
        return Raekke(
            navn=raekke.navn,
            niveau=raekke.niveau,
            celler=self._celler(raekke.celler),
            noegle=raekke.noegle,
            maerke=raekke.maerke,
            har_underlinjer=raekke.har_underlinjer,
        )

    def _celler(self, celler: tuple[Celle, ...]) -> tuple[Celle, ...]:
        vilkaar = dict(celler[-1].filter)
        taeller, naevner = (
            Celle(
                sum(self._antal(celler, vaerdi) for vaerdi in vaerdier),
                self._filter(vilkaar, vaerdier),
            )
            for vaerdier in (self.andel.taeller, self.andel.naevner)
        )
        procent = Celle(self.andel.procent(taeller.antal, naevner.antal), naevner.filter)
        return taeller, naevner, procent

    def _antal(self, celler: tuple[Celle, ...], vaerdi: str) -> int:
        """How many have the value; a value that no unit has may have no column."""
        steder = [kolonne.noegle for kolonne in self.delt.kolonner]
        return celler[steder.index(vaerdi)].antal if vaerdi in steder else 0

    def _filter(self, vilkaar: dict[str, str], vaerdier: tuple[str, ...]) -> _FILTER:
        return tuple({**vilkaar, self.andel.dimension: ",".join(vaerdier)}.items())

    def _note(self) -> str:
        antal = {
            kolonne.noegle: celle.antal
            for kolonne, celle in zip(self.delt.kolonner, self.delt.i_alt, strict=True)
        }
        return self.andel.note(antal)
