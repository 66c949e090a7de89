"""What a word is, in the index and in what is searched for: small letters and digits, no accents.

The rules stand here once and are run twice: by Python on SQLite, where the index's triggers call
the functions here, and by PostgreSQL's own functions of the same names, made of the same tables
and patterns (`postgresql.py`). A property test holds the two together.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata

import snowballstemmer

# A text longer than this is indexed by its beginning, and a word by its first letters:
# PostgreSQL refuses a tsvector over 1 MB and a word over 2 KB.
LAENGSTE_TEKST = 100_000
LAENGSTE_ORD = 60

# What stands for another letter or two. å is aa, which it is also written as: Aabenraa, Åbenrå.
BOGSTAVER = {
    "å": "aa",
    "ß": "ss",
    "œ": "oe",
    "þ": "th",
    "ð": "d",
    "đ": "d",
    "ł": "l",
    "ı": "i",
    "ς": "σ",
}
# Accents and vowel signs are taken off; both are ranges of a regular expression.
ACCENTER = "\u0300-\u036f\u064b-\u065f"
# What is neither letter nor digit ends a word. Given as what remains, in ranges and not in classes:
# which signs are letters depends on the version of Unicode, which the databases do not share.
IKKE_TEGN = "\u060c\u061b\u061f\u06d4"
ORDTEGN = "0-9a-zæø\u0100-\u02af\u0370-\u1fff\u2c00-\u2dff\u3040-\ud7ff"
# Eight digits, however a Dane groups them, are one telephone number; its country code is left off.
TELEFON = rf"(?<![0-9])(?<![0-9] )(?:(?:\+|00)45 ?)?{' ?'.join(['([0-9])'] * 8)}(?! ?[0-9])"
TELEFONEN = r" \1\2\3\4\5\6\7\8 "

# Words that no text has: one between two texts, so that no phrase goes from one into the next, and
# what stands before a stem and before the mark of a name, so that they are no words.
SKEL, STAMMEN, MAERKET = "¤", "§", "¶"

_ACCENTER = re.compile(f"[{ACCENTER}]")
_ORDSKEL = re.compile(f"[^{ORDTEGN}]+|[{IKKE_TEGN}]+")
_TELEFON = re.compile(TELEFON)
_traad = threading.local()


def soegeord(tekst: str | None) -> str:
    """The text's words in their order, with a space between; "" when it has none."""
    tekst = unicodedata.normalize("NFKC", (tekst or "")[:LAENGSTE_TEKST]).lower()
    for bogstav, som in BOGSTAVER.items():
        tekst = tekst.replace(bogstav, som)
    tekst = _ACCENTER.sub("", unicodedata.normalize("NFD", tekst))
    tekst = _TELEFON.sub(TELEFONEN, tekst)
    return " ".join(ord_[:LAENGSTE_ORD] for ord_ in _ORDSKEL.sub(" ", tekst).split())


def soegetelefon(tekst: str | None) -> str:
    """The words of a telephone number, and all its digits as one, however they are grouped."""
    return f"{soegeord(tekst)} {re.sub('[^0-9]', '', tekst or '')}".strip()


def soegestammer(ord_: str | None) -> str:
    """The stems of words that `soegeord` made, in their order, each marked as one."""
    return " ".join(STAMMEN + stamme(et) for et in (ord_ or "").split())


@functools.lru_cache(maxsize=100_000)
def stamme(ord_: str) -> str:
    """The Danish stem of one word: "børnefamilien" and "børnefamilie" have the same."""
    if not hasattr(_traad, "dansk"):  # a stemmer works on its own attributes
        _traad.dansk = snowballstemmer.stemmer("danish")
    return _traad.dansk.stemWord(ord_)


def laer_sqlite_ord(sender, connection, **kwargs) -> None:
    """Receiver of `connection_created`: gives a SQLite connection what the triggers call."""
    if connection.vendor == "sqlite":
        for funktion in (soegeord, soegetelefon, soegestammer):
            connection.connection.create_function(
                f"henvendelser_{funktion.__name__}", 1, funktion, deterministic=True
            )
