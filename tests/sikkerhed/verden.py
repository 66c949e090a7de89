"""What the walk meets: a pair of everything, one for each of two departments, and a gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from beretning.anbefalinger.handlinger import registrer_anbefaling, skriv_opfoelgning
from beretning.models import Afsnit, Anbefaling, Art, Beretning, Runde
from beretning.runder.handlinger import aabn_runde, gem_kladde, send_svar, skriv_tillaeg
from beretning.runder.svar import Emne, Punkt, Svarindhold
from beretning.valg import Stilling
from henvendelser.frister import Kalender, valgt_frist
from henvendelser.handlinger.frist import saet_frist
from henvendelser.handlinger.kolonner import vaelg_kolonner
from henvendelser.models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Borger,
    Bruger,
    Dokument,
    Forespoergsel,
    GemtFilter,
    Henvendelse,
    Kladde,
    Logkontrol,
    Maerke,
    Notat,
    Partsperson,
    Registreringsfelt,
    Samtykke,
)
from henvendelser.valg import Laering, Maerkeslags, Registerliste, Rolle

from .. import fabrik
from ..conftest import med_app
from .personer import KODE, RAADGIVEREN, Person
from .traade import byg_traade

# The first is hung on the department of LEDER, the second on that of ANDEN_LEDER.
EN, ANDEN, UKENDT = "den ene", "den anden", "findes ikke"
OBJEKTER = (EN, ANDEN, UKENDT)
ALLE = frozenset({EN, ANDEN})
KUN_RAADGIVEREN = {Person.RAADGIVER: ALLE}
# For a person's own account, with a pair of the leads' own.
KUN_EJEREN = {Person.LEDER: frozenset({EN}), Person.ANDEN_LEDER: frozenset({ANDEN})}
# For what is sent to a department: its own lead sees it, another's does not.
OGSAA_EGEN_LEDER = {
    Person.RAADGIVER: ALLE,
    Person.LEDER: frozenset({EN}),
    Person.ANDEN_LEDER: frozenset({ANDEN}),
}


@dataclass(frozen=True)
class Verden:
    """The objects that are there."""

    kontor: fabrik.Kontoret
    henvendelser: dict[str, Henvendelse]
    dokumenter: dict[str, Dokument]
    personer: dict[str, Partsperson]
    afgoerelsesdokumenter: dict[str, Dokument]
    samtykker: dict[str, Samtykke]
    notater: dict[str, Notat]
    forespoergsler: dict[str, Forespoergsel]
    medsendte: dict[str, Dokument]
    afgoerelser: dict[str, Afgoerelse]
    aktiviteter: dict[str, Aktivitet]
    beretninger: dict[str, Beretning]
    anbefalinger: dict[str, Anbefaling]
    runder: dict[str, Runde]
    logkontroller: dict[str, Logkontrol]
    brugere: dict[str, Bruger]
    maerker: dict[str, Maerke]
    kladder: dict[str, Kladde]
    gemte_filtre: dict[str, GemtFilter]


@dataclass(frozen=True)
class Genstand:
    """What an address names: the arguments of an existing object, of none, and who sees which.

    `argumenter` takes the world and EN or ANDEN.
    """

    argumenter: Callable[[Verden, str], Mapping[str, Any]]
    ukendt: Mapping[str, Any]
    ses_af: Mapping[Person, frozenset[str]]

    def i_adressen(self, verden: Verden, objekt: str) -> Mapping[str, Any]:
        return self.ukendt if objekt == UKENDT else self.argumenter(verden, objekt)

    def ses(self, person: Person, objekt: str) -> bool:
        return objekt in self.ses_af.get(person, frozenset())


def _med_frist(**felter) -> Henvendelse:
    frist = valgt_frist(date(2025, 4, 18), Kalender())
    return saet_frist(henvendelse=fabrik.henvendelse(**felter), frist=frist, af=None)


def byg_verden(kontor: fabrik.Kontoret) -> Verden:
    afdelinger = {EN: kontor.boern, ANDEN: kontor.skole}
    raadgiver = Bruger.objects.create_user(
        RAADGIVEREN, "raadgiver@kommune.example", KODE, rolle=Rolle.RAADGIVER
    )
    Registreringsfelt.objects.create(felt="laering")
    _vaelg_kolonner(raadgiver)
    henvendelser = {
        objekt: _med_frist(
            afdeling=afdeling,
            emne=kontor.svartid,
            kontaktform=kontor.telefon,
            behandling=kontor.raad,
            borger=Borger(navn=f"Borger på {afdeling}", cpr=cpr),
            foelgesager=((afdeling, kontor.sprog),),
            laering=Laering.JA,
        )
        for (objekt, afdeling), cpr in zip(
            afdelinger.items(), ("6101901234", "6203854321"), strict=True
        )
    }
    beretninger = {
        objekt: _beretning(noegle) for objekt, noegle in ((EN, "aaret-2025"), (ANDEN, "igen-2025"))
    }
    _beretning("uden-runde")
    anbefalinger = {
        objekt: _anbefaling(nr, afdeling)
        for nr, (objekt, afdeling) in enumerate(afdelinger.items(), start=1)
    }
    afgoerelser = {
        objekt: fabrik.afgoerelse(
            kontor.ankestyrelsen,
            afdeling=afdeling,
            temaer=[kontor.begrundelse],
            lov=kontor.serviceloven,
        )
        for objekt, afdeling in afdelinger.items()
    }
    dokumenter = {
        objekt: fabrik.dokument(henvendelse, f"{objekt}.txt", f"filens indhold: {objekt}.".encode())
        for objekt, henvendelse in henvendelser.items()
    }
    samtykker = {
        objekt: fabrik.samtykke(henvendelse, givet_af="en søster", omfang="kun journalen")
        for objekt, henvendelse in henvendelser.items()
    }
    brugere = {objekt: _leder(afdeling) for objekt, afdeling in afdelinger.items()}
    traade = byg_traade(henvendelser, afdelinger, brugere)
    return Verden(
        kontor=kontor,
        henvendelser=henvendelser,
        dokumenter=dokumenter,
        samtykker=samtykker,
        forespoergsler=traade.forespoergsler,
        medsendte=traade.medsendte,
        personer={
            objekt: fabrik.person(
                henvendelse,
                tilknytning="mor",
                telefon="12 34 56 78",
                email="mor@borger.example",
                note="ringer selv",
            )
            for objekt, henvendelse in henvendelser.items()
        },
        notater={
            objekt: fabrik.notat(henvendelse, f"om {objekt}")
            for objekt, henvendelse in henvendelser.items()
        },
        afgoerelser=afgoerelser,
        afgoerelsesdokumenter={
            objekt: fabrik.dokument(
                afgoerelse, f"afgørelse {objekt}.txt", f"afgørelsens fil: {objekt}.".encode()
            )
            for objekt, afgoerelse in afgoerelser.items()
        },
        aktiviteter={
            objekt: fabrik.aktivitet(kontor.oplaeg, afdeling=afdeling)
            for objekt, afdeling in afdelinger.items()
        },
        beretninger=beretninger,
        anbefalinger=anbefalinger,
        runder={
            objekt: _runde(beretning, afdelinger.values(), sendt=objekt == EN)
            for objekt, beretning in beretninger.items()
        },
        logkontroller={
            objekt: Logkontrol.objects.create(
                fra=date(2025, 1, 1),
                til=date(2025, 12, 31),
                i_alt=0,
                kontrollant_noegle=1,
                kontrollant="administrator",
            )
            for objekt in (EN, ANDEN)
        },
        brugere=brugere,
        maerker={objekt: _maerke(objekt, nr) for nr, objekt in enumerate((EN, ANDEN))},
        kladder={
            objekt: fabrik.kladde(raadgiver, f"{henvendelse.get_absolute_url()}ret/")
            for objekt, henvendelse in henvendelser.items()
        },
        gemte_filtre={
            objekt: fabrik.gemt_filter(raadgiver, f"Filter {objekt}", f"aaben_pr=2031-07-{dag}")
            for objekt, dag in ((EN, 29), (ANDEN, 30))
        },
    )


def _vaelg_kolonner(bruger: Bruger) -> None:
    for liste in (Registerliste.SAGER, Registerliste.AFGOERELSER):
        vaelg_kolonner(liste=liste, kolonner=["afdeling"], af=bruger)


def _leder(afdeling: Afdeling) -> Bruger:
    """Invited, and with a second factor left from before, so that everything can be done to it."""
    bruger = Bruger.objects.create_user(
        f"leder_{afdeling.pk}",
        f"leder_{afdeling.pk}@kommune.example",
        first_name="Leder",
        rolle=Rolle.AFDELINGSLEDER,
    )
    bruger.afdelinger.add(afdeling)
    med_app(bruger)
    return bruger


def _maerke(navn: str, nr: int) -> Maerke:
    maerke = Maerke.objects.create(noegle=f"m{nr}", navn=navn, slags=Maerkeslags.LISTE)
    maerke.vaerdier.create(navn="En værdi")
    return maerke


def _anbefaling(nummer: int, afdeling: Afdeling) -> Anbefaling:
    """Published, and answered once."""
    anbefaling = registrer_anbefaling(
        aar=2024,
        nummer=nummer,
        tekst="Svar inden for fristen.",
        afdelinger=[afdeling],
        offentliggjort=date(2025, 3, 1),
        af=None,
    )
    skriv_opfoelgning(
        adressat=anbefaling.adressater.get(),
        pr=date(2025, 12, 31),
        stilling=Stilling.DELVIST,
        af=None,
    )
    return anbefaling


def _runde(beretning: Beretning, afdelinger: Iterable[Afdeling], *, sendt: bool) -> Runde:
    """Every department is asked; in one round they have answered, in the other begun."""
    runde = aabn_runde(
        beretning=beretning,
        frist=date(2099, 1, 1),
        afdelinger=afdelinger,
        vejledning="Skriv kort.",
        af=None,
    )
    for svar in runde.svar.all():
        punkter = [
            Punkt(et.adressat_id, Stilling.FULGT, gjort="Nye breve.")
            for et in svar.stillingtagen.all()
        ]
        indhold = Svarindhold(tuple(punkter), (Emne("Breve", "De er kortere nu."),))
        if not sendt:
            gem_kladde(svar=svar, indhold=indhold, version=0, af=None)
            continue
        send_svar(svar=svar, indhold=indhold, version=0, af=None)
        skriv_tillaeg(svar=svar, tekst="Og flere er på vej.", af=None)
    return runde


def _beretning(noegle: str) -> Beretning:
    beretning = Beretning.objects.create(
        noegle=noegle,
        titel=f"Beretning {noegle}",
        fra=date(2025, 1, 1),
        til=date(2025, 12, 31),
        dateret=date(2026, 3, 1),
        afsender="Borgerrådgiveren",
    )
    case = {"titel": "En case", "tekst": "Om en borger."}
    Afsnit.objects.create(
        beretning=beretning, raekkefoelge=1, art=Art.CASES, indhold={"cases": [case]}
    )
    Afsnit.objects.create(beretning=beretning, raekkefoelge=2, art=Art.TEKST, tekst="Om året.")
    return beretning
