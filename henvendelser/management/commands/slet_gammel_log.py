"""`manage.py slet_gammel_log`"""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from henvendelser.dansk import Enhed
from henvendelser.models import Logpost, Logreference

ENHED = Enhed("logpost", "logposter")


class Command(BaseCommand):
    help = "Sletter de logposter, der er ældre end LOG_DAGE. Sættes til at køre hver nat."

    @transaction.atomic
    def handle(self, **options) -> None:
        # The references first: they are as old as their entry, which they point at.
        Logreference.objects.slet_udloebne()
        antal = Logpost.objects.slet_udloebne()
        self.stdout.write(f"{ENHED.antal(antal)} ældre end {settings.LOG_DAGE} dage er slettet.")
