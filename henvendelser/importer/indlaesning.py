"""The way of every file into the register: rows, groups of one key, actions; all or nothing."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

from django.db import IntegrityError, OperationalError, transaction

from .. import log
from ..dansk import Enhed, dansk_tal
from ..handlinger import Import
from ..models import Bruger
from ..models.felter import Indlaest
from ..valg import Formaal, Handling
from .ark import Ark, Kolonner, Raekke, laes_ark
from .fejl import Fejlliste, ImportFejl, vis
from .fil import afkod, laes_bytes
from .navne import noegle


@dataclass(frozen=True)
class Resultat:
    """What a file brought: new rows, the parts they have, and the rows that were there already."""

    nye: int
    dele: int
    fandtes: int
    enhed: Enhed
    del_enhed: Enhed

    def __str__(self) -> str:
        nye, dele = self.enhed.antal(self.nye), self.del_enhed.antal(self.dele)
        return f"{nye} med {dele} indlæst, {dansk_tal(self.fandtes)} var der i forvejen."


class Art(ABC):
    """A kind of file: its columns, what its rows must hold, and the action that writes them.

    A new one is made for each file, inside the transaction: it reads the office's lists.
    """

    kolonner: ClassVar[Kolonner]
    noeglekolonne: ClassVar[str]
    model: ClassVar[type[Indlaest]]
    enhed: ClassVar[Enhed]
    del_enhed: ClassVar[Enhed]
    # How a column's text is brought to one form before it is printed; others are names.
    normalform: ClassVar[Mapping[str, Callable[[str], Any]]]

    @abstractmethod
    def laes(self, raekker: list[Raekke], fejl: Fejlliste, hel: bool) -> Any:
        """What the rows of one key say. Adds to `fejl`; then the answer is not used.

        `hel` is False where the file has rows that could not be read: then nothing is said of
        what the group lacks.
        """

    @abstractmethod
    def gem(
        self, indhold: Any, indlaest: Import, af: Bruger | None, fejl: Fejlliste
    ) -> tuple[Indlaest | None, int]:
        """Write it; answers what was written, and its number of parts.

        Adds to `fejl` what the action refused; then nothing was.
        """


def indlaes(
    art: type[Art], fil: str | os.PathLike | BinaryIO, *, kilde: str, af: Bruger | None
) -> Resultat:
    """Read a file of the kind into the register. Raises ImportFejl; then nothing is written.

    Keys are the file's own within `kilde`. A key that is there with the same content is passed
    over, whatever became of the row since; with another content it is a fault.
    """
    kilde = _tjek_kilde(kilde, art.model)
    ark = laes_ark(afkod(laes_bytes(fil)), art.kolonner)
    try:
        with transaction.atomic():
            return _indlaes(art, ark, kilde, af)
    except (IntegrityError, OperationalError) as fejl:
        raise ImportFejl.en(
            "Databasen afviste filen, måske fordi en anden ændrede registret imens. Prøv igen."
        ) from fejl


def _indlaes(art: type[Art], ark: Ark, kilde: str, af: Bruger | None) -> Resultat:
    fejl, opgave = Fejlliste(ark.fejl), art()
    findes = dict(
        art.model.objects.filter(importkilde=kilde)
        .exclude(importnoegle=None)
        .values_list("importnoegle", "importaftryk")
    )
    dele = fandtes = 0
    nye: list[Indlaest] = []
    for navn, raekker in _grupper(art, ark.raekker, fejl).items():
        aftryk = _aftryk(art, raekker)
        if navn in findes and _siger_det_samme(aftryk, findes[navn], ark.kolonner, art):
            fandtes += 1
            continue
        if navn in findes and not ark.fejl:
            fejl.tilfoej(
                raekker[0].linje,
                art.noeglekolonne,
                f"{vis(navn)} er allerede indlæst med et andet indhold. "
                "Ret den i registret, ikke i filen.",
            )
            continue
        foer = len(fejl)
        indhold = opgave.laes(raekker, fejl, hel=not ark.fejl)
        if len(fejl) == foer and not ark.fejl:
            gemt, antal = opgave.gem(indhold, Import(kilde, navn, aftryk), af, fejl)
            if gemt:
                nye.append(gemt)
                dele += antal
    if fejl:
        raise ImportFejl(fejl)
    log.skriv(
        af=af,
        handling=Handling.INDLAESNING,
        formaal=Formaal.SAGSBEHANDLING,
        om=nye,
        udvalg={"dele": dele, "fandtes": fandtes},
    )
    return Resultat(len(nye), dele, fandtes, art.enhed, art.del_enhed)


def _grupper(art: type[Art], raekker: list[Raekke], fejl: Fejlliste) -> dict[str, list[Raekke]]:
    """The rows by their key, in the file's order; a row without one is a fault."""
    grupper: dict[str, list[Raekke]] = {}
    laengst = art.model._meta.get_field("importnoegle").max_length
    for raekke in raekker:
        navn = raekke[art.noeglekolonne]
        if not navn:
            fejl.tilfoej(
                raekke.linje, art.noeglekolonne, "Feltet er tomt. Hver række skal have et."
            )
        elif len(navn) > laengst:
            fejl.tilfoej(
                raekke.linje, art.noeglekolonne, f"Højst {laengst} tegn; her er {len(navn)}."
            )
        else:
            grupper.setdefault(navn, []).append(raekke)
    return grupper


KERNE = "kerne"


def _aftryk(art: type[Art], raekker: list[Raekke]) -> dict[str, str]:
    """Prints of what the rows say, however the file is written and in whatever order.

    One is of the required columns together; one of each further column that says anything, with
    the rows it stands on.
    """
    kerner = [_celler(art, raekke, art.kolonner.kraevede) for raekke in raekker]
    aftryk = {KERNE: _sum(kerner)}
    for kolonne in art.kolonner.valgfri:
        if any(raekke[kolonne] for raekke in raekker):
            celler = [_celler(art, raekke, [kolonne]) for raekke in raekker]
            aftryk[kolonne] = _sum(list(zip(kerner, celler, strict=True)))
    return aftryk


def _celler(art: type[Art], raekke: Raekke, kolonner: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (kolonne, str(art.normalform.get(kolonne, noegle)(raekke[kolonne])))
        for kolonne in sorted(kolonner)
        if raekke[kolonne] and kolonne != art.noeglekolonne
    ]


def _sum(raekker: list) -> str:
    return hashlib.sha256(json.dumps(sorted(raekker)).encode()).hexdigest()


def _siger_det_samme(
    nyt: Mapping[str, str], foer: Mapping[str, str], kolonner: Sequence[str], art: type[Art]
) -> bool:
    """Whether the file says nothing else than before; a column it does not have says nothing."""
    har = {KERNE, *(kolonne for kolonne in art.kolonner.valgfri if kolonne in kolonner)}
    return all(nyt.get(del_) == foer.get(del_) for del_ in har)


def _tjek_kilde(kilde: str, model: type[Indlaest]) -> str:
    kilde = unicodedata.normalize("NFC", kilde).strip()
    laengst = model._meta.get_field("importkilde").max_length
    if len(kilde) > laengst or not kilde.isprintable():
        raise ImportFejl.en(f"Kildens navn skal være én linje på højst {laengst} tegn.")
    return kilde
