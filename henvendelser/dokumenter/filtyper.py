"""The kinds of file that can be stored, each known by its content and not by its name.

puremagic knows a file by its first and last bytes, which anybody can write; so each kind is also
held against its own structure. What can run (programs, scripts, HTML, SVG, office files with
macros) is none of the kinds. Old office files (.doc, .xls) are not either: whether they have macros
cannot be told without taking them apart.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass

import puremagic

from . import struktur
from .afvist import Afvist, vis
from .navne import endelse
from .pakker import BESKADIGET


@dataclass(frozen=True)
class Filtype:
    """`kendes_som` are puremagic's endings for it (none: it knows the kind by nothing);
    `proev` is the check of its structure (`struktur`)."""

    navn: str
    endelser: tuple[str, ...]
    medietype: str
    kendes_som: frozenset[str]
    proev: Callable[[bytes], None]


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
TILLADTE = (
    Filtype("PDF", (".pdf",), "application/pdf", frozenset({".pdf"}), struktur.pdf),
    Filtype(
        "Word",
        (".docx",),
        f"{_OOXML}wordprocessingml.document",
        frozenset({".docx"}),
        struktur.office("word/document.xml"),
    ),
    Filtype(
        "Excel",
        (".xlsx",),
        f"{_OOXML}spreadsheetml.sheet",
        frozenset({".xlsx"}),
        struktur.office("xl/workbook.xml"),
    ),
    Filtype(
        "PowerPoint",
        (".pptx",),
        f"{_OOXML}presentationml.presentation",
        frozenset({".pptx"}),
        struktur.office("ppt/presentation.xml"),
    ),
    Filtype(
        "OpenDocument-tekst",
        (".odt",),
        f"{_ODF}text",
        frozenset({".odt", ".zip"}),
        struktur.opendocument(b"text"),
    ),
    Filtype(
        "OpenDocument-regneark",
        (".ods",),
        f"{_ODF}spreadsheet",
        frozenset({".ods", ".zip"}),
        struktur.opendocument(b"spreadsheet"),
    ),
    Filtype("JPEG", (".jpg", ".jpeg"), "image/jpeg", frozenset({".jpg", ".jpeg"}), struktur.jpg),
    Filtype("PNG", (".png",), "image/png", frozenset({".png"}), struktur.png),
    Filtype("HEIC", (".heic", ".heif"), "image/heic", frozenset({".heif", ".heic"}), struktur.heic),
    Filtype("mail", (".eml",), "message/rfc822", frozenset(), struktur.eml),
    Filtype(
        "Outlook-mail",
        (".msg",),
        "application/vnd.ms-outlook",
        frozenset({".msg", ".doc"}),
        struktur.msg,
    ),
    Filtype("tekst", (".txt",), "text/plain", frozenset(), struktur.tekst),
)
# What puremagic knows by its first bytes and that could be read as text all the same.
_IKKE_TEKST = frozenset({".exe", ".html", ".rtf", ".svg", ".zip"}).union(
    *(type_.kendes_som for type_ in TILLADTE)
)
ENDELSER = tuple(endelse_ for type_ in TILLADTE for endelse_ in type_.endelser)
HVILKE = (
    "Der kan gemmes PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument (odt, ods), "
    "billeder (jpg, png, heic), mails (eml, msg) og tekst (txt)."
)


def kend(indhold: bytes, navn: str) -> Filtype:
    """The kind of a file that is called `navn`. Raises Afvist unless name and content agree."""
    slut = endelse(navn)
    type_ = next((t for t in TILLADTE if slut in t.endelser), None)
    if type_ is None:
        hvad = f"af typen »{slut[:10]}«" if slut else "uden endelse"
        raise Afvist(f"{vis(navn)}: Filer {hvad} kan ikke gemmes.")
    try:
        kendt = _puremagic(indhold)
        if type_.kendes_som and not type_.kendes_som & kendt:
            raise struktur.Andet
        if not type_.kendes_som and kendt & _IKKE_TEKST:
            raise struktur.Andet
        type_.proev(indhold)
    except struktur.Andet:
        raise Afvist(f"{vis(navn)}: Filen hedder {slut}, men indholdet er noget andet.") from None
    except (struct.error, IndexError):
        raise Afvist(f"{vis(navn)}: {BESKADIGET}") from None
    except Afvist as fejl:
        raise Afvist(f"{vis(navn)}: {fejl.message}") from None
    return type_


def _puremagic(indhold: bytes) -> set[str]:
    try:
        return {fundet.extension.lower() for fundet in puremagic.magic_string(indhold)}
    except (puremagic.PureError, ValueError):
        return set()
