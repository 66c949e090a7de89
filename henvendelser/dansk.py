"""How Danish is sorted, searched and written: order, letter case and numbers.

PostgreSQL gets the collation `dansk` from ICU in the first migration, SQLite gets one of the same
name here, so that a column is declared once (`db_collation=DANSK`) and sorts alike on both.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

DANSK = "dansk"

# The same three levels as ICU has for Danish: which letter; then its accents; then its case. A
# level decides only between texts that are equal on the ones before it.
Vaegt = tuple[int, tuple[int, ...], int]

_HAARDT_MELLEMRUM = "\u00a0"
_ALFABET = (
    " _-–—,;:!¡?¿.…·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•`´^¯¨¸°©®+±÷×<=>¬|¦~¤¢$£¥€"
    "0123456789abcdefghijklmnopqrstuvwxyzæøå"
)
_PLADS = {tegn: plads for plads, tegn in enumerate(_ALFABET)} | {_HAARDT_MELLEMRUM: 0}
_ACCENTER = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304"
_ACCENTVAEGT = {accent: vaegt for vaegt, accent in enumerate(_ACCENTER, start=1)}
# Letters that Danish counts among its own (Retskrivningsordbogen § 4-5), and those of two.
_SOM = {"ä": "æ", "ö": "ø", "ő": "ø", "ü": "y", "ű": "y", "ð": "d", "đ": "d", "ł": "l"}
_TO_BOGSTAVER = {"ß": "ss", "þ": "th", "œ": "oe"}
# An Aa, also with an accent on its last letter (as ICU reads "aå"); "aA" is two letters.
_ENHED = re.compile("[Aa][aáàâãäåăāą]|A[AÁÀÂÃÄÅĂĀĄ]|.", re.DOTALL)
STORT, BLANDET, LILLE = 0, 2, 4


@dataclass(frozen=True)
class Enhed:
    """The noun of what is counted, e.g. `Enhed("sag", "sager")`."""

    ental: str
    flertal: str

    def af(self, antal: int | Decimal) -> str:
        """The noun as it follows a number: 1 sag, 0 sager, 2 sager."""
        return self.ental if antal == 1 else self.flertal

    def antal(self, antal: int | Decimal) -> str:
        """The number with its noun: "1 sag", "1.203 sager"."""
        return f"{dansk_tal(antal)} {self.af(antal)}"


_DANSKE_TEGN = str.maketrans(",.-", ".,−")


def dansk_tal(antal: int | Decimal) -> str:
    """1234567 as 1.234.567; a minus sign, not a hyphen, before a negative number.

    A Decimal has its decimals after a comma, and none that are 0 at its end: 12.50 is 12,5.
    """
    tal = f"{antal:,f}" if isinstance(antal, Decimal) else f"{antal:,}"
    if "." in tal:
        tal = tal.rstrip("0").rstrip(".")
    return tal.translate(_DANSKE_TEGN)


def sorteringsnoegle(tekst: str) -> tuple:
    """A key that sorts as Danish does: Æ Ø Å last, Aa as Å; accents, then case, between equals.

    Upper case goes before lower case; spaces, punctuation and digits go before letters.
    """
    enheder = _ENHED.findall(unicodedata.normalize("NFC", tekst.replace("\u00ad", "")))
    vaegte = [vaegt for enhed in enheder for vaegt in _vaegte(enhed)]
    return (*zip(*vaegte, strict=True), tekst) if vaegte else ((), (), (), tekst)


def _accentvaegt(accent: str) -> int:
    return _ACCENTVAEGT.get(accent, ord(accent))


@functools.lru_cache(maxsize=4096)
def _vaegte(enhed: str) -> tuple[Vaegt, ...]:
    """The weights of one letter, or of an Aa: its place in the alphabet, its accents, its case."""
    if len(enhed) == 2:
        aa = STORT if enhed.isupper() else LILLE if enhed.islower() else BLANDET
        accenter = unicodedata.normalize("NFD", enhed[1])[1:]
        return ((_PLADS["å"], tuple(map(_accentvaegt, accenter)), aa + 1),)
    lille = enhed.lower()
    stort = LILLE if enhed == lille else STORT
    if lille in _TO_BOGSTAVER:
        return tuple((_PLADS[tegn], (), stort + 1) for tegn in _TO_BOGSTAVER[lille])
    if lille in _SOM:
        return ((_PLADS[_SOM[lille]], (ord(lille),), stort),)
    if lille in _PLADS:
        return ((_PLADS[lille], (), stort + (lille == _HAARDT_MELLEMRUM)),)
    bogstav, *accenter = unicodedata.normalize("NFD", lille)
    plads = _PLADS.get(bogstav, len(_ALFABET) + ord(bogstav))
    return ((plads, tuple(map(_accentvaegt, accenter)), stort),)


def sammenlign(a: str, b: str) -> int:
    """-1, 0 or 1, as SQLite wants it; 0 only where the two are the same text."""
    noegle_a, noegle_b = sorteringsnoegle(a), sorteringsnoegle(b)
    return (noegle_a > noegle_b) - (noegle_a < noegle_b)


@functools.lru_cache(maxsize=64)
def _moenster(moenster: str, undvig: str | None) -> re.Pattern[str]:
    dele, tegn = [], iter(moenster.casefold())
    for t in tegn:
        if t == undvig:
            dele.append(re.escape(next(tegn, "")))
        else:
            dele.append({"%": ".*", "_": "."}.get(t, re.escape(t)))
    return re.compile("".join(dele), re.DOTALL)


def like(moenster: str | None, tekst: str | None, undvig: str | None = None) -> bool | None:
    """SQL's LIKE without regard to case, Æ Ø Å included (SQLite's own knows only A-Z)."""
    if moenster is None or tekst is None:
        return None
    return _moenster(moenster, undvig).fullmatch(str(tekst).casefold()) is not None


def laer_sqlite_dansk(sender, connection, **kwargs) -> None:
    """Receiver of `connection_created`: gives a SQLite connection Danish order and LIKE."""
    if connection.vendor != "sqlite":
        return
    connection.connection.create_collation(DANSK, sammenlign)
    for antal in (2, 3):
        connection.connection.create_function("like", antal, like, deterministic=True)
