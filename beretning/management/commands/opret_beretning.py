import json
from pathlib import Path

from django.core.management.base import CommandError

from beretning.handlinger import opret_beretning
from beretning.skabelon import Skabelonfejl
from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed


class Command(Kommando):
    rettighed = Rettighed.OPSAETTE
    help = "Opretter en beretning efter en skabelon (JSON). En beretning, der findes, røres ikke."

    def add_arguments(self, parser):
        parser.add_argument("fil", type=Path, help="skabelonen, f.eks. beretning.json")

    def handle(self, *, fil: Path, **options):
        try:
            skabelon = json.loads(fil.read_text(encoding="utf-8"))
        except OSError as fejl:
            raise CommandError(f"Filen {fil} kan ikke læses: {fejl.strerror}.") from fejl
        except (UnicodeDecodeError, json.JSONDecodeError) as fejl:
            raise CommandError(f"Filen {fil} er ikke gyldig JSON: {fejl}.") from fejl
        try:
            beretning, ny = opret_beretning(skabelon)
        except Skabelonfejl as fejl:
            raise CommandError(str(fejl)) from fejl
        self.stdout.write(
            f"Beretningen »{beretning.noegle}« er oprettet."
            if ny
            else f"Beretningen »{beretning.noegle}« findes og er ikke ændret."
        )
