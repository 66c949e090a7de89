from django.core.management.base import CommandError

from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

from ...kryptering import Krypteringsfejl, noegler
from ...rotation import roter_alt


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = (
        "Lægger alt, der er krypteret, over på den første nøgle i KRYPTERINGSNOEGLER. "
        "Kan afbrydes og køres igen."
    )

    def handle(self, *args, **options) -> None:
        try:
            for navn, antal in roter_alt():
                self.stdout.write(f"{navn}: {antal} lagt over.")
        except Krypteringsfejl as fejl:
            raise CommandError(str(fejl)) from fejl
        self.stdout.write(
            f"Alt ligger nu under nøglen »{noegler()[0].navn}«. De andre nøgler kan fjernes."
        )
