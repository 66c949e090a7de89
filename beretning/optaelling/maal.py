"""Measures: what one unit is, and which units belong to a period."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from henvendelser.filtre import (
    AfgoerelseFilter,
    BemaerkningFilter,
    HenvendelseFilter,
    Registerfilter,
    SagFilter,
)
from henvendelser.models import Afgoerelse, Bemaerkning, Henvendelse, Sag

from ..periode import Periode
from ..tabel import Enhed


@dataclass(frozen=True)
class Population:
    """How a unit belongs to a period, in the parameters of the register's lists.

    `fra` and `til` name the parameters of the first and the last day; a population at a point in
    time has only `til`. `grain` and `dato` are where the day stands.
    """

    grain: type[Model]
    dato: str
    til: str
    fra: str = ""

    def parametre(self, periode: Periode) -> dict[str, str]:
        parametre = {self.til: periode.til.isoformat()}
        return {self.fra: periode.fra.isoformat(), **parametre} if self.fra else parametre


MODTAGET = Population(Henvendelse, "modtaget", fra="fra", til="til")
AFSLUTTET = Population(Henvendelse, "afsluttet", fra="afsluttet_fra", til="afsluttet_til")
AABEN_VED_UDGANGEN = Population(Henvendelse, "afsluttet", til="aaben_pr")
AFGOERELSE_MODTAGET = Population(Afgoerelse, "modtaget", fra="fra", til="til")


@dataclass(frozen=True)
class Maal:
    """What is counted: one unit is one row of `grain`.

    `liste` is the address name of the register's list of the units, `filter` that list's filter.
    """

    noegle: str
    navn: str
    enhed: Enhed
    grain: type[Model]
    population: Population
    liste: str
    filter: type[Registerfilter]


_HENVENDELSE = Enhed("henvendelse", "henvendelser")
_SAG = Enhed("sag", "sager")

HENVENDELSER = Maal(
    "henvendelser",
    "Henvendelser modtaget i perioden",
    _HENVENDELSE,
    Henvendelse,
    MODTAGET,
    "henvendelser",
    HenvendelseFilter,
)
AFSLUTTEDE_HENVENDELSER = Maal(
    "afsluttede_henvendelser",
    "Henvendelser afsluttet i perioden",
    _HENVENDELSE,
    Henvendelse,
    AFSLUTTET,
    "henvendelser",
    HenvendelseFilter,
)
AABNE_HENVENDELSER = Maal(
    "aabne_henvendelser",
    "Henvendelser åbne ved periodens udgang",
    _HENVENDELSE,
    Henvendelse,
    AABEN_VED_UDGANGEN,
    "henvendelser",
    HenvendelseFilter,
)
SAGER = Maal(
    "sager",
    "Sager i henvendelser modtaget i perioden",
    _SAG,
    Sag,
    MODTAGET,
    "sager",
    SagFilter,
)
AFGOERELSER = Maal(
    "afgoerelser",
    "Afgørelser modtaget i perioden",
    Enhed("afgørelse", "afgørelser"),
    Afgoerelse,
    AFGOERELSE_MODTAGET,
    "afgoerelser",
    AfgoerelseFilter,
)
BEMAERKNINGER = Maal(
    "bemaerkninger",
    "Bemærkninger i afgørelser modtaget i perioden",
    Enhed("bemærkning", "bemærkninger"),
    Bemaerkning,
    AFGOERELSE_MODTAGET,
    "bemaerkninger",
    BemaerkningFilter,
)

MAAL: dict[str, Maal] = {
    maal.noegle: maal
    for maal in (
        HENVENDELSER,
        AFSLUTTEDE_HENVENDELSER,
        AABNE_HENVENDELSER,
        SAGER,
        AFGOERELSER,
        BEMAERKNINGER,
    )
}
