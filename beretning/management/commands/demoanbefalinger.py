"""A demo's recommendations and its round, as a file has them; an office types its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from beretning.anbefalinger.handlinger import (
    luk_anbefaling,
    registrer_anbefaling,
    skriv_opfoelgning,
)
from beretning.models import Anbefaling, Beretning, Runde, Rundesvar
from beretning.runder.handlinger import aabn_runde, luk_runde, send_svar, skriv_tillaeg
from beretning.runder.svar import Emne, Punkt, Svarindhold
from henvendelser.demofil import demofil
from henvendelser.kommando import Kommando
from henvendelser.models import Afdeling
from henvendelser.regler import i_dag
from henvendelser.roller import Rettighed


class Command(Kommando):
    rettighed = Rettighed.ANBEFALE
    help = "Opretter en demos anbefalinger og dens runde. Gør intet, hvis der er anbefalinger."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path, metavar="FIL", help="JSON: anbefalinger og en runde")

    @transaction.atomic
    def handle(self, *, fil: Path, **options) -> None:
        if Anbefaling.objects.exists():
            self.stdout.write("Der er allerede anbefalinger.")
            return
        self.afdelinger = {afdeling.navn: afdeling for afdeling in Afdeling.objects.all()}
        with demofil(fil) as data:
            for en in data["anbefalinger"]:
                self._anbefaling(en)
            runde = self._runde(data["runde"])
        antal = f"{len(data['anbefalinger'])} anbefalinger"
        self.stdout.write(f"{antal} og en runde med {runde.svar.count()} afdelinger er oprettet.")

    def _anbefaling(self, data: Mapping[str, Any]) -> None:
        noegle = data.get("beretning")
        anbefaling = registrer_anbefaling(
            aar=data["aar"],
            nummer=data["nummer"],
            tekst=data["tekst"],
            uddybning=data.get("uddybning", ""),
            afdelinger=[self.afdelinger[navn] for navn in data["afdelinger"]],
            frist=date.fromisoformat(data["frist"]) if "frist" in data else None,
            offentliggjort=date.fromisoformat(data["offentliggjort"]),
            beretning=Beretning.objects.get(noegle=noegle) if noegle else None,
            af=self.af,
        )
        for status in data.get("opfoelgning", ()):
            afdeling = self.afdelinger[status["afdeling"]]
            skriv_opfoelgning(
                adressat=anbefaling.adressater.get(afdeling=afdeling),
                pr=date.fromisoformat(status["pr"]),
                stilling=status["stilling"],
                gjort=status.get("gjort", ""),
                dokumentation=status.get("dokumentation", ""),
                af=self.af,
            )
        if "lukket" in data:
            luk_anbefaling(anbefaling=anbefaling, begrundelse=data["lukket"], af=self.af)

    def _runde(self, data: Mapping[str, Any]) -> Runde:
        """The round with its answers, closed; a department without any has not answered."""
        alle = {self.afdelinger[svar["afdeling"]].pk: svar for svar in data["svar"]}
        runde = aabn_runde(
            beretning=Beretning.objects.get(noegle=data["beretning"]),
            frist=i_dag(),
            afdelinger=[self.afdelinger[svar["afdeling"]] for svar in data["svar"]],
            vejledning=data["vejledning"],
            af=self.af,
        )
        for svar in runde.svar.all():
            self._svar(svar, alle[svar.afdeling_id])
        return luk_runde(runde=runde, af=self.af)

    def _svar(self, svar: Rundesvar, data: Mapping[str, Any]) -> None:
        if not (data.get("emner") or data.get("ingen_bemaerkninger")):
            return
        punkter = [
            Punkt(et.adressat_id, **data["punkter"][et.adressat.anbefaling.betegnelse])
            for et in svar.stillingtagen.select_related("adressat__anbefaling")
        ]
        indhold = Svarindhold(
            tuple(punkter),
            tuple(Emne(**emne) for emne in data.get("emner", ())),
            data.get("ingen_bemaerkninger", False),
        )
        send_svar(svar=svar, indhold=indhold, version=svar.version, af=self.af)
        for tekst in data.get("tillaeg", ()):
            skriv_tillaeg(svar=svar, tekst=tekst, af=self.af)
