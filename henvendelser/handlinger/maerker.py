"""An inquiry's values of the office's own markers."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError

from ..models import Henvendelse, Maerke, Maerkesvar, Maerkevaerdi


def skriv_maerker(
    henvendelse: Henvendelse, maerker: Mapping[Maerke, Collection[Maerkevaerdi]]
) -> None:
    """Give the inquiry exactly these values of these markers. Call it inside a transaction.

    Raises ValidationError, by the marker's parameter, for a value of another marker and for
    several values of a marker that takes one.
    """
    if not maerker:
        return
    for maerke, vaerdier in maerker.items():
        _efterse(maerke, vaerdier)
    oenskede = {vaerdi.pk: maerke for maerke, alle in maerker.items() for vaerdi in alle}
    for svar in henvendelse.maerkesvar.filter(maerke__in=maerker):
        if oenskede.pop(svar.vaerdi_id, None) is None:
            svar.delete()
    for pk, maerke in oenskede.items():
        svar = Maerkesvar(
            henvendelse=henvendelse, maerke=maerke, vaerdi_id=pk, flere=maerke.tager_flere
        )
        svar.save(force_insert=True)


def _efterse(maerke: Maerke, vaerdier: Collection[Maerkevaerdi]) -> None:
    if any(vaerdi.maerke_id != maerke.pk for vaerdi in vaerdier):
        raise ValidationError({maerke.parameter: "Vælg en af mærkets egne værdier."})
    if len({vaerdi.pk for vaerdi in vaerdier}) > 1 and not maerke.tager_flere:
        raise ValidationError({maerke.parameter: "Vælg kun én værdi."})
