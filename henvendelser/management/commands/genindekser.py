from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed
from henvendelser.soegning.indeks import genindekser


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = "Bygger søgeindekset op igen ud fra registret. Det ændrer intet i registret."

    def handle(self, *args, **options) -> None:
        genindekser()
        self.stdout.write("Søgeindekset er bygget op igen.")
