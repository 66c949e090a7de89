"""What the report's commands share."""

from django.core.management.base import CommandError

from beretning.models import Beretning


def find_beretning(noegle: str) -> Beretning:
    """The report of that key. Raises CommandError that names those there are."""
    beretning = Beretning.objects.filter(noegle=noegle).first()
    if beretning is None:
        findes = ", ".join(Beretning.objects.values_list("noegle", flat=True)) or "ingen endnu"
        raise CommandError(f"Der er ingen beretning »{noegle}«. Der er: {findes}.")
    return beretning
