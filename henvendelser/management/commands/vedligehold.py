from django.db import connection

from henvendelser.kommando import Kommando
from henvendelser.roller import Rettighed
from henvendelser.soegning.indeks import rens


class Command(Kommando):
    rettighed = Rettighed.DRIFT
    help = (
        "Hver nat: overskriver i søgeindekset, hvad der er slettet eller rettet i registret, og "
        "lader databasen tælle efter, hvordan dens værdier er fordelt. Ændrer intet i registret."
    )

    def handle(self, *args, **options) -> None:
        rens()
        with connection.cursor() as cursor:
            # SQLite never does it by itself; PostgreSQL's autovacuum may be behind after an import.
            cursor.execute("ANALYZE")
        self.stdout.write("Databasen er vedligeholdt.")
