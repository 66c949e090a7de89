"""The demo's users, with passwords that anyone can read here: only for a demo."""

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction

from borgerraadgiver.adgang.demo import MAERKE, andre_end_demoens
from henvendelser.kommando import Kommando
from henvendelser.models import Bruger
from henvendelser.roller import Rettighed
from henvendelser.valg import Rolle

BRUGERE = {
    "raadgiver": ("demo-borgerraadgiver", Rolle.RAADGIVER),
    "administrator": ("demo-administrator", Rolle.ADMINISTRATOR),
}


class Command(Kommando):
    rettighed = Rettighed.STYRE_BRUGERE
    help = "Opretter demoens brugere med kendte adgangskoder. Kræver DEMO=true."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demobrugere har adgangskoder, som alle kender. De oprettes kun med DEMO=true."
            )
        with transaction.atomic():
            if andre_end_demoens():
                raise CommandError(
                    "Registret har allerede brugere. Demobrugere oprettes kun i et tomt register."
                )
            for brugernavn, (adgangskode, rolle) in BRUGERE.items():
                bruger, ny = Bruger.objects.get_or_create(
                    username=brugernavn,
                    defaults={"rolle": rolle, "email": f"{brugernavn}{MAERKE}"},
                )
                if ny:
                    bruger.set_password(adgangskode)
                    bruger.save()
                elif not bruger.check_password(adgangskode):
                    adgangskode = "(adgangskoden er ændret)"  # noqa: PLW2901 (what is printed)
                self.stdout.write(f"{brugernavn:<14} {adgangskode:<25} {rolle.label}")
