"""What a table is, before it is counted; plain data in, a declaration out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from henvendelser.filtre import Vaelgerfelt

from ..tabel import I_ALT
from .alle import dimension_for
from .dimensioner import Akse, Linjevalg
from .fejl import Erklaeringsfejl
from .maal import MAAL, Maal


@dataclass(frozen=True)
class Erklaering:
    """A table as measure x rows x columns, within a part (`udsnit`) of the register.

    `udsnit` are parameters of the register's list. `raekketotal` says whether the total column is
    printed: where the columns are things a unit may have several of, a reader would add them up.
    Raises Erklaeringsfejl for what would multiply rows or mean nothing.
    """

    noegle: str
    titel: str
    maal: Maal
    raekker: Akse
    kolonner: Akse | None = None
    udsnit: tuple[tuple[str, str], ...] = ()
    totalnavn: str = I_ALT
    raekketotal: bool = True
    noter: tuple[str, ...] = ()

    def __post_init__(self):
        for akse in self.akser:
            self._passer(akse)
        if len(self.akser) == 2:
            self._passer_sammen(*self.akser)
        if self.maal.andel:
            if self.kolonner:
                raise Erklaeringsfejl(f"{self.maal.andel.navn} har sine egne kolonner.")
            self.delt_op()
        if self.maal.varighed and self.kolonner:
            raise Erklaeringsfejl("En svartid har sine egne kolonner.")
        if self.efter_hovedsag and any(a.dimension.noegle == "sagstype" for a in self.akser):
            raise Erklaeringsfejl("Efter hovedsag er der kun én sagstype.")
        for parameter, _ in self.udsnit:
            self._kan_filtreres(parameter)

    @property
    def akser(self) -> tuple[Akse, ...]:
        return (self.raekker, self.kolonner) if self.kolonner else (self.raekker,)

    @property
    def efter_hovedsag(self) -> bool:
        return any(akse.efter_hovedsag for akse in self.akser)

    @property
    def grain(self):
        """The finest grain that the measure and its axes stand on: one row of the query."""
        finere = [
            akse.dimension.grain for akse in self.akser if akse.dimension.er_finere(self.maal)
        ]
        return finere[0] if finere else self.maal.grain

    def delt_op(self) -> Erklaering:
        """What a share is put together from: the units by the values that decide it."""
        maal = replace(self.maal, andel=None)
        kolonner = Akse(dimension_for(maal, self.maal.andel.dimension))
        return replace(self, maal=maal, kolonner=kolonner, raekketotal=True)

    def uden_varighed(self) -> Erklaering:
        """The same units, counted."""
        return replace(self, maal=replace(self.maal, varighed=None), raekketotal=True)

    def _passer(self, akse: Akse) -> None:
        dimension, maal = akse.dimension, self.maal
        if not dimension.passer_til(maal):
            raise Erklaeringsfejl(
                f"{maal.enhed.flertal.capitalize()} kan ikke fordeles på {dimension.navn.lower()}."
            )
        if akse.efter_hovedsag and not (
            dimension.er_finere(maal) and maal.filter.filter_for("sagstype")
        ):
            raise Erklaeringsfejl("»Efter hovedsag« giver kun mening for henvendelser.")
        if (akse.mellemsummer or akse.niveau or akse.efterfoelgere) and not dimension.er_trae:
            raise Erklaeringsfejl(f"{dimension.navn} har kun ét niveau.")
        if akse.mellemsummer and akse.kun_valgte:
            raise Erklaeringsfejl("Udvalgte linjer kan ikke have mellemsummer.")

        if maal.sum_af and dimension.er_flertydig(maal):
            raise Erklaeringsfejl(
                f"{maal.enhed.flertal.capitalize()} lægges sammen og kan ikke fordeles på "
                f"{dimension.navn.lower()}, som en enhed kan have flere af."
            )

    def _passer_sammen(self, a: Akse, b: Akse) -> None:
        if a.dimension.noegle == b.dimension.noegle:
            raise Erklaeringsfejl(f"{a.dimension.navn} kan ikke være både rækker og kolonner.")
        finere = [akse for akse in (a, b) if akse.dimension.er_finere(self.maal)]
        if len({akse.dimension.grain for akse in finere}) > 1:
            raise Erklaeringsfejl(
                f"{a.dimension.navn} og {b.dimension.navn.lower()} hører til hver sin slags "
                "underrækker; sammen ville de tælle hver enhed flere gange."
            )
        if len(finere) == 2 and a.efter_hovedsag != b.efter_hovedsag:
            raise Erklaeringsfejl("Begge akser skal tælles efter hovedsagen, eller ingen af dem.")

    def _kan_filtreres(self, parameter: str) -> None:
        filter_ = self.maal.filter.filter_for(parameter)
        if filter_ is None:
            raise Erklaeringsfejl(f"Listen kan ikke filtreres på »{parameter}«.")
        optaget = {akse.dimension.noegle for akse in self.akser}
        optaget |= {"sagstype"} if self.efter_hovedsag else set()
        optaget |= {self.maal.population.fra, self.maal.population.til}
        if parameter in optaget:
            raise Erklaeringsfejl(f"Tabellen deler allerede op efter »{filter_.label}«.")


_FELTER = {
    "maal",
    "raekker",
    "kolonner",
    "filter",
    "totalnavn",
    "raekketotal",
    "noter",
}
_AKSEFELTER = {
    "dimension",
    "niveau",
    "mellemsummer",
    "efter_hovedsag",
    "efterfoelgere",
    "linjer",
    "kun_valgte",
}


def erklaering_fra(noegle: str, titel: str, data: Mapping[str, Any]) -> Erklaering:
    """The declaration that a report's template holds as data.

    Names in `filter` may be the register's ("Ankestyrelsen") or its codes; they are looked up
    now. Raises Erklaeringsfejl that names the part that is wrong.
    """
    _kun_kendte(data, _FELTER, "tabellen")
    maal = MAAL.get(data.get("maal", ""))
    if maal is None:
        raise Erklaeringsfejl(f"Tabellen tæller »{data.get('maal')}«, som ikke er et mål.")
    if "raekker" not in data:
        raise Erklaeringsfejl("Tabellen siger ikke, hvad rækkerne er.")
    return Erklaering(
        noegle=noegle,
        titel=titel,
        maal=maal,
        raekker=_akse(data["raekker"], maal),
        kolonner=_akse(data["kolonner"], maal) if data.get("kolonner") else None,
        udsnit=tuple(
            (parameter, _kode(maal, parameter, vaerdier))
            for parameter, vaerdier in data.get("filter", {}).items()
        ),
        totalnavn=data.get("totalnavn", I_ALT),
        raekketotal=data.get("raekketotal", True),
        noter=tuple(data.get("noter", ())),
    )


def _akse(data: Mapping[str, Any], maal: Maal) -> Akse:
    _kun_kendte(data, _AKSEFELTER, "aksen")
    dimension = dimension_for(maal, data.get("dimension", ""))
    if dimension is None:
        raise Erklaeringsfejl(
            f"{maal.enhed.flertal.capitalize()} kan ikke fordeles på »{data.get('dimension')}«."
        )
    valg = {felt: data[felt] for felt in _AKSEFELTER - {"dimension", "linjer"} if felt in data}
    linjer = tuple(Linjevalg(**linje) for linje in data.get("linjer", ()))
    return Akse(dimension, linjer=linjer, **valg)


def _kode(maal: Maal, parameter: str, vaerdier: list[str]) -> str:
    """The parameter's value for a list of names or codes."""
    filter_ = maal.filter.filter_for(parameter)
    if filter_ is None or not isinstance(filter_.field, Vaelgerfelt):
        raise Erklaeringsfejl(f"Listen kan ikke filtreres på »{parameter}«.")
    koder = {navn.strip("\u00a0"): kode for kode, navn in filter_.muligheder()}
    koder |= {kode: kode for kode in koder.values()}
    ukendte = [vaerdi for vaerdi in vaerdier if vaerdi not in koder]
    if ukendte:
        raise Erklaeringsfejl(f"»{ukendte[0]}« findes ikke under {filter_.label.lower()}.")
    return ",".join(koder[vaerdi] for vaerdi in vaerdier)


def _kun_kendte(data: Mapping[str, Any], kendte: set[str], hvor: str) -> None:
    ukendte = sorted(set(data) - kendte)
    if ukendte:
        raise Erklaeringsfejl(f"»{ukendte[0]}« er ikke noget, {hvor} kan sige.")
