"""Which texts are searched. A new one is one line here; the index follows at the next `migrate`.

Nothing that is encrypted may stand here: the index holds the words in clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Model

from ..models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Aktivitetsslags,
    Bemaerkningstema,
    Borger,
    Dokument,
    Emne,
    Henvendelse,
    Instans,
    Lov,
    Notat,
    Partsperson,
)

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
    """The texts of one model, and the ways to its objects from what can be found by them.

    `veje` are by what is found: an inquiry, a decision or an activity ("" is the object itself).
    `nr` is never given to another model; `felter` only grows at its end.
    """

    nr: int
    model: type[Model]
    veje: Mapping[type[Model], tuple[str, ...]]
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
        {Henvendelse: ("",)},
        (Felt("nummer", "Nummer", Slags.NAVN), Felt("beskrivelse", "Beskrivelse")),
    ),
    Kilde(
        2,
        Borger,
        {Henvendelse: ("borger",)},
        (
            Felt("navn", "Borger", Slags.NAVN),
            Felt("telefon", "Telefon", Slags.TELEFON),
            Felt("email", "E-mail", Slags.NAVN),
        ),
    ),
    Kilde(
        3,
        Afdeling,
        {
            Henvendelse: ("sager__afdeling", "sager__afdeling__overordnet"),
            Afgoerelse: ("afdeling", "afdeling__overordnet"),
            Aktivitet: ("afdeling", "afdeling__overordnet"),
        },
        (Felt("navn", "Afdeling"),),
    ),
    Kilde(
        4, Emne, {Henvendelse: ("sager__emne", "sager__emne__overordnet")}, (Felt("navn", "Emne"),)
    ),
    Kilde(
        5,
        Dokument,
        {Henvendelse: ("dokumenter",), Afgoerelse: ("dokumenter",)},
        (Felt("navn", "Dokument"),),
    ),
    Kilde(6, Notat, {Henvendelse: ("notater",)}, (Felt("tekst", "Notat"),)),
    Kilde(
        7,
        Partsperson,
        {Henvendelse: ("personer",)},
        (
            Felt("navn", "Person", Slags.NAVN),
            Felt("telefon", "Persons telefon", Slags.TELEFON),
            Felt("email", "Persons e-mail", Slags.NAVN),
            Felt("tilknytning", "Persons tilknytning"),
            Felt("note", "Bemærkning om person"),
        ),
    ),
    Kilde(
        8,
        Afgoerelse,
        {Afgoerelse: ("",)},
        (Felt("paragraf", "Paragraf", Slags.NAVN), Felt("note", "Note")),
    ),
    Kilde(9, Instans, {Afgoerelse: ("instans",)}, (Felt("navn", "Instans"),)),
    Kilde(10, Lov, {Afgoerelse: ("lov",)}, (Felt("navn", "Lov"),)),
    Kilde(
        11,
        Bemaerkningstema,
        {Afgoerelse: ("bemaerkninger__tema",)},
        (Felt("navn", "Bemærkning"),),
    ),
    Kilde(
        12,
        Aktivitet,
        {Aktivitet: ("",)},
        (Felt("titel", "Titel"), Felt("maalgruppe", "Målgruppe"), Felt("note", "Note")),
    ),
    Kilde(13, Aktivitetsslags, {Aktivitet: ("slags",)}, (Felt("navn", "Slags"),)),
)


def veje_fra(fundet: type[Model]) -> Iterator[tuple[Kilde, str]]:
    """Every source of texts that `fundet` is found by, with each way to it."""
    return ((kilde, vej) for kilde in KILDER for vej in kilde.veje.get(fundet, ()))
