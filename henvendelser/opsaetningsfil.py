"""An office's setup file: from JSON to plain, checked data. Nothing here asks the database."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.db.models import TextChoices

from .importer.datoer import laes_dato
from .importer.fejl import Cellefejl, ImportFejl, vis
from .importer.fil import laes_bytes
from .importer.navne import naermeste, noegle
from .registreringsfelter import FELTER
from .valg import Enhedsregel, Maerkeslags

LISTER = (
    "kontaktformer",
    "behandlinger",
    "kategorier",
    "henvendere",
    "instanser",
    "bemaerkningstemaer",
    "aktivitetsslags",
    "love",
)
FELTNOEGLER = frozenset(felt.noegle for felt in FELTER)
LAENGSTE_HJAELP = 300
LAENGSTE_MAERKENAVN = 100
LAENGSTE_NAVN = 200
LAENGSTE_KORTNAVN = 60
FLEST_LAG = 10


class OpsaetningsFejl(Exception):
    """The file does not hold; `fejl` are Danish sentences that each name their place in it."""

    def __init__(self, fejl: list[str]):
        self.fejl = fejl
        super().__init__("\n".join(fejl))


@dataclass(frozen=True)
class Afdelingsdel:
    """A department as the file has it; `sti` is its place there, e.g. "afdelinger[0]"."""

    sti: str
    navn: str
    kortnavn: str = ""
    andre_navne: tuple[str, ...] = ()
    ekstern: bool = False
    gyldig_fra: date | None = None
    gyldig_til: date | None = None
    underafdelinger: tuple[Afdelingsdel, ...] = ()


@dataclass(frozen=True)
class Temadel:
    sti: str
    tema: str
    emner: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feltdel:
    """The office's choice for one of the standard fields."""

    sti: str
    felt: str
    til: bool = True
    paakraevet: bool = False
    hjaelpetekst: str = ""


@dataclass(frozen=True)
class Maerkedel:
    """One of the office's own markers; a yes/no marker has no values of its own in the file."""

    sti: str
    navn: str
    slags: str = Maerkeslags.JANEJ
    hjaelpetekst: str = ""
    vaerdier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opsaetning:
    """What the file names, in its order. What it does not name is empty, or None."""

    kommune: str = ""
    enhed: str | None = None
    foelgesager: bool | None = None
    aaret_begynder: int | None = None
    felter: tuple[Feltdel, ...] = ()
    maerker: tuple[Maerkedel, ...] = ()
    afdelinger: tuple[Afdelingsdel, ...] = ()
    emner: tuple[Temadel, ...] = ()
    lister: dict[str, tuple[str, ...]] = field(default_factory=dict)


def laes_opsaetning(fil: str | os.PathLike | BinaryIO) -> Opsaetning:
    """Read and check a setup file. Raises OpsaetningsFejl with all that is wrong in it."""
    laeser = _Laeser()
    try:
        opsaetning = laeser.opsaetning(_json(fil))
    except RecursionError as fejl:
        raise OpsaetningsFejl(["Filen har for mange lag inden i hinanden."]) from fejl
    if laeser.fejl:
        raise OpsaetningsFejl(laeser.fejl)
    return opsaetning


def _json(fil: str | os.PathLike | BinaryIO) -> Any:
    try:
        return json.loads(laes_bytes(fil).decode("utf-8-sig"), object_pairs_hook=_uden_gentagelser)
    except ImportFejl as fejl:
        raise OpsaetningsFejl([str(f) for f in fejl.fejl]) from fejl
    except UnicodeDecodeError as fejl:
        raise OpsaetningsFejl(["Filen er ikke i UTF-8. Gem den som UTF-8."]) from fejl
    except json.JSONDecodeError as fejl:
        raise OpsaetningsFejl(
            [f"Linje {fejl.lineno}, tegn {fejl.colno}: Her er filen ikke gyldig JSON."]
        ) from fejl
    except ValueError as fejl:
        raise OpsaetningsFejl(["Filen er ikke gyldig JSON."]) from fejl


def _uden_gentagelser(par: list[tuple[str, Any]]) -> dict[str, Any]:
    objekt = dict(par)
    if len(objekt) < len(par):
        navne = [navn for navn, _ in par]
        to_gange = next(navn for navn in navne if navne.count(navn) > 1)
        raise OpsaetningsFejl([f"Nøglen {vis(to_gange)} står to gange i det samme objekt."])
    return objekt


def _sti(over: str, navn: str) -> str:
    return f"{over}.{navn}" if over else navn


class _Laeser:
    """Takes the parts of the file and notes what is wrong; a part that is wrong reads as empty."""

    def __init__(self) -> None:
        self.fejl: list[str] = []

    def forkert(self, sti: str, tekst: str) -> None:
        self.fejl.append(f"{sti or 'Filen'}: {tekst}")

    def opsaetning(self, vaerdi: Any) -> Opsaetning:
        raa = self.objekt(vaerdi, "", {*Opsaetning.__dataclass_fields__, *LISTER} - {"lister"})
        if raa is None:
            return Opsaetning()
        opsaetning = Opsaetning(
            kommune=self.navn(raa, "kommune", "") if "kommune" in raa else "",
            enhed=self.kode(raa, "enhed", "", Enhedsregel) if "enhed" in raa else None,
            foelgesager=self.sand(raa, "foelgesager", "") if "foelgesager" in raa else None,
            aaret_begynder=self.maaned(raa, "aaret_begynder"),
            felter=self.liste(raa, "felter", "", self.felt),
            maerker=self.liste(raa, "maerker", "", self.maerke),
            afdelinger=self.liste(raa, "afdelinger", "", self.afdeling),
            emner=self.liste(raa, "emner", "", self.tema),
            lister={navn: self.navne(raa, navn, "") for navn in LISTER},
        )
        self.tjek_afdelinger(opsaetning.afdelinger)
        self.tjek_en_gang(list(_andre_navne(opsaetning.afdelinger)))
        self.tjek_en_gang([(del_.sti, noegle(del_.tema)) for del_ in opsaetning.emner])
        self.tjek_en_gang([(del_.sti, del_.felt) for del_ in opsaetning.felter])
        self.tjek_en_gang([(del_.sti, noegle(del_.navn)) for del_ in opsaetning.maerker])
        return opsaetning

    def objekt(self, vaerdi: Any, sti: str, noegler: set[str]) -> dict[str, Any] | None:
        if not isinstance(vaerdi, dict):
            self.forkert(sti, "Her skal stå et objekt i {}.")
            return None
        for ukendt in sorted(vaerdi.keys() - noegler):
            naer = naermeste(ukendt, noegler)
            hjaelp = (
                f"Mente du {vis(naer[0])}?" if naer else f"Kendte: {', '.join(sorted(noegler))}."
            )
            self.forkert(_sti(sti, ukendt), f"Nøglen kendes ikke. {hjaelp}")
        return vaerdi

    def liste(self, raa: dict, navn: str, over: str, laes: Callable[[Any, str], Any]) -> tuple:
        vaerdi, sti = raa.get(navn, []), _sti(over, navn)
        if not isinstance(vaerdi, list):
            self.forkert(sti, "Her skal stå en liste i [].")
            return ()
        return tuple(laes(del_, f"{sti}[{nummer}]") for nummer, del_ in enumerate(vaerdi))

    def tekst(self, vaerdi: Any, sti: str, laengst: int = LAENGSTE_NAVN) -> str:
        if not isinstance(vaerdi, str):
            self.forkert(sti, "Her skal stå en tekst i anførselstegn.")
            return ""
        tekst = unicodedata.normalize("NFC", vaerdi).strip()
        if not tekst:
            self.forkert(sti, "Teksten er tom.")
        elif len(tekst) > laengst:
            self.forkert(sti, f"Højst {laengst} tegn; her er {len(tekst)}.")
        elif any(unicodedata.category(tegn) in ("Cc", "Cs") for tegn in tekst):
            self.forkert(sti, "Teksten skal stå på én linje uden usynlige tegn.")
        return tekst

    def navn(self, raa: dict, noeglen: str, over: str, laengst: int = LAENGSTE_NAVN) -> str:
        if noeglen not in raa:
            self.forkert(_sti(over, noeglen), "Navnet mangler.")
            return ""
        return self.tekst(raa[noeglen], _sti(over, noeglen), laengst)

    def navne(self, raa: dict, navn: str, over: str) -> tuple[str, ...]:
        navne = self.liste(raa, navn, over, self.tekst)
        sti = _sti(over, navn)
        self.tjek_en_gang([(f"{sti}[{nummer}]", noegle(n)) for nummer, n in enumerate(navne)])
        return navne

    def kode(self, raa: dict, navn: str, over: str, valg: type[TextChoices]) -> str:
        """One of the codes of `valg`."""
        if raa.get(navn) in valg.values:
            return raa[navn]
        self.forkert(_sti(over, navn), f"Her skal stå en af disse: {', '.join(valg.values)}.")
        return ""

    def maaned(self, raa: dict, navn: str) -> int | None:
        vaerdi = raa.get(navn)
        if vaerdi is None:
            return None
        if type(vaerdi) is int and 1 <= vaerdi <= 12:
            return vaerdi
        self.forkert(navn, "Her skal stå en måned som et tal fra 1 til 12.")
        return None

    def felt(self, vaerdi: Any, sti: str) -> Feltdel:
        raa = self.objekt(vaerdi, sti, set(Feltdel.__dataclass_fields__) - {"sti"})
        if raa is None:
            return Feltdel(sti, "")
        felt = self.navn(raa, "felt", sti)
        if felt and felt not in FELTNOEGLER:
            self.forkert(
                f"{sti}.felt", f"Feltet kendes ikke. Kendte: {', '.join(sorted(FELTNOEGLER))}."
            )
        til, paakraevet = self.sand(raa, "til", sti, True), self.sand(raa, "paakraevet", sti)
        if paakraevet and not til:
            self.forkert(
                sti, "Et felt, der ikke registreres, kan ikke skulle udfyldes (paakraevet)."
            )
        return Feltdel(sti, felt, til, paakraevet, self.hjaelp(raa, sti))

    def maerke(self, vaerdi: Any, sti: str) -> Maerkedel:
        raa = self.objekt(vaerdi, sti, set(Maerkedel.__dataclass_fields__) - {"sti"})
        if raa is None:
            return Maerkedel(sti, "")
        slags = self.kode({"slags": Maerkeslags.JANEJ, **raa}, "slags", sti, Maerkeslags)
        vaerdier = self.navne(raa, "vaerdier", sti)
        if slags == Maerkeslags.JANEJ and vaerdier:
            self.forkert(f"{sti}.vaerdier", "Et mærke med ja og nej har ingen andre værdier.")
        if slags != Maerkeslags.JANEJ and not vaerdier:
            self.forkert(f"{sti}.vaerdier", "Mærkets værdier mangler.")
        navn = self.navn(raa, "navn", sti, LAENGSTE_MAERKENAVN)
        return Maerkedel(sti, navn, slags, self.hjaelp(raa, sti), vaerdier)

    def hjaelp(self, raa: dict, sti: str) -> str:
        if raa.get("hjaelpetekst") in (None, ""):
            return ""
        return self.tekst(raa["hjaelpetekst"], f"{sti}.hjaelpetekst", LAENGSTE_HJAELP)

    def sand(self, raa: dict, navn: str, over: str, ellers: bool = False) -> bool:
        vaerdi = raa.get(navn, ellers)
        if not isinstance(vaerdi, bool):
            self.forkert(_sti(over, navn), "Her skal stå true eller false.")
        return vaerdi is True

    def dato(self, raa: dict, navn: str, over: str) -> date | None:
        vaerdi = raa.get(navn)
        if vaerdi is None:
            return None
        try:
            return laes_dato(vaerdi if isinstance(vaerdi, str) else "")
        except Cellefejl:
            self.forkert(_sti(over, navn), 'Her skal stå en dato, fx "2024-12-31".')
            return None

    def afdeling(self, vaerdi: Any, sti: str) -> Afdelingsdel:
        if sti.count(".underafdelinger[") >= FLEST_LAG:
            self.forkert(sti, f"Der kan højst være {FLEST_LAG} lag af afdelinger.")
            return Afdelingsdel(sti, "")
        raa = self.objekt(vaerdi, sti, set(Afdelingsdel.__dataclass_fields__) - {"sti"})
        if raa is None:
            return Afdelingsdel(sti, "")
        fra, til = self.dato(raa, "gyldig_fra", sti), self.dato(raa, "gyldig_til", sti)
        if fra and til and fra > til:
            self.forkert(_sti(sti, "gyldig_til"), "Afdelingens sidste dag ligger før den første.")
        kortnavn = ""
        if raa.get("kortnavn") not in (None, ""):
            kortnavn = self.tekst(raa["kortnavn"], _sti(sti, "kortnavn"), LAENGSTE_KORTNAVN)
        return Afdelingsdel(
            sti=sti,
            navn=self.navn(raa, "navn", sti),
            kortnavn=kortnavn,
            andre_navne=self.liste(raa, "andre_navne", sti, self.tekst),
            ekstern=self.sand(raa, "ekstern", sti),
            gyldig_fra=fra,
            gyldig_til=til,
            underafdelinger=self.liste(raa, "underafdelinger", sti, self.afdeling),
        )

    def tema(self, vaerdi: Any, sti: str) -> Temadel:
        raa = self.objekt(vaerdi, sti, {"tema", "emner"})
        if raa is None:
            return Temadel(sti, "")
        return Temadel(sti, self.navn(raa, "tema", sti), self.navne(raa, "emner", sti))

    def tjek_en_gang(self, noegler: list[tuple[str, Any]]) -> None:
        """Each of the keys, which come with their places, stands only once."""
        set_foer: dict[Any, str] = {}
        for sti, noeglen in noegler:
            if noeglen in set_foer:
                self.forkert(sti, f"Står allerede på {set_foer[noeglen]}.")
            elif noeglen:
                set_foer[noeglen] = sti

    def tjek_afdelinger(self, dele: tuple[Afdelingsdel, ...]) -> None:
        """Departments side by side differ in name or in their first day."""
        self.tjek_en_gang(
            [(del_.sti, (noegle(del_.navn), del_.gyldig_fra)) for del_ in dele if del_.navn]
        )
        for del_ in dele:
            self.tjek_afdelinger(del_.underafdelinger)


def _andre_navne(dele: tuple[Afdelingsdel, ...]):
    """Every other name in the file with its place; it can only belong to one department."""
    for del_ in dele:
        for nummer, navn in enumerate(del_.andre_navne):
            yield f"{del_.sti}.andre_navne[{nummer}]", noegle(navn)
        yield from _andre_navne(del_.underafdelinger)
