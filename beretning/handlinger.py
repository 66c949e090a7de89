"""What changes several rows of a report: each a named action in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from .models import Afsnit, Art, Beretning
from .skabelon import AFSNIT, BERETNING, INDHOLD, Skabelonfejl, kraev_form, stedet


@transaction.atomic
def opret_beretning(skabelon: Mapping[str, Any]) -> tuple[Beretning, bool]:
    """A report from a template, and whether it was made now.

    A report of the same key is left as the office has edited it. Raises Skabelonfejl, and then
    nothing is made.
    """
    kraev_form(skabelon, BERETNING, "beretningen")
    findes = Beretning.objects.filter(noegle=skabelon["noegle"]).first()
    if findes:
        return findes, False
    dage = {felt: _dag(skabelon[felt], felt) for felt in ("fra", "til", "dateret")}
    beretning = Beretning(**_uden_afsnit(skabelon) | dage)
    _gem(beretning, "beretningen")
    _opret_afsnit(beretning, None, skabelon.get("afsnit", []), "afsnit")
    return beretning, True


def _opret_afsnit(
    beretning: Beretning, overordnet: Afsnit | None, alle: Sequence[Mapping], sted: str
) -> None:
    for nr, data in enumerate(alle):
        hvor = f"{sted}[{nr}]"
        kraev_form(data, AFSNIT, hvor)
        if data["art"] not in Art.values:
            raise Skabelonfejl(f"{hvor}: »{data['art']}« er ikke en slags afsnit.")
        kraev_form(data.get("indhold", {}), INDHOLD[data["art"]], hvor, "indhold")
        afsnit = Afsnit(
            beretning=beretning,
            overordnet=overordnet,
            raekkefoelge=nr,
            **_uden_afsnit(data),
        )
        _gem(afsnit, hvor)
        _opret_afsnit(beretning, afsnit, data.get("afsnit", []), f"{hvor}.afsnit")


def _uden_afsnit(data: Mapping[str, Any]) -> dict[str, Any]:
    return {felt: vaerdi for felt, vaerdi in data.items() if felt != "afsnit"}


def _gem(raekke: Beretning | Afsnit, hvor: str) -> None:
    try:
        raekke.full_clean()
    except ValidationError as fejl:
        felt, beskeder = next(iter(fejl.message_dict.items()))
        sti = "" if felt == NON_FIELD_ERRORS else felt
        raise Skabelonfejl(f"{stedet(hvor, sti)}: {beskeder[0]}") from fejl
    raekke.save()


def _dag(tekst: str, felt: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except ValueError as fejl:
        raise Skabelonfejl(
            f"beretningen, {felt}: »{tekst}« er ikke en dato (ÅÅÅÅ-MM-DD)."
        ) from fejl
