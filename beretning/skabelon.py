"""The form of a report's template, as JSON has it.

Checked before anything is saved, so that what comes later can rely on it: a section's kind finds a
text where it reads a text. What a table or a figure means is for their declarations to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .models import Art


class Skabelonfejl(ValueError):
    """A template that a report cannot be made from; the message says where and why."""


@dataclass(frozen=True)
class Liste:
    af: Any


@dataclass(frozen=True)
class Objekt:
    """`andre` is the form of every field not named; None where there are no others.

    Of the free fields in `et_af` there is at least one; the first is what most would write.
    """

    kraevet: Mapping[str, Any] = field(default_factory=dict)
    frit: Mapping[str, Any] = field(default_factory=dict)
    andre: Any = None
    et_af: tuple[str, ...] = ()


HVAD_SOM_HELST = object
_ORD = {
    str: "en tekst",
    bool: "true eller false",
    int: "et helt tal",
    Liste: "en liste",
    Objekt: "et objekt",
}

BERETNING = Objekt(
    dict.fromkeys(("noegle", "titel", "fra", "til", "dateret", "afsender"), str),
    {"afsnit": Liste(HVAD_SOM_HELST)},
)
AFSNIT = Objekt(
    {"art": str},
    {
        **dict.fromkeys(("noegle", "overskrift", "tekst"), str),
        "nummereret": bool,
        "indhold": Objekt(andre=HVAD_SOM_HELST),
        "afsnit": Liste(HVAD_SOM_HELST),
    },
)
_AKSE = Objekt(
    frit={
        "dimension": str,
        "niveau": int,
        **dict.fromkeys(("mellemsummer", "efter_hovedsag", "efterfoelgere", "kun_valgte"), bool),
        "linjer": Liste(Objekt({"vaerdi": str}, dict.fromkeys(("navn", "kort", "maerke"), str))),
    },
    andre=HVAD_SOM_HELST,
)
INDHOLD = {
    Art.TEKST: Objekt(),
    Art.BILAG: Objekt(),
    Art.TABEL: Objekt(
        frit={
            "maal": str,
            "raekker": _AKSE,
            "kolonner": _AKSE,
            "filter": Objekt(andre=Liste(str)),
            "totalnavn": str,
            "raekketotal": bool,
            "noter": Liste(str),
        },
        andre=HVAD_SOM_HELST,
    ),
    Art.FIGUR: Objekt(andre=str),
    Art.CASES: Objekt({"cases": Liste(Objekt({"titel": str, "tekst": str}))}),
    Art.ANBEFALINGER: Objekt(
        frit={
            "anbefalinger": Liste(Objekt({"tekst": str}, {"uddybning": str})),
            "fra_registret": bool,
        },
        et_af=("anbefalinger", "fra_registret"),
    ),
    Art.OPFOELGNING: Objekt(),
    Art.AFDELINGSSVAR: Objekt(),
}

# A database refuses them, or says nothing and cuts the text off.
_KAN_IKKE_GEMMES = re.compile("[\x00\ud800-\udfff]")


def kraev_form(data: Any, form: Any, hvor: str, sti: str = "") -> None:
    """Raises Skabelonfejl where the data are of another form; `sti` is the place within `hvor`."""
    if isinstance(data, dict):
        _kraev_slags(form, Objekt, hvor, sti)
        _kraev_felter(data, form if isinstance(form, Objekt) else Objekt(andre=form), hvor, sti)
    elif isinstance(data, list):
        _kraev_slags(form, Liste, hvor, sti)
        for nr, en in enumerate(data):
            kraev_form(en, getattr(form, "af", HVAD_SOM_HELST), hvor, f"{sti}[{nr}]")
    else:
        _kraev_slags(form, type(data), hvor, sti)
        if isinstance(data, str) and _KAN_IKKE_GEMMES.search(data):
            raise Skabelonfejl(f"{stedet(hvor, sti)}: har et tegn, der ikke kan gemmes.")


def _kraev_slags(form: Any, slags: type, hvor: str, sti: str) -> None:
    if form is not HVAD_SOM_HELST and form is not slags and type(form) is not slags:
        oensket = form if isinstance(form, type) else type(form)
        raise Skabelonfejl(f"{stedet(hvor, sti)}: skal være {_ORD[oensket]}.")


def _kraev_felter(data: Mapping[str, Any], form: Objekt, hvor: str, sti: str) -> None:
    mangler = [felt for felt in form.kraevet if felt not in data]
    if form.et_af and not any(felt in data for felt in form.et_af):
        mangler.append(form.et_af[0])
    if mangler:
        raise Skabelonfejl(f"{stedet(hvor, sti)}: »{mangler[0]}« mangler.")
    for felt, vaerdi in data.items():
        kraev_form(felt, str, hvor, sti)
        feltets = {**form.frit, **form.kraevet}.get(felt, form.andre)
        if feltets is None:
            raise Skabelonfejl(f"{stedet(hvor, sti)}: »{felt}« kendes ikke.")
        kraev_form(vaerdi, feltets, hvor, f"{sti}.{felt}" if sti else felt)


def stedet(hvor: str, sti: str) -> str:
    """E.g. "afsnit[3], indhold.raekker"."""
    return f"{hvor}, {sti}" if sti else hvor
