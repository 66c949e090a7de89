from django.core.management.base import BaseCommand

from henvendelser.soegning.indeks import genindekser


class Command(BaseCommand):
    help = "Bygger søgeindekset op igen ud fra registret. Det ændrer intet i registret."

    def handle(self, *args, **options) -> None:
        genindekser()
        self.stdout.write("Søgeindekset er bygget op igen.")
