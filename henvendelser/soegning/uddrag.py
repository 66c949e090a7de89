"""Where it was found: the place's name, and the text around it with the words marked.

Only the rows of one page are looked through, and only those the user already sees. Plain text in
parts: who shows it escapes it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Model

from .. import cpr
from ..models import Henvendelse
from .kilder import Felt, Kilde, Slags, kilder_fra
from .ord import ACCENTER, LAENGSTE_TEKST, TELEFON, soegeord, soegetelefon, stamme
from .spoergsmaal import Led, laes

FOER, EFTER = 60, 140  # letters around the first word that was found
HOEJST = 3  # places told of one row

# A word as the index has it, and from where in the text to where it stands.
Ord = tuple[str, int, int]

_ORD = re.compile(rf"{TELEFON}|(?:[^\W_]|[{ACCENTER}])+")


@dataclass(frozen=True)
class Uddrag:
    """One place: what it is called, and its text in parts, each with whether it was looked for."""

    sted: str
    dele: tuple[tuple[str, bool], ...]


def uddrag(
    noegler: Collection[int], tekst: str, model: type[Model] = Henvendelse
) -> dict[int, list[Uddrag]]:
    """By the keys of `model` where each has what was typed; at most a query for each source.

    Each part of what was typed is told where it is first found. A CPR number is told nowhere.
    """
    led = [] if cpr.laes(tekst) else laes(tekst)
    fundet: dict[int, list[Uddrag]] = {noegle: [] for noegle in noegler}
    mangler = {noegle: list(led) for noegle in noegler}

    def er_aaben(noegle: int) -> bool:
        return bool(mangler[noegle]) and len(fundet[noegle]) < HOEJST

    for kilde in kilder_fra(model):
        for noegle, felt, indhold in _tekster(model, kilde, list(filter(er_aaben, noegler))):
            if not er_aaben(noegle):
                continue
            ord_ = _ordene(indhold, felt)
            if nye := _fundne(ord_, felt, mangler[noegle]):
                fundet[noegle].append(Uddrag(felt.sted, _dele(indhold, ord_, felt, led)))
                mangler[noegle] = [et for et in mangler[noegle] if et not in nye]
    return {noegle: uddragene for noegle, uddragene in fundet.items() if uddragene}


def _tekster(
    model: type[Model], kilde: Kilde, noegler: Collection[int]
) -> Iterator[tuple[int, Felt, str]]:
    """The texts of the source that these have: way by way, in the order they were written."""
    foran = [f"{vej}__" if vej else "" for vej in kilde.veje[model]]
    stier = [f"{en}{felt.navn}" for en in foran for felt in kilde.felter]
    raekker = model.objects.filter(pk__in=noegler).order_by(f"{foran[0]}pk")
    laest = list(raekker.values_list("pk", *stier)) if noegler else []
    for foerst in range(1, len(stier) + 1, len(kilde.felter)):
        for raekke in laest:
            for felt, tekst in zip(kilde.felter, raekke[foerst:], strict=False):
                if tekst:
                    yield raekke[0], felt, tekst[:LAENGSTE_TEKST]


def _fundne(ord_: list[Ord], felt: Felt, led: list[Led]) -> list[Led]:
    """Which of the parts are among the words."""
    rene = [o for o, _, _ in ord_]
    return [et for et in led if any(_steder(et, rene, felt))]


def _dele(tekst: str, ord_: list[Ord], felt: Felt, led: list[Led]) -> tuple[tuple[str, bool], ...]:
    """The text around the first word that was found, with all that was found in it marked."""
    rene = [o for o, _, _ in ord_]
    fundne = sorted(
        (ord_[fra][1], ord_[til - 1][2]) for et in led for fra, til in _steder(et, rene, felt)
    )
    foerst = max(0, fundne[0][0] - FOER)
    sidst = min(len(tekst), fundne[0][1] + EFTER)
    # Not in the middle of a word.
    foerst = next((a for _, a, b in ord_ if foerst <= a), foerst) if foerst else 0
    sidst = (
        next((b for _, _, b in reversed(ord_) if b <= sidst), sidst)
        if sidst < len(tekst)
        else sidst
    )
    dele, her = [("… ", False)] if foerst else [], foerst
    for fra, til in fundne:
        if her <= fra and til <= sidst:
            dele += [(tekst[her:fra], False), (tekst[fra:til], True)]
            her = til
    dele += [(tekst[her:sidst], False), (" …" if sidst < len(tekst) else "", False)]
    return tuple((del_, er_fundet) for del_, er_fundet in dele if del_)


def _steder(led: Led, ord_: list[str], felt: Felt) -> Iterator[tuple[int, int]]:
    """Where among the words the part is found: the first word, and the one after the last."""
    for frase in led.fraser:
        laengde = len(frase)
        for nr in range(len(ord_) - laengde + 1):
            *foerst, sidst = ord_[nr : nr + laengde]
            slut = sidst.startswith(frase[-1]) if led.begynder else sidst == frase[-1]
            if slut and tuple(foerst) == frase[:-1]:
                yield nr, nr + laengde
    if led.boejes and felt.slags == Slags.TEKST:
        rod = stamme(led.boejes)
        yield from ((nr, nr + 1) for nr, et in enumerate(ord_) if stamme(et) == rod)


def _ordene(tekst: str, felt: Felt) -> list[Ord]:
    """The words of the text; a telephone number's digits are also one, which is all of it."""
    if felt.slags == Slags.TELEFON:
        cifre = soegetelefon(tekst).split()[-1:]
        return [(et, 0, len(tekst)) for et in cifre] + _ord(tekst)
    return _ord(tekst)


def _ord(tekst: str) -> list[Ord]:
    return [
        (et, fundet.start(), fundet.end())
        for fundet in _ORD.finditer(tekst)
        for et in _rene(fundet[0])
    ]


@functools.lru_cache(maxsize=20_000)
def _rene(ord_: str) -> tuple[str, ...]:
    return tuple(soegeord(ord_).split())
