"""What changes several rows of a report: each a named action in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from .models import Afsnit, Art, Beretning

_BERETNING = {"noegle", "titel", "fra", "til", "dateret", "afsender"}
_AFSNIT = {"art", "noegle", "overskrift", "nummereret", "tekst", "indhold", "afsnit"}


class Skabelonfejl(ValueError):
    """A template that a report cannot be made from; the message says where and why."""


@transaction.atomic
def opret_beretning(skabelon: Mapping[str, Any]) -> tuple[Beretning, bool]:
    """A report from a template, and whether it was made now.

    A report of the same key is left as the office has edited it. Raises Skabelonfejl, and then
    nothing is made.
    """
    _kun(skabelon, _BERETNING | {"afsnit"}, "beretningen")
    mangler = sorted(_BERETNING - set(skabelon))
    if mangler:
        raise Skabelonfejl(f"Beretningen mangler »{mangler[0]}«.")
    findes = Beretning.objects.filter(noegle=skabelon["noegle"]).first()
    if findes:
        return findes, False
    beretning = Beretning(**{felt: skabelon[felt] for felt in _BERETNING})
    for felt in ("fra", "til", "dateret"):
        setattr(beretning, felt, _dag(skabelon[felt], felt))
    _gem(beretning, "beretningen")
    _opret_afsnit(beretning, None, skabelon.get("afsnit", []), "afsnit")
    return beretning, True


def _opret_afsnit(
    beretning: Beretning, overordnet: Afsnit | None, alle: Sequence[Mapping], sted: str
) -> None:
    for nr, data in enumerate(alle):
        hvor = f"{sted}[{nr}]"
        _kun(data, _AFSNIT, hvor)
        if data.get("art") not in Art.values:
            raise Skabelonfejl(f"{hvor}: »{data.get('art')}« er ikke en slags afsnit.")
        afsnit = Afsnit(
            beretning=beretning,
            overordnet=overordnet,
            raekkefoelge=nr,
            **{felt: vaerdi for felt, vaerdi in data.items() if felt != "afsnit"},
        )
        _gem(afsnit, hvor)
        _opret_afsnit(beretning, afsnit, data.get("afsnit", []), f"{hvor}.afsnit")


def _gem(raekke: Beretning | Afsnit, hvor: str) -> None:
    try:
        raekke.full_clean()
    except ValidationError as fejl:
        felt, beskeder = next(iter(fejl.message_dict.items()))
        raise Skabelonfejl(f"{hvor}, {felt}: {beskeder[0]}") from fejl
    raekke.save()


def _kun(data: Mapping, kendte: set[str], hvor: str) -> None:
    ukendte = sorted(set(data) - kendte)
    if ukendte:
        raise Skabelonfejl(f"{hvor}: »{ukendte[0]}« kendes ikke.")


def _dag(tekst: str, felt: str) -> date:
    try:
        return date.fromisoformat(tekst)
    except (TypeError, ValueError) as fejl:
        raise Skabelonfejl(
            f"beretningen, {felt}: »{tekst}« er ikke en dato (ÅÅÅÅ-MM-DD)."
        ) from fejl
