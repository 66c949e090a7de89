"""A case with the citizen's consent, its department's two leads, and a day that is held still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from henvendelser import models as m
from tests import fabrik

KOEBENHAVN = ZoneInfo("Europe/Copenhagen")


@pytest.fixture
def stil_uret(monkeypatch) -> Callable[..., None]:
    """Let it be that day in Denmark, at noon unless said otherwise."""

    def stil(dag: date, klokken: time = time(12)) -> None:
        nu = datetime.combine(dag, klokken, KOEBENHAVN)
        monkeypatch.setattr(timezone, "now", lambda: nu.astimezone(ZoneInfo("UTC")))

    return stil


@pytest.fixture
def henvendelse(kontor) -> m.Henvendelse:
    return fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.boern, kontor.sprog), (kontor.skole, kontor.andet)),
        beskrivelse="Det, borgeren fortalte.",
    )


@pytest.fixture
def leder_boern(kontor) -> m.Bruger:
    return fabrik.leder(kontor.boern, "leder_boern", first_name="Bente")


@pytest.fixture
def kollega(kontor) -> m.Bruger:
    return fabrik.leder(kontor.boern, "kollega", first_name="Carl")


@pytest.fixture
def leder_skole(kontor) -> m.Bruger:
    return fabrik.leder(kontor.skole, "leder_skole", first_name="Dorte")


@pytest.fixture
def forespoergsel(henvendelse, kontor, leder_boern, raadgiver) -> m.Forespoergsel:
    """Sent by the adviser to the department of `leder_boern`."""
    return fabrik.forespoergsel(henvendelse, kontor.boern, af=raadgiver)


@pytest.fixture
def med_samtykke(henvendelse, leder_boern) -> m.Henvendelse:
    fabrik.samtykke(henvendelse)
    return henvendelse
