"""The day by which a case is followed up; see `handlinger` for what every action promises."""

from __future__ import annotations

from django.db import transaction

from .. import log
from ..frister import Frist
from ..models import Bruger, Henvendelse
from ..regler import i_dag
from ..valg import Formaal, Handling


@transaction.atomic
def saet_frist(*, henvendelse: Henvendelse, frist: Frist | None, af: Bruger) -> Henvendelse:
    """Set the day, with how it was computed; None takes it away. Raises ValidationError."""
    henvendelse = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    foer = log.tilstand(henvendelse)
    henvendelse.frist = frist.dag if frist else None
    henvendelse.frist_forklaring = frist.forklaring if frist else ""
    henvendelse.sidst_aktiv = i_dag()
    henvendelse.full_clean()
    henvendelse.save(update_fields=["frist", "frist_forklaring", "sidst_aktiv"])
    log.skriv(
        af=af,
        handling=Handling.AENDRING,
        formaal=Formaal.SAGSBEHANDLING,
        om=[henvendelse],
        antal=1,
        aendringer=log.forskel(foer, log.tilstand(henvendelse)),
    )
    return henvendelse
