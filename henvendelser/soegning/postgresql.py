"""The index on PostgreSQL: two tsvectors with a GIN index each, kept by triggers.

No parser of PostgreSQL's cuts the text into words, since SQLite has none like it: the same tables
and patterns do as in `ord`. Only the stems are PostgreSQL's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dansk import DANSK
from ..models import Soegeindeks
from . import ord as regler
from .kilder import Felt, Kilde, Slags

INDEKS = Soegeindeks._meta.db_table
_NAVNE = ("soeges_ny", "soeges_rettet", "soeges_slettet", "soeges_toemt")


def tabel() -> Iterator[str]:
    yield (
        f"CREATE TABLE IF NOT EXISTS {INDEKS} "
        "(rowid bigint PRIMARY KEY, ord tsvector NOT NULL, stamme tsvector)"
    )
    for kolonne in ("ord", "stamme"):
        yield (
            f"CREATE INDEX IF NOT EXISTS {INDEKS}_{kolonne} ON {INDEKS} USING gin ({kolonne}) "
            "WITH (fastupdate = off)"
        )


def funktioner() -> Iterator[str]:
    # Without the stop words that the built-in "danish" leaves out: SQLite's index has them all.
    yield (
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_ts_dict WHERE dictname = 'henvendelser_dansk') "
        "THEN CREATE TEXT SEARCH DICTIONARY henvendelser_dansk "
        "(TEMPLATE = snowball, LANGUAGE = danish); END IF; END $$"
    )
    tekst = f"normalize(left(coalesce(tekst, ''), {regler.LAENGSTE_TEKST}), NFKC)"
    tekst = f'lower({tekst} COLLATE "{DANSK}") COLLATE "C"'
    for bogstav, som in regler.BOGSTAVER.items():
        tekst = f"replace({tekst}, '{bogstav}', '{som}')"
    tekst = f"regexp_replace(normalize({tekst}, NFD), '[{regler.ACCENTER}]', '', 'g')"
    tekst = f"regexp_replace({tekst}, '{regler.TELEFON}', '{regler.TELEFONEN}', 'g')"
    skel = f"([^{regler.ORDTEGN}]|[{regler.IKKE_TEGN}])+"
    yield _funktion(
        "soegeord",
        f"SELECT coalesce(string_agg(left(o, {regler.LAENGSTE_ORD}), ' ' ORDER BY nr), '') "
        f"FROM regexp_split_to_table({tekst}, '{skel}') WITH ORDINALITY AS x(o, nr) WHERE o <> ''",
    )
    yield _funktion(
        "soegetelefon",
        "SELECT trim(henvendelser_soegeord(tekst) || ' ' || "
        "regexp_replace(coalesce(tekst, ''), '[^0-9]', '', 'g'))",
    )
    for navn, ord_ in (
        ("ordvektor", "o"),
        ("stammevektor", "(ts_lexize('henvendelser_dansk', o))[1]"),
    ):
        yield _funktion(
            navn,
            f"SELECT string_agg('''' || {ord_} || ''':' || least(nr, 16383), ' ')::tsvector "
            "FROM unnest(string_to_array(tekst, ' ')) WITH ORDINALITY AS x(o, nr)",
            "tsvector",
        )
    yield f"""
        CREATE OR REPLACE FUNCTION henvendelser_indekser() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE begyndelse bigint := TG_ARGV[0]; slags text := TG_ARGV[2]; tekst text;
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            DELETE FROM {INDEKS} WHERE rowid BETWEEN begyndelse AND begyndelse + {2**48 - 1};
            RETURN NULL;
          END IF;
          IF TG_OP <> 'INSERT' THEN
            DELETE FROM {INDEKS} WHERE rowid = begyndelse + OLD.id;
          END IF;
          IF TG_OP <> 'DELETE' THEN
            tekst := to_jsonb(NEW) ->> TG_ARGV[1];
            tekst := CASE slags WHEN '{Slags.TELEFON}' THEN henvendelser_soegetelefon(tekst)
                                ELSE henvendelser_soegeord(tekst) END;
            IF tekst <> '' THEN
              INSERT INTO {INDEKS} VALUES (
                begyndelse + NEW.id, henvendelser_ordvektor(tekst),
                CASE slags WHEN '{Slags.TEKST}' THEN henvendelser_stammevektor(tekst) END);
            END IF;
          END IF;
          RETURN NULL;
        END $$"""


def _funktion(navn: str, krop: str, svar: str = "text") -> str:
    return (
        f"CREATE OR REPLACE FUNCTION henvendelser_{navn}(tekst text) RETURNS {svar} "
        f"LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $soeg$ {krop} $soeg$"
    )


def triggere(kilder: Iterable[Kilde]) -> Iterator[str]:
    for kilde in kilder:
        for felt in kilde.felter:
            yield from _triggere(kilde, felt)


def _triggere(kilde: Kilde, felt: Felt) -> Iterator[str]:
    kolonne = kilde.model._meta.get_field(felt.navn).column
    kald = (
        f"EXECUTE FUNCTION henvendelser_indekser({kilde.begyndelse(felt)}, {kolonne}, {felt.slags})"
    )
    ny, rettet, slettet, toemt = (f"{kilde.tabel}_{kolonne}_{navn}" for navn in _NAVNE)
    paa = f"ON {kilde.tabel} FOR EACH"
    yield f"CREATE OR REPLACE TRIGGER {ny} AFTER INSERT {paa} ROW {kald}"
    yield (
        f"CREATE OR REPLACE TRIGGER {rettet} AFTER UPDATE {paa} ROW "
        f"WHEN (OLD.{kolonne} IS DISTINCT FROM NEW.{kolonne}) {kald}"
    )
    yield f"CREATE OR REPLACE TRIGGER {slettet} AFTER DELETE {paa} ROW {kald}"
    yield f"CREATE OR REPLACE TRIGGER {toemt} AFTER TRUNCATE {paa} STATEMENT {kald}"


def genopbyg(kilder: Iterable[Kilde]) -> Iterator[str]:
    yield f"TRUNCATE {INDEKS}"
    for kilde in kilder:
        for felt in kilde.felter:
            ord_ = "soegetelefon" if felt.slags == Slags.TELEFON else "soegeord"
            stamme = "henvendelser_stammevektor(o)" if felt.slags == Slags.TEKST else "NULL"
            kolonne = kilde.model._meta.get_field(felt.navn).column
            yield (
                f"INSERT INTO {INDEKS} SELECT {kilde.begyndelse(felt)} + id, "
                f"henvendelser_ordvektor(o), {stamme} FROM (SELECT id, "
                f"henvendelser_{ord_}({kolonne}) AS o FROM {kilde.tabel} OFFSET 0) x WHERE o <> ''"
            )


def rens() -> Iterator[str]:
    """Nothing: what is deleted is overwritten by PostgreSQL's own VACUUM, as in every table."""
    return iter(())
