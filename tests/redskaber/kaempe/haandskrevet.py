"""The report's tables as a good engineer would write them by hand: one statement a table.

No more is fetched than the printed numbers need: what can be added up is added up here. A table
may have more than one form; which is the fastest differs between the databases, and the measure
compares with the fastest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection

from beretning.periode import Periode
from beretning.tabel import Tabel
from henvendelser import models as m

I_ALT = ""
UOPLYST = "uoplyst"

SAGER_I_PERIODEN = """
    FROM henvendelser_sag s JOIN henvendelser_henvendelse h ON h.id = s.henvendelse_id
    WHERE h.modtaget BETWEEN %s AND %s
    GROUP BY 1, 2"""
AFGOERELSER_I_PERIODEN = "WHERE a.modtaget BETWEEN %s AND %s AND a.instans_id = %s"

FORDELING = (f"SELECT s.afdeling_id, s.sagstype, COUNT(*) {SAGER_I_PERIODEN}",)
EMNER = (f"SELECT s.emne_id, s.afdeling_id, COUNT(*) {SAGER_I_PERIODEN}",)
AFGOERELSER = (
    f"""
    SELECT a.afdeling_id,
           CASE WHEN a.udfald = 'afvist' THEN 'afvist'
                WHEN EXISTS (SELECT 1 FROM henvendelser_bemaerkning b
                             WHERE b.afgoerelse_id = a.id) THEN 'med'
                ELSE 'uden' END,
           COUNT(*)
    FROM henvendelser_afgoerelse a
    {AFGOERELSER_I_PERIODEN}
    GROUP BY 1, 2""",  # noqa: S608 - constants
    f"""
    SELECT a.afdeling_id,
           CASE WHEN a.udfald = 'afvist' THEN 'afvist'
                WHEN b.afgoerelse_id IS NOT NULL THEN 'med'
                ELSE 'uden' END,
           COUNT(DISTINCT a.id)
    FROM henvendelser_afgoerelse a
    LEFT JOIN henvendelser_bemaerkning b ON b.afgoerelse_id = a.id
    {AFGOERELSER_I_PERIODEN}
    GROUP BY 1, 2""",  # noqa: S608 - constants
)
BEMAERKNINGER = (
    f"""
    SELECT a.afdeling_id, b.tema_id, COUNT(*)
    FROM henvendelser_afgoerelse a
    JOIN henvendelser_bemaerkning b ON b.afgoerelse_id = a.id
    {AFGOERELSER_I_PERIODEN} AND (a.udfald IS NULL OR a.udfald <> 'afvist')
    GROUP BY 1, 2""",  # noqa: S608 - constants
)

Celler = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Foresporgsel:
    """One form of one table's statement, and how its rows become cells."""

    sql: str
    parametre: tuple
    raekkens_linjer: Callable[[object], Iterable[str]]

    def hent(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parametre)
            return cursor.fetchall()

    def celler(self) -> Celler:
        """(row key, column key) → count; the totals are keyed I_ALT."""
        celler: Celler = Counter()
        for raekke, kolonne, antal in self.hent():
            for linje in (*self.raekkens_linjer(raekke), I_ALT):
                for spalte in (_noegle(kolonne), I_ALT):
                    celler[linje, spalte] += antal
        return celler


def foresporgsler(periode: Periode) -> dict[str, tuple[Foresporgsel, ...]]:
    """The forms of each table's statement by the table's key in the report."""
    dage = (periode.fra, periode.til)
    ankestyrelsen = m.Instans.objects.get(navn="Ankestyrelsen").pk
    tema_over = dict(m.Emne.objects.values_list("pk", "overordnet"))

    def tema_og_emne(emne: int | None) -> tuple[str, ...]:
        if emne is None:
            return (UOPLYST,)
        tema = tema_over[emne]
        return (str(emne), f"{emne}.selv") if tema is None else (str(tema), str(emne))

    def linjen(vaerdi: object) -> tuple[str, ...]:
        return (_noegle(vaerdi),)

    return {
        "fordeling": tuple(Foresporgsel(sql, dage, linjen) for sql in FORDELING),
        "emner": tuple(Foresporgsel(sql, dage, tema_og_emne) for sql in EMNER),
        "afgoerelser": tuple(
            Foresporgsel(sql, (*dage, ankestyrelsen), linjen) for sql in AFGOERELSER
        ),
        "bemaerkninger": tuple(
            Foresporgsel(sql, (*dage, ankestyrelsen), linjen) for sql in BEMAERKNINGER
        ),
    }


def _noegle(vaerdi: object) -> str:
    return UOPLYST if vaerdi is None else str(vaerdi)


def tabellens_celler(tabel: Tabel) -> Celler:
    """The program's printed numbers, keyed alike; those that are 0 as well."""
    spalter = [I_ALT if kolonne.er_total else kolonne.noegle for kolonne in tabel.kolonner]
    linjer = [*((raekke.noegle, raekke.celler) for raekke in tabel.raekker), (I_ALT, tabel.i_alt)]
    return Counter(
        {
            (linje, spalte): celle.antal
            for linje, celler in linjer
            for spalte, celle in zip(spalter, celler, strict=True)
            if celle.antal is not None
        }
    )


def efterse(tabel: Tabel, celler: Celler) -> None:
    """Raises AssertionError unless the program prints exactly these numbers."""
    trykt = tabellens_celler(tabel)
    if not tabel.raekketotal_trykt:
        celler = Counter({sted: antal for sted, antal in celler.items() if sted[1] != I_ALT})
    # Counters are equal when they differ in zeros only.
    assert trykt == celler, f"{tabel.noegle}: {trykt - celler} / {celler - trykt}"
    assert any(celler.values()), f"{tabel.noegle} er tom"
