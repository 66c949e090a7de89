"""From a name in a file to the office's own row; every list is read once.

What is no longer in use (an inactive value, a closed department) is found as well: a file is
mostly about the past. Each look-up raises Cellefejl for a name it does not know or cannot tell
apart; an empty cell is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Generic, TypeVar

from ..models import Afdeling, Afdelingsnavn, Emne
from ..models.kodelister import Kodeliste
from ..regler import dansk_dato
from .fejl import Cellefejl, opregn, vis
from .navne import naermeste, noegle

T = TypeVar("T")
KORT_LISTE = 12
MANGE_UKENDTE = 200


class Navne(Generic[T]):
    """Names and what they name; a name may name several, and one thing may have several names."""

    def __init__(self, hvad: str, par: Iterable[tuple[str, T]]):
        """`hvad` is the thing's name in the definite form with a capital, e.g. "Afdelingen"."""
        self.hvad = hvad
        self._ved: dict[str, list[T]] = {}
        self._skrevet: dict[str, str] = {}
        self._ukendte: dict[str, str] = {}
        for navn, ting in par:
            under = self._ved.setdefault(noegle(navn), [])
            self._skrevet.setdefault(noegle(navn), navn)
            if ting not in under:
                under.append(ting)

    def __bool__(self) -> bool:
        return bool(self._ved)

    def find(self, navn: str) -> list[T]:
        """All that goes by the name; none where the name is not known."""
        return self._ved.get(noegle(navn), [])

    def alle(self, navn: str) -> list[T]:
        """All that goes by the name, at least one. Raises Cellefejl for an unknown name."""
        if fundet := self.find(navn):
            return fundet
        raise Cellefejl(self._ukendt(navn))

    def eneste(self, navn: str) -> T:
        """The one that goes by the name. Raises Cellefejl for none and for several."""
        fundet = self.alle(navn)
        if len(fundet) > 1:
            raise Cellefejl(
                f"{self.hvad} {vis(navn)} findes {len(fundet)} gange i registret. "
                "Giv dem hver sit navn under Opsætning."
            )
        return fundet[0]

    def _ukendt(self, navn: str) -> str:
        # The search is slow: one wrong name often stands on every row of a file, and where there
        # are hundreds of them the reader has chosen the wrong file.
        if len(self._ukendte) >= MANGE_UKENDTE:
            return f"{self.hvad} {vis(navn)} findes ikke."
        if navn not in self._ukendte:
            self._ukendte[navn] = f"{self.hvad} {vis(navn)} findes ikke. {self._forslag(navn)}"
        return self._ukendte[navn]

    def _forslag(self, navn: str) -> str:
        if naer := naermeste(navn, self._skrevet.values(), 3):
            return f"Mente du {opregn(naer, 'eller')}?"
        kendte = list(dict.fromkeys(str(ting) for under in self._ved.values() for ting in under))
        if not kendte:
            return "Listen i registret er tom. Udfyld den under Opsætning."
        if len(kendte) <= KORT_LISTE:
            return f"De kendte er {opregn(kendte, 'og')}."
        return "Ret navnet, eller opret det under Opsætning."


class Kodeopslag:
    """A value of one of the office's own lists."""

    def __init__(self, model: type[Kodeliste], hvad: str):
        self._navne = Navne(hvad, ((vaerdi.navn, vaerdi) for vaerdi in model.objects.all()))

    def __call__(self, navn: str) -> Kodeliste | None:
        return self._navne.eneste(navn) if navn else None


class Afdelingsopslag:
    """A department by its name, its short name, another name it goes by, or its whole path.

    Of several that go by one name it is the one that existed on the day.
    """

    def __init__(self) -> None:
        afdelinger = Afdeling.objects.select_related("efterfoelger")
        self._afdelinger = {afdeling.pk: afdeling for afdeling in afdelinger}
        self._navne = Navne("Afdelingen", self._par())

    def _par(self) -> Iterable[tuple[str, Afdeling]]:
        for afdeling in self._afdelinger.values():
            yield afdeling.navn, afdeling
            yield self._sti(afdeling), afdeling
            if afdeling.kortnavn:
                yield afdeling.kortnavn, afdeling
        for andet in Afdelingsnavn.objects.all():
            yield andet.navn, self._afdelinger[andet.afdeling_id]

    def _sti(self, afdeling: Afdeling) -> str:
        """E.g. "Læring > PPR"."""
        navne = [afdeling.navn]
        while afdeling.overordnet_id:
            afdeling = self._afdelinger[afdeling.overordnet_id]
            navne.insert(0, afdeling.navn)
        return " > ".join(navne)

    def __call__(self, navn: str, dag: date | None) -> Afdeling | None:
        """`dag` is None where the row's date could not be read; then only the name is judged."""
        if not navn:
            return None
        fundet = self._navne.alle(navn)
        if len(fundet) == 1:
            return fundet[0]
        if dag is None:
            return None
        den_dag = [afdeling for afdeling in fundet if _fandtes(afdeling, dag)]
        if len(den_dag) == 1:
            return den_dag[0]
        if not den_dag:
            raise Cellefejl(f"Ingen afdeling ved navn {vis(navn)} fandtes {dansk_dato(dag)}.")
        raise Cellefejl(
            f"{vis(navn)} kan være {opregn(sorted(map(self._sti, den_dag)), 'eller')}. "
            "Skriv hele stien eller et navn, som kun den ene har."
        )


def _fandtes(afdeling: Afdeling, dag: date) -> bool:
    fra, til = afdeling.gyldig_fra or date.min, afdeling.gyldig_til or date.max
    return fra <= dag <= til


class Emneopslag:
    """A topic by its theme and its name."""

    def __init__(self) -> None:
        knuder = list(Emne.objects.select_related("overordnet"))
        temaer = [knude for knude in knuder if not knude.overordnet_id]
        emner = [knude for knude in knuder if knude.overordnet_id]
        self._temaer = Navne("Temaet", ((tema.navn, tema) for tema in temaer))
        self._emner = Navne("Emnet", ((emne.navn, emne) for emne in emner))
        self._under = {
            tema.pk: Navne(
                f"Under temaet {vis(tema.navn)}: emnet",
                ((emne.navn, emne) for emne in emner if emne.overordnet_id == tema.pk),
            )
            for tema in temaer
        }

    def tema(self, navn: str) -> Emne | None:
        return self._temaer.eneste(navn) if navn else None

    def emne(self, navn: str, tema: Emne | None) -> Emne | None:
        """The topic under the theme; without a topic the theme itself, if nothing is under it.

        Without a theme, a topic that only one theme has.
        """
        if tema is None:
            return self._uden_tema(navn) if navn else None
        under = self._under[tema.pk]
        if not navn:
            if under:
                raise Cellefejl(
                    f"Emnet mangler. Temaet {vis(tema.navn)} har emner at vælge imellem."
                )
            return tema
        if not under.find(navn) and (andre := self._emner.find(navn)):
            steder = _temaerne(andre)
            raise Cellefejl(
                f"Emnet {vis(navn)} hører under temaet {steder}, ikke under {vis(tema.navn)}."
            )
        return under.eneste(navn)

    def _uden_tema(self, navn: str) -> Emne:
        fundet = self._emner.alle(navn)
        if len(fundet) > 1:
            raise Cellefejl(
                f"Emnet {vis(navn)} findes under temaerne {_temaerne(fundet)}. Skriv temaet."
            )
        return fundet[0]


def _temaerne(emner: Iterable[Emne]) -> str:
    """The topics' themes, named in the themes' own order."""
    temaer = sorted(
        (emne.overordnet for emne in emner), key=lambda tema: (tema.raekkefoelge, tema.pk)
    )
    return opregn([tema.navn for tema in temaer], "og")
