"""A user who registers by the keyboard alone; counts what the user does, move by move."""

from __future__ import annotations

from .tastatur import Tastatur


class Stopur:
    """One move is one decision of the user's hands:

    - a shortcut pressed, whatever it leads to;
    - a field that is filled in or chosen in, the Tab that reaches it from the one before counted
      with it;
    - every other stop of Tab on the way there, which is passed over;
    - a button that is pressed where the focus stands.

    The keys within a text are not moves: how long a name is, no page can help. `taster.antal`
    has them.
    """

    def __init__(self, taster: Tastatur):
        self.taster = taster
        self.skridt: list[str] = []

    def genvej(self, *taster: str) -> None:
        self.taster.tryk(*taster)
        self.skridt.append(" ".join(taster))

    def felt(self, navn: str, tekst: str) -> None:
        """Write in the field `navn`: the one that has the focus, or one that Tab reaches."""
        self._til(navn)
        self.taster.skriv(tekst)
        self.skridt.append(f"{navn}: {tekst}")

    def knap(self, navn: str) -> None:
        self._til(navn)
        self.taster.tryk("Enter")
        self.skridt.append(navn)

    def _til(self, navn: str) -> None:
        forbi: list[str] = []
        while (her := self.taster.fokus()) != navn:
            assert her not in forbi, f"{navn} is not reached; passed {forbi}"
            forbi.append(her)
            self.taster.tryk("Tab")
        # The first is where the user was; the rest were stops on the way.
        self.skridt += [f"forbi {en}" for en in forbi[1:]]
