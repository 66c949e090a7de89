"""Which forms have drafts, and what a draft of each is called.

A new form is one line: the name of its address, and a title, in which the address's own arguments
may stand. Another app adds its own (`apps.py`).
"""

from __future__ import annotations

from django.urls import Resolver404, ResolverMatch, resolve

STEDER: dict[str, str] = {
    "ny_henvendelse": "Ny henvendelse",
    "ret_henvendelse": "Rettelser i henvendelse {nummer}",
    "ny_afgoerelse": "Ny afgørelse",
    "ret_afgoerelse": "Rettelser i afgørelse {pk}",
    "skriv_notat": "Nyt notat på henvendelse {nummer}",
    "ret_notat": "Rettelse af et notat på henvendelse {nummer}",
    "tilfoej_person": "Ny person på henvendelse {nummer}",
    "ret_person": "Rettelser i en person på henvendelse {nummer}",
    "giv_samtykke": "Nyt samtykke på henvendelse {nummer}",
    "traek_samtykke_tilbage": "Samtykke, der trækkes tilbage, på henvendelse {nummer}",
    "ny_forespoergsel": "Forespørgsel om henvendelse {nummer}",
    "spoerg_igen": "Opfølgende spørgsmål på forespørgsel {pk}",
    "svar": "Svar på forespørgsel {pk}",
    "bed_om_frist": "Længere frist for forespørgsel {pk}",
    "giv_videre": "Forespørgsel {pk}, der gives videre",
    "ny_aktivitet": "Ny aktivitet",
    "ret_aktivitet": "Rettelser i aktivitet {pk}",
}


def stedet(adresse: str) -> ResolverMatch | None:
    """The form at the address; None where there is none that has drafts."""
    try:
        fundet = resolve(adresse)
    except Resolver404:
        return None
    return fundet if fundet.view_name in STEDER else None


def titel(adresse: str) -> str:
    """What the form at the address is called: "Rettelser i henvendelse 2025-0012"."""
    fundet = stedet(adresse)
    return STEDER[fundet.view_name].format(**fundet.kwargs) if fundet else "En formular"
