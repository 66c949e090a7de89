"""A demo's activities, as a file has them: an office in operation types its own."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from henvendelser.demofil import demofil
from henvendelser.handlinger.aktiviteter import registrer_aktivitet
from henvendelser.kommando import Kommando
from henvendelser.models import Afdeling, Aktivitet, Aktivitetsslags
from henvendelser.roller import Rettighed


class Command(Kommando):
    rettighed = Rettighed.REGISTRERE
    help = "Registrerer en demos aktiviteter. Gør intet, hvis der allerede er aktiviteter."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL", help="JSON: en liste af aktiviteter")

    @transaction.atomic
    def handle(self, *, fil: Path, **options) -> None:
        if Aktivitet.objects.exists():
            self.stdout.write("Der er allerede aktiviteter.")
            return
        slags = {post.navn: post for post in Aktivitetsslags.objects.all()}
        afdelinger = {afdeling.navn: afdeling for afdeling in Afdeling.objects.all()}
        with demofil(fil) as raekker:
            for raekke in raekker:
                registrer_aktivitet(
                    slags=slags[raekke["slags"]],
                    titel=raekke["titel"],
                    dato=date.fromisoformat(raekke["dato"]),
                    timer=Decimal(raekke["timer"]) if "timer" in raekke else None,
                    maalgruppe=raekke.get("maalgruppe", ""),
                    antal_deltagere=raekke.get("antal_deltagere"),
                    afdeling=afdelinger[raekke["afdeling"]] if "afdeling" in raekke else None,
                    af=self.af,
                )
        self.stdout.write(f"{len(raekker)} aktiviteter er registreret.")
