"""A demo's decisions with an outcome, so that it has an omgørelsesprocent to show.

The published figures that the demo's report prints do not say how the appeals body decided, only
whether it had remarks and how many complaints it dismissed. An outcome made up for those would be
a reversal rate put on a real municipality. These decisions are invented whole, and their days are
counted back from today: they belong to the year that is being registered, and to no report.
"""

from datetime import timedelta
from pathlib import Path

from django.db import transaction

from henvendelser.demofil import demofil
from henvendelser.handlinger import registrer_afgoerelse
from henvendelser.kommando import Kommando
from henvendelser.models import Afdeling, Afgoerelse, Bemaerkningstema, Instans, Lov
from henvendelser.regler import i_dag
from henvendelser.roller import Rettighed
from henvendelser.valg import Udfald


class Command(Kommando):
    rettighed = Rettighed.REGISTRERE
    help = "Registrerer en demos afgørelser med udfald. Gør intet, hvis der er nogen med udfald."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL", help="JSON: en liste af afgørelser")

    @transaction.atomic
    def handle(self, *, fil: Path, **options) -> None:
        if Afgoerelse.objects.omgoerelse().realitetsbehandlede:
            self.stdout.write("Der er allerede afgørelser med udfald.")
            return
        with demofil(fil) as raekker:
            for raekke in raekker:
                lov = Lov.objects.get(navn=raekke["lov"]) if "lov" in raekke else None
                registrer_afgoerelse(
                    instans=Instans.objects.get(navn=raekke["instans"]),
                    afgjort=i_dag() - timedelta(raekke["afgjort_for_dage"]),
                    modtaget=i_dag() - timedelta(raekke["modtaget_for_dage"]),
                    afdeling=Afdeling.objects.get(navn=raekke["afdeling"], overordnet=None),
                    udfald=Udfald(raekke["udfald"]),
                    lov=lov,
                    paragraf=raekke.get("paragraf", ""),
                    temaer=[
                        Bemaerkningstema.objects.get(navn=navn) for navn in raekke.get("temaer", ())
                    ],
                    note=raekke.get("note", ""),
                    af=self.af,
                )
        self.stdout.write(f"{len(raekker)} afgørelser med udfald er registreret.")
