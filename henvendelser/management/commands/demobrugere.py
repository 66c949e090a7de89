"""The demo's users, with passwords that anyone can read here: only for a demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from henvendelser.models import Bruger
from henvendelser.valg import Rolle

BRUGERE = {
    "raadgiver": ("demo-borgerraadgiver", Rolle.RAADGIVER),
    "administrator": ("demo-administrator", Rolle.ADMINISTRATOR),
}
MAERKE = "@demo.invalid"  # the users' addresses, that nobody else can have


class Command(BaseCommand):
    help = "Opretter demoens brugere med kendte adgangskoder. Kræver DEMO=true."

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demobrugere har adgangskoder, som alle kender. De oprettes kun med DEMO=true."
            )
        with transaction.atomic():
            self._afvis_et_register_i_drift()
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

    def _afvis_et_register_i_drift(self) -> None:
        """DEMO=true on the wrong database must not let everyone in.

        A register that has users, but none of the demo's, is somebody's own.
        """
        demoens = Bruger.objects.filter(email__endswith=MAERKE)
        if Bruger.objects.exists() and not demoens.exists():
            raise CommandError(
                "Registret har allerede brugere. Demobrugere oprettes kun i et tomt register."
            )
