"""Albertslund's register and report, as the demo sets them up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from hypothesis import settings as hypothesis

from beretning.models import Beretning

# A busy machine is slow; that is no fault of the law under test.
hypothesis.register_profile("uden_frist", deadline=None)
hypothesis.load_profile("uden_frist")

MAPPE = Path(settings.BASE_DIR) / "fixtures" / "albertslund"


@pytest.fixture(scope="module")
def _albertslund_i_databasen(django_db_setup, django_db_blocker):
    """Read in once a module, inside a transaction that is rolled back after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        for kommando in (
            ["opsaet", MAPPE / "opsaetning.json"],
            ["importer", "sager", MAPPE / "sager.csv"],
            ["importer", "afgoerelser", MAPPE / "afgoerelser.csv"],
            ["opret_beretning", MAPPE / "beretning.json"],
        ):
            call_command(*kommando, stdout=_Ingensteder())
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture
def albertslund(_albertslund_i_databasen, db) -> Beretning:
    """The report of 2024/25 over its register; what a test changes is undone after it."""
    return Beretning.objects.get(noegle="albertslund-2024-25")


class _Ingensteder:
    def write(self, tekst: str) -> None:
        pass
