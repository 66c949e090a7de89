"""Dates as people and programs write them in Denmark."""

from __future__ import annotations

import re
from datetime import date

from ..regler import dag_i_registret
from .fejl import Cellefejl, vis

_ISO = re.compile(r"(?P<aar>[0-9]{4})-(?P<maaned>[0-9]{1,2})-(?P<dag>[0-9]{1,2})")
_TAL = re.compile(r"(?P<dag>[0-9]{1,2})([./-])(?P<maaned>[0-9]{1,2})\2(?P<aar>[0-9]{4})")
_ORD = re.compile(r"(?P<dag>[0-9]{1,2})\. ?(?P<maaned>[a-z]{3,9})\.? (?P<aar>[0-9]{4})")
_MAANEDER = (
    ("januar", "jan"),
    ("februar", "feb"),
    ("marts", "mar"),
    ("april", "apr"),
    ("maj", "maj"),
    ("juni", "jun"),
    ("juli", "jul"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt"),
    ("november", "nov"),
    ("december", "dec"),
)


def laes_dato(tekst: str) -> date:
    """E.g. 31.12.2024, 31-12-2024, 1/4/2024, 1. april 2024, 1. apr. 2024 or 2024-12-31.

    The day goes before the month, also between slashes. Raises Cellefejl.
    """
    for form in (_ISO, _TAL, _ORD):
        if fund := form.fullmatch(tekst.casefold()):
            try:
                return date(int(fund["aar"]), _maaned(fund["maaned"]), int(fund["dag"]))
            except ValueError as fejl:
                raise Cellefejl(f"Datoen {vis(tekst)} findes ikke i kalenderen.") from fejl
    raise Cellefejl(f"{vis(tekst)} er ikke en dato. Skriv den som 31.12.2024 eller 2024-12-31.")


def laes_dag(tekst: str) -> date | None:
    """A day on which something has happened; None for an empty cell.

    Raises Cellefejl for what is not a date, and ValidationError for a day the register refuses.
    """
    if not tekst:
        return None
    dag = laes_dato(tekst)
    dag_i_registret(dag)
    return dag


def laes_modtaget(tekst: str) -> date:
    """As `laes_dag`, of a cell that must not be empty."""
    if dag := laes_dag(tekst):
        return dag
    raise Cellefejl("Datoen mangler.")


def dato_normalform(tekst: str) -> str:
    """The day in ISO form; the text itself where it is none."""
    try:
        return laes_dato(tekst).isoformat()
    except Cellefejl:
        return tekst


def _maaned(tekst: str) -> int:
    """The month's number. Raises ValueError for what is no month."""
    if tekst.isdigit():
        return int(tekst)
    fundet = [nr for nr, navne in enumerate(_MAANEDER, 1) if tekst in navne]
    if not fundet:
        raise ValueError(tekst)
    return fundet[0]
