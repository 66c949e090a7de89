"""The statements that put a row's texts down, alike on both databases.

`raekke` is "NEW." or "OLD." within a trigger, and "" where it is all of a table's rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..models import Soegeindeks, Soegetekst
from .kilder import Kilde, Slags

INDEKS = Soegeindeks._meta.db_table
TEKSTER = Soegetekst._meta.db_table


def ejer(kilde: Kilde, raekke: str) -> str:
    """The row of the index to which the texts of `raekke` belong."""
    muligheder = [f"{plads} + {raekke}{kolonne}" for kolonne, plads in kilde.ejere()]
    return f"coalesce({', '.join(muligheder)})" if len(muligheder) > 1 else muligheder[0]


def glem(kilde: Kilde, raekke: str) -> str:
    """Take the texts of a row away."""
    noegler = ", ".join(f"{begyndelse} + {raekke}id" for begyndelse in kilde.begyndelser())
    return f"DELETE FROM {TEKSTER} WHERE rowid IN ({noegler})"


def husk(kilde: Kilde, raekke: str = "", laest_en_gang: str = "") -> Iterator[str]:
    """Put the texts down: words and stems, the names that are pointed at, whose texts are taken.

    `laest_en_gang` ends the question that reads a text's words, where the database would else read
    them where they are compared and again where they are taken.
    """
    tabel = "" if raekke else f" FROM {kilde.tabel}"
    hvis = ejer(kilde, raekke)
    for felt in kilde.felter:
        funktion = "soegetelefon" if felt.slags == Slags.TELEFON else "soegeord"
        stamme = "henvendelser_soegestammer(o)" if felt.slags == Slags.TEKST else "NULL"
        yield _indsaet(
            f"SELECT noegle, hvis, o, {stamme}, NULL FROM (SELECT {kilde.begyndelse(felt)} + "
            f"{raekke}id AS noegle, {hvis} AS hvis, henvendelser_{funktion}"
            f"({raekke}{kilde.kolonne(felt.navn)}) AS o{tabel} {laest_en_gang}) x WHERE o <> ''"
        )
    if kilde.peger:
        maerker = " || ".join(
            f"coalesce(' {maerke}' || {raekke}{kolonne}, '')" for kolonne, maerke in kilde.maerker()
        )
        yield _indsaet(
            f"SELECT {kilde.pegende} + {raekke}id, {hvis}, trim({maerker}), NULL, NULL{tabel}"
        )
    if kilde.laaner:
        kolonne, plads = kilde.laan
        yield _indsaet(
            f"SELECT {kilde.laanende} + {raekke}id, {hvis}, '', NULL, {plads} + {raekke}{kolonne}"
            f"{tabel} WHERE {raekke}{kolonne} IS NOT NULL"
        )


def rettet(kilde: Kilde, forskellig: str) -> str:
    """Whether an update of the row is one that the index must follow."""
    return " OR ".join(f"OLD.{navn} {forskellig} NEW.{navn}" for navn in kilde.kolonner())


def _indsaet(hvad: str) -> str:
    return f"INSERT INTO {TEKSTER} (rowid, hoerer_til, ord, stamme, laant) {hvad}"
