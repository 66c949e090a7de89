"""What is wrong with a file: the spot, what is wrong there, and what would be right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

LAENGST_VIST = 80


@dataclass(frozen=True)
class Fejl:
    """One fault. `linje` counts as an editor does, from 1; None where it is the whole file."""

    linje: int | None
    kolonne: str | None
    tekst: str

    def __str__(self) -> str:
        if self.linje is None:
            return self.tekst
        kolonne = f", kolonne {self.kolonne}" if self.kolonne else ""
        return f"Linje {self.linje}{kolonne}: {self.tekst}"


class ImportFejl(Exception):
    """The file was not read in, and nothing was written. `fejl` holds every fault, line by line."""

    def __init__(self, fejl: Iterable[Fejl]):
        self.fejl = sorted(fejl, key=lambda f: f.linje or 0)
        super().__init__("\n".join(map(str, self.fejl)))

    @classmethod
    def en(cls, tekst: str, linje: int | None = None) -> ImportFejl:
        """The one fault that keeps the rest of the file from being read."""
        return cls([Fejl(linje, None, tekst)])


class Cellefejl(Exception):
    """A cell cannot be read; the text says in Danish why, and what would be right."""


class Fejlliste(list[Fejl]):
    """The faults found so far."""

    def tilfoej(self, linje: int, kolonne: str | None, tekst: str) -> None:
        self.append(Fejl(linje, kolonne, tekst))

    def proev(self, linje: int, kolonne: str, laes: Callable[..., Any], *vaerdier: Any) -> Any:
        """What `laes` makes of the values; None, and a fault at the spot, where it refuses them."""
        try:
            return laes(*vaerdier)
        except Cellefejl as fejl:
            self.tilfoej(linje, kolonne, str(fejl))
        except ValidationError as fejl:
            for besked in fejl.messages:
                self.tilfoej(linje, kolonne, besked)
        return None

    def afvist(
        self, linje: int, fejl: ValidationError, kolonner: Mapping[str, str], ellers: str
    ) -> None:
        """Add what an action answered; `kolonner` says which column a model's field comes from."""
        felter = (
            fejl.message_dict if hasattr(fejl, "error_dict") else {NON_FIELD_ERRORS: fejl.messages}
        )
        for felt, beskeder in felter.items():
            for besked in beskeder:
                self.tilfoej(linje, kolonner.get(felt, ellers), besked)


def vis(tekst: str) -> str:
    """The text of a cell as it can stand in a message: on one line, in quotes, and not too long."""
    kort = " ".join(tekst.split())
    return f"»{kort[:LAENGST_VIST]}…«" if len(kort) > LAENGST_VIST else f"»{kort}«"


def opregn(navne: Iterable[str], led: str) -> str:
    """E.g. "»a«, »b« eller »c«", where `led` is "eller"."""
    *foerste, sidste = [vis(navn) for navn in navne]
    return f"{', '.join(foerste)} {led} {sidste}" if foerste else sidste
