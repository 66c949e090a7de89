from django.core.management.base import BaseCommand

from ...kryptering import ny_noegle


class Command(BaseCommand):
    help = "Skriver en ny krypteringsnøgle til KRYPTERINGSNOEGLER. Kør roter_noegler bagefter."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        self.stdout.write(ny_noegle())
