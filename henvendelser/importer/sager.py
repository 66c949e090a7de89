"""Inquiries with their issues: one row an issue, the rows of one henvendelse_id an inquiry."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError

from ..dansk import Enhed
from ..handlinger import Import, Sagsindhold, UgyldigSag, registrer_henvendelse
from ..models import Behandling, Bruger, Henvendelse, Kategori, Kontaktform
from ..regler import afdeling_findes_den_dag, dansk_dato
from ..valg import Sagstype
from .ark import Kolonner, Raekke
from .datoer import dato_normalform, laes_dag, laes_modtaget
from .fejl import Cellefejl, Fejlliste, vis
from .indlaesning import Art, Resultat, indlaes
from .navne import noegle
from .opslag import Afdelingsopslag, Emneopslag, Kodeopslag

_SAGSTYPER = {noegle(navn): type_ for type_ in Sagstype for navn in (type_.value, type_.label)}
_KOLONNE_AF_FELT = {
    "modtaget": "dato",
    "afsluttet": "afsluttet",
    "kontaktform": "kontaktform",
    "behandling": "behandling",
    "kategori": "kategori",
    "beskrivelse": "beskrivelse",
    "afdeling": "afdeling",
    "emne": "emne",
    "sagstype": "sagstype",
}


def indlaes_sager(
    fil: str | os.PathLike | BinaryIO, *, kilde: str = "", af: Bruger | None
) -> Resultat:
    """Register the inquiries of a CSV file, a path or a file open in binary mode.

    Raises ImportFejl with every fault; then nothing is written. Inquiries that came from the same
    `kilde` before with the same content are passed over. `af` is None where nobody is logged in.
    """
    return indlaes(Sager, fil, kilde=kilde, af=af)


@dataclass(frozen=True)
class _Henvendelse:
    """What the rows of one key say: the inquiry's values and its issues, the hovedsag first."""

    faelles: dict[str, Any]
    sager: list[tuple[Raekke, Sagsindhold]]


class Sager(Art):
    kolonner = Kolonner(
        kraevede=("henvendelse_id", "sagstype", "afdeling", "tema", "emne", "dato"),
        valgfri=("kontaktform", "afsluttet", "behandling", "kategori", "beskrivelse"),
    )
    noeglekolonne = "henvendelse_id"
    model = Henvendelse
    enhed = Enhed("henvendelse", "henvendelser")
    del_enhed = Enhed("sag", "sager")
    normalform = {
        "dato": dato_normalform,
        "afsluttet": dato_normalform,
        "sagstype": lambda tekst: _SAGSTYPER.get(noegle(tekst), tekst),
        "beskrivelse": str,
    }

    def __init__(self) -> None:
        self._afdeling = Afdelingsopslag()
        self._emner = Emneopslag()
        self._lister = {
            "kontaktform": Kodeopslag(Kontaktform, "Kontaktformen"),
            "behandling": Kodeopslag(Behandling, "Behandlingen"),
            "kategori": Kodeopslag(Kategori, "Kategorien"),
        }

    def laes(self, raekker: list[Raekke], fejl: Fejlliste, hel: bool) -> _Henvendelse:
        faelles = [self._faelles(raekke, fejl) for raekke in raekker]
        _tjek_ens(raekker, faelles, fejl)
        sager = [
            (raekke, self._sag(raekke, vaerdier.get("dato"), fejl))
            for raekke, vaerdier in zip(raekker, faelles, strict=True)
        ]
        typer = [fejl.proev(raekke.linje, "sagstype", _sagstype, raekke) for raekke in raekker]
        if hel and None not in typer:
            _tjek_hovedsag(raekker, typer, fejl)
        hovedsag_foerst = sorted(
            zip(typer, sager, strict=True), key=lambda par: par[0] != Sagstype.HOVEDSAG
        )
        return _Henvendelse(faelles[0], [sag for _, sag in hovedsag_foerst])

    def _faelles(self, raekke: Raekke, fejl: Fejlliste) -> dict[str, Any]:
        """The values that belong to the inquiry; one that cannot be read is left out."""
        foer = len(fejl)
        vaerdier: dict[str, Any] = {"beskrivelse": raekke["beskrivelse"]}
        laesere = {"dato": laes_modtaget, "afsluttet": laes_dag, **self._lister}
        for kolonne, laes in laesere.items():
            vaerdi = fejl.proev(raekke.linje, kolonne, laes, raekke[kolonne])
            if len(fejl) == foer:
                vaerdier[kolonne] = vaerdi
            foer = len(fejl)
        return vaerdier

    def _sag(self, raekke: Raekke, dag: date | None, fejl: Fejlliste) -> Sagsindhold:
        def proev(kolonne: str, laes, *vaerdier):
            return fejl.proev(raekke.linje, kolonne, laes, *vaerdier)

        afdeling = proev("afdeling", self._afdeling, raekke["afdeling"], dag)
        if afdeling and dag:
            proev("afdeling", afdeling_findes_den_dag, afdeling, dag)
        tema, emne = proev("tema", self._emner.tema, raekke["tema"]), None
        if tema or not raekke["tema"]:
            emne = proev("emne", self._emner.emne, raekke["emne"], tema)
        return Sagsindhold(afdeling, emne)

    def gem(
        self, indhold: _Henvendelse, indlaest: Import, af: Bruger | None, fejl: Fejlliste
    ) -> tuple[Henvendelse | None, int]:
        faelles, linje = dict(indhold.faelles), indhold.sager[0][0].linje
        hovedsag, *foelgesager = [sag for _, sag in indhold.sager]
        try:
            gemt = registrer_henvendelse(
                modtaget=faelles.pop("dato"),
                hovedsag=hovedsag,
                foelgesager=foelgesager,
                indlaest=indlaest,
                af=af,
                **faelles,
            )
        except UgyldigSag as ugyldig:
            linje = indhold.sager[ugyldig.nummer][0].linje
            fejl.afvist(linje, ugyldig, _KOLONNE_AF_FELT, "sagstype")
        except ValidationError as ugyldig:
            # The inquiry's rules across fields are all about its closing.
            ellers = "afsluttet" if faelles["afsluttet"] else "henvendelse_id"
            fejl.afvist(linje, ugyldig, _KOLONNE_AF_FELT, ellers)
        else:
            return gemt, len(indhold.sager)
        return None, 0


def _sagstype(raekke: Raekke) -> Sagstype:
    if sagstype := _SAGSTYPER.get(noegle(raekke["sagstype"])):
        return sagstype
    hvad = vis(raekke["sagstype"]) if raekke["sagstype"] else "Et tomt felt"
    raise Cellefejl(f"{hvad} er ikke en sagstype. Skriv hovedsag eller følgesag.")


def _tjek_hovedsag(raekker: list[Raekke], typer: list[Sagstype], fejl: Fejlliste) -> None:
    navn = vis(raekker[0]["henvendelse_id"])
    hovedsager = [r for r, type_ in zip(raekker, typer, strict=True) if type_ == Sagstype.HOVEDSAG]
    if not hovedsager:
        fejl.tilfoej(
            raekker[0].linje,
            "sagstype",
            f"Henvendelse {navn} har ingen hovedsag. Gør én af dens rækker til hovedsag.",
        )
    for ekstra in hovedsager[1:]:
        fejl.tilfoej(
            ekstra.linje,
            "sagstype",
            f"Henvendelse {navn} har allerede en hovedsag på linje {hovedsager[0].linje}. "
            "Skriv følgesag her.",
        )


def _tjek_ens(raekker: list[Raekke], faelles: list[dict[str, Any]], fejl: Fejlliste) -> None:
    """The inquiry's own values are the same on all its rows."""
    foerste, vaerdier = raekker[0], faelles[0]
    for raekke, andre in zip(raekker[1:], faelles[1:], strict=True):
        for kolonne in vaerdier:
            if kolonne in andre and vaerdier[kolonne] != andre[kolonne]:
                fejl.tilfoej(
                    raekke.linje,
                    kolonne,
                    f"{_forskel(kolonne, andre[kolonne], vaerdier[kolonne], foerste.linje)} "
                    "En henvendelses rækker skal være ens her.",
                )


def _forskel(kolonne: str, her: Any, der: Any, linje: int) -> str:
    # What the citizen has told is not repeated on a screen or in a log.
    if kolonne == "beskrivelse":
        return f"Beskrivelsen er en anden end på linje {linje}."
    return f"Her står {_vist(her)}, men på linje {linje} står {_vist(der)}."


def _vist(vaerdi: Any) -> str:
    if vaerdi is None:
        return "ingenting"
    return dansk_dato(vaerdi) if isinstance(vaerdi, date) else vis(str(vaerdi))
