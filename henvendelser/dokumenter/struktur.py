"""Whether a file is built as its kind is: each check takes the content and answers nothing.

It raises `Andet` where the content is something else, and Afvist where it is the kind but damaged
or with something in it that can run.
"""

from __future__ import annotations

import email
import email.policy
import re
import struct
from collections.abc import Callable
from email.errors import MessageError

from .afvist import Afvist
from .navne import endelse
from .pakker import BESKADIGET, INDLEJRET, Pakke

_ENDELSER_DER_KOERES = """
ade adp app bat chm cmd com cpl dll docm dotm exe hta htm html inf iso jar js jse lnk mjs msc msi
msp pif ppam pptm ps1 reg scr sh shtml svg vb vbe vbs wsf wsh xhtml xlam xlsm xltm
"""
FARLIGE = frozenset(f".{endelse_}" for endelse_ in re.findall(r"\w+", _ENDELSER_DER_KOERES))
_MAKRO = re.compile(r"vbaproject|activex|oleobject|/vbadata|^basic/|^scripts/", re.IGNORECASE)


class Andet(Exception):
    """The structure is that of something else."""


def pdf(indhold: bytes) -> None:
    if not re.match(rb"%PDF-\d\.\d", indhold):
        raise Andet
    if b"%%EOF" not in indhold[-2048:]:
        raise Afvist(BESKADIGET)


def jpg(indhold: bytes) -> None:
    """Segments with a length each, until the picture's own data; then an end."""
    sted = 2
    while indhold[sted : sted + 2] != b"\xff\xda":
        maerke = indhold[sted : sted + 4]
        if len(maerke) < 4 or maerke[0] != 0xFF:
            raise Afvist(BESKADIGET)
        sted += 2 + int.from_bytes(maerke[2:], "big")
    if indhold.rfind(b"\xff\xd9") < sted:
        raise Afvist(BESKADIGET)


def png(indhold: bytes) -> None:
    """Chunks with a length each, from IHDR to IEND, and nothing after."""
    sted, slags = 8, b""
    if indhold[12:16] != b"IHDR":
        raise Afvist(BESKADIGET)
    while slags != b"IEND" and sted + 12 <= len(indhold):
        laengde, slags = struct.unpack_from(">I4s", indhold, sted)
        sted += 12 + laengde
    if slags != b"IEND" or sted != len(indhold):
        raise Afvist(BESKADIGET)


_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


def heic(indhold: bytes) -> None:
    """ISO boxes to the file's end, the first of them naming one of HEIC's brands."""
    laengde, slags = struct.unpack_from(">I4s", indhold)
    maerker = {indhold[i : i + 4] for i in range(8, min(laengde, 512), 4)}
    if slags != b"ftyp" or not maerker & _HEIC:
        raise Andet
    sted, kasser = 0, set()
    while sted + 8 <= len(indhold):
        laengde, slags = struct.unpack_from(">I4s", indhold, sted)
        if laengde == 1 and sted + 16 <= len(indhold):
            (laengde,) = struct.unpack_from(">Q", indhold, sted + 8)
        elif laengde == 0:
            laengde = len(indhold) - sted
        if laengde < 8:
            raise Afvist(BESKADIGET)
        kasser.add(slags)
        sted += laengde
    if sted != len(indhold) or b"meta" not in kasser:
        raise Afvist(BESKADIGET)


def office(hoveddel: str) -> Callable[[bytes], None]:
    """An Office Open XML file whose main part is `hoveddel` and that has no macros."""

    def proev(indhold: bytes) -> None:
        pakke = Pakke(indhold)
        typer = pakke.laes("[Content_Types].xml").lower()
        if any(_MAKRO.search(del_) for del_ in pakke.dele) or b"macroenabled" in typer:
            raise Afvist(INDLEJRET)
        if hoveddel not in pakke.dele or not typer:
            raise Andet

    return proev


def opendocument(slags: bytes) -> Callable[[bytes], None]:
    """An OpenDocument file that says it is `slags` and has no macros."""

    def proev(indhold: bytes) -> None:
        pakke = Pakke(indhold)
        if pakke.laes("mimetype").strip() != b"application/vnd.oasis.opendocument." + slags:
            raise Andet
        if any(_MAKRO.search(del_) for del_ in pakke.dele):
            raise Afvist(INDLEJRET)

    return proev


_OPMAERKNING = re.compile(r"<(!doctype|!--|\?xml|html|head|body|svg|script|iframe|style)", re.I)


def laes_tekst(indhold: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or Windows' own. Raises Andet when it is none."""
    kodninger = (
        ("utf-16",) if indhold[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    )
    for kodning in kodninger:
        try:
            tekst = indhold.decode(kodning)
        except UnicodeDecodeError:
            continue
        if not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", tekst):
            return tekst
    raise Andet


def tekst(indhold: bytes) -> None:
    begyndelse = laes_tekst(indhold).lstrip()
    if _OPMAERKNING.match(begyndelse) or begyndelse.startswith("#!"):
        raise Andet


def eml(indhold: bytes) -> None:
    """A message with a sender; nothing attached that can run."""
    try:
        besked = email.message_from_bytes(indhold, policy=email.policy.compat32)
        if not besked["From"] or not any(besked[h] for h in ("Date", "Received", "Message-ID")):
            raise Andet
        for del_ in besked.walk():
            navn = str(del_.get_filename("") or "")
            data = b"" if del_.is_multipart() else del_.get_payload(decode=True) or b""
            if endelse(navn) in FARLIGE or data.startswith((b"MZ", b"\x7fELF")):
                raise Afvist(INDLEJRET)
    except (MessageError, ValueError, LookupError, RecursionError) as fejl:
        raise Afvist(BESKADIGET) from fejl


def msg(indhold: bytes) -> None:
    """An OLE file with the properties that only an Outlook message has."""
    if "__properties_version1.0".encode("utf-16-le") not in indhold:
        raise Andet
    if "_VBA_PROJECT".encode("utf-16-le") in indhold:
        raise Afvist(INDLEJRET)
