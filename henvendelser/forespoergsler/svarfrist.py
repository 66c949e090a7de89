"""By when a department must answer; the days themselves are `frister`'s."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError

from ..frister import (
    Frist,
    Fristfejl,
    Tidsenhed,
    beregn_frist,
    kontorets_kalender,
    valgt_frist,
)
from ..models import Kontor

UGE = 7


def kontorets_svarfrist(fra: date) -> Frist:
    """The office's ordinary deadline from that day: three weeks, until it sets another."""
    dage = Kontor.dette().svarfrist_dage
    uger, rest = divmod(dage, UGE)
    antal, enhed = (dage, Tidsenhed.DAGE) if rest else (uger, Tidsenhed.UGER)
    return beregn_frist(fra, antal, enhed, kontorets_kalender())


def svarfrist_paa(dag: date, i_dag: date, felt: str = "svarfrist") -> Frist:
    """The chosen day, moved to a working day. Raises ValidationError at `felt` for a day that is
    not after today, and for one whose bank holidays are not known."""
    if dag <= i_dag:
        raise ValidationError({felt: "Fristen skal ligge efter i dag."})
    try:
        return valgt_frist(dag, kontorets_kalender())
    except Fristfejl as fejl:
        raise ValidationError({felt: str(fejl)}) from fejl
