"""Small tables by hand, with a filter in every cell that says where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from beretning.tabel import I_ALT, Celle, Enhed, Kolonne, Raekke, Tabel

SAGER = Enhed("sag", "sager")


def byg_tabel(
    *linjer: tuple,
    kolonner: Sequence[str] = ("Hovedsag", "Følgesager"),
    i_alt: Sequence[int | None] | None = None,
    **felter,
) -> Tabel:
    """A table of lines (name, level, numbers…); the last number is the line's total.

    The total line is the sum of the outermost lines, unless `i_alt` says otherwise.
    """
    navne = [*kolonner, I_ALT]
    if i_alt is None:
        yderste = [tal for _, niveau, *tal in linjer if niveau == 1]
        i_alt = [sum(spalte) for spalte in zip(*yderste, strict=True)] or [0] * len(navne)
    raekker = tuple(
        Raekke(navn, niveau, _celler(navn, navne, tal)) for navn, niveau, *tal in linjer
    )
    tabel = Tabel(
        noegle="fordeling",
        titel="Sager fordelt",
        enhed=SAGER,
        liste="sager",
        fra="2024-04-01",
        til="2025-03-31",
        forspalte="Afdeling",
        kolonner=tuple(Kolonne(navn, er_total=navn == I_ALT) for navn in navne),
        raekker=raekker,
        i_alt=_celler("", navne, i_alt),
    )
    return tabel.med(**felter)


def enkelt_tabel(*linjer: tuple[str, int], **felter) -> Tabel:
    """A table without columns of its own: each line has one number, which is its total."""
    return byg_tabel(*((navn, 1, antal) for navn, antal in linjer), kolonner=(), **felter)


def _celler(raekke: str, kolonner: Sequence[str], tal: Sequence[int | None]) -> tuple[Celle, ...]:
    return tuple(
        Celle(antal, tuple({"afdeling": raekke, "sagstype": kolonne}.items()))
        for kolonne, antal in zip(kolonner, tal, strict=True)
    )
