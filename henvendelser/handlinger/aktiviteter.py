"""What changes an activity outside the cases; see `handlinger` for what every action promises."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from django.db import transaction

from .. import log
from ..models import Afdeling, Aktivitet, Aktivitetsslags, Bruger
from ..valg import Handling
from .logning import log_aendring


@transaction.atomic
def registrer_aktivitet(
    *,
    slags: Aktivitetsslags,
    titel: str,
    dato: date,
    tidspunkt: time | None = None,
    timer: Decimal | None = None,
    maalgruppe: str = "",
    antal_deltagere: int | None = None,
    afdeling: Afdeling | None = None,
    note: str = "",
    af: Bruger | None,
) -> Aktivitet:
    """Register what the office has done. Raises ValidationError, by field."""
    aktivitet = Aktivitet(
        slags=slags,
        titel=titel,
        dato=dato,
        tidspunkt=tidspunkt,
        timer=timer,
        maalgruppe=maalgruppe,
        antal_deltagere=antal_deltagere,
        afdeling=afdeling,
        note=note,
        oprettet_af=af,
    )
    aktivitet.full_clean()
    aktivitet.save()
    log_aendring(Handling.OPRETTELSE, aktivitet, {}, af)
    return aktivitet


@transaction.atomic
def ret_aktivitet(*, aktivitet: Aktivitet, af: Bruger) -> Aktivitet:
    """Save a changed activity. Raises ValidationError, by field."""
    foer = log.tilstand(Aktivitet.objects.select_for_update().get(pk=aktivitet.pk))
    aktivitet.full_clean()
    aktivitet.save()
    log_aendring(Handling.AENDRING, aktivitet, foer, af)
    return aktivitet
