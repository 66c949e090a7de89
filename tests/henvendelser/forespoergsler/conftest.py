"""A case with the citizen's consent, and its department's two leads."""

from __future__ import annotations

import pytest

from henvendelser import models as m
from tests import fabrik


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
