"""The thread of a request, in the order it happened; the same for both sides but for one thing.

What a lead writes to a colleague when handing on is the department's own, and only told there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..models import Bruger, Dokument, Forespoergsel, Fristforlaengelse, Svar
from ..regler import dansk_dato
from ..valg import Forlaengelsesudfald


@dataclass(frozen=True)
class Indlaeg:
    """One part of the thread: who did what, when, in which words, with which documents."""

    tidspunkt: datetime
    hvem: Bruger | None
    overskrift: str
    tekst: str = ""
    fakta: list[tuple[str, str]] = field(default_factory=list)
    dokumenter: list[Dokument] = field(default_factory=list)
    fra_afdelingen: bool = False


def traad(forespoergsel: Forespoergsel, *, for_afdelingen: bool) -> list[Indlaeg]:
    """All that was said and done after it was sent. Six queries, however long it is."""
    indlaeg = [
        *(
            _svar(et)
            for et in forespoergsel.svar.select_related("af").prefetch_related(
                "dokumenter__dokument"
            )
        ),
        *(
            Indlaeg(
                et.tidspunkt,
                et.af,
                "Opfølgende spørgsmål",
                et.tekst,
                [("Svar senest", dansk_dato(et.frist))],
            )
            for et in forespoergsel.opfoelgninger.select_related("af")
        ),
        *(
            et
            for forlaengelse in forespoergsel.forlaengelser.select_related("af", "afgjort_af")
            for et in _forlaengelse(forlaengelse)
        ),
        *(
            Indlaeg(
                et.tidspunkt,
                et.af,
                f"Givet videre til {et.til}",
                et.besked if for_afdelingen else "",
                fra_afdelingen=True,
            )
            for et in forespoergsel.videregivelser.select_related("af", "til")
        ),
    ]
    if tilbage := getattr(forespoergsel, "tilbagekaldelse", None):
        indlaeg.append(Indlaeg(tilbage.tidspunkt, tilbage.af, "Kaldt tilbage", tilbage.grund))
    return sorted(indlaeg, key=lambda et: et.tidspunkt)


def _svar(svar: Svar) -> Indlaeg:
    fakta = [("Er der begået en fejl?", svar.get_erkendelse_display() or "")]
    fakta += [("Gjort for borgeren", svar.gjort), ("Ændret for andre", svar.laering)]
    return Indlaeg(
        svar.tidspunkt,
        svar.af,
        svar.get_art_display(),
        svar.tekst,
        [(navn, vaerdi) for navn, vaerdi in fakta if vaerdi],
        [et.dokument for et in svar.dokumenter.all()],
        fra_afdelingen=True,
    )


def _forlaengelse(forlaengelse: Fristforlaengelse) -> list[Indlaeg]:
    oensket = [("Ønsket frist", dansk_dato(forlaengelse.oensket))]
    dele = [
        Indlaeg(
            forlaengelse.tidspunkt,
            forlaengelse.af,
            "Bedt om længere frist",
            forlaengelse.begrundelse,
            oensket,
            fra_afdelingen=True,
        )
    ]
    if forlaengelse.udfald in {Forlaengelsesudfald.GIVET, Forlaengelsesudfald.AFSLAAET}:
        givet = forlaengelse.udfald == Forlaengelsesudfald.GIVET
        overskrift = "Længere frist givet" if givet else "Længere frist afslået"
        ny = [("Ny frist", dansk_dato(forlaengelse.oensket))] if givet else []
        dele.append(
            Indlaeg(
                forlaengelse.afgjort, forlaengelse.afgjort_af, overskrift, forlaengelse.svar, ny
            )
        )
    return dele


def borgerbesked(forlaengelse: Fristforlaengelse) -> str:
    """What the citizen is told when a department does not answer in time, ready to be sent.

    The municipality promises it: where the deadline cannot be kept, citizen and adviser are told.
    """
    afdeling = forlaengelse.forespoergsel.afdeling
    foer, ny = dansk_dato(forlaengelse.frist_foer), dansk_dato(forlaengelse.oensket)
    if forlaengelse.udfald == Forlaengelsesudfald.AFSLAAET:
        slut = f"Jeg har bedt afdelingen om at svare senest {foer} som aftalt."
    else:
        slut = f"Afdelingen svarer nu senest {ny}. Du hører fra mig, når svaret er kommet."
    return (
        "Hej\n\n"
        f"Jeg har spurgt {afdeling} om din sag. Afdelingen skulle svare senest {foer}, men har "
        f"bedt om længere tid. {slut}\n\n"
        "Du er velkommen til at kontakte mig, hvis du har spørgsmål.\n\n"
        "Venlig hilsen\nBorgerrådgiveren"
    )
