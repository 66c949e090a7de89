"""How Danish is sorted, searched and written: order, letter case and numbers.

PostgreSQL gets the collation `dansk` from ICU in the first migration, SQLite gets one of the same
name here, so that a column is declared once (`db_collation=DANSK`) and sorts alike on both.
"""

import functools
import re
import unicodedata

DANSK = "dansk"

# Danish alphabet after z; ä, ö and ü sort as æ, ø and y (Retskrivningsordbogen § 4-5).
_BOGSTAVER = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"})


def dansk_tal(antal: int) -> str:
    """1234567 as 1.234.567; a minus sign, not a hyphen, before a negative number."""
    return f"{antal:,}".replace(",", ".").replace("-", "−")


def sorteringsnoegle(tekst: str) -> tuple[str, str]:
    """A key that sorts as Danish does: Æ Ø Å last, Aa as Å, case and accents only between equals.

    Lower case goes before upper case; spaces and punctuation go before letters.
    """
    smaa = unicodedata.normalize("NFC", tekst).casefold().replace("aa", "å")
    grund = unicodedata.normalize("NFD", smaa.translate(_BOGSTAVER))
    uden_accenter = "".join(tegn for tegn in grund if not unicodedata.combining(tegn))
    return uden_accenter, tekst.swapcase()


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
