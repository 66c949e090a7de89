"""From a file to its text. Raises ImportFejl for a file that cannot be text in a known encoding."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import BinaryIO

from .fejl import ImportFejl

STOERST = 20_000_000
_FOR_STOR = (
    f"Filen er større end {STOERST // 1_000_000} MB. Del den, og indlæs delene hver for sig."
)
_LINJESKIFT = re.compile(rb"\r\n|\r|\n")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MAERKE = b"\xef\xbb\xbf"
# "Ã¸" and "â€“" are never Danish in cp1252; they are a letter and a dash in UTF-8.
_UTF8_TEGN = re.compile(rb"\xc3(?:[\x80-\xbf]|\Z)|\xe2\x80[\x80-\xbf]")
_STYRETEGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def laes_bytes(fil: str | os.PathLike | BinaryIO) -> bytes:
    """All of a file's bytes; one over `STOERST` is refused unread.

    `fil` is a path or a file open in binary mode.
    """
    if hasattr(fil, "read"):
        return _hoejst(fil)
    sti = Path(fil)
    try:
        if sti.is_dir():
            raise ImportFejl.en(f"»{sti}« er en mappe. Skriv navnet på en fil.")
        if sti.stat().st_size > STOERST:
            raise ImportFejl.en(_FOR_STOR)
        with sti.open("rb") as aaben:
            return _hoejst(aaben)
    except FileNotFoundError as fejl:
        raise ImportFejl.en(f"Filen »{sti}« findes ikke.") from fejl
    except (OSError, ValueError) as fejl:
        raise ImportFejl.en(f"Filen »{sti}« kan ikke læses.") from fejl


def _hoejst(aaben: BinaryIO) -> bytes:
    # Also what has no size beforehand (a pipe, a device) is read no further than the limit.
    data = aaben.read(STOERST + 1)
    if len(data) > STOERST:
        raise ImportFejl.en(_FOR_STOR)
    return data


def afkod(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without its mark) or else in cp1252 (Latin-1).

    Raises ImportFejl, with the line, for what is neither, and for an empty file.
    """
    if data.startswith(_UTF16):
        raise ImportFejl.en("Filen er gemt som UTF-16 (»Unicode-tekst«). Gem den som UTF-8.", 1)
    try:
        tekst = data.decode("utf-8-sig")
    except UnicodeDecodeError as fejl:
        tekst = _som_cp1252(data, fejl)
    if styretegn := _STYRETEGN.search(tekst):
        linje = _linje(tekst[: styretegn.start()].encode())
        raise ImportFejl.en(
            f"Her står et usynligt tegn (U+{ord(styretegn[0]):04X}), som ikke hører til i tekst. "
            "Er det en CSV-fil? Gem den igen som CSV i UTF-8.",
            linje,
        )
    if not tekst.strip():
        raise ImportFejl.en("Filen er tom.")
    return tekst


def _som_cp1252(data: bytes, fejl: UnicodeDecodeError) -> str:
    """The text in cp1252, unless parts of it are UTF-8 after all: then something was broken."""
    sted = len(data) - len(fejl.object) + fejl.start
    if not data.startswith(_UTF8_MAERKE) and not _UTF8_TEGN.search(data):
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError as ogsaa:
            sted = ogsaa.start
    raise ImportFejl.en(
        f"Her står et tegn (byte {data[sted]:02X}), som hverken passer i UTF-8 eller Latin-1. "
        "Gem filen som UTF-8.",
        _linje(data[:sted]),
    )


def _linje(foer: bytes) -> int:
    return len(_LINJESKIFT.findall(foer)) + 1
