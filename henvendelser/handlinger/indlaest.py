"""The trace that an imported row carries back to its file."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Afgoerelse, Henvendelse


@dataclass(frozen=True)
class Import:
    """Where an imported row comes from: the file's source, the row's key, the content's prints."""

    kilde: str
    noegle: str
    aftryk: dict[str, str]

    def maerk(self, objekt: Henvendelse | Afgoerelse) -> None:
        """Let the object, that is not saved yet, say where it comes from."""
        objekt.importkilde = self.kilde
        objekt.importnoegle = self.noegle
        objekt.importaftryk = self.aftryk
