"""The walk: each address by everybody, with every method, on every object.

What is wrong is gathered, so that one walk tells all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client

from .adresser import FINDES_IKKE, Moenster, uden_csrf
from .database import aftryk, proevetransaktion, roerte_tabeller, skrivninger
from .personer import LOGGET_IND, Person
from .svarene import Adresse
from .tavse_tabeller import INDSTILLINGER, KLADDERNE, MAA_AENDRES, TILFOEJES, UDEN_INDHOLD
from .verden import ANDEN, EN, OBJEKTER, UKENDT, Verden

METODER = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
# New in every answer, and says nothing of what was asked for.
NYE_HVER_GANG = {"date", "x-request-id"}


@dataclass(frozen=True)
class Skridt:
    """One request of the walk."""

    adresse: Adresse
    person: Person
    metode: str
    objekt: str
    sti: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.person}: {self.metode} {self.sti} ({self.adresse.navn})"


class Gang:
    """`gaaet` counts the requests that were sent and held up against the declaration."""

    def __init__(self, verden: Verden, klienter: Mapping[Person, Client]) -> None:
        self.verden = verden
        self.klienter = klienter
        self.gaaet = 0
        self.fejl: list[str] = []
        self.ingen: dict[tuple[Person, str], tuple] = {}
        self.foer = aftryk()
        self.login = resolve_url(settings.LOGIN_URL)

    def gaa(self, moenster: Moenster, adresse: Adresse) -> None:
        objekter = OBJEKTER if adresse.genstand else (UKENDT,)
        stier = {objekt: self._sti(moenster, adresse, objekt) for objekt in objekter}
        data = self._data(adresse, stier)
        for person in self.klienter:
            with proevetransaktion(), skrivninger() as skrevet:
                for metode in METODER:
                    skridt = [
                        Skridt(adresse, person, metode, objekt, sti, data[objekt])
                        for objekt, sti in stier.items()
                    ]
                    self._kraev_ens([(et, self._tag(et)) for et in skridt])
                if skrevet:
                    self._kraev_uaendret(adresse, person)
                transaction.set_rollback(True)

    def _sti(self, moenster: Moenster, adresse: Adresse, objekt: str) -> str:
        genstand = adresse.genstand
        return moenster.adresse(genstand.i_adressen(self.verden, objekt) if genstand else {})

    def _data(self, adresse: Adresse, stier: Mapping[str, str]) -> dict[str, Mapping[str, Any]]:
        """What is posted to each object: to the one that is not there, what fits one that is."""
        if adresse.data is None:
            return {objekt: {} for objekt in stier}
        klient = self.klienter[adresse.udfylder]
        findes = (EN, ANDEN) if adresse.genstand else stier
        with proevetransaktion():  # that somebody reads the forms is logged, and undone
            data = {o: adresse.data(self.verden, klient, stier[o]) for o in findes}
            transaction.set_rollback(True)
        return {objekt: data.get(objekt) or data[EN] for objekt in stier}

    def _tag(self, skridt: Skridt) -> HttpResponse:
        """The answer. What was done with permission is undone, in the database and the browser."""
        klient = self.klienter[skridt.person]
        kager = {navn: kage.value for navn, kage in klient.cookies.items()}
        with proevetransaktion():
            with roerte_tabeller(TILFOEJES) as roerte:
                svar = send(klient, skridt.metode, skridt.sti, skridt.data)
            if skridt.adresse.maa(skridt.person) and svar.status_code < 400:
                self._kraev_virkning(skridt, svar)
                transaction.set_rollback(True)
        klient.cookies.clear()
        for navn, vaerdi in kager.items():
            klient.cookies[navn] = vaerdi
        self._kraev_status(skridt, svar)
        self._kraev_intet_indhold(skridt, roerte)
        self.gaaet += 1
        return svar

    # --- what must hold --------------------------------------------------------------------------

    def _kraev_status(self, skridt: Skridt, svar: HttpResponse) -> None:
        if skridt.adresse.maa(skridt.person):
            ventet = skridt.adresse.status(skridt.person, skridt.metode, skridt.objekt)
        elif skridt.person in LOGGET_IND:
            ventet = 404
        else:
            ventet = 302
            if not svar.headers.get("Location", "").startswith(self.login):
                self.fejl.append(f"{skridt} fører ikke til login")
        if svar.status_code != ventet:
            self.fejl.append(f"{skridt} svarer {svar.status_code}, erklæret er {ventet}")

    def _kraev_intet_indhold(self, skridt: Skridt, roerte: set[str]) -> None:
        """Nobody else's request so much as names a table that holds what a case is about."""
        if skridt.person is Person.RAADGIVER:
            return
        holdes = skridt.metode == "POST" and skridt.person not in LOGGET_IND
        maa = skridt.adresse.maa_roere | (KLADDERNE if holdes else frozenset())
        if fremmede := roerte - {*UDEN_INDHOLD, *INDSTILLINGER} - maa:
            self.fejl.append(
                f"{skridt} rører {', '.join(sorted(fremmede))}: lad viewet være, eller skriv "
                "tabellen i UDEN_INDHOLD (alle adresser) eller i adressens maa_roere"
            )

    def _kraev_virkning(self, skridt: Skridt, svar: HttpResponse) -> None:
        """What the others are refused has an effect, when sent by the one who fills it in."""
        adresse = skridt.adresse
        if not (skridt.metode == "POST" and skridt.data and skridt.person is adresse.udfylder):
            return
        uvedkommende = {*UDEN_INDHOLD, *TILFOEJES} - adresse.aendrer
        if svar.status_code == 302 and not _andre(self.foer, uvedkommende):
            self.fejl.append(f"{skridt} ændrer intet: adressens data er ikke udfyldt rigtigt")

    def _kraev_uaendret(self, adresse: Adresse, person: Person) -> None:
        """All that was refused the person at the address has changed nothing."""
        if andre := _andre(self.foer, set(MAA_AENDRES)):
            self.fejl.append(
                f"{person}: noget afvist på {adresse.navn} ændrer {', '.join(sorted(andre))}"
            )

    def _kraev_ens(self, svar: list[tuple[Skridt, HttpResponse]]) -> None:
        """What a person may not see answers as what is not there, and as no address at all."""
        skjulte = {
            skridt.objekt: _bytes(et, skridt.sti)
            for skridt, et in svar
            if not skridt.adresse.ser(skridt.person, skridt.objekt)
        }
        skridt, sidste = svar[-1]
        hvor = f"{skridt.person}: {skridt.metode} {skridt.adresse.navn}"
        if any(skjult != skjulte[UKENDT] for skjult in skjulte.values()):
            self.fejl.append(f"{hvor}: fremmed ≠ findes ikke")
        # The menu of one who may see the list shows where the address is; nobody else has any.
        uden_adgang = sidste.status_code == 404 and not skridt.adresse.maa(skridt.person)
        if uden_adgang and skjulte[UKENDT] != self._ingen_adresse(skridt.person, skridt.metode):
            self.fejl.append(f"{hvor}: 404 ≠ {FINDES_IKKE}")

    def _ingen_adresse(self, person: Person, metode: str) -> tuple:
        """What answers where there is no address at all."""
        if (person, metode) not in self.ingen:
            svar = send(self.klienter[person], metode, FINDES_IKKE, {})
            self.ingen[person, metode] = _bytes(svar, FINDES_IKKE)
        return self.ingen[person, metode]


def send(klient: Client, metode: str, sti: str, data: Mapping[str, Any]) -> HttpResponse:
    """The answer, and in `krop` the whole of it, that of a file too."""
    svar = klient.post(sti, data) if metode == "POST" else klient.generic(metode, sti)
    svar.krop = b"".join(svar.streaming_content) if svar.streaming else svar.content
    return svar


def _andre(foer: Mapping[str, tuple], undtagen: set[str]) -> set[str]:
    """The tables that are not as they were."""
    efter = aftryk()
    return {tabel for tabel in efter if efter[tabel] != foer[tabel]} - undtagen


def _bytes(svar: HttpResponse, sti: str) -> tuple:
    """All of an answer but what is new each time; the address itself is in the way to the login."""
    hoveder = sorted(
        (navn.lower(), vaerdi.replace(sti, "…") if navn == "Location" else vaerdi)
        for navn, vaerdi in svar.headers.items()
        if navn.lower() not in NYE_HVER_GANG
    )
    kager = sorted((navn, kage["path"], kage["samesite"]) for navn, kage in svar.cookies.items())
    return svar.status_code, hoveder, kager, uden_csrf(svar.krop)


def gaa_alle(
    verden: Verden,
    klienter: Mapping[Person, Client],
    moenstre: Iterable[Moenster],
    erklaerede: Iterable[Adresse],
) -> Gang:
    """The walk of every address that is both declared and there."""
    gang = Gang(verden, klienter)
    erklaering = {adresse.navn: adresse for adresse in erklaerede}
    for moenster in moenstre:
        if moenster.navn in erklaering:
            gang.gaa(moenster, erklaering[moenster.navn])
    return gang
