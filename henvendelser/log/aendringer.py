"""What an object says, and how that differs from what it said before.

Only what cannot be a citizen's is told: days, numbers, choices and the office's own lists. Of any
other field, names and free texts above all, the log tells that it was changed and no more. A new
field is therefore silent till it is one of the open kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any

from django.db import models

from ..models import Afgoerelse, Borger, Henvendelse, Maerkesvar, Sag
from ..models.kodelister import Kodeliste
from ..models.traeer import Knude
from .skriv import Aendringer

_AABNE_FELTER = (models.DateField, models.IntegerField, models.BooleanField)
_AABNE_LISTER = (Kodeliste, Knude)


@dataclass(frozen=True)
class Vaerdi:
    """One value: what the log may say of it, and, where that is nothing, what to compare by."""

    vist: Any
    skjult: Any = None


Tilstand = Mapping[str, Vaerdi]
TOM = Vaerdi(None)


@singledispatch
def tilstand(objekt: models.Model) -> Tilstand:
    """What an object says now, by field; with its parts where it has any."""
    return dict(felter(objekt))


@tilstand.register
def _(objekt: Henvendelse) -> Tilstand:
    # Asked anew: what was prefetched is what it said before.
    sager = Sag.objects.filter(henvendelse=objekt).select_related("afdeling", "emne")
    return {
        **dict(felter(objekt)),
        **{f"sag.{sag.pk}": Vaerdi(_sag(sag)) for sag in sager.order_by("id")},
        **_maerker(objekt),
        **(_under("borger", objekt.borger) if objekt.borger_id else {}),
    }


def _maerker(henvendelse: Henvendelse) -> Tilstand:
    """The answers to the office's own markers, which are chosen from its lists."""
    svar: dict[str, list[str]] = {}
    for et in Maerkesvar.objects.filter(henvendelse=henvendelse):
        svar.setdefault(et.maerke.parameter, []).append(et.vaerdi.navn)
    return {navn: Vaerdi(vaerdier) for navn, vaerdier in svar.items()}


@tilstand.register
def _(objekt: Afgoerelse) -> Tilstand:
    temaer = [str(bemaerkning) for bemaerkning in objekt.bemaerkninger.select_related("tema").all()]
    return {**dict(felter(objekt)), "bemaerkninger": Vaerdi(sorted(temaer) or None)}


def _under(navn: str, del_: Borger) -> Tilstand:
    return {f"{navn}.{felt}": vaerdi for felt, vaerdi in tilstand(del_).items()}


def _sag(sag: Sag) -> list[str]:
    return [sag.get_sagstype_display(), str(sag.afdeling or ""), str(sag.emne or "")]


def felter(objekt: models.Model) -> Iterator[tuple[str, Vaerdi]]:
    """The model's own fields, each with what may be told of it."""
    for felt in objekt._meta.concrete_fields:
        if felt.editable and not felt.primary_key:
            yield felt.name, _vaerdi(objekt, felt)


def _vaerdi(objekt: models.Model, felt: models.Field) -> Vaerdi:
    raa = getattr(objekt, felt.attname)
    if raa in (None, ""):
        return TOM
    if felt.is_relation:
        aaben = issubclass(felt.related_model, _AABNE_LISTER)
        return Vaerdi(str(getattr(objekt, felt.name))) if aaben else Vaerdi(None, raa)
    if felt.choices:
        return Vaerdi(str(getattr(objekt, f"get_{felt.name}_display")()))
    if isinstance(felt, _AABNE_FELTER):
        return Vaerdi(raa.isoformat() if isinstance(raa, date) else raa)
    return Vaerdi(None, raa)


def forskel(foer: Tilstand, efter: Tilstand) -> Aendringer:
    """Per field that differs `[before, after]`; None for one whose content is not to be told."""
    aendringer: Aendringer = {}
    for navn in dict.fromkeys([*foer, *efter]):
        gammel, ny = foer.get(navn, TOM), efter.get(navn, TOM)
        if gammel != ny:
            skjult = gammel.skjult is not None or ny.skjult is not None
            aendringer[navn] = None if skjult else [gammel.vist, ny.vist]
    return aendringer


def som_del(objekt: models.Model, aendringer: Aendringer) -> Aendringer:
    """The same changes under the name of what it is: a case's entry says of which of its parts."""
    return {_som_del(objekt, felt): aendring for felt, aendring in aendringer.items()}


def navne_som_del(objekt: models.Model) -> list[str]:
    """What the fields of such a part are called in its case's entries."""
    return [_som_del(objekt, felt.name) for felt in objekt._meta.concrete_fields]


def _som_del(objekt: models.Model, felt: str) -> str:
    return f"{objekt._meta.model_name}.{felt}"
