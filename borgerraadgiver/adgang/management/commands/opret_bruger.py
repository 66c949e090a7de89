import getpass
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from borgerraadgiver.adgang.demo import MAERKE
from borgerraadgiver.adgang.handlinger import KanIkkeInviteres, inviter
from henvendelser.models import Bruger
from henvendelser.valg import Rolle


class Command(BaseCommand):
    help = (
        "Opretter en bruger med en rolle. Adgangskoden tastes eller læses fra standard input; med "
        "--inviter vælger brugeren den selv ved et link i en mail."
    )

    def add_arguments(self, parser):
        parser.add_argument("brugernavn")
        parser.add_argument("--rolle", required=True, choices=Rolle.values)
        parser.add_argument("--navn", default="", help="for- og efternavn")
        parser.add_argument("--email", default="")
        parser.add_argument("--inviter", action="store_true", help="send et link til mailadressen")

    def handle(self, *, brugernavn: str, rolle: str, navn: str, email: str, inviter: bool, **_):
        if email.endswith(MAERKE):
            raise CommandError(f"Adresser på {MAERKE} er demoens.")
        fornavn, _, efternavn = navn.strip().rpartition(" ")
        bruger = Bruger(
            username=brugernavn,
            rolle=rolle,
            first_name=fornavn or efternavn,
            last_name=efternavn if fornavn else "",
            email=email,
        )
        opret = _opret_og_inviter if inviter else _opret_med_adgangskode
        try:
            opret(bruger)
        except ValidationError as fejl:
            raise CommandError(" ".join(fejl.messages)) from fejl
        self.stdout.write(f"{brugernavn} er oprettet som {bruger.get_rolle_display().lower()}.")


def _opret_med_adgangskode(bruger: Bruger) -> None:
    adgangskode = _adgangskode()
    validate_password(adgangskode, bruger)
    bruger.set_password(adgangskode)
    bruger.full_clean()
    bruger.save()


@transaction.atomic
def _opret_og_inviter(bruger: Bruger) -> None:
    """A user whose mail could not be sent is not made."""
    bruger.set_unusable_password()
    bruger.full_clean()
    bruger.save()
    try:
        inviter(bruger=bruger, af=None)
    except KanIkkeInviteres as fejl:
        raise CommandError(str(fejl)) from fejl
    except OSError as fejl:
        raise CommandError(
            f"Mailen kunne ikke sendes: {fejl}. Brugeren er ikke oprettet."
        ) from fejl


def _adgangskode() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    adgangskode = getpass.getpass("Adgangskode: ")
    if adgangskode != getpass.getpass("Adgangskode igen: "):
        raise CommandError("De to adgangskoder er ikke ens.")
    return adgangskode
