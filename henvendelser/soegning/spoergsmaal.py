"""Reading what somebody typed: parts that must all be found somewhere in the inquiry.

- A word finds itself and its other Danish forms; the last one also what it is the beginning of.
- "In quotation marks" the words stand next to each other and as they are written. So do the parts
  of what has a sign within: 2025-0012, bo@example.dk.
- Small words (og, er, det) are passed over, unless there are no others.
- Figures alone, with spaces between, are a telephone number or its beginning.

The answer is the same for both databases, and nothing of their own query languages gets through:
a word has only letters and digits.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .ord import STAMMEN, TELEFON, TELEFONEN, soegeord, stamme

# Shorter than this a word is not taken for a beginning: half the register begins with an "a".
KORTESTE_BEGYNDELSE = 2
FLEST = 12

# Snowball's list of Danish stop words (snowballstem.org/algorithms/danish/stop.txt).
STOPORD = frozenset(
    soegeord(
        "og i jeg det at en den til er som på de med han af for ikke der var mig sig men et "
        "har om vi min havde ham hun nu over da fra du ud sin dem os op man hans hvor eller "
        "hvad skal selv her alle vil blev kunne ind når være dog noget ville jo deres efter "
        "ned skulle denne end dette mit også under have dig anden hende mine alt meget sit "
        "sine vor mod disse hvis din nogle hos blive mange ad bliver hendes været thi jer "
        "sådan "
    ).split()
)

_STYKKE = re.compile(r'"([^"]*)"|“([^“”]*)”|”([^”]*)”|»([^«]*)«|([^\s"“”»«]+)')
_KUN_TAL = re.compile(r"[+0-9][0-9 ]*[0-9]")
_TELEFON = re.compile(TELEFON)


@dataclass(frozen=True)
class Led:
    """One part: any of the phrases (words next to each other), or a form of the word `boejes`.

    With `begynder` the last word of a phrase may go on. `maerker` are those of the names that have
    the part: who points at one of them has it, too.
    """

    fraser: tuple[tuple[str, ...], ...]
    begynder: bool = False
    boejes: str = ""
    maerker: tuple[str, ...] = ()

    def fts5(self) -> str:
        """As SQLite's FTS5 asks for it."""
        stjerne = " *" if self.begynder else ""
        dele = [f'("{" ".join(frase)}"{stjerne})' for frase in self.fraser]
        if self.boejes:
            dele.append(f'("{STAMMEN}{stamme(self.boejes)}")')
        dele += [f'("{maerke}")' for maerke in self.maerker]
        return " OR ".join(dele)

    def tsquery(self) -> str:
        """As PostgreSQL asks its tsvectors of words; it stems `boejes` itself."""
        stjerne = ":*" if self.begynder else ""
        fraser = (" <-> ".join(f"'{ord_}'" for ord_ in frase) for frase in self.fraser)
        dele = [f"({frase}{stjerne})" for frase in fraser]
        return " | ".join([*dele, *(f"'{maerke}'" for maerke in self.maerker)])


def laes(tekst: str) -> list[Led]:
    """What must be found, in the order it was typed; empty when there is no word in it."""
    tekst = unicodedata.normalize("NFKC", tekst).strip()
    if _KUN_TAL.fullmatch(tekst):
        return [_tal(tekst)]
    stykker = list(_STYKKE.finditer(_TELEFON.sub(TELEFONEN, tekst)))
    led = [
        _led(fundet[fundet.lastindex], fundet.lastindex < 5, fundet is stykker[-1])
        for fundet in stykker
    ]
    led = [et for et in led if et]
    uden = [et for et in led if et.boejes not in STOPORD]
    return uden or led


def _led(stykke: str, i_citat: bool, er_sidst: bool) -> Led | None:
    ord_ = tuple(soegeord(stykke).split())
    if not ord_:
        return None
    boejes = ord_[0] if len(ord_) == 1 and not i_citat and not ord_[0].isdecimal() else ""
    begynder = er_sidst and not i_citat and len("".join(ord_)) >= KORTESTE_BEGYNDELSE
    return Led((ord_,), begynder, boejes)


def _tal(tekst: str) -> Led:
    """All the figures as one, or as they stand."""
    ord_ = tuple(soegeord(tekst).split())
    samlet = re.sub("[^0-9]", "", tekst)
    return Led(tuple(dict.fromkeys([(samlet,), ord_])), begynder=True)
