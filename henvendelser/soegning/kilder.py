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
    Bemaerkning,
    Bemaerkningstema,
    Borger,
    Dokument,
    Emne,
    Henvendelse,
    Instans,
    Lov,
    Notat,
    Partsperson,
    Sag,
)
from .ord import MAERKET

# A key of the index is the source's number over the object's own key; that of one text has the
# field's number between them.
OBJEKTBIT = 48
OBJEKTNOEGLE = 2**OBJEKTBIT - 1
FELTER_HOEJST = 16
# The numbers of what is no text: the names that a row points at, and the row whose texts it takes.
_PEGER, _LAANER = FELTER_HOEJST - 1, FELTER_HOEJST - 2


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
    `peger` are the fields that point at what is found by its name (a department): the object's row
    says which, and a name that is changed leaves all rows as they are. `laaner` is the field that
    points at whose texts are as the object's own (the citizen).

    `nr` is never given to another model; `felter` only grows at its end.
    """

    nr: int
    model: type[Model]
    veje: Mapping[type[Model], tuple[str, ...]]
    felter: tuple[Felt, ...] = ()
    peger: tuple[str, ...] = ()
    laaner: str = ""

    @property
    def tabel(self) -> str:
        return self.model._meta.db_table

    @property
    def plads(self) -> int:
        """What is added to an object's key to give its row in the index."""
        return self.nr << OBJEKTBIT

    @property
    def omraade(self) -> tuple[int, int]:
        """The first and the last row of the source's objects in the index."""
        return self.plads, self.plads + OBJEKTNOEGLE

    @property
    def tekster(self) -> tuple[int, int]:
        """The first and the last key of the source's texts."""
        return self._tekst(0), self._tekst(FELTER_HOEJST) - 1

    def begyndelse(self, felt: Felt) -> int:
        """What is added to an object's key to give the key of this field's words."""
        return self._tekst(self.felter.index(felt))

    @property
    def pegende(self) -> int:
        """As `begyndelse`, of the names that the object points at."""
        return self._tekst(_PEGER)

    @property
    def laanende(self) -> int:
        """As `begyndelse`, of the row whose texts the object takes."""
        return self._tekst(_LAANER)

    def _tekst(self, felt: int) -> int:
        return (self.nr * FELTER_HOEJST + felt) << OBJEKTBIT

    def begyndelser(self) -> list[int]:
        """What is added to an object's key to give each of its keys among the texts."""
        felter = map(self.begyndelse, self.felter)
        return [*felter, *[self.pegende] * bool(self.peger), *[self.laanende] * bool(self.laaner)]

    @property
    def har_opslag(self) -> bool:
        """Whether its objects have rows of their own in the index."""
        return self.er_egen and not self.laant_af

    @property
    def er_egen(self) -> bool:
        """Whether an object's texts are its own, and never go to another's row."""
        return self.ejere() == [("id", self.plads)]

    def kolonne(self, felt: str) -> str:
        """The column of a field of the model's."""
        return self.model._meta.get_field(felt).column

    def maerker(self) -> Iterator[tuple[str, str]]:
        """The columns that point at a name, with what stands before the key in its mark."""
        for felt in self.peger:
            yield self.kolonne(felt), kilde_til(_maal(self, felt)).maerke("")

    def maerke(self, noegle: int | str) -> str:
        """The mark of one of the source's objects, in the rows of those that point at it."""
        return f"{MAERKET}{self.nr}x{noegle}"

    @property
    def laant_af(self) -> Kilde | None:
        """The source whose objects take the texts of this one's."""
        return next((k for k in KILDER if k.laaner and _maal(k, k.laaner) is self.model), None)

    @property
    def laan(self) -> tuple[str, int]:
        """The column of `laaner`, and what is added to it to give whose texts they are."""
        return self.kolonne(self.laaner), kilde_til(_maal(self, self.laaner)).plads

    def ejere(self) -> list[tuple[str, int]]:
        """The columns that lead to the texts' row of the index, and what is added to each.

        Exactly one of them is not null. A row that points at what is found has its texts there.
        """
        veje = ((fundet, vej) for fundet in self.veje for vej in self.veje[fundet] if vej)
        dele = [
            (kolonne, kilde_til(fundet).plads)
            for fundet, vej in veje
            if (kolonne := _ved_siden_af(fundet, vej))
        ]
        return dele or [("id", self.plads)]

    def kolonner(self) -> list[str]:
        """Every column that the index looks at."""
        navne = [*(felt.navn for felt in self.felter), *self.peger]
        if self.laaner:
            navne.append(self.laaner)
        ejere = (kolonne for kolonne, _ in self.ejere() if kolonne != "id")
        return [*map(self.kolonne, navne), *ejere]


def _maal(kilde: Kilde, felt: str) -> type[Model]:
    return kilde.model._meta.get_field(felt).related_model


def _ved_siden_af(fundet: type[Model], vej: str) -> str:
    """The column that points at the found object, where the way is one step back; or ""."""
    felt = None if "__" in vej else fundet._meta.get_field(vej)
    return felt.field.column if felt and felt.one_to_many else ""


KILDER = (
    Kilde(
        1,
        Henvendelse,
        {Henvendelse: ("",)},
        (Felt("nummer", "Nummer", Slags.NAVN), Felt("beskrivelse", "Beskrivelse")),
        laaner="borger",
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
        peger=("afdeling", "instans", "lov"),
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
        peger=("afdeling", "slags"),
    ),
    Kilde(13, Aktivitetsslags, {Aktivitet: ("slags",)}, (Felt("navn", "Slags"),)),
    Kilde(14, Sag, {Henvendelse: ("sager",)}, peger=("afdeling", "emne")),
    Kilde(15, Bemaerkning, {Afgoerelse: ("bemaerkninger",)}, peger=("tema",)),
)


def kilde_til(model: type[Model]) -> Kilde:
    """The source of the model's own texts."""
    return next(kilde for kilde in KILDER if kilde.model is model)


def kilder_fra(fundet: type[Model]) -> list[Kilde]:
    """Every source of texts that `fundet` is found by."""
    return [kilde for kilde in KILDER if kilde.felter and fundet in kilde.veje]


def navne(fundet: type[Model]) -> list[Kilde]:
    """The sources whose names lead to `fundet`, by a row that points at them."""
    pegende = [kilde for kilde in KILDER if fundet in kilde.veje]
    maal = {_maal(kilde, felt) for kilde in pegende for felt in kilde.peger}
    return [kilde for kilde in KILDER if kilde.model in maal]
