"""Which texts are searched. A new one is one line here; the index follows at the next `migrate`.

Nothing that is encrypted may stand here: the index holds the words in clear.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model

from ..models import Afdeling, Borger, Dokument, Emne, Henvendelse, Notat, Partsperson

# The index's key is the source's number over the object's own key.
OBJEKTBIT = 48
FELTER_HOEJST = 16


class Slags(StrEnum):
    """How a text's words are indexed."""

    TEKST = "tekst"  # as they stand, and by their Danish stems
    NAVN = "navn"  # only as they stand: Jensen is not a form of Jens
    TELEFON = "telefon"  # as a name, and all the digits as one word


@dataclass(frozen=True)
class Felt:
    """One text field, and what kind of place the screen calls it."""

    navn: str
    sted: str
    slags: Slags = Slags.TEKST


@dataclass(frozen=True)
class Kilde:
    """The texts of one model, and the ways from an inquiry to its objects ("" is itself).

    `nr` is never given to another model; `felter` only grows at its end.
    """

    nr: int
    model: type[Model]
    veje: tuple[str, ...]
    felter: tuple[Felt, ...]

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table

    @property
    def omraade(self) -> tuple[int, int]:
        """The first and the last key of the source in the index."""
        return self.nr * FELTER_HOEJST << OBJEKTBIT, (
            (self.nr + 1) * FELTER_HOEJST << OBJEKTBIT
        ) - 1

    def begyndelse(self, felt: Felt) -> int:
        """What is added to an object's key to give the key of this field's words."""
        return (self.nr * FELTER_HOEJST + self.felter.index(felt)) << OBJEKTBIT


KILDER = (
    Kilde(
        1,
        Henvendelse,
        ("",),
        (Felt("nummer", "Nummer", Slags.NAVN), Felt("beskrivelse", "Beskrivelse")),
    ),
    Kilde(
        2,
        Borger,
        ("borger",),
        (
            Felt("navn", "Borger", Slags.NAVN),
            Felt("telefon", "Telefon", Slags.TELEFON),
            Felt("email", "E-mail", Slags.NAVN),
        ),
    ),
    Kilde(
        3,
        Afdeling,
        ("sager__afdeling", "sager__afdeling__overordnet"),
        (Felt("navn", "Afdeling"),),
    ),
    Kilde(4, Emne, ("sager__emne", "sager__emne__overordnet"), (Felt("navn", "Emne"),)),
    Kilde(5, Dokument, ("dokumenter",), (Felt("navn", "Dokument"),)),
    Kilde(6, Notat, ("notater",), (Felt("tekst", "Notat"),)),
    Kilde(
        7,
        Partsperson,
        ("personer",),
        (
            Felt("navn", "Person", Slags.NAVN),
            Felt("telefon", "Persons telefon", Slags.TELEFON),
            Felt("email", "Persons e-mail", Slags.NAVN),
            Felt("tilknytning", "Persons tilknytning"),
            Felt("note", "Bemærkning om person"),
        ),
    ),
)
