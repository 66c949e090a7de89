"""The same case and leads as the requests have."""

from tests.henvendelser.forespoergsler.conftest import (  # noqa: F401
    forespoergsel,
    henvendelse,
    kollega,
    leder_boern,
    leder_skole,
    med_samtykke,
)
