"""The index on SQLite: one FTS5 table, kept by triggers that call Python (`ord`).

A connection that lacks these functions cannot write to what is indexed: it fails rather than leave
the index behind. A trigger names no table but its own and the index's: SQLite changes a table by
building it anew, and looks through all triggers meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from .kilder import OBJEKTBIT, Kilde
from .ord import SKEL
from .saetninger import INDEKS, TEKSTER, ejer, glem, husk, rettet

# From this version on FTS5 can overwrite what is deleted; before it, words stay till a merge.
_SLETTER_SIKKERT = sqlite3.sqlite_version_info >= (3, 42)


def tabel() -> Iterator[str]:
    yield (
        f"CREATE TABLE IF NOT EXISTS {TEKSTER} (rowid integer PRIMARY KEY, "
        "hoerer_til integer NOT NULL, ord text NOT NULL, stamme text, laant integer)"
    )
    for kolonne in ("hoerer_til", "laant"):
        yield f"CREATE INDEX IF NOT EXISTS {TEKSTER}_{kolonne} ON {TEKSTER} ({kolonne})"
    # The words come cut and folded: the simplest tokenizer splits at the spaces between them.
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEKS} "
        "USING fts5(ord, tokenize = 'ascii', prefix = '2 3')"
    )
    if _SLETTER_SIKKERT:
        yield f"INSERT INTO {INDEKS} ({INDEKS}, rank) VALUES ('secure-delete', 1)"


def funktioner() -> Iterator[str]:
    """None: each connection is given them (`ord.laer_sqlite_ord`)."""
    return iter(())


def triggere(kilder: Iterable[Kilde]) -> Iterator[str]:
    for kilde in kilder:
        yield from _triggere(kilde)


def _triggere(kilde: Kilde) -> Iterator[str]:
    nye = "".join(f"{saetning};" for saetning in husk(kilde, "NEW."))
    gamle = f"{glem(kilde, 'OLD.')};"
    foer, efter = _saml(_raekker(kilde, "OLD.")), _saml(_raekker(kilde, "NEW."))
    kolonner = ", ".join(kilde.kolonner())
    for hvornaar, goer in (
        (f"ny AFTER INSERT ON {kilde.tabel}", nye + efter),
        (
            f"rettet AFTER UPDATE OF {kolonner} ON {kilde.tabel} WHEN {rettet(kilde, 'IS NOT')}",
            gamle + nye + ("" if kilde.er_egen else foer) + efter,
        ),
        (f"slettet AFTER DELETE ON {kilde.tabel}", gamle + foer),
    ):
        yield f"DROP TRIGGER IF EXISTS {kilde.tabel}_soeges_{hvornaar.split()[0]}"
        yield f"CREATE TRIGGER {kilde.tabel}_soeges_{hvornaar} BEGIN {goer} END"


def _raekker(kilde: Kilde, raekke: str) -> str:
    """Those rows of the index that the texts of `raekke` are in."""
    en = ejer(kilde, raekke)
    return f"SELECT hoerer_til FROM {TEKSTER} WHERE laant = {en}" if kilde.laant_af else en


def _saml(raekker: str) -> str:
    """Make these rows of the index anew."""
    return f"DELETE FROM {INDEKS} WHERE rowid IN ({raekker});{_nye(raekker)};"


def _nye(raekker: str) -> str:
    """Make these rows of the index from their texts, none where there are none.

    Names and numbers come first, as on PostgreSQL.
    """
    felter = (
        f"t.ord || ifnull(' {SKEL} ' || t.stamme, '') AS tekst, "
        "t.stamme IS NOT NULL AS er_tekst, t.rowid AS nr"
    )
    return (
        f"INSERT INTO {INDEKS} (rowid, ord) SELECT hvis, group_concat(tekst, ' {SKEL} ') FROM ("
        f"SELECT t.hoerer_til AS hvis, {felter} FROM {TEKSTER} t "
        f"WHERE t.hoerer_til IN ({raekker}) AND t.ord <> '' "
        f"UNION ALL SELECT l.hoerer_til, {felter} FROM {TEKSTER} l "
        f"JOIN {TEKSTER} t ON t.hoerer_til = l.laant WHERE l.hoerer_til IN ({raekker}) "
        "ORDER BY hvis, er_tekst, nr) GROUP BY hvis"
    )


def genopbyg(kilder: Iterable[Kilde]) -> Iterator[str]:
    kilder = list(kilder)
    yield f"DELETE FROM {TEKSTER}"
    for kilde in kilder:
        yield from husk(kilde)
    laante = ", ".join(str(kilde.nr) for kilde in kilder if kilde.laant_af)
    alle = f"SELECT hoerer_til FROM {TEKSTER} WHERE hoerer_til >> {OBJEKTBIT} NOT IN ({laante})"
    yield f"DELETE FROM {INDEKS}"
    yield _nye(alle)
    yield f"INSERT INTO {INDEKS} ({INDEKS}) VALUES ('optimize')"


def rens() -> Iterator[str]:
    """What overwrites deleted words: nothing where FTS5 did it at once, else a merge."""
    if not _SLETTER_SIKKERT:
        yield f"INSERT INTO {INDEKS} ({INDEKS}) VALUES ('optimize')"
