"""Charts, declared like the tables they are drawn from; every number is a cell of a `Tabel`."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from henvendelser.dansk import dansk_tal

from .levende_tal import HAARDT_MELLEMRUM
from .tabel import I_ALT, Raekke, Tabel, Tal, andele
from .templatetags.beretning import BLOED, bloed

SKRIFTER = Path(__file__).parent / "skrifter"
SOEJLE = "#12455a"
TEKST = "#1a1a1a"
AKSE = "#9fb0b7"
# In CSS pixels: as wide as the report's text, at most what a page holds under its caption.
BREDDE = 515
MAKS_HOEJDE = 780
NAVNEBREDDE = 225
TALBREDDE = 62
LUFT = 10
SKRIFT = 11
LINJEHOEJDE = 12
RAEKKEHOEJDER = range(25, 15, -1)
_TEKST = {"type": "text", "baseline": "middle", "fontSize": SKRIFT, "color": TEKST}
# At least what the signs of our font take, in em; a measured width would want a font library.
EM = {
    **dict.fromkeys(" ijl,.:;'!|", 0.31),
    **dict.fromkeys("frtI()-/", 0.42),
    **dict.fromkeys("acgksvxyzåäçJL", 0.53),
    **dict.fromkeys("bdehnopquøöéüETFSZ–»«", 0.59),
    **dict.fromkeys("mwMWæÆœŒ%@…", 0.98),
}
EM_ELLERS = 0.72


class Figurfejl(ValueError):
    """A figure that cannot be drawn; the message says why, in Danish."""


@dataclass(frozen=True)
class Figurerklaering:
    """Bars of one column of a table, the longest first.

    `under` takes the lines under the named one; otherwise the table's outermost lines. `visning`
    is "antal" or "andele"; shares add to 100 and name what they are shares of. `helhed` is what
    the whole is called ("henvendelser") where that is not the table's own noun.
    """

    tabel: str
    kolonne: str = I_ALT
    under: str = ""
    visning: str = "antal"
    helhed: str = ""

    @classmethod
    def fra(cls, data: Mapping[str, Any]) -> Figurerklaering:
        """From a section's data. Raises Figurfejl."""
        ukendte = set(data) - {"tabel", "kolonne", "under", "visning", "helhed"}
        if ukendte or "tabel" not in data:
            raise Figurfejl("En figur har en tabel og eventuelt kolonne, under, visning og helhed.")
        if not isinstance(data.get("helhed", ""), str):
            raise Figurfejl("En figurs helhed er et ord, fx »henvendelser«.")
        if data.get("visning", "antal") not in ("antal", "andele"):
            raise Figurfejl("En figur viser »antal« eller »andele«.")
        return cls(**data)


@dataclass(frozen=True)
class Soejle:
    """One bar: its name, its length and the number printed at its end."""

    navn: str
    antal: Tal
    vaerdi: float
    tekst: str


def soejler(erklaering: Figurerklaering, tabel: Tabel) -> list[Soejle]:
    """The bars, longest first; equals keep the table's order.

    Raises UkendtCelle for a line or a column the table does not have, Figurfejl where the
    numbers are not printed or shares would not be of a whole.
    """
    linjer = tabel.linjer(under=erklaering.under)
    tal = [_antal(tabel, linje, erklaering) for linje in linjer]
    if erklaering.visning == "andele":
        _er_dele_af_helheden(erklaering, tabel, tal)
        procenter = andele(tal).vaerdier
        alle = [
            Soejle(linje.navn, antal, float(procent), f"{procent}{HAARDT_MELLEMRUM}pct.")
            for linje, antal, procent in zip(linjer, tal, procenter, strict=True)
        ]
    else:
        alle = [
            Soejle(linje.navn, antal, float(antal), dansk_tal(antal))
            for linje, antal in zip(linjer, tal, strict=True)
        ]
    return sorted(alle, key=lambda soejle: -soejle.antal)


def _antal(tabel: Tabel, linje: Raekke, erklaering: Figurerklaering) -> Tal:
    antal = tabel.celle_i(linje, erklaering.kolonne).antal
    if antal is None:
        raise Figurfejl(f"Kolonnen »{erklaering.kolonne}« trykkes ikke i tabellen.")
    return antal


def _er_dele_af_helheden(erklaering: Figurerklaering, tabel: Tabel, tal: Sequence[Tal]) -> None:
    hele = tabel.celle(erklaering.under or I_ALT, erklaering.kolonne).antal
    if sum(tal) != hele:
        raise Figurfejl(
            f"Linjerne giver tilsammen {dansk_tal(sum(tal))}, men helheden er {dansk_tal(hele)}; "
            "deres andele kan ikke vises."
        )


def alternativ_tekst(erklaering: Figurerklaering, tabel: Tabel) -> str:
    """The chart in words: every bar with its number, and what shares are shares of."""
    dele = [f"{soejle.navn} {soejle.tekst}" for soejle in soejler(erklaering, tabel)]
    hvad = f"antal {tabel.enhed.flertal}"
    if erklaering.visning == "andele":
        hvad = f"andel af {naevner(erklaering, tabel)}"
    return f"Søjlediagram over {hvad}: {'; '.join(dele) or 'ingen'}".removesuffix(".") + "."


def naevner(erklaering: Figurerklaering, tabel: Tabel) -> str:
    """The whole that shares are of, in words: "162 henvendelser"."""
    antal = tabel.celle(erklaering.under or I_ALT, erklaering.kolonne).antal
    if erklaering.helhed:
        return f"{dansk_tal(antal)} {erklaering.helhed}"
    ord_ = f"{dansk_tal(antal)} {tabel.enhed.af(antal)}"
    kolonne = tabel.kolonner[tabel.kolonnenummer(erklaering.kolonne)]
    return ord_ if kolonne.er_total else f"{ord_} i kolonnen {kolonne.navn}"


def tegn(erklaering: Figurerklaering, tabel: Tabel) -> SafeString:
    """The chart as inline SVG without ids or styles, with its text alternative as title."""
    _laer_skrifterne()
    svg = vl_convert.vegalite_to_svg(json.dumps(_vega(soejler(erklaering, tabel))))
    title = f"<title>{escape(alternativ_tekst(erklaering, tabel))}</title>"
    aabner, resten = svg.split(">", 1)
    return mark_safe(f'{aabner} role="img">{title}{resten}')  # noqa: S308 (escaped above)


@cache
def _laer_skrifterne() -> None:
    vl_convert.register_font_directory(str(SKRIFTER))


@dataclass(frozen=True)
class _Opstilling:
    """Where everything stands, in pixels: `midter` is the middle of each bar."""

    soejler: Sequence[Soejle]
    navne: list[list[str]]  # the lines of each bar's name
    midter: list[float]
    hoejde: float
    tykkelse: float
    navnebredde: float

    @classmethod
    def af(cls, soejler: Sequence[Soejle]) -> _Opstilling:
        navne = [_linjer(soejle.navn) for soejle in soejler]
        hoejder = _raekkehoejder([len(linjer) for linjer in navne])
        return cls(
            soejler,
            navne,
            midter=[sum(hoejder[:nr]) + hoejde / 2 for nr, hoejde in enumerate(hoejder)],
            hoejde=max(sum(hoejder), 1),
            tykkelse=min(hoejder, default=0) * 0.64,
            navnebredde=LUFT + max((_bredde(en) for linjer in navne for en in linjer), default=0),
        )


def _vega(soejler: Sequence[Soejle]) -> dict:
    """The Vega-Lite specification. A bar's name stands left of it, its number at its end."""
    opstilling = _Opstilling.af(soejler)
    return {
        "width": BREDDE - opstilling.navnebredde,
        "height": opstilling.hoejde,
        "padding": {"left": opstilling.navnebredde, "right": 0, "top": 2, "bottom": 2},
        "autosize": {"type": "none"},
        "background": None,
        "config": {"font": "IBM Plex Sans", "view": {"stroke": None}},
        "layer": [_soejlelag(opstilling), _akselag(), _navnelag(opstilling)],
    }


def _soejlelag(opstilling: _Opstilling) -> dict:
    """The bars, each with its number."""
    stoerste = max((soejle.vaerdi for soejle in opstilling.soejler), default=0)
    laengde = BREDDE - opstilling.navnebredde - TALBREDDE
    raekker = [
        {
            "vaerdi": soejle.vaerdi,
            "tekst": soejle.tekst,
            "midt": midt,
            "top": midt - opstilling.tykkelse / 2,
            "bund": midt + opstilling.tykkelse / 2,
        }
        for soejle, midt in zip(opstilling.soejler, opstilling.midter, strict=True)
    ]
    x = {
        "field": "vaerdi",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, max(stoerste, 1)], "range": [0, laengde]},
    }
    soejle = {
        "mark": {"type": "rect", "color": SOEJLE},
        "encoding": {"x2": {"value": 0}, "y": _pixel("top"), "y2": {"field": "bund"}},
    }
    tal = {
        "mark": {**_TEKST, "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"y": _pixel("midt"), "text": {"field": "tekst"}},
    }
    return {"data": {"values": raekker}, "encoding": {"x": x}, "layer": [soejle, tal]}


def _akselag() -> dict:
    """The line that the bars stand on."""
    return {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "color": AKSE},
        "encoding": {"x": {"value": 0}, "y": {"value": 0}, "y2": {"value": "height"}},
    }


def _navnelag(opstilling: _Opstilling) -> dict:
    """The names; the lines of a long one stand around the middle of its bar."""
    raekker = [
        {"linje": linje, "midt": midt + (nr - (len(linjer) - 1) / 2) * LINJEHOEJDE}
        for linjer, midt in zip(opstilling.navne, opstilling.midter, strict=True)
        for nr, linje in enumerate(linjer)
    ]
    return {
        "data": {"values": raekker},
        "mark": {**_TEKST, "align": "right", "dx": -LUFT},
        "encoding": {"x": {"value": 0}, "y": _pixel("midt"), "text": {"field": "linje"}},
    }


def _pixel(felt: str) -> dict:
    return {"field": felt, "type": "quantitative", "scale": None, "axis": None}


def _raekkehoejder(linjer: Sequence[int]) -> list[int]:
    """The height of each bar's row, by its name's lines; many bars stand closer, on one page.

    Raises Figurfejl for more bars than a page holds.
    """
    for hoejde in RAEKKEHOEJDER:
        hoejder = [
            max(hoejde, antal * LINJEHOEJDE + (hoejde - LINJEHOEJDE) // 2) for antal in linjer
        ]
        if sum(hoejder) <= MAKS_HOEJDE:
            return hoejder
    raise Figurfejl(
        f"Figuren har {len(linjer)} søjler, og det er flere, end der er plads til på en side. "
        "Vis færre linjer, eller brug en tabel."
    )


def _linjer(navn: str) -> list[str]:
    """The name on as few lines as its column allows, and these about equally long."""
    linjer = _brudt(navn, NAVNEBREDDE - LUFT)
    bredeste_ord = max(map(_bredde, navn.split()), default=0)
    for plads in range(math.ceil(bredeste_ord), NAVNEBREDDE - LUFT, LINJEHOEJDE):
        taettere = _brudt(navn, plads)
        if len(taettere) == len(linjer):
            return taettere
    return linjer


def _brudt(navn: str, plads: float) -> list[str]:
    """The name on lines no wider than `plads`; only a word wider than that is broken itself."""
    linjer = [""]
    for ord_ in navn.split():
        forsoeg = f"{linjer[-1]} {ord_}".strip()
        if _bredde(forsoeg) <= plads:
            linjer[-1] = forsoeg
        else:
            linjer += _ordets_linjer(ord_, plads)
    return [linje.replace(BLOED, "") for linje in linjer if linje]


def _ordets_linjer(ord_: str, plads: float) -> list[str]:
    """Broken between the parts of a compound, else where the line is full."""
    if _bredde(ord_) <= plads:
        return [ord_]
    linjer = [""]
    for led in bloed(ord_).split(BLOED):
        if linjer[-1] and _bredde(f"{linjer[-1]}{led}-") > plads:
            linjer[-1] += "-"
            linjer.append("")
        for tegn in led:
            if _bredde(f"{linjer[-1]}{tegn}-") > plads:
                linjer[-1] += "-"
                linjer.append("")
            linjer[-1] += tegn
    return linjer


def _bredde(tekst: str) -> float:
    """About how wide the text is in a chart, never less than it is."""
    return sum(EM.get(tegn, EM_ELLERS) for tegn in tekst.replace(BLOED, "")) * SKRIFT
