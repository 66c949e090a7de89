"""CPR numbers: what one is, and where one hides in a text.

Ten digits: the day of birth (DDMMYY) and a serial number whose first digit tells the century (the
CPR Office, "Personnummeret i CPR"). The check digit (modulus 11) says nothing since 2007, when
numbers without it began to be given out. A day of 61–91 is a day of 1–31 in a number that stands
in for one ("erstatnings-CPR-nummer"), which the authority's test numbers are too.
"""

from __future__ import annotations

import re
from datetime import date

MASKE = "●●●●●●-●●●●"
ERSTATNING = 60

_ET_NUMMER = re.compile(r"\s*(\d{6})\s*[-–]?\s*(\d{4})\s*", re.ASCII)
# In a text: six digits together, or in pairs, before the four. Pairs with a dot, a slash or a
# hyphen are also how a date is written, so there a hyphen must tie the four digits to them: after
# a space they are a postal code or a time of day ("01.02.25 2100 København").
_MELLEM = "[ \u00a0]?"
_STREG = "[-\u2010\u2013]"
_I_TEKST = re.compile(
    r"(?<!\d)(?:"
    rf"(\d{{6}}){_MELLEM}(?:{_STREG}|[/.])?{_MELLEM}"
    rf"|(\d\d \d\d \d\d){_MELLEM}{_STREG}?{_MELLEM}"
    rf"|(\d\d([./-])\d\d\4\d\d){_MELLEM}{_STREG}{_MELLEM}"
    r")(\d{4})(?!\d)"
)


def laes(tekst: str) -> str | None:
    """The ten digits of a text that is a CPR number and nothing else; None when it is not one."""
    fundet = _ET_NUMMER.fullmatch(tekst)
    cifre = "".join(fundet.groups()) if fundet else ""
    return cifre if foedselsdag(cifre) else None


def skriv(cifre: str) -> str:
    """As it is written: DDMMÅÅ-SSSS."""
    return f"{cifre[:6]}-{cifre[6:]}"


def foedselsdag(cifre: str) -> date | None:
    """The day of birth that ten digits tell of; None when there is no such day."""
    if len(cifre) != 10 or not cifre.isdecimal():
        return None
    dag, maaned, aar, loebenummer = (int(cifre[fra : fra + 2]) for fra in (0, 2, 4, 6))
    try:
        return date(
            _aarhundrede(loebenummer // 10, aar) + aar,
            maaned,
            dag - ERSTATNING if dag > ERSTATNING else dag,
        )
    except ValueError:
        return None


def _aarhundrede(syvende: int, aar: int) -> int:
    if syvende <= 3:
        return 1900
    if syvende in (4, 9):
        return 2000 if aar <= 36 else 1900
    return 2000 if aar <= 57 else 1800


def er_i(tekst: str) -> bool:
    """Whether something in the text reads as a CPR number."""
    return any(foedselsdag(_cifre(fundet)) for fundet in _I_TEKST.finditer(tekst))


def _cifre(fundet: re.Match) -> str:
    seks = next(del_ for del_ in fundet.group(1, 2, 3) if del_)
    return "".join(tegn for tegn in seks + fundet.group(5) if tegn.isdecimal())
