"""The lines of a list on its settings page, with the buttons that each of them has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django import template
from django.db.models import Model
from django.utils.formats import date_format

from ..lister import Liste
from ..models import Afdeling
from ..regler import i_dag

register = template.Library()


@dataclass
class Knap:
    tekst: str
    url: str


@dataclass
class Linje:
    """One value as its line shows it."""

    post: Model
    niveau: int
    url: str
    dage: str
    kan_vaelges: bool
    slaaet_fra: bool
    knapper: list[Knap] = field(default_factory=list)


@register.simple_tag
def linjer(liste: Liste) -> list[Linje]:
    """Every value of the list; the first of those that stand together has no button up."""
    alle = list(liste.linjer())
    grupper: dict[int | None, list[int]] = defaultdict(list)
    for post, _ in alle:
        grupper[getattr(post, "overordnet_id", None)].append(post.pk)
    return [
        _linje(liste, post, niveau, grupper[getattr(post, "overordnet_id", None)])
        for post, niveau in alle
    ]


def _linje(liste: Liste, post: Model, niveau: int, gruppe: list[int]) -> Linje:
    aktiv = getattr(post, "aktiv", True)
    knapper = [
        *([Knap("Op", liste.adresse(post, "op"))] if post.pk != gruppe[0] else []),
        *([Knap("Ned", liste.adresse(post, "ned"))] if post.pk != gruppe[-1] else []),
    ]
    if liste.kan_slukkes:
        tekst, hvad = ("Slå fra", "fra") if aktiv else ("Slå til", "til")
        knapper.append(Knap(tekst, liste.adresse(post, hvad)))
    return Linje(
        post,
        niveau,
        liste.adresse(post),
        _dage(post),
        aktiv and _gaelder_i_dag(post),
        not aktiv,
        knapper,
    )


def _gaelder_i_dag(post: Model) -> bool:
    dag = i_dag()
    return (post.gyldig_fra is None or post.gyldig_fra <= dag) and (
        post.gyldig_til is None or dag <= post.gyldig_til
    )


def _dage(post: Model) -> str:
    """E.g. "Altid", "Fra 1.1.2026" or "1.1.2026–31.12.2026"; of a department, its successor."""
    fra, til = (dag and date_format(dag, "j.n.Y") for dag in (post.gyldig_fra, post.gyldig_til))
    if fra and til:
        dage = f"{fra}–{til}"
    elif fra:
        dage = f"Fra {fra}"
    else:
        dage = f"Til og med {til}" if til else "Altid"
    if isinstance(post, Afdeling) and post.efterfoelger_id:
        dage += ", så afløst"
    return dage


@register.simple_tag
def posthandling(liste: Liste, post: Model, hvad: str) -> str:
    """The address that a button of a value posts to."""
    return liste.adresse(post, hvad)
