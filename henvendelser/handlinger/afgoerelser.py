"""Register and correct a decision of an appeals body; see `handlinger` for what actions promise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from .. import log
from ..models import Afdeling, Afgoerelse, Bemaerkning, Bemaerkningstema, Bruger, Instans, Lov
from ..valg import Handling, Udfald
from .indlaest import Import
from .logning import log_aendring


@transaction.atomic
def registrer_afgoerelse(
    *,
    instans: Instans,
    modtaget: date,
    afdeling: Afdeling | None,
    afgjort: date | None = None,
    udfald: Udfald | None = None,
    lov: Lov | None = None,
    paragraf: str = "",
    temaer: Iterable[Bemaerkningstema | None] = (),
    note: str = "",
    indlaest: Import | None = None,
    af: Bruger | None,
) -> Afgoerelse:
    """Register an appeals body's decision and its remarks; a None tema is one not stated."""
    afgoerelse = Afgoerelse(
        instans=instans,
        modtaget=modtaget,
        afgjort=afgjort,
        afdeling=afdeling,
        udfald=udfald,
        lov=lov,
        paragraf=paragraf,
        note=note,
        oprettet_af=af,
    )
    if indlaest:
        indlaest.maerk(afgoerelse)
    _gem(afgoerelse, temaer)
    if not indlaest:
        log_aendring(Handling.OPRETTELSE, afgoerelse, {}, af)
    return afgoerelse


@transaction.atomic
def ret_afgoerelse(
    *, afgoerelse: Afgoerelse, temaer: Iterable[Bemaerkningstema | None], af: Bruger
) -> Afgoerelse:
    """Save a changed decision with exactly these remarks."""
    foer = log.tilstand(Afgoerelse.objects.select_for_update().get(pk=afgoerelse.pk))
    _gem(afgoerelse, temaer)
    log_aendring(Handling.AENDRING, afgoerelse, foer, af)
    return afgoerelse


def _gem(afgoerelse: Afgoerelse, temaer: Iterable[Bemaerkningstema | None]) -> None:
    afgoerelse.full_clean()
    afgoerelse.save()
    oenskede = set(temaer)
    for bemaerkning in afgoerelse.bemaerkninger.select_related("tema"):
        if bemaerkning.tema in oenskede:
            oenskede.remove(bemaerkning.tema)
        else:
            bemaerkning.delete()
    for tema in oenskede:
        Bemaerkning(afgoerelse=afgoerelse, tema=tema).save(force_insert=True)
