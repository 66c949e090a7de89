"""`manage.py opsaet FIL`"""

from __future__ import annotations

from pathlib import Path

from henvendelser.kommando import Afvist, Kommando
from henvendelser.opsaetning import opsaet
from henvendelser.opsaetningsfil import OpsaetningsFejl, laes_opsaetning
from henvendelser.roller import Rettighed


class Command(Kommando):
    rettighed = Rettighed.OPSAETTE
    help = "Sætter kontoret op fra en JSON-fil. Det, der er i forvejen, bliver, som det er."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path, help="JSON-filen")

    def handle(self, *, fil: Path, **options) -> None:
        try:
            tilfoejet = opsaet(laes_opsaetning(fil))
        except OpsaetningsFejl as fejl:
            besked = "\n".join(["Intet er tilføjet.", *fejl.fejl])
            raise Afvist(besked, returncode=1) from fejl
        self.stdout.write(_besked(tilfoejet))


def _besked(tilfoejet) -> str:
    """One line, e.g. "Tilføjet: 1 kontor, 8 afdelinger, 35 emner."."""
    dele = [
        f"{antal} {model._meta.verbose_name if antal == 1 else model._meta.verbose_name_plural}"
        for model, antal in tilfoejet.items()
    ]
    return f"Tilføjet: {', '.join(dele)}." if dele else "Intet at tilføje: det hele er der."
