"""How often an appeals body changes what the municipality decided.

Omgørelsesprocenten is, as Ankestyrelsen counts it, the decisions that were sent back, changed or
repealed, in per cent of those that were decided on their merits. A complaint that was dismissed
was not decided, and is in neither number; nor is a decision whose outcome is not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .dansk import Enhed, dansk_tal
from .procent import procent
from .valg import Udfald

OMGJORT = (Udfald.HJEMVIST, Udfald.AENDRET, Udfald.OPHAEVET)
REALITETSBEHANDLET = (Udfald.STADFAESTET, *OMGJORT)
_AFVIST = Enhed("afvist", "afviste")


@dataclass(frozen=True)
class Omgoerelse:
    """The counts behind the percentage, and what is left out of it."""

    omgjorte: int
    realitetsbehandlede: int
    afviste: int
    uoplyste: int

    @property
    def procent(self) -> Decimal | None:
        return procent(self.omgjorte, self.realitetsbehandlede)

    def __str__(self) -> str:
        """In a Danish sentence, with its denominator."""
        if self.procent is None:
            hvad = "Omgørelsesprocenten kan ikke regnes: ingen afgørelser er realitetsbehandlet."
        else:
            hvad = (
                f"Omgørelsesprocent {dansk_tal(self.procent)}: {dansk_tal(self.omgjorte)} "
                "hjemvist, ændret eller ophævet af "
                f"{dansk_tal(self.realitetsbehandlede)} realitetsbehandlede."
            )
        return f"{hvad} {udeladte(self.afviste, self.uoplyste)}".strip()


def udeladte(afviste: int, uoplyste: int) -> str:
    """What is in neither number, in a sentence; "" when that is nothing."""
    dele = [
        *([_AFVIST.antal(afviste)] if afviste else []),
        *([f"{dansk_tal(uoplyste)} uden oplyst udfald"] if uoplyste else []),
    ]
    return f"{' og '.join(dele)} indgår ikke." if dele else ""
