"""An entry in words, as the adviser reads it on a case's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist

from ..models import (
    Afgoerelse,
    Borger,
    Forespoergsel,
    Fristforlaengelse,
    Henvendelse,
    Logpost,
    Notat,
    Opfoelgningsspoergsmaal,
    Partsperson,
    Samtykke,
    Svar,
    Tilbagekaldelse,
    Videregivelse,
)
from ..regler import dansk_dato
from ..valg import Handling, Rolle

SERVEREN = "En kommando på serveren"
IKKE_LOGGET_IND = "Ikke logget ind"
_UDEN_FELT = {
    "sag": "Sag",
    "bemaerkninger": "Bemærkningstemaer",
    "borger": "Borger",
    "beskrivelse": "Beskrivelse",
    "forespoergsel": "Forespørgsel",
}
# What is told under a name of its own (`log.som_del`).
_DELE = {
    model._meta.model_name: model
    for model in (
        Borger,
        Partsperson,
        Samtykke,
        Notat,
        Forespoergsel,
        Svar,
        Opfoelgningsspoergsmaal,
        Fristforlaengelse,
        Videregivelse,
        Tilbagekaldelse,
    )
}
_FELTERNES_ORDEN = {
    felt.name: plads
    for model in (Afgoerelse, Henvendelse)
    for plads, felt in enumerate(model._meta.concrete_fields)
}
_I_EN_LISTE = {Handling.LAESNING, Handling.SOEGNING}


@dataclass(frozen=True)
class Linje:
    """One entry: when, who, in which role, what, for which purpose, and what it changed."""

    tidspunkt: datetime
    hvem: str
    rolle: str
    hvad: str
    formaal: str
    aendringer: list[str]


def linje(post: Logpost) -> Linje:
    return Linje(
        tidspunkt=post.tidspunkt,
        hvem=post.brugernavn or _uden_bruger(post),
        rolle=Rolle(post.rolle).label if post.rolle in Rolle else "",
        hvad=hvad(post),
        formaal=post.get_formaal_display(),
        aendringer=list(_aendringer(post.aendringer)),
    )


def _uden_bruger(post: Logpost) -> str:
    """An entry that came by an address was somebody's, known or not; else it was a command."""
    fra_en_side = post.adresse or post.handling == Handling.MISLYKKET_LOGIN
    return IKKE_LOGGET_IND if fra_en_side else SERVEREN


def hvad(post: Logpost) -> str:
    """E.g. "Læsning" or "Søgning, vist i en liste"."""
    i_liste = post.handling in _I_EN_LISTE and "side" in post.udvalg
    return post.get_handling_display() + (", vist i en liste" if i_liste else "")


def _aendringer(aendringer: dict[str, list | None]) -> Iterator[str]:
    for navn in sorted(aendringer, key=_plads):
        vaerdier = aendringer[navn]
        felt = feltnavn(navn)
        if vaerdier is None:
            yield f"{felt} (indholdet står ikke i loggen)"
            continue
        foer, efter = (_vist(vaerdi) for vaerdi in vaerdier)
        if foer and efter:
            yield f"{felt}: fra {foer} til {efter}"
        else:
            yield f"{felt}: {efter}" if efter else f"{felt}: {foer} er fjernet"


def _plads(navn: str) -> tuple[int, int, str]:
    """The case's own fields as the model has them, then its issues, then the fields of its parts.

    A JSON object has no order of its own: PostgreSQL keeps none.
    """
    del_, _, under = navn.partition(".")
    if under.isdecimal():
        return 1, int(under), ""
    if under:
        felter = [felt.name for felt in _DELE[del_]._meta.concrete_fields] if del_ in _DELE else []
        return 2, felter.index(under) if under in felter else len(felter), under
    return 0, _FELTERNES_ORDEN.get(navn, len(_FELTERNES_ORDEN)), navn


def feltnavn(navn: str) -> str:
    """What a changed field is called; its own name where the program has it no longer."""
    del_, _, under = navn.partition(".")
    if del_ in _DELE and under:
        model = _DELE[del_]
        del_navn = str(model._meta.verbose_name)
        felt = _UDEN_FELT.get(under, "").lower() or _navn(under, model) or under
        if felt == del_navn:  # a note's text is called a note
            return del_navn.capitalize()
        hvis = "Borgerens" if model is Borger else f"{del_navn.capitalize()},"
        return f"{hvis} {felt}"
    ord_ = _UDEN_FELT.get(del_) or _navn(del_, Henvendelse, Afgoerelse) or navn
    return ord_[:1].upper() + ord_[1:]


def _navn(felt: str, *modeller: type) -> str:
    for model in modeller:
        try:
            return str(model._meta.get_field(felt).verbose_name).rstrip("?")
        except FieldDoesNotExist:
            continue
    return ""


def _vist(vaerdi: Any) -> str:
    if vaerdi in (None, "", []):
        return ""
    if isinstance(vaerdi, bool):
        return "ja" if vaerdi else "nej"
    if isinstance(vaerdi, list):
        return f"»{', '.join(str(del_) for del_ in vaerdi if del_)}«"
    try:
        return dansk_dato(date.fromisoformat(vaerdi))
    except (TypeError, ValueError):
        return f"»{vaerdi}«"
