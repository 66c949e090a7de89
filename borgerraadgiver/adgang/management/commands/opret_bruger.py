import getpass
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import transaction

from borgerraadgiver.adgang.brugere.handlinger import IkkeTilladt, opret_bruger
from borgerraadgiver.adgang.handlinger import KanIkkeInviteres, inviter
from henvendelser.kommando import Kommando
from henvendelser.models import Afdeling
from henvendelser.roller import Rettighed
from henvendelser.valg import Rolle


class Command(Kommando):
    rettighed = Rettighed.STYRE_BRUGERE
    help = (
        "Opretter en bruger med en rolle. Adgangskoden tastes eller læses fra standard input; med "
        "--inviter vælger brugeren den selv ved et link i en mail."
    )

    def add_arguments(self, parser):
        parser.add_argument("brugernavn")
        parser.add_argument("--rolle", required=True, choices=Rolle.values)
        parser.add_argument("--navn", default="", help="for- og efternavn")
        parser.add_argument("--email", default="")
        parser.add_argument(
            "--afdeling",
            action="append",
            default=[],
            metavar="NAVN",
            help="en afdelingsleders afdeling; kan gives flere gange",
        )
        parser.add_argument("--inviter", action="store_true", help="send et link til mailadressen")

    def handle(self, *, brugernavn: str, rolle: str, navn: str, email: str, inviter: bool, **valg):
        hvem = {"brugernavn": brugernavn, "navn": navn, "mail": email, "rolle": rolle}
        hvem["afdelinger"] = [_afdeling(navn) for navn in valg["afdeling"]]
        try:
            self._opret_og_inviter(hvem) if inviter else self._opret_med_adgangskode(hvem)
        except ValidationError as fejl:
            raise CommandError(" ".join(fejl.messages)) from fejl
        except (IkkeTilladt, KanIkkeInviteres) as fejl:
            raise CommandError(str(fejl)) from fejl
        self.stdout.write(f"{brugernavn} er oprettet som {Rolle(rolle).label.lower()}.")

    def _opret_med_adgangskode(self, hvem: dict) -> None:
        opret_bruger(**hvem, adgangskode=_adgangskode(), af=self.af)

    @transaction.atomic
    def _opret_og_inviter(self, hvem: dict) -> None:
        """A user whose mail could not be sent is not made."""
        bruger = opret_bruger(**hvem, af=self.af)
        try:
            inviter(bruger=bruger, af=self.af)
        except OSError as fejl:
            raise CommandError(
                f"Mailen kunne ikke sendes: {fejl}. Brugeren er ikke oprettet."
            ) from fejl


def _afdeling(navn: str) -> Afdeling:
    fundet = Afdeling.objects.filter(navn__iexact=navn)[:2]
    if len(fundet) != 1:
        hvad = "flere afdelinger" if fundet else "ingen afdeling"
        raise CommandError(f"Der er {hvad} med navnet »{navn}«.")
    return fundet[0]


def _adgangskode() -> str:
    """Never an argument: those stand in the shell's history and in the list of processes."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    adgangskode = getpass.getpass("Adgangskode: ")
    if adgangskode != getpass.getpass("Adgangskode igen: "):
        raise CommandError("De to adgangskoder er ikke ens.")
    return adgangskode
