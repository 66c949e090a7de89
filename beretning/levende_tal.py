"""Prose with live numbers: Markdown in which a number is a reference to a table's cell.

    {tal: fordeling | Børn & Familie | Hovedsag}      39
    {tal: fordeling | A + B | Hovedsag}               a sum of cells
    {andel: emner | Forvaltningsskik | I alt}         share of the column's total, "42 pct."
    {andel: afgoerelser | I alt | Med | Uden + Med}   share of other columns of the same line
    {andel: emner | A + B | I alt | af Tema}          share of another line of the same column
    {henvis: fordeling}                               "Tabel 1"
    {fodnote: Text.}                                  a footnote

Raw HTML is text. A reference that does not resolve is a fault, told at the spot.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from henvendelser.dansk import dansk_tal

from .tabel import I_ALT, Celle, Tabel, Tal, UkendtCelle, andele

HAARDT_MELLEMRUM = "\u00a0"


class Opslagsfejl(ValueError):
    """A live number or a reference that does not resolve; the message is for the writer."""


@dataclass(frozen=True)
class Henvisning:
    """A numbered table or figure as the prose names it: "Tabel 1"."""

    navn: str
    anker: str
    nummer: int


@dataclass
class Opslagsvaerk:
    """What a report's prose can refer to, and the faults found while it was written out."""

    tabeller: Mapping[str, Tabel]
    henvisninger: Mapping[str, Henvisning]
    paa_skaerm: bool = False
    fejl: list[str] = field(default_factory=list)

    def skriv(self, art: str, tekst: str) -> SafeString:
        """The reference written out; a fault is noted and shown where the number should stand."""
        try:
            return _ARTER[art](self, [del_.strip() for del_ in tekst.split("|")])
        except (Opslagsfejl, UkendtCelle) as fejl:
            return self.mangel(f"{{{art}: {tekst}}}", str(fejl))

    def mangel(self, kilde: str, fejl: str) -> SafeString:
        """Note a fault, and show where the number should stand what was written there."""
        self.fejl.append(fejl)
        return format_html('<mark class="opslag-fejl">{}</mark>', kilde)

    def tal(self, dele: Sequence[str]) -> SafeString:
        noegle, raekker, kolonner = _fulde(dele, "tal: tabel | række | kolonne", [3])
        tabel = self._tabel(noegle)
        celler = _celler(tabel, raekker, kolonner)
        if len(celler) > 1:
            _kan_laegges_sammen(tabel, kolonner)
        antal = _sum(celler, tabel)
        if self.paa_skaerm and len(celler) == 1:
            return format_html(
                '<a href="{}?{}">{}</a>',
                reverse(tabel.liste),
                urlencode(celler[0].filter),
                dansk_tal(antal),
            )
        return mark_safe(dansk_tal(antal))  # noqa: S308 (digits and points only)

    def andel(self, dele: Sequence[str]) -> SafeString:
        form = "andel: tabel | række | kolonne | eventuelt af"
        noegle, raekker, kolonner, *af = _fulde(dele, form, [3, 4])
        procent = _procent(self._tabel(noegle), raekker, kolonner, *af)
        return format_html("{}{}pct.", procent, HAARDT_MELLEMRUM)

    def henvis(self, dele: Sequence[str]) -> SafeString:
        noegle = " | ".join(dele)
        henvisning = self.henvisninger.get(noegle)
        if henvisning is None:
            raise Opslagsfejl(f"Beretningen har ingen tabel eller figur »{noegle}«.")
        navn = henvisning.navn.replace(" ", HAARDT_MELLEMRUM)
        return format_html('<a href="#{}">{}</a>', henvisning.anker, navn)

    def _tabel(self, noegle: str) -> Tabel:
        if noegle not in self.tabeller:
            raise Opslagsfejl(f"Beretningen har ingen tabel »{noegle}«.")
        return self.tabeller[noegle]


_ARTER = {"tal": Opslagsvaerk.tal, "andel": Opslagsvaerk.andel, "henvis": Opslagsvaerk.henvis}


def _fulde(dele: Sequence[str], form: str, antal: Sequence[int]) -> Sequence[str]:
    if len(dele) not in antal or not all(dele):
        raise Opslagsfejl(f"Skriv {{{form}}}.")
    return dele


def _navne(tekst: str) -> list[str]:
    return [navn.strip() for navn in tekst.split(" + ")]


def _celler(tabel: Tabel, raekker: str, kolonner: str) -> list[Celle]:
    return [tabel.celle(r, k) for r in _navne(raekker) for k in _navne(kolonner)]


def _sum(celler: Sequence[Celle], tabel: Tabel) -> Tal:
    if any(celle.antal is None for celle in celler):
        raise Opslagsfejl(f"Tallet trykkes ikke i tabellen »{tabel.titel}«.")
    return sum(celle.antal for celle in celler)


def _kan_laegges_sammen(tabel: Tabel, kolonner: str) -> None:
    for navn in _navne(kolonner):
        kolonne = tabel.kolonner[tabel.kolonnenummer(navn)]
        if kolonne.er_andel:
            raise Opslagsfejl(f"{kolonne.navn} kan hverken lægges sammen eller deles.")


def _procent(tabel: Tabel, raekker: str, kolonner: str, af: str = "") -> int:
    """Whole per cent of a named whole, computed from counts.

    One line's share is the share that a figure of it and the lines beside it prints, so that
    prose and figure never differ by a rounding.
    """
    _kan_laegges_sammen(tabel, kolonner)
    taeller = _sum(_celler(tabel, raekker, kolonner), tabel)
    under = af.removeprefix("af ") if af.startswith("af ") else ""
    if af and not under:
        naevner = _sum(_celler(tabel, raekker, af), tabel)
    else:
        naevner = _sum(_celler(tabel, under or I_ALT, kolonner), tabel)
    if naevner == 0:
        raise Opslagsfejl(f"Andelen i »{tabel.titel}« er af nul.")
    if under or not af:
        tal = _figurens_tal(tabel, under, kolonner)
        if sum(tal.values()) == naevner and tal.get(raekker) == taeller:
            return int(andele([*tal.values()]).vaerdier[[*tal].index(raekker)])
    return int((200 * taeller + naevner) // (2 * naevner))


def _figurens_tal(tabel: Tabel, under: str, kolonner: str) -> dict[str, Tal]:
    """The numbers by name that a figure would show; none under what is not one line."""
    if under and under not in [raekke.navn for raekke in tabel.raekker]:
        return {}
    return {
        linje.navn: _sum([tabel.celle_i(linje, navn) for navn in _navne(kolonner)], tabel)
        for linje in tabel.linjer(under=under)
    }


# A kind that is known, in any case of its letters; the brace that ends it may be missing.
_BEGYNDELSE = re.compile(rf"\{{\s*({'|'.join([*_ARTER, 'fodnote'])})\s*:", re.IGNORECASE)


def _opslag(state: StateInline, silent: bool) -> bool:
    """Inline rule: `{art: text}`. Anything else with a brace stays text.

    A reference that is begun and never ended is a fault: it would be printed as it stands.
    """
    begyndelse = _BEGYNDELSE.match(state.src, state.pos)
    if not begyndelse:
        return False
    slut = state.src.find("}", state.pos)
    if not silent:
        token = state.push("opslag", "", 0)
        token.info = begyndelse[1].lower()
        token.content = state.src[begyndelse.end() : slut].strip() if slut >= 0 else ""
        token.meta = {"afsluttet": slut >= 0}
    state.pos = slut + 1 if slut >= 0 else begyndelse.end()
    return True


def _skriv_opslag(renderer, tokens: Sequence[Token], nr: int, options, env) -> str:
    token, vaerk = tokens[nr], env["opslagsvaerk"]
    if not token.meta["afsluttet"]:
        return vaerk.mangel(f"{{{token.info}:", f"»{{{token.info}:« mangler sin slutklamme »}}«.")
    if token.info == "fodnote":
        return format_html('<span class="fodnote">{}</span>', token.content)
    return vaerk.skriv(token.info, token.content)


def _byg() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "typographer": False})
    # A section's own heading is the report's; a picture has no place in running text.
    md.disable(["heading", "lheading", "image", "html_inline", "html_block", "code", "fence"])
    md.inline.ruler.before("link", "opslag", _opslag)
    md.add_render_rule("opslag", _skriv_opslag)
    return md


_MARKDOWN = _byg()


def html_af(tekst: str, opslagsvaerk: Opslagsvaerk) -> SafeString:
    """Markdown with live numbers as HTML; faults gather in `opslagsvaerk.fejl`."""
    if not tekst.strip():
        return SafeString("")
    html = _MARKDOWN.render(tekst, {"opslagsvaerk": opslagsvaerk})
    return mark_safe(html)  # noqa: S308 (raw HTML is off; every token is escaped by its rule)
