"""From text to rows: cells by column name, each row with the line it begins on.

The separator and the columns come from the first line that is not blank. Cells are trimmed and
composed (Unicode NFC); line breaks within a cell become "\\n".
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .fejl import Fejl, Fejlliste, ImportFejl, vis
from .navne import naermeste, noegle

_SKILLETEGN = {",": "komma", ";": "semikolon"}


@dataclass(frozen=True)
class Kolonner:
    """The columns of a kind of file, in its own words."""

    kraevede: tuple[str, ...]
    valgfri: tuple[str, ...] = ()

    @property
    def alle(self) -> tuple[str, ...]:
        return self.kraevede + self.valgfri


@dataclass(frozen=True)
class Raekke:
    """One row. A column that the file has not got reads as empty."""

    linje: int
    celler: dict[str, str]

    def __getitem__(self, kolonne: str) -> str:
        return self.celler.get(kolonne, "")


@dataclass(frozen=True)
class Ark:
    """The header's columns, the rows that could be split into cells, and a fault for each that
    could not."""

    kolonner: list[str]
    raekker: list[Raekke]
    fejl: list[Fejl]


def laes_ark(tekst: str, kolonner: Kolonner) -> Ark:
    """The rows of a CSV text. Raises ImportFejl when the header is not right."""
    skilletegn, linje, navne = _overskrift(tekst, kolonner)
    _tjek_overskrift(linje, navne, kolonner)
    raekker, fejl = [], Fejlliste()
    for linjen, felter in _poster(tekst, skilletegn):
        if linjen <= linje:
            continue
        if isinstance(felter, csv.Error):
            fejl.tilfoej(linjen, None, _forklar(felter))
        elif len(felter) != len(navne):
            fejl.tilfoej(linjen, None, _forkert_antal(len(felter), len(navne), skilletegn))
        else:
            raekker.append(Raekke(linjen, dict(zip(navne, map(_celle, felter), strict=True))))
    return Ark(navne, raekker, fejl)


def _celle(felt: str) -> str:
    linjer = felt.strip().replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", linjer)


def _poster(tekst: str, skilletegn: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each row that is not blank with its first line; the error where it cannot be split."""
    laeser = csv.reader(
        io.StringIO(tekst, newline=""), delimiter=skilletegn, strict=True, skipinitialspace=True
    )
    while True:
        linje = laeser.line_num + 1
        try:
            felter = next(laeser)
        except StopIteration:
            return
        except csv.Error as fejl:
            yield linje, fejl
            if "limit" in str(fejl):
                return  # Nobody knows where the row ends, so what follows is not told of.
        else:
            if any(felt.strip() for felt in felter):
                yield linje, felter


def _overskrift(tekst: str, kolonner: Kolonner) -> tuple[str, int, list[str]]:
    """The separator under which the first row names the most columns; that row and its line."""
    bud = []
    for skilletegn in _SKILLETEGN:
        linje, felter = next(_poster(tekst, skilletegn), (1, []))
        navne = [] if isinstance(felter, csv.Error) else [noegle(felt) for felt in felter]
        bud.append((len(set(navne) & set(kolonner.alle)), skilletegn, linje, navne))
    kendte, skilletegn, linje, navne = max(bud, key=lambda b: b[0])
    if not kendte:
        raise ImportFejl.en(
            f"Her skal filens kolonner stå: {', '.join(kolonner.kraevede)}. "
            "Skil dem med komma eller semikolon.",
            linje,
        )
    return skilletegn, linje, navne


def _tjek_overskrift(linje: int, navne: list[str], kolonner: Kolonner) -> None:
    fejl = Fejlliste()
    for nummer, navn in enumerate(navne, 1):
        if not navn:
            fejl.tilfoej(
                linje, str(nummer), "Kolonnen har intet navn. Navngiv den, eller slet den."
            )
    for navn, antal in Counter(filter(None, navne)).items():
        if navn not in kolonner.alle:
            fejl.tilfoej(linje, navn[:80], _ukendt_kolonne(navn, kolonner))
        elif antal > 1:
            fejl.tilfoej(linje, navn, f"Kolonnen står her {antal} gange. Behold den ene.")
    for navn in kolonner.kraevede:
        if navn not in navne:
            fejl.tilfoej(linje, navn, "Kolonnen mangler.")
    if fejl:
        raise ImportFejl(fejl)


def _ukendt_kolonne(navn: str, kolonner: Kolonner) -> str:
    if naer := naermeste(navn, kolonner.alle):
        return f"Kolonnen kendes ikke. Mente du {vis(naer[0])}?"
    return f"Kolonnen kendes ikke. Slet den. De kendte er: {', '.join(kolonner.alle)}."


def _forkert_antal(felter: int, navne: int, skilletegn: str) -> str:
    besked = f"Rækken har {felter} felter, men der er {navne} kolonner."
    if felter > navne:
        tegn = _SKILLETEGN[skilletegn]
        besked += f" Står der {tegn} i et felt, skal feltet være i anførselstegn."
    return besked


def _forklar(fejl: csv.Error) -> str:
    if "unexpected end" in str(fejl):
        return "Et felt begynder med et anførselstegn, men slutter aldrig med et."
    if "limit" in str(fejl):
        graense = f"{csv.field_size_limit():,}".replace(",", ".")
        return f"Et felt er længere end {graense} tegn. Mangler der et anførselstegn?"
    return (
        'Der står tekst efter feltets sidste anførselstegn. Et anførselstegn i teksten skrives "".'
    )
