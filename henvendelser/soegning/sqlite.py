"""The index on SQLite: one FTS5 table, kept by triggers that call Python (`ord`).

A connection that lacks these functions cannot write to what is indexed: it fails rather than leave
the index behind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from ..models import Soegeindeks
from .kilder import Felt, Kilde, Slags

INDEKS = Soegeindeks._meta.db_table
# From this version on FTS5 can overwrite what is deleted; before it, words stay till a merge.
_SLETTER_SIKKERT = sqlite3.sqlite_version_info >= (3, 42)


def tabel() -> Iterator[str]:
    # The words come cut and folded: the simplest tokenizer splits at the spaces between them.
    yield (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEKS} "
        "USING fts5(ord, stamme, tokenize = 'ascii', prefix = '2 3')"
    )
    if _SLETTER_SIKKERT:
        yield f"INSERT INTO {INDEKS} ({INDEKS}, rank) VALUES ('secure-delete', 1)"


def funktioner() -> Iterator[str]:
    """None: each connection is given them (`ord.laer_sqlite_ord`)."""
    return iter(())


def triggere(kilder: Iterable[Kilde]) -> Iterator[str]:
    for kilde in kilder:
        for felt in kilde.felter:
            yield from _triggere(kilde, felt)


def _triggere(kilde: Kilde, felt: Felt) -> Iterator[str]:
    kolonne = kilde.model._meta.get_field(felt.navn).column
    navn = f"{kilde.tabel}_{kolonne}_soeges"
    glem = f"DELETE FROM {INDEKS} WHERE rowid = {kilde.begyndelse(felt)} + OLD.id;"
    ny = f"(SELECT NEW.id AS id, {_ord(felt, f'NEW.{kolonne}')} AS o)"
    husk = f"{_indsaet(kilde, felt, ny)};"
    for hvornaar, goer in (
        (f"{navn}_ny AFTER INSERT ON {kilde.tabel}", husk),
        (
            f"{navn}_rettet AFTER UPDATE OF {kolonne} ON {kilde.tabel} "
            f"WHEN OLD.{kolonne} IS NOT NEW.{kolonne}",
            glem + husk,
        ),
        (f"{navn}_slettet AFTER DELETE ON {kilde.tabel}", glem),
    ):
        yield f"DROP TRIGGER IF EXISTS {hvornaar.split()[0]}"
        yield f"CREATE TRIGGER {hvornaar} BEGIN {goer} END"


def _ord(felt: Felt, kolonne: str) -> str:
    navn = "soegetelefon" if felt.slags == Slags.TELEFON else "soegeord"
    return f"henvendelser_{navn}({kolonne})"


def _indsaet(kilde: Kilde, felt: Felt, fra: str) -> str:
    stamme = "henvendelser_soegestammer(o)" if felt.slags == Slags.TEKST else "NULL"
    return (
        f"INSERT INTO {INDEKS} (rowid, ord, stamme) "
        f"SELECT {kilde.begyndelse(felt)} + id, o, {stamme} FROM {fra} WHERE o <> ''"
    )


def genopbyg(kilder: Iterable[Kilde]) -> Iterator[str]:
    yield f"DELETE FROM {INDEKS}"
    for kilde in kilder:
        for felt in kilde.felter:
            kolonne = kilde.model._meta.get_field(felt.navn).column
            yield _indsaet(
                kilde, felt, f"(SELECT id, {_ord(felt, kolonne)} AS o FROM {kilde.tabel})"
            )
    yield f"INSERT INTO {INDEKS} ({INDEKS}) VALUES ('optimize')"


def rens() -> Iterator[str]:
    """What overwrites deleted words: nothing where FTS5 did it at once, else a merge."""
    if not _SLETTER_SIKKERT:
        yield f"INSERT INTO {INDEKS} ({INDEKS}) VALUES ('optimize')"
