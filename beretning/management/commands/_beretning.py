"""What the report's commands share."""

from django.core.management.base import CommandError

from beretning.models import Beretning
from henvendelser import log
from henvendelser.models import Bruger
from henvendelser.valg import Formaal, Handling


def find_beretning(noegle: str) -> Beretning:
    """The report of that key. Raises CommandError that names those there are."""
    beretning = Beretning.objects.filter(noegle=noegle).first()
    if beretning is None:
        findes = ", ".join(Beretning.objects.values_list("noegle", flat=True)) or "ingen endnu"
        raise CommandError(f"Der er ingen beretning »{noegle}«. Der er: {findes}.")
    return beretning


def skriv_udlevering(beretning: Beretning, *, af: Bruger | None) -> None:
    """Log that a report's numbers leave the program; before they do."""
    log.skriv(af=af, handling=Handling.EKSPORT, formaal=Formaal.BERETNING, om=[beretning])
