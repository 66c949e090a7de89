"""All that somebody can read out of an answer, whatever it is packed in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest

from .kravl import Svar


def tekster(svar: Svar) -> Iterator[tuple[str, str]]:
    """The readable parts by name: status and headers, cookies, body."""
    yield "hoveder", "\n".join(f"{navn}: {vaerdi}" for navn, vaerdi in svar.hoveder.items())
    yield "kager", svar.kager
    yield "beskeder", _beskeder(svar.kager)
    yield "session", svar.session
    yield "indhold", _krop(svar.krop)


def fundne(maerker: Iterable[str], svar: Iterable[Svar]) -> dict[str, list[str]]:
    """Where each mark was met; a mark that was not met is not there.

    What stands in the question itself, and is said back, was known already.
    """
    kendte = [maerke.lower() for maerke in maerker]
    steder: dict[str, list[str]] = {}
    for et in svar:
        for del_, tekst in tekster(et):
            laest, spurgt = tekst.lower(), et.kilde.lower()
            for maerke in kendte:  # one by one: a pattern of all of them takes ten times as long
                if maerke in laest and maerke not in spurgt:
                    steder.setdefault(maerke, []).append(f"{et.kilde} ({et.status}, {del_})")
    return steder


def _krop(krop: bytes) -> str:
    if krop.startswith(b"%PDF-"):
        return pdf_tekst(krop)
    if krop.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(krop)) as arkiv:
            return "\n".join(_krop(arkiv.read(navn)) for navn in arkiv.namelist())
    return krop.decode(errors="replace")


def pdf_tekst(pdf: bytes) -> str:
    """The text of every page, and the metadata."""
    dokument = pypdfium2.PdfDocument(pdf)
    sider = [side.get_textpage().get_text_bounded() for side in dokument]
    with pikepdf.open(io.BytesIO(pdf)) as aaben:
        xmp = aaben.Root.get("/Metadata")
        om = [f"{navn} {vaerdi}" for navn, vaerdi in aaben.docinfo.items()]
        return "\n".join([*sider, *om, xmp.read_bytes().decode() if xmp is not None else ""])


def _beskeder(kager: str) -> str:
    """What the messages' cookie says, which is packed."""
    fundet = re.search(r"messages=\"?([^;\"]+)", kager)
    if not fundet:
        return ""
    beskeder = CookieStorage(HttpRequest())._decode(fundet[1].encode().decode("unicode_escape"))
    return "\n".join(map(str, beskeder or []))
