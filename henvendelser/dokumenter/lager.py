"""Where documents lie: in DATA/dokumenter, encrypted, under random names, readable by one user.

A file is a line for each megabyte of content, so that a large one is never whole in memory in more
than one form. Lines that are lost or change places are found by the print in the document's row.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ..kryptering import dekrypter, krypter, noeglens_navn, noegler, roter

STYKKE = 2**20


class FilenMangler(Exception):
    """The row is there and its file is not."""


def mappe() -> Path:
    """The folder, made for its owner only where it is not there."""
    sti = Path(settings.DATA) / "dokumenter"
    sti.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sti


def skriv(indhold: bytes) -> str:
    """Store the content; answers its name. When it returns the file outlives a power cut."""
    navn = secrets.token_hex(16)
    stykker = (indhold[fra : fra + STYKKE] for fra in range(0, len(indhold), STYKKE))
    _skriv_linjer(navn, (krypter(stykke) for stykke in stykker))
    return navn


def laes(navn: str) -> bytes:
    """The content. Raises FilenMangler or Krypteringsfejl."""
    return b"".join(dekrypter(linje) for linje in _linjer(navn))


def slet(navn: str) -> None:
    """Overwrite and remove. A file that is not there is removed already."""
    sti = mappe() / navn
    try:
        with sti.open("r+b") as fil:
            tilbage = sti.stat().st_size
            while tilbage > 0:
                tilbage -= fil.write(bytes(min(tilbage, STYKKE)))
            fil.flush()
            os.fsync(fil.fileno())
        sti.unlink()
    except FileNotFoundError:
        return
    _fsync_mappe()


def roter_fil(navn: str) -> bool:
    """Lay a file over under the first key; whether it was under another. Raises as `laes`."""
    if all(noeglens_navn(linje) == noegler()[0].navn for linje in _linjer(navn)):
        return False
    _skriv_linjer(navn, (roter(linje) for linje in _linjer(navn)))
    return True


def alle() -> dict[str, float]:
    """Every file of the folder, half-written ones too, with its age in seconds."""
    nu = time.time()
    return {fil.name: nu - fil.stat().st_mtime for fil in mappe().iterdir() if fil.is_file()}


def _linjer(navn: str) -> Iterator[str]:
    try:
        with (mappe() / navn).open(encoding="ascii") as fil:
            for linje in fil:
                yield linje.rstrip("\n")
    except FileNotFoundError:
        raise FilenMangler(navn) from None


def _skriv_linjer(navn: str, linjer: Iterator[str]) -> None:
    """Written aside, then put in place: the name is never that of half a file."""
    kladde = mappe() / f"{navn}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(kladde, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fil:
            for linje in linjer:
                fil.write(f"{linje}\n")
            fil.flush()
            os.fsync(fil.fileno())
        kladde.replace(mappe() / navn)
    except BaseException:
        kladde.unlink(missing_ok=True)
        raise
    _fsync_mappe()


def _fsync_mappe() -> None:
    """The folder's own list of names, so that it knows the file after a power cut."""
    mappe_ = os.open(mappe(), os.O_RDONLY)
    try:
        os.fsync(mappe_)
    finally:
        os.close(mappe_)
