"""Notes are written, never changed; see `handlinger` for what every action promises."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from .. import log
from ..models import Bruger, Henvendelse, Notat
from ..regler import i_dag
from ..valg import Formaal, Handling


@transaction.atomic
def skriv_notat(
    *,
    henvendelse: Henvendelse,
    tekst: str,
    dato: date | None = None,
    retter: Notat | None = None,
    af: Bruger | None,
) -> Notat:
    """Write a note about `dato`, today unless told otherwise, signed by `af`.

    `retter` is the inquiry's earlier note that it corrects: one that is not corrected already.
    Raises ValidationError, by field.
    """
    laast = Henvendelse.objects.select_for_update().get(pk=henvendelse.pk)
    notat = Notat(
        henvendelse=laast, tekst=tekst.strip(), dato=dato or i_dag(), retter=retter, skrevet_af=af
    )
    notat.full_clean()
    notat.save(force_insert=True)
    laast.roer()
    log.skriv(
        af=af,
        handling=Handling.OPRETTELSE,
        formaal=Formaal.SAGSBEHANDLING,
        om=[notat],
        aendringer=log.som_del(notat, log.forskel({}, log.tilstand(notat))),
    )
    return notat
