import csv
import json
from argparse import ArgumentTypeError
from datetime import date

from django.core.management.base import CommandError

from beretning.periode import Periode
from beretning.tabel import Tabel
from beretning.tabeller import beretningens_tabeller, som_json, som_raekker
from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed

from ._beretning import find_beretning, skriv_udlevering


class Command(Kommando):
    rettighed = Rettighed.SE_BERETNING
    help = "Skriver beretningens tabeller, talt op på ny."

    def add_arguments(self, parser):
        parser.add_argument("noegle", help="beretningens nøgle, f.eks. albertslund-2024-25")
        parser.add_argument("--format", choices=["json", "csv", "tekst"], default="tekst")
        parser.add_argument("--fra", type=_dag, help="tæl fra denne dag (ÅÅÅÅ-MM-DD)")
        parser.add_argument("--til", type=_dag, help="tæl til og med denne dag (ÅÅÅÅ-MM-DD)")

    def handle(self, *, noegle: str, format: str, fra: date | None, til: date | None, **options):
        beretning = find_beretning(noegle)
        try:
            periode = Periode(fra or beretning.fra, til or beretning.til)
        except ValueError as fejl:
            raise CommandError(str(fejl)) from fejl
        tabeller, fejl = beretningens_tabeller(beretning, periode)
        if fejl:
            raise CommandError("\n".join(fejl))
        skriv_udlevering(beretning, af=self.af)
        getattr(self, f"_{format}")(tabeller)

    def _json(self, tabeller: list[Tabel]) -> None:
        data = [som_json(tabel) for tabel in tabeller]
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))

    def _csv(self, tabeller: list[Tabel]) -> None:
        """One line a cell, so that tables of any shape share one file."""
        ud = csv.writer(self.stdout, lineterminator="\n")
        ud.writerow(["tabel", "nummer", "niveau", "raekke", "kolonne", "antal"])
        for tabel in tabeller:
            for navn, niveau, celler in som_raekker(tabel):
                for kolonne, antal in zip(tabel.kolonner, celler, strict=True):
                    sted = [tabel.noegle, tabel.nummer, niveau, navn, kolonne.navn]
                    ud.writerow([*sted, antal])  # the writer makes None an empty field

    def _tekst(self, tabeller: list[Tabel]) -> None:
        for tabel in tabeller:
            self.stdout.write(f"Tabel {tabel.nummer}. {tabel.titel} ({tabel.enhed.flertal})\n")
            kolonner = [kolonne.trykt for kolonne in tabel.trykte_kolonner]
            bredder = [max(len(kolonne), 4) for kolonne in kolonner]
            raekker = som_raekker(tabel)
            forspalte = max(len(navn) + 2 * niveau for navn, niveau, _ in raekker)
            hoved = "  ".join(k.rjust(b) for k, b in zip(kolonner, bredder, strict=True))
            self.stdout.write(f"{'':{forspalte}}  {hoved}")
            for navn, niveau, celler in raekker:
                tal = "  ".join(
                    str(antal).rjust(b) for antal, b in zip(celler, bredder, strict=False)
                )
                self.stdout.write(f"{'  ' * (niveau - 1) + navn:{forspalte}}  {tal}")
            for note in tabel.noter:
                self.stdout.write(note)
            self.stdout.write("")


def _dag(tekst: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as fejl:
        raise ArgumentTypeError(f"»{tekst}« er ikke en dato (ÅÅÅÅ-MM-DD)") from fejl
