"""`manage.py ryd_op`"""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from borgerraadgiver import rater
from borgerraadgiver.models import Cacheraekke
from henvendelser.dansk import Enhed
from henvendelser.kladder.handlinger import slet_udloebne
from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

SESSION = Enhed("udløbet session", "udløbne sessioner")
CACHE = Enhed("udløbet cacherække", "udløbne cacherækker")
KLADDE = Enhed("udløbet kladde", "udløbne kladder")
TAELLER = Enhed("udløbet tæller", "udløbne tællere")


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = (
        "Sletter alt, der er udløbet: sessioner, cache, tællere, kladder og logposter. "
        "Køres hver nat."
    )

    def handle(self, **options) -> None:
        nu = timezone.now()
        # An expired session still holds the words that were searched for.
        sessioner, _ = Session.objects.filter(expire_date__lte=nu).delete()
        cache, _ = Cacheraekke.objects.filter(expires__lte=nu).delete()
        taellere = rater.ryd_op(None)
        slettet = (
            (SESSION, sessioner),
            (CACHE, cache),
            (TAELLER, taellere),
            (KLADDE, slet_udloebne()),
        )
        for enhed, antal in slettet:
            self.stdout.write(f"{enhed.antal(antal)} er slettet.")
        call_command("slet_gammel_log", stdout=self.stdout)
