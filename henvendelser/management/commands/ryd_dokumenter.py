from django.core.management.base import CommandError

from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

from ...dokumenter import lager
from ...models import Dokument

TIME = 3600


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = (
        "Finder filer, som intet dokument peger på, og dokumenter, hvis fil mangler. Med --slet "
        "fjernes filerne. Kør det ikke med --slet, før en hentet sikkerhedskopi er hel."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--slet", action="store_true", help="Fjern de overflødige filer.")

    def handle(self, *args, slet: bool, **options) -> None:
        """Files younger than an hour are left: their rows may be on the way."""
        filer = lager.alle()
        dokumenter = Dokument.objects.select_related("henvendelse", "afgoerelse")
        raekker = {dokument.lagernavn: str(dokument.hoerer_til) for dokument in dokumenter}
        til_overs = [n for n, alder in filer.items() if n not in raekker and alder > TIME]
        for navn in til_overs:
            if slet:
                lager.slet(navn)
        self.stdout.write(f"Filer uden dokument: {len(til_overs)}{' (fjernet)' * slet}.")
        mangler = sorted(sag for navn, sag in raekker.items() if navn not in filer)
        self.stdout.write(f"Dokumenter uden fil: {len(mangler)}.")
        if mangler:
            raise CommandError(f"Hent filerne fra sikkerhedskopien. Sager: {', '.join(mangler)}")
