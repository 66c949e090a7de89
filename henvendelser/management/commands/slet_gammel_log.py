"""`manage.py slet_gammel_log`"""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from henvendelser.dansk import Enhed
from henvendelser.kommando import Kommando
from henvendelser.models import Logkontrol, Logpost, Logreference, Logstikproeve, Logvurdering
from henvendelser.roller import Rettighed

ENHED = Enhed("logpost", "logposter")


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = "Sletter de logposter, der er ældre end LOG_DAGE. Sættes til at køre hver nat."

    @transaction.atomic
    def handle(self, **options) -> None:
        # What points at another row first: it is as old as that one, or younger.
        for model in (Logvurdering, Logstikproeve, Logkontrol, Logreference):
            model.objects.slet_udloebne()
        antal = Logpost.objects.slet_udloebne()
        self.stdout.write(f"{ENHED.antal(antal)} ældre end {settings.LOG_DAGE} dage er slettet.")
