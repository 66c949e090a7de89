"""The day by which a case is followed up; see `handlinger` for what every action promises."""

from __future__ import annotations

from django.db import transaction

from ..frister import Frist
from ..models import Bruger, Henvendelse
from .logning import aendrer


@transaction.atomic
def saet_frist(*, henvendelse: Henvendelse, frist: Frist | None, af: Bruger) -> Henvendelse:
    """Set the day, with how it was computed; None takes it away. Raises ValidationError."""
    with aendrer(henvendelse, af=af) as aendret:
        aendret.frist = frist.dag if frist else None
        aendret.frist_forklaring = frist.forklaring if frist else ""
    return aendret
