"""`manage.py importer sager FIL` and `manage.py importer afgoerelser FIL`."""

from __future__ import annotations

from pathlib import Path

from henvendelser.dansk import dansk_tal
from henvendelser.importer import ImportFejl, indlaes_afgoerelser, indlaes_sager
from henvendelser.kommando import Afvist, Kommando
from henvendelser.roller import Rettighed

HOEJST = 200
ARTER = {"sager": indlaes_sager, "afgoerelser": indlaes_afgoerelser}


class Command(Kommando):
    rettighed = Rettighed.REGISTRERE
    help = "Indlæser et CSV-regneark med sager eller afgørelser i registret: alt eller intet."

    def add_arguments(self, parser) -> None:
        parser.add_argument("hvad", choices=ARTER, help="hvad filen indeholder")
        parser.add_argument("fil", type=Path, help="CSV-filen")
        parser.add_argument(
            "--kilde",
            default="",
            metavar="NAVN",
            help="hvor filen kommer fra; et id gælder kun inden for sin kilde",
        )

    def handle(self, *, hvad: str, fil: Path, kilde: str, **options) -> None:
        try:
            resultat = ARTER[hvad](fil, kilde=kilde, af=self.af)
        except ImportFejl as afvist:
            raise Afvist(_besked(afvist), returncode=1) from afvist
        self.stdout.write(str(resultat))


def _besked(afvist: ImportFejl) -> str:
    linjer = [str(fejl) for fejl in afvist.fejl[:HOEJST]]
    if (flere := len(afvist.fejl) - HOEJST) > 0:
        linjer.append(f"… og {dansk_tal(flere)} fejl mere.")
    return "\n".join(["Intet er indlæst.", *linjer])
