"""Charts, declared like the tables they are drawn from; every number is a cell of a `Tabel`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from henvendelser.dansk import dansk_tal

from .tabel import I_ALT, Raekke, Tabel, andele

SKRIFTER = Path(__file__).parent / "skrifter"
SOEJLE = "#12455a"
TEKST = "#1a1a1a"
BREDDE = 515
NAVNEBREDDE = 225
RAEKKEHOEJDE = 25


class Figurfejl(ValueError):
    """A figure that cannot be drawn; the message says why, in Danish."""


@dataclass(frozen=True)
class Figurerklaering:
    """Bars of one column of a table, the longest first.

    `under` takes the lines under the named one; otherwise the table's outermost lines. `visning`
    is "antal" or "andele"; shares add to 100 and name what they are shares of.
    """

    tabel: str
    kolonne: str = I_ALT
    under: str = ""
    visning: str = "antal"

    @classmethod
    def fra(cls, data: Mapping[str, Any]) -> Figurerklaering:
        """From a section's data. Raises Figurfejl."""
        ukendte = set(data) - {"tabel", "kolonne", "under", "visning"}
        if ukendte or "tabel" not in data:
            raise Figurfejl("En figur har en tabel og eventuelt kolonne, under og visning.")
        if data.get("visning", "antal") not in ("antal", "andele"):
            raise Figurfejl("En figur viser »antal« eller »andele«.")
        return cls(**data)


@dataclass(frozen=True)
class Soejle:
    """One bar: its name, its length and the number printed at its end."""

    navn: str
    antal: int
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
            Soejle(linje.navn, antal, float(procent), f"{procent} %")
            for linje, antal, procent in zip(linjer, tal, procenter, strict=True)
        ]
    else:
        alle = [
            Soejle(linje.navn, antal, antal, dansk_tal(antal))
            for linje, antal in zip(linjer, tal, strict=True)
        ]
    return sorted(alle, key=lambda soejle: -soejle.antal)


def _antal(tabel: Tabel, linje: Raekke, erklaering: Figurerklaering) -> int:
    antal = tabel.celle_i(linje, erklaering.kolonne).antal
    if antal is None:
        raise Figurfejl(f"Kolonnen »{erklaering.kolonne}« trykkes ikke i tabellen.")
    return antal


def _er_dele_af_helheden(erklaering: Figurerklaering, tabel: Tabel, tal: Sequence[int]) -> None:
    hele = tabel.celle(erklaering.under or I_ALT, erklaering.kolonne).antal
    if sum(tal) != hele:
        raise Figurfejl(
            f"Linjerne giver tilsammen {sum(tal)}, men helheden er {hele}; "
            "deres andele kan ikke vises."
        )


def alternativ_tekst(erklaering: Figurerklaering, tabel: Tabel) -> str:
    """The chart in words: every bar with its number, and what shares are shares of."""
    dele = [f"{soejle.navn} {soejle.tekst}" for soejle in soejler(erklaering, tabel)]
    hvad = f"antal {tabel.enhed.flertal}"
    if erklaering.visning == "andele":
        hvad = f"andel af {naevner(erklaering, tabel)}"
    return f"Søjlediagram over {hvad}: {'; '.join(dele) or 'ingen'}."


def naevner(erklaering: Figurerklaering, tabel: Tabel) -> str:
    """The whole that shares are of, in words: "162 sager (hovedsag)"."""
    antal = tabel.celle(erklaering.under or I_ALT, erklaering.kolonne).antal
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


def _vega(alle: Sequence[Soejle]) -> dict:
    """The Vega-Lite specification. A bar's name stands left of it, its number at its end."""
    vaerdier = [
        {"navn": _to_linjer(soejle.navn), "nr": nr, "vaerdi": soejle.vaerdi, "tekst": soejle.tekst}
        for nr, soejle in enumerate(alle)
    ]
    y = {
        "field": "nr",
        "type": "ordinal",
        "sort": None,
        "title": None,
        "scale": {"paddingInner": 0.34, "paddingOuter": 0.1},
        "axis": None,
    }
    stoerste = max((soejle.vaerdi for soejle in alle), default=0)
    x = {
        "field": "vaerdi",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, max(stoerste, 1)], "range": [0, BREDDE - NAVNEBREDDE - 40]},
    }
    tekst = {"type": "text", "baseline": "middle", "fontSize": 11, "color": TEKST}
    return {
        "data": {"values": vaerdier},
        "width": BREDDE - NAVNEBREDDE,
        "height": max(len(alle), 1) * RAEKKEHOEJDE,
        "padding": {"left": NAVNEBREDDE, "right": 0, "top": 2, "bottom": 2},
        "autosize": {"type": "none"},
        "background": None,
        "config": {"font": "IBM Plex Sans", "view": {"stroke": None}},
        "layer": [
            {
                "mark": {"type": "bar", "color": SOEJLE},
                "encoding": {"y": y, "x": x},
            },
            {
                "mark": {**tekst, "align": "left", "dx": 6, "fontWeight": 600},
                "encoding": {"y": y, "x": x, "text": {"field": "tekst"}},
            },
            {
                "mark": {**tekst, "align": "right", "dx": -10, "lineHeight": 11},
                "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "navn"}},
            },
        ],
    }


def _to_linjer(navn: str, laengde: int = 36) -> list[str]:
    """A long name on two lines, broken at the space nearest its middle."""
    if len(navn) <= laengde or " " not in navn:
        return [navn]
    midten = len(navn) / 2
    brud = min((nr for nr, t in enumerate(navn) if t == " "), key=lambda nr: abs(nr - midten))
    return [navn[:brud], navn[brud + 1 :]]
