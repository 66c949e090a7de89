"""Albertslund's register and report, as the demo sets them up."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from hypothesis import settings as hypothesis

from beretning.models import Beretning

from ..redskaber.lag import lag

# A busy machine is slow; that is no fault of the law under test.
hypothesis.register_profile("uden_frist", deadline=None)
hypothesis.load_profile("uden_frist")

MAPPE = Path(settings.BASE_DIR) / "fixtures" / "albertslund"


@lag
def albertslund() -> Beretning:
    """The report of 2024/25 over its register; what a test changes is undone after it."""
    for kommando in (
        ["opsaet", MAPPE / "opsaetning.json"],
        ["importer", "sager", MAPPE / "sager.csv"],
        ["importer", "afgoerelser", MAPPE / "afgoerelser.csv"],
        ["opret_beretning", MAPPE / "beretning.json"],
    ):
        call_command(*kommando, stdout=_Ingensteder())
    return Beretning.objects.get(noegle="albertslund-2024-25")


class _Ingensteder:
    def write(self, tekst: str) -> None:
        pass
