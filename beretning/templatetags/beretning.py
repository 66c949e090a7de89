"""How a report's numbers and tables are written, on the screen and in print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from henvendelser.dansk import dansk_tal

from ..tabel import Celle, Kolonne, Tabel
from ..udskrift import Blok, Overskrift

register = template.Library()

BRED_TABEL = 6
LIGGENDE_TABEL = 12
# In points: the text's width, and what is left for the numbers' columns on a whole upright page.
TEKSTBREDDE, PLADS = 385, 323
# About what a letter of a head takes and the gap beside it, in an ordinary and in a wide table.
BOGSTAV, LUFT = 4.9, 8
SMAL_BOGSTAV, SMAL_LUFT = 4.2, 5
# How many lines a page holds under its caption, and about how many letters a line's name has.
LINJER_PAA_EN_SIDE = {"": 36, "tabel-bred": 42, "tabel-liggende": 26}
NAVNEBREDDE = 36

LANGT_ORD = 11
BLOED = "\u00ad"
# Where a long compound may be broken: before these last elements. A general hyphenator is not
# used; for Danish it makes real errors.
SIDSTE_LED = re.compile(
    "(?<=[a-zæøå]{3})(?=(?:forvaltning|afdeling|center|centre|marked|styrelse|område|udvalg|"
    "sekretariat|tilbud|indsats|vejledning|rådgivning|behandling|myndighed|enhed|kontor|hjælp|"
    "møde|service|samarbejde|planlægning|udvikling|ydelse|pension|forsyning))"
)


register.filter("dansk_tal", dansk_tal)


@register.simple_tag
def celle(tabel: Tabel, celle: Celle, paa_skaerm: bool = False) -> str:
    """The number; on the screen a link to the register's list of exactly those rows."""
    if celle.antal is None:
        return ""
    tal = dansk_tal(celle.antal)
    if not (paa_skaerm and tabel.liste):
        return tal
    return format_html('<a href="{}?{}">{}</a>', reverse(tabel.liste), urlencode(celle.filter), tal)


@register.filter
def bloed(tekst: str) -> str:
    """The head of a column with soft hyphens in its long words, unless it has its own."""
    if BLOED in tekst:
        return tekst
    return " ".join(
        SIDSTE_LED.sub(BLOED, led) if len(led) >= LANGT_ORD else led for led in tekst.split(" ")
    )


@register.filter
def trin(overskrift: Overskrift) -> int:
    """The number of the heading element: the title is h1, a chapter h2."""
    return min(overskrift.niveau + 1, 6)


@register.filter
def trin_under(overskrift: Overskrift) -> int:
    """The number of a heading element one step under it."""
    return min(overskrift.niveau + 2, 6)


@register.filter
def skabelon(blok: Blok) -> str:
    """The template of the block's kind."""
    return f"beretning/blokke/{blok.art}.html"


@register.filter
def er_bilag(blok: Blok) -> bool:
    """Whether an appendix begins here."""
    hoved = blok.overskrift
    return bool(
        hoved and hoved.niveau == 1 and (blok.art == "bilag" or hoved.nummer.startswith("Bilag"))
    )


@register.filter
def trykte(celler: Sequence[Celle], tabel: Tabel) -> Iterator[tuple[Kolonne, Celle]]:
    """Each printed column with its cell; the total may be counted and not printed."""
    return zip(tabel.trykte_kolonner, celler, strict=False)


@register.filter
def bredde(tabel: Tabel) -> str:
    """The table's classes after its size: how it is set and whether it may be broken."""
    antal = len(tabel.trykte_kolonner)
    klasser = [f"kolonner-{antal}"]
    if (
        antal > BRED_TABEL
        or _navnebredde(tabel) + _mindste_bredde(tabel, BOGSTAV, LUFT) > TEKSTBREDDE
    ):
        klasser.append("tabel-bred")
        if antal > LIGGENDE_TABEL or _mindste_bredde(tabel, SMAL_BOGSTAV, SMAL_LUFT) > PLADS:
            klasser.append("tabel-liggende")
    saettes = klasser[-1] if len(klasser) > 1 else ""
    if sum(_linjer(raekke.navn) for raekke in tabel.raekker) <= LINJER_PAA_EN_SIDE[saettes]:
        klasser.append("tabel-paa-en-side")
    return " ".join(klasser)


def _linjer(navn: str) -> int:
    return 1 + (len(navn) - 1) // NAVNEBREDDE


def _navnebredde(tabel: Tabel) -> float:
    """About what the lines' names take; the longest are broken on two lines."""
    navne = [tabel.forspalte, *(raekke.navn for raekke in tabel.raekker)]
    return LUFT + BOGSTAV * min(max(map(len, navne)), NAVNEBREDDE)


def _mindste_bredde(tabel: Tabel, bogstav: float, luft: float) -> float:
    """About how wide the heads are when broken wherever they may be."""
    laengste = (
        max(len(led) for led in re.split(f"[ {BLOED}]", bloed(kolonne.trykt)))
        for kolonne in tabel.trykte_kolonner
    )
    return sum(luft + bogstav * antal for antal in laengste)


@register.filter
def tabelperiode(tabel: Tabel) -> str:
    """The table's period in words, both days included."""
    return " – ".join(_dag(tekst) for tekst in (tabel.fra, tabel.til) if tekst)


def _dag(tekst: str) -> str:
    try:
        return date_format(date.fromisoformat(tekst), "j. F Y")
    except ValueError:
        return tekst
