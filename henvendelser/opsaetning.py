"""Sets up an office from a file, and later supplements it.

What is there stays as the office edited it; only what the file names and the register has not got
is added. Nothing is deleted. Names are the same when they differ in letter case or spaces alone.

A department is there when one at the same place in the tree has the name, also as its other name.
One that the office has moved elsewhere is therefore added anew at its old place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Model, QuerySet

from .importer.navne import noegle
from .models import (
    Afdeling,
    Afdelingsnavn,
    Aktivitetsslags,
    Behandling,
    Bemaerkningstema,
    Emne,
    Henvender,
    Instans,
    Kategori,
    Kontaktform,
    Kontor,
    Lov,
    Maerke,
    Maerkevaerdi,
    Registreringsfelt,
)
from .models.kodelister import Kodeliste
from .models.registrering import JA_NEJ, ny_noegle
from .opsaetningsfil import (
    Afdelingsdel,
    Feltdel,
    Maerkedel,
    Opsaetning,
    OpsaetningsFejl,
    Temadel,
)
from .valg import Maerkeslags

TRIN = 10
KODELISTER: dict[str, type[Kodeliste]] = {
    "kontaktformer": Kontaktform,
    "behandlinger": Behandling,
    "kategorier": Kategori,
    "henvendere": Henvender,
    "instanser": Instans,
    "bemaerkningstemaer": Bemaerkningstema,
    "aktivitetsslags": Aktivitetsslags,
    "love": Lov,
}


def opsaet(opsaetning: Opsaetning) -> Counter[type[Model]]:
    """Add what the register has not got; answers how many rows of each model that was.

    Raises OpsaetningsFejl, and then nothing is added.
    """
    try:
        with transaction.atomic():
            return _Opsaetter().opsaet(opsaetning)
    except DatabaseError as fejl:
        raise OpsaetningsFejl(
            ["Databasen afviste filen, måske fordi en anden ændrede registret imens. Prøv igen."]
        ) from fejl


def _kontor(opsaetning: Opsaetning) -> Kontor:
    valg = {
        navn: vaerdi
        for navn in ("enhed", "foelgesager", "aaret_begynder")
        if (vaerdi := getattr(opsaetning, navn)) is not None
    }
    return Kontor(pk=1, kommune=opsaetning.kommune, **valg)


def pladser(findes: list[int | None], hoejest: int) -> Iterator[int]:
    """The `raekkefoelge` of each name of a list, in the file's order.

    `findes` has the place of each that is there already, None for one to be added. A new name goes
    after the one before it in the file; after the last known one, behind `hoejest`, the highest
    place taken.
    """
    kendte = [nummer for nummer, plads in enumerate(findes) if plads is not None]
    sidste_kendte = kendte[-1] if kendte else -1
    foer = 0
    for nummer, plads in enumerate(findes):
        if plads is not None:
            foer = plads
        elif nummer < sidste_kendte:
            foer += 1
        else:
            foer = hoejest = hoejest + TRIN
        yield foer


class _Opsaetter:
    """One run: what was added so far, and the other names taken."""

    def __init__(self) -> None:
        self.tilfoejet: Counter[type[Model]] = Counter()
        self.andre_navne = {
            noegle(andet.navn): andet.afdeling_id for andet in Afdelingsnavn.objects.all()
        }

    def opsaet(self, opsaetning: Opsaetning) -> Counter[type[Model]]:
        if opsaetning.kommune and not Kontor.objects.exists():
            self.ny(_kontor(opsaetning), "kommune")
        self.afdelinger(opsaetning.afdelinger, None)
        self.temaer(opsaetning.emner)
        for navn, model in KODELISTER.items():
            steder = _med_sted(opsaetning.lister.get(navn, ()), navn)
            self.navne(model, steder, model.objects.all())
        self.felter(opsaetning.felter)
        self.maerker(opsaetning.maerker)
        return self.tilfoejet

    def felter(self, dele: tuple[Feltdel, ...]) -> None:
        """The office's choice, where it has not made one yet."""
        valgt = set(Registreringsfelt.objects.values_list("felt", flat=True))
        for del_ in dele:
            if del_.felt not in valgt:
                felter = {navn: v for navn, v in vars(del_).items() if navn != "sti"}
                self.ny(Registreringsfelt(**felter), del_.sti)

    def maerker(self, dele: tuple[Maerkedel, ...]) -> None:
        findes = {noegle(maerke.navn): maerke for maerke in Maerke.objects.all()}
        fundet = [findes.get(noegle(del_.navn)) for del_ in dele]
        for del_, gammelt, plads in zip(
            dele, fundet, _pladser_ved(fundet, findes.values()), strict=True
        ):
            maerke = gammelt or self.ny(
                Maerke(
                    noegle=ny_noegle(del_.navn),
                    navn=del_.navn,
                    slags=del_.slags,
                    hjaelpetekst=del_.hjaelpetekst,
                    raekkefoelge=plads,
                ),
                del_.sti,
            )
            if maerke.slags != Maerkeslags.JANEJ:
                steder = _med_sted(del_.vaerdier, f"{del_.sti}.vaerdier")
                self.navne(Maerkevaerdi, steder, maerke.vaerdier.all(), maerke=maerke)
            elif not gammelt:
                self.navne(Maerkevaerdi, _med_sted(JA_NEJ, del_.sti), (), maerke=maerke)

    def ny(self, raekke: Model, sti: str) -> Model:
        try:
            raekke.full_clean()
        except ValidationError as fejl:
            raise OpsaetningsFejl([f"{sti}: {besked}" for besked in fejl.messages]) from fejl
        raekke.save()
        self.tilfoejet[type(raekke)] += 1
        return raekke

    def navne(
        self, model: type[Model], steder: Sequence[tuple[str, str]], soeskende: QuerySet, **felter
    ) -> list[Model]:
        """The rows of these names, each with its place in the file; the missing ones made."""
        findes = {noegle(en.navn): en for en in soeskende}
        fundet = [findes.get(noegle(navn)) for navn, _ in steder]
        return [
            en or self.ny(model(navn=navn, raekkefoelge=plads, **felter), sti)
            for (navn, sti), en, plads in zip(
                steder, fundet, _pladser_ved(fundet, findes.values()), strict=True
            )
        ]

    def temaer(self, dele: tuple[Temadel, ...]) -> None:
        temaer = self.navne(Emne, [(del_.tema, del_.sti) for del_ in dele], Emne.objects.temaer())
        for del_, tema in zip(dele, temaer, strict=True):
            steder = _med_sted(del_.emner, f"{del_.sti}.emner")
            self.navne(Emne, steder, tema.underordnede.all(), overordnet=tema)

    def afdelinger(self, dele: tuple[Afdelingsdel, ...], overordnet: Afdeling | None) -> None:
        soeskende = list(Afdeling.objects.filter(overordnet=overordnet))
        fundet = self.find(dele, soeskende)
        for del_, gammel, plads in zip(dele, fundet, _pladser_ved(fundet, soeskende), strict=True):
            ny = Afdeling(
                navn=del_.navn,
                kortnavn=del_.kortnavn,
                ekstern=del_.ekstern,
                gyldig_fra=del_.gyldig_fra,
                gyldig_til=del_.gyldig_til,
                overordnet=overordnet,
                raekkefoelge=plads,
            )
            afdeling = gammel or self.ny(ny, del_.sti)
            for navn, sti in _med_sted(del_.andre_navne, f"{del_.sti}.andre_navne"):
                if noegle(navn) not in self.andre_navne:
                    self.ny(Afdelingsnavn(afdeling=afdeling, navn=navn), sti)
                    self.andre_navne[noegle(navn)] = afdeling.pk
            self.afdelinger(del_.underafdelinger, afdeling)

    def find(
        self, dele: tuple[Afdelingsdel, ...], soeskende: list[Afdeling]
    ) -> list[Afdeling | None]:
        """The department of each part among the siblings; None for one to be added.

        First by name and first day; then by name alone, because the office may have changed the
        days; then by another name, because it may have changed the name.
        """
        ledige = list(soeskende)
        fundet: dict[int, Afdeling] = {}
        for passer in (_samme_navn_og_dag, _samme_navn, self.samme_andet_navn):
            for nummer, del_ in enumerate(dele):
                if nummer not in fundet and (
                    afdeling := next((en for en in ledige if passer(del_, en)), None)
                ):
                    fundet[nummer] = afdeling
                    ledige.remove(afdeling)
        return [fundet.get(nummer) for nummer in range(len(dele))]

    def samme_andet_navn(self, del_: Afdelingsdel, afdeling: Afdeling) -> bool:
        return self.andre_navne.get(noegle(del_.navn)) == afdeling.pk


def _samme_navn(del_: Afdelingsdel, afdeling: Afdeling) -> bool:
    return noegle(del_.navn) == noegle(afdeling.navn)


def _samme_navn_og_dag(del_: Afdelingsdel, afdeling: Afdeling) -> bool:
    return _samme_navn(del_, afdeling) and del_.gyldig_fra == afdeling.gyldig_fra


def _med_sted(navne: Iterable[str], sti: str) -> list[tuple[str, str]]:
    return [(navn, f"{sti}[{nummer}]") for nummer, navn in enumerate(navne)]


def _pladser_ved(fundet: Sequence, soeskende: Iterable) -> list[int]:
    hoejest = max((en.raekkefoelge for en in soeskende), default=0)
    return list(pladser([en.raekkefoelge if en else None for en in fundet], hoejest))
