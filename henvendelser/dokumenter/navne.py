"""What a document may be called. The name is shown and offered at download; no file has it here."""

from __future__ import annotations

import unicodedata

from .. import cpr
from .afvist import Afvist, vis

HOEJST = 150
# Control and format characters: line breaks, a turn of the writing's direction (U+202E, by which
# "fdp.exe" reads as "exe.pdf"), what has no width; and what is no character at all.
_USYNLIGE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def dokumentnavn(raat: str) -> str:
    """The name as the browser sent it, composed (NFC) and trimmed. Raises Afvist; mends nothing."""
    navn = unicodedata.normalize("NFC", raat).strip()
    if len(navn) > HOEJST:
        raise Afvist(
            f"Filens navn er på {len(navn)} tegn. Giv filen et navn på højst {HOEJST} tegn."
        )
    if cpr.er_i(navn):
        raise Afvist(
            "Filens navn rummer noget, der ligner et CPR-nummer. Giv filen et andet navn. "
            "Nummeret hører til i feltet »CPR-nummer« på henvendelsen."
        )
    if "/" in navn or "\\" in navn:
        raise Afvist(f"{vis(navn)}: Filens navn rummer en sti. Giv filen et navn uden / og \\.")
    if any(unicodedata.category(tegn) in _USYNLIGE for tegn in navn):
        raise Afvist(f"{vis(navn)}: Filens navn rummer usynlige tegn. Giv filen et andet navn.")
    if not navn.strip(". ") or navn.startswith("."):
        raise Afvist(f"{vis(navn)}: Filen skal have et navn, der ikke begynder med et punktum.")
    return navn


def endelse(navn: str) -> str:
    """The last ending in lower case with its dot; "" when there is none."""
    _, punktum, resten = navn.rpartition(".")
    return f".{resten.lower()}" if punktum else ""
