"""An answer as its form holds it, and what it takes for one to be sent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from ..valg import Stilling

VAELG = "Vælg, om anbefalingen er fulgt."
BEGRUND = "Skriv, hvorfor anbefalingen ikke er fulgt."
OVERSKRIFT = "Skriv en overskrift til emnet."
TEKST = "Skriv noget under overskriften, eller fjern emnet."
INTET = "Skriv om mindst ét emne, eller sæt kryds ved »Ingen bemærkninger«."
BEGGE = "Der er skrevet om et emne. Fjern krydset ved »Ingen bemærkninger«, eller fjern emnet."


@dataclass(frozen=True)
class Punkt:
    """What is said about one recommendation."""

    adressat: int
    stilling: str = ""
    begrundelse: str = ""
    gjort: str = ""
    dokumentation: str = ""

    def mangler(self) -> dict[str, str]:
        """What keeps it from being sent, by field."""
        if not self.stilling:
            return {"stilling": VAELG}
        if self.stilling == Stilling.IKKE and not self.begrundelse:
            return {"begrundelse": BEGRUND}
        return {}


@dataclass(frozen=True)
class Emne:
    """A subheading of the department's own, with its text."""

    overskrift: str = ""
    tekst: str = ""

    def mangler(self) -> dict[str, str]:
        if not self.overskrift:
            return {"overskrift": OVERSKRIFT}
        return {} if self.tekst else {"tekst": TEKST}


@dataclass(frozen=True)
class Svarindhold:
    """All that a department writes. A draft may lack anything."""

    punkter: tuple[Punkt, ...] = ()
    emner: tuple[Emne, ...] = ()
    ingen_bemaerkninger: bool = False

    def som_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def fra_json(cls, tekst: str) -> Svarindhold:
        """What `som_json` was made of."""
        data = json.loads(tekst)
        return cls(
            tuple(Punkt(**punkt) for punkt in data["punkter"]),
            tuple(Emne(**emne) for emne in data["emner"]),
            data["ingen_bemaerkninger"],
        )

    def mangler(self) -> Mangler:
        return Mangler(
            punkter={p.adressat: m for p in self.punkter if (m := p.mangler())},
            emner={nr: m for nr, emne in enumerate(self.emner) if (m := emne.mangler())},
            i_alt=self._mangler_i_alt(),
        )

    def _mangler_i_alt(self) -> str:
        if self.ingen_bemaerkninger:
            return BEGGE if self.emner else ""
        return "" if self.emner else INTET


@dataclass(frozen=True)
class Mangler:
    """What keeps an answer from being sent: by recommendation, by subheading, and as a whole."""

    punkter: dict[int, dict[str, str]] = field(default_factory=dict)
    emner: dict[int, dict[str, str]] = field(default_factory=dict)
    i_alt: str = ""

    def __bool__(self) -> bool:
        return bool(self.punkter or self.emner or self.i_alt)
