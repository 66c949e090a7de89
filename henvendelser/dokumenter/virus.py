"""The virus scanner of the installation, if it has one: settings.VIRUSSCANNER.

"unix:/run/clamav/clamd.ctl" or "tcp:vaert:3310" is clamd; anything else a command that gets the
file on its standard input and answers 0 for clean and 1 for a find. A scanner that is set and
does not answer refuses the file: what was promised to be looked at is not let in unseen.
"""

from __future__ import annotations

import shlex
import socket
import struct
import subprocess

from django.conf import settings

from ..valg import Viruskontrol
from .afvist import Afvist

SEKUNDER = 60
FUNDET = "Virusscanneren fandt noget i filen. Den er ikke gemt. Kontakt it-afdelingen."
SVARER_IKKE = "Filen kunne ikke kontrolleres for virus og er ikke gemt. Prøv igen senere."


def kontroller(indhold: bytes) -> Viruskontrol:
    """What the scanner found. Raises Afvist on a find, and when the scanner cannot be asked."""
    scanner = settings.VIRUSSCANNER
    if not scanner:
        return Viruskontrol.INGEN
    slags, _, adresse = scanner.partition(":")
    try:
        if slags in ("unix", "tcp"):
            rent = _clamd(slags, adresse, indhold)
        else:
            rent = _kommando(scanner, indhold)
    except (OSError, ValueError, subprocess.SubprocessError) as fejl:
        raise Afvist(SVARER_IKKE) from fejl
    if not rent:
        raise Afvist(FUNDET)
    return Viruskontrol.RENT


def _kommando(scanner: str, indhold: bytes) -> bool:
    svar = subprocess.run(  # noqa: S603 - the command is the installation's own setting
        shlex.split(scanner),
        input=indhold,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SEKUNDER,
        check=False,
    )
    if svar.returncode not in (0, 1):
        raise ValueError
    return svar.returncode == 0


def _clamd(slags: str, adresse: str, indhold: bytes) -> bool:
    """clamd's INSTREAM: each piece with its length before it, a length of nothing at the end."""
    if slags == "unix":
        forbindelse = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sted = adresse
    else:
        vaert, _, port = adresse.rpartition(":")
        forbindelse, sted = socket.socket(), (vaert, int(port))
    with forbindelse:
        forbindelse.settimeout(SEKUNDER)
        forbindelse.connect(sted)
        forbindelse.sendall(b"zINSTREAM\0")
        for fra in range(0, len(indhold), 2**18):
            stykke = indhold[fra : fra + 2**18]
            forbindelse.sendall(struct.pack(">I", len(stykke)) + stykke)
        forbindelse.sendall(struct.pack(">I", 0))
        svar = b""
        while not svar.endswith(b"\0") and (mere := forbindelse.recv(4096)):
            svar += mere
    if svar.rstrip(b"\0").endswith(b" FOUND"):
        return False
    if svar.rstrip(b"\0") != b"stream: OK":
        raise ValueError
    return True
