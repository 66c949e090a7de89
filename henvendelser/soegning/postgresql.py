"""The index on PostgreSQL: a tsvector for each object that can be found, kept by triggers.

No parser of PostgreSQL's cuts the text into words, since SQLite has none like it: the same tables
and patterns do as in `ord`. Only the stems are PostgreSQL's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dansk import DANSK
from . import ord as regler
from .kilder import KILDER, OBJEKTBIT, Kilde
from .ord import MAERKET, SKEL, STAMMEN
from .saetninger import INDEKS, TEKSTER, ejer, glem, husk, rettet

EN_GANG = "OFFSET 0"
# A word's place in a tsvector ends here, and all of one takes 1 MB at most. What comes after is
# found as words, but not as words that stand together; and after so many bytes not at all.
ORD_MED_PLADS = 16_383
TEGN_MED_PLADS = 150_000
BYTES_UDEN_PLADS = 400_000


def tabel() -> Iterator[str]:
    yield (
        f"CREATE TABLE IF NOT EXISTS {TEKSTER} (rowid bigint PRIMARY KEY, "
        "hoerer_til bigint NOT NULL, ord text NOT NULL, stamme text, laant bigint)"
    )
    for kolonne in ("hoerer_til", "laant"):
        yield f"CREATE INDEX IF NOT EXISTS {TEKSTER}_{kolonne} ON {TEKSTER} ({kolonne})"
    yield f"CREATE TABLE IF NOT EXISTS {INDEKS} (rowid bigint PRIMARY KEY, ord tsvector NOT NULL)"
    for kilde in KILDER:
        if kilde.har_opslag:
            fra, til = kilde.omraade
            yield (
                f"CREATE INDEX IF NOT EXISTS {INDEKS}_ord_{kilde.nr} ON {INDEKS} USING gin (ord) "
                f"WITH (fastupdate = off) WHERE rowid BETWEEN {fra} AND {til}"
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
    stamme = f"'{STAMMEN}' || (ts_lexize('henvendelser_dansk', o))[1]"
    yield _funktion("soegestammer", f"SELECT string_agg({stamme}, ' ' ORDER BY nr) FROM {_ORDENE}")
    yield _funktion(
        "ordvektor",
        f"SELECT CASE WHEN length(tekst) < {KORT} THEN ({_KORT_VEKTOR}) ELSE ({_LANG_VEKTOR}) END",
        "tsvector",
    )
    yield _SAML


_ORDENE = "unnest(string_to_array(tekst, ' ')) WITH ORDINALITY AS x(o, nr)"
# Of nearly every case there is room for all.
KORT = 30_000  # letters; fewer words than have a place
_KORT_VEKTOR = f"SELECT string_agg('''' || o || ''':' || nr, ' ')::tsvector FROM {_ORDENE}"
# Of a longer one, those that have a place, with it; and each of the others once.
_LANG_VEKTOR = f"""
    WITH alle AS (
      SELECT o, nr, left(o, 1) IN ('{STAMMEN}', '{MAERKET}') AS uden_plads FROM {_ORDENE}),
    talte AS (
      SELECT o, nr, uden_plads, count(*) FILTER (WHERE NOT uden_plads) OVER (ORDER BY nr) AS plads,
        sum(length(o) + 1) FILTER (WHERE NOT uden_plads) OVER (ORDER BY nr) AS tegn
      FROM alle),
    ordene AS MATERIALIZED (
      SELECT o, nr, plads, NOT uden_plads AND plads <= {ORD_MED_PLADS}
        AND tegn <= {TEGN_MED_PLADS} AS har_plads
      FROM talte),
    andre AS (SELECT o, min(nr) AS nr FROM ordene WHERE NOT har_plads GROUP BY o),
    faa AS (
      SELECT o, sum(octet_length(o) + 10) OVER (ORDER BY left(o, 1) = '{STAMMEN}', nr) AS fylder
      FROM andre)
    SELECT coalesce((SELECT string_agg('''' || o || ''':' || plads, ' ')::tsvector
                     FROM ordene WHERE har_plads), '')
        || array_to_tsvector(ARRAY(SELECT o FROM faa WHERE fylder <= {BYTES_UDEN_PLADS}))"""
_HELE = (
    f"string_agg(t.ord || coalesce(' {SKEL} ' || t.stamme, ''), ' {SKEL} ' "
    "ORDER BY t.stamme IS NOT NULL, t.rowid)"
)
# The triggers' plans are made in a connection's first rows and kept: those of a table that was
# small then would read all of it again and again in an import that fills it.
_VED_INDEKS = "SET enable_seqscan = off"
# Two who add a text to the same case at once each see only their own: the second waits for the
# first at the row, and reads the texts anew when it goes on.
_SAML = f"""
    CREATE OR REPLACE FUNCTION henvendelser_saml_soegeord(en bigint) RETURNS void
    LANGUAGE plpgsql {_VED_INDEKS} AS $$
    DECLARE ordene text;
    BEGIN
      INSERT INTO {INDEKS} (rowid, ord) VALUES (en, '') ON CONFLICT DO NOTHING;
      PERFORM 1 FROM {INDEKS} WHERE rowid = en FOR UPDATE;
      SELECT {_HELE} INTO ordene FROM {TEKSTER} t WHERE t.ord <> '' AND t.hoerer_til
        = ANY (ARRAY(SELECT e.laant FROM {TEKSTER} e WHERE e.hoerer_til = en) || en);
      IF ordene IS NULL THEN
        DELETE FROM {INDEKS} WHERE rowid = en;
      ELSE
        UPDATE {INDEKS} SET ord = henvendelser_ordvektor(ordene) WHERE rowid = en;
      END IF;
    END $$"""


def _funktion(navn: str, krop: str, svar: str = "text") -> str:
    # Not in SQL: such a function is planned anew for each text, which takes longer than the text.
    return (
        f"CREATE OR REPLACE FUNCTION henvendelser_{navn}(tekst text) RETURNS {svar} LANGUAGE "
        f"plpgsql IMMUTABLE PARALLEL SAFE AS $soeg$ BEGIN RETURN ({krop}); END $soeg$"
    )


def triggere(kilder: Iterable[Kilde]) -> Iterator[str]:
    for kilde in kilder:
        yield _triggerfunktion(kilde)
        yield from _triggere(kilde)


def _triggerfunktion(kilde: Kilde) -> str:
    """What is done after a row of the source's table was written, or all of them taken away."""
    fra, til = kilde.tekster
    nye = "".join(f"{saetning};" for saetning in husk(kilde, "NEW.", EN_GANG))
    foer, efter = _saml(kilde, "OLD."), _saml(kilde, "NEW.")
    return f"""
        CREATE OR REPLACE FUNCTION {kilde.tabel}_soeges() RETURNS trigger
        LANGUAGE plpgsql {_VED_INDEKS} AS $$
        DECLARE glemte bigint[];
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            WITH g AS (DELETE FROM {TEKSTER} WHERE rowid BETWEEN {fra} AND {til}
                       RETURNING hoerer_til)
            SELECT array_agg(DISTINCT hoerer_til) INTO glemte FROM g;
            PERFORM henvendelser_saml_soegeord(en) FROM unnest(glemte) AS x(en);
            RETURN NULL;
          END IF;
          IF TG_OP <> 'INSERT' THEN
            {glem(kilde, "OLD.")};
          END IF;
          IF TG_OP <> 'DELETE' THEN {nye} END IF;
          IF TG_OP = 'DELETE' THEN {foer};
          ELSIF TG_OP = 'INSERT' THEN {efter};
          ELSE
            {efter};
            IF {ejer(kilde, "OLD.")} <> {ejer(kilde, "NEW.")} THEN {foer}; END IF;
          END IF;
          RETURN NULL;
        END $$"""


def _saml(kilde: Kilde, raekke: str) -> str:
    """Make those rows of the index anew that the texts of `raekke` are in."""
    en = ejer(kilde, raekke)
    if not kilde.laant_af:
        return f"PERFORM henvendelser_saml_soegeord({en})"
    return (
        "PERFORM henvendelser_saml_soegeord(hoerer_til) FROM "
        f"(SELECT hoerer_til FROM {TEKSTER} WHERE laant = {en} ORDER BY 1) x"
    )


def _triggere(kilde: Kilde) -> Iterator[str]:
    for navn, hvornaar, hver in (
        ("ny", "INSERT", "ROW"),
        ("rettet", "UPDATE", f"ROW WHEN ({rettet(kilde, 'IS DISTINCT FROM')})"),
        ("slettet", "DELETE", "ROW"),
        ("toemt", "TRUNCATE", "STATEMENT"),
    ):
        yield (
            f"CREATE OR REPLACE TRIGGER {kilde.tabel}_soeges_{navn} AFTER {hvornaar} "
            f"ON {kilde.tabel} FOR EACH {hver} EXECUTE FUNCTION {kilde.tabel}_soeges()"
        )


def genopbyg(kilder: Iterable[Kilde]) -> Iterator[str]:
    kilder = list(kilder)
    yield f"TRUNCATE {TEKSTER}, {INDEKS}"
    for kilde in kilder:
        yield from husk(kilde, laest_en_gang=EN_GANG)
    laante = ", ".join(str(kilde.nr) for kilde in kilder if kilde.laant_af)
    yield (
        f"INSERT INTO {INDEKS} (rowid, ord) SELECT hvis, henvendelser_ordvektor({_HELE}) "
        f"FROM (SELECT hoerer_til AS hvis, hoerer_til AS fra FROM {TEKSTER} "
        f"WHERE hoerer_til >> {OBJEKTBIT} NOT IN ({laante}) "
        f"UNION SELECT hoerer_til, laant FROM {TEKSTER} WHERE laant IS NOT NULL) e "
        f"JOIN {TEKSTER} t ON t.hoerer_til = e.fra AND t.ord <> '' GROUP BY hvis"
    )


def rens() -> Iterator[str]:
    """Nothing: what is deleted is overwritten by PostgreSQL's own VACUUM, as in every table."""
    return iter(())
