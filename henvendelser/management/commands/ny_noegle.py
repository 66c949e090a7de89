from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

from ...kryptering import ny_noegle


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = "Skriver en ny krypteringsnøgle til KRYPTERINGSNOEGLER. Kør roter_noegler bagefter."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        self.stdout.write(ny_noegle())
