import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from henvendelser.models import Bruger
from henvendelser.valg import Rolle


class Command(BaseCommand):
    help = "Opretter en bruger med en rolle. Adgangskoden tastes eller læses fra standard input."

    def add_arguments(self, parser):
        parser.add_argument("brugernavn")
        parser.add_argument("--rolle", required=True, choices=Rolle.values)
        parser.add_argument("--navn", default="", help="for- og efternavn")
        parser.add_argument("--email", default="")

    def handle(self, *, brugernavn: str, rolle: str, navn: str, email: str, **options):
        fornavn, _, efternavn = navn.strip().rpartition(" ")
        bruger = Bruger(
            username=brugernavn,
            rolle=rolle,
            first_name=fornavn or efternavn,
            last_name=efternavn if fornavn else "",
            email=email,
        )
        adgangskode = self._adgangskode()
        try:
            validate_password(adgangskode, bruger)
            bruger.set_password(adgangskode)
            bruger.full_clean()
        except ValidationError as fejl:
            raise CommandError(" ".join(fejl.messages)) from fejl
        bruger.save()
        self.stdout.write(f"{brugernavn} er oprettet som {bruger.get_rolle_display().lower()}.")

    def _adgangskode(self) -> str:
        """Never an argument: those stand in the shell's history and in the list of processes."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        adgangskode = getpass.getpass("Adgangskode: ")
        if adgangskode != getpass.getpass("Adgangskode igen: "):
            raise CommandError("De to adgangskoder er ikke ens.")
        return adgangskode
