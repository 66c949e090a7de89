"""Files that are zip archives inside: looked through within fixed bounds, never unpacked.

A few kilobytes can claim to be petabytes. What the archive says of itself is added up before
anything is read, and `zipfile` then gives no more of an entry than the archive says.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from .afvist import Afvist

HOEJST_UDPAKKET = 200 * 2**20
HOEJST_FORHOLD = 200
FORHOLD_GAELDER_FRA = 10 * 2**20
HOEJST_DELE = 3000
HOEJST_I_HUKOMMELSEN = 25 * 2**20
_PAKKE = b"PK\x03\x04"
_PROGRAM = (b"MZ", b"\x7fELF", b"#!")

BESKADIGET = "Filen er beskadiget og kan ikke åbnes. Gem den igen, og prøv så."
FOR_STOR = (
    "Filen fylder langt mere pakket ud, end den giver sig ud for. "
    "Gem indholdet i en almindelig fil."
)
KODE = "Filen er beskyttet med adgangskode. Gem den uden kode."
INDLEJRET = (
    "Filen rummer makroer, programmer eller indlejrede objekter. Gem den som PDF, og vedhæft den."
)


class Pakke:
    """An archive whose every entry has been read through. `dele` are the entries' names."""

    def __init__(self, indhold: bytes):
        """Raises Afvist: damaged, locked by a password, too large, or with programs inside."""
        self.dele: list[str] = []
        self._indhold = indhold
        self._plads = HOEJST_UDPAKKET
        try:
            self._gennemse(indhold, dybde=0)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as fejl:
            raise Afvist(BESKADIGET) from fejl
        except (ValueError, RuntimeError, UnicodeError) as fejl:
            raise Afvist(BESKADIGET) from fejl

    def laes(self, del_: str) -> bytes:
        """The content of one of the outer archive's entries; b"" when there is none."""
        with zipfile.ZipFile(io.BytesIO(self._indhold)) as pakke:
            return pakke.read(del_) if del_ in pakke.namelist() else b""

    def _gennemse(self, indhold: bytes, dybde: int) -> None:
        with zipfile.ZipFile(io.BytesIO(indhold)) as pakke:
            dele = pakke.infolist()
            self._maal(dele, len(indhold))
            for del_ in dele:
                self.dele.append(del_.filename)
                self._laes_igennem(pakke, del_, dybde)

    def _maal(self, dele: list[zipfile.ZipInfo], pakket: int) -> None:
        udpakket = sum(del_.file_size for del_ in dele)
        self._plads -= udpakket
        forhold = udpakket / max(pakket, 1)
        if (
            self._plads < 0
            or len(self.dele) + len(dele) > HOEJST_DELE
            or (udpakket > FORHOLD_GAELDER_FRA and forhold > HOEJST_FORHOLD)
        ):
            raise Afvist(FOR_STOR)
        if any(del_.flag_bits & 1 for del_ in dele):
            raise Afvist(KODE)

    def _laes_igennem(self, pakke: zipfile.ZipFile, del_: zipfile.ZipInfo, dybde: int) -> None:
        with pakke.open(del_) as fil:
            begyndelse = fil.read(4)
            if begyndelse.startswith(_PROGRAM):
                raise Afvist(INDLEJRET)
            if begyndelse == _PAKKE:
                # A chart in a letter is a small spreadsheet of its own; deeper than that is a bomb.
                if dybde or del_.file_size > HOEJST_I_HUKOMMELSEN:
                    raise Afvist(FOR_STOR)
                self._gennemse(begyndelse + fil.read(), dybde + 1)
            while fil.read(2**20):
                pass  # To its end: the check sum is compared there.
