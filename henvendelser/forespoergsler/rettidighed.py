"""Whether a department answered in time: derived, never stored."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Value, When

from ..regler import i_dag
from ..valg import Forespoergselstilstand, Rettidighed


def rettidighed() -> Case:
    """A request's Rettidighed as an expression on its row, seen from today."""
    kaldt_tilbage = {"tilstand": Forespoergselstilstand.TILBAGEKALDT, "besvaret": None}
    return Case(
        When(besvaret__lte=F("svarfrist"), then=Value(Rettidighed.TIL_TIDEN.value)),
        When(besvaret__isnull=False, then=Value(Rettidighed.FOR_SENT.value)),
        When(**kaldt_tilbage, then=Value(Rettidighed.KALDT_TILBAGE.value)),
        When(svarfrist__lt=i_dag(), then=Value(Rettidighed.OVER_FRISTEN.value)),
        default=Value(Rettidighed.INDEN_FRISTEN.value),
        output_field=CharField(),
    )
