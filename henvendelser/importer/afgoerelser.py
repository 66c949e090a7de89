"""Decisions of appeals bodies: one row a decision with the themes of its remarks."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.core.exceptions import ValidationError

from ..dansk import Enhed
from ..handlinger import Import, registrer_afgoerelse
from ..models import Afdeling, Afgoerelse, Bemaerkningstema, Bruger, Instans, Lov
from ..regler import afdeling_findes_den_dag
from ..valg import Sagsbehandlingsresultat, Udfald
from .ark import Kolonner, Raekke
from .datoer import dato_normalform, laes_dag, laes_modtaget
from .fejl import Cellefejl, Fejlliste, vis
from .indlaesning import Art, Resultat, indlaes
from .navne import noegle
from .opslag import Afdelingsopslag, Kodeopslag

_UDEN, _MED = Sagsbehandlingsresultat.UDEN, Sagsbehandlingsresultat.MED
_UDFALD: dict[str, Udfald | Sagsbehandlingsresultat] = {
    noegle(_UDEN.label): _UDEN,
    noegle(_MED.label): _MED,
    noegle(Sagsbehandlingsresultat.AFVIST.label): Udfald.AFVIST,
    **{noegle(navn): udfald for udfald in Udfald for navn in (udfald.value, udfald.label)},
}
_SKRIV = ", ".join(valg.label.lower() for valg in (_UDEN, _MED, *Udfald))
_KOLONNE_AF_FELT = {
    "instans": "instans",
    "modtaget": "dato",
    "afdeling": "afdeling",
    "udfald": "udfald",
    "afgjort": "afgjort",
    "lov": "lov",
    "paragraf": "paragraf",
}


def indlaes_afgoerelser(
    fil: str | os.PathLike | BinaryIO, *, kilde: str = "", af: Bruger | None
) -> Resultat:
    """Register the decisions of a CSV file, a path or a file open in binary mode.

    Raises ImportFejl with every fault; then nothing is written. Decisions that came from the same
    `kilde` before with the same content are passed over. `af` is None where nobody is logged in.
    """
    return indlaes(Afgoerelser, fil, kilde=kilde, af=af)


@dataclass(frozen=True)
class _Afgoerelse:
    linje: int
    instans: Instans | None
    modtaget: date | None
    afdeling: Afdeling | None
    udfald: Udfald | None
    temaer: list[Bemaerkningstema]
    afgjort: date | None
    lov: Lov | None
    paragraf: str


class Afgoerelser(Art):
    kolonner = Kolonner(
        kraevede=("id", "instans", "dato", "afdeling", "udfald"),
        valgfri=("bemaerkningstemaer", "afgjort", "lov", "paragraf"),
    )
    noeglekolonne = "id"
    model = Afgoerelse
    enhed = Enhed("afgørelse", "afgørelser")
    del_enhed = Enhed("bemærkning", "bemærkninger")
    normalform = {
        "dato": dato_normalform,
        "afgjort": dato_normalform,
        "udfald": lambda tekst: _UDFALD.get(noegle(tekst), tekst),
        "bemaerkningstemaer": lambda tekst: sorted(map(noegle, _temanavne(tekst))),
    }

    def __init__(self) -> None:
        self._instans = Kodeopslag(Instans, "Instansen")
        self._afdeling = Afdelingsopslag()
        self._lov = Kodeopslag(Lov, "Loven")
        self._tema = Kodeopslag(Bemaerkningstema, "Bemærkningstemaet")

    def laes(self, raekker: list[Raekke], fejl: Fejlliste, hel: bool) -> _Afgoerelse:
        foerste, *flere = [self._afgoerelse(raekke, fejl) for raekke in raekker]
        for anden in flere:
            fejl.tilfoej(
                anden.linje,
                "id",
                f"{vis(raekker[0]['id'])} står allerede på linje {foerste.linje}. "
                "Hver afgørelse skal have sit eget id.",
            )
        return foerste

    def _afgoerelse(self, raekke: Raekke, fejl: Fejlliste) -> _Afgoerelse:
        def proev(kolonne: str, laes, *vaerdier):
            return fejl.proev(raekke.linje, kolonne, laes, *vaerdier)

        modtaget = proev("dato", laes_modtaget, raekke["dato"])
        afdeling = proev("afdeling", self._afdeling, raekke["afdeling"], modtaget)
        if afdeling and modtaget:
            proev("afdeling", afdeling_findes_den_dag, afdeling, modtaget)
        temaer = [
            proev("bemaerkningstemaer", self._tema, navn)
            for navn in _temanavne(raekke["bemaerkningstemaer"])
        ]
        proev("bemaerkningstemaer", _tjek_en_gang, temaer)
        skrevet = proev("udfald", _udfald, raekke["udfald"])
        proev("bemaerkningstemaer", _tjek_bemaerkninger, skrevet, temaer)
        return _Afgoerelse(
            raekke.linje,
            proev("instans", self._paakraevet_instans, raekke["instans"]),
            modtaget,
            afdeling,
            skrevet if isinstance(skrevet, Udfald) else None,
            temaer,
            proev("afgjort", laes_dag, raekke["afgjort"]),
            proev("lov", self._lov, raekke["lov"]),
            raekke["paragraf"],
        )

    def _paakraevet_instans(self, navn: str) -> Instans:
        if instans := self._instans(navn):
            return instans
        raise Cellefejl("Instansen mangler. Skriv, hvem der har truffet afgørelsen.")

    def gem(
        self, indhold: _Afgoerelse, indlaest: Import, af: Bruger | None, fejl: Fejlliste
    ) -> tuple[Afgoerelse | None, int]:
        try:
            gemt = registrer_afgoerelse(
                instans=indhold.instans,
                modtaget=indhold.modtaget,
                afdeling=indhold.afdeling,
                udfald=indhold.udfald,
                temaer=indhold.temaer,
                afgjort=indhold.afgjort,
                lov=indhold.lov,
                paragraf=indhold.paragraf,
                indlaest=indlaest,
                af=af,
            )
        except ValidationError as ugyldig:
            fejl.afvist(indhold.linje, ugyldig, _KOLONNE_AF_FELT, "id")
        else:
            return gemt, len(indhold.temaer)
        return None, 0


def _temanavne(tekst: str) -> list[str]:
    return [navn.strip() for navn in tekst.split(";") if navn.strip()]


def _udfald(tekst: str) -> Udfald | Sagsbehandlingsresultat:
    if udfald := _UDFALD.get(noegle(tekst)):
        return udfald
    hvad = f"{vis(tekst)} er ikke et udfald." if tekst else "Udfaldet mangler."
    raise Cellefejl(f"{hvad} Skriv et af disse: {_SKRIV}.")


def _tjek_bemaerkninger(
    udfald: Udfald | Sagsbehandlingsresultat | None, temaer: list[Bemaerkningstema | None]
) -> None:
    if udfald is _MED and not temaer:
        raise Cellefejl("Udfaldet er med bemærkninger. Skriv mindst ét bemærkningstema.")
    if udfald is _UDEN and temaer:
        raise Cellefejl("Udfaldet er uden bemærkninger. Slet temaerne, eller ret udfaldet.")


def _tjek_en_gang(temaer: list[Bemaerkningstema | None]) -> None:
    kendte = [tema for tema in temaer if tema]
    for tema in dict.fromkeys(kendte):
        if kendte.count(tema) > 1:
            raise Cellefejl(f"Temaet {vis(tema.navn)} står her to gange. Skriv det én gang.")
