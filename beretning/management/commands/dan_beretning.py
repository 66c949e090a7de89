import os
from contextlib import suppress
from pathlib import Path

from django.core.management.base import CommandError

from beretning.afsnit import udskriv
from beretning.pdf import PdfFejl, dan_pdf
from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

from ._beretning import find_beretning, skriv_udlevering


class Command(Kommando):
    rettighed = Rettighed.SE_BERETNING
    help = "Danner beretningen som PDF."

    def add_arguments(self, parser):
        parser.add_argument("noegle", help="beretningens nøgle, f.eks. albertslund-2024-25")
        parser.add_argument("-o", "--fil", type=Path, required=True, help="PDF-filen, der skrives")

    def handle(self, *, noegle: str, fil: Path, **options):
        beretning = find_beretning(noegle)
        udskrift = udskriv(beretning)
        if udskrift.fejl:
            raise CommandError("\n".join(["Beretningen kan ikke dannes:", *udskrift.fejl]))
        try:
            pdf = dan_pdf(udskrift)
        except PdfFejl as fejl:
            raise CommandError(f"PDF-filen kan ikke dannes: {fejl}") from fejl
        skriv_udlevering(beretning, af=self.af)
        self._skriv(fil, pdf)
        self.stdout.write(f"{fil} ({len(pdf) // 1024} kB)")

    def _skriv(self, fil: Path, pdf: bytes) -> None:
        """Whole or not at all: written beside the file, then put in its place."""
        ny = fil.parent / f".{fil.name}.{os.getpid()}"
        try:
            with ny.open("xb") as ud:
                ud.write(pdf)
            ny.replace(fil)
        except OSError as fejl:
            raise CommandError(f"{fil} kan ikke skrives: {fejl.strerror}.") from fejl
        finally:
            with suppress(OSError):
                ny.unlink()
