"""A list's columns for the one who looks: which there are, which are shown, and their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from ..dansk import dansk_tal
from ..filtre import Maerkefilter, Registerfilter
from ..html import html, samlet
from ..kolonner import Kolonne, Visning, kolonner_paa, valgte
from ..models import Kolonnevalg, Maerke
from ..soegning.uddrag import Uddrag
from ..templatetags.dkfds import maerke as badge
from ..valg import Forespoergselstilstand

KLASSER = {
    Visning.KORT: "nowrap tal-venstre",
    Visning.DAG: "nowrap tal-venstre",
    Visning.TAL: "tal",
    Visning.STATUS: "nowrap",
    Visning.TILSTAND: "ombryd",
}
TOM = "–"
UOPLYST = html('<span class="daempet">{}</span>', "Uoplyst")
AFSLUTTET, AABEN = badge("Afsluttet"), badge("Åben", "info")


def maerker_i(filter_: Registerfilter) -> list[Maerke]:
    """The office's own markers that the list can be filtered on, and so can show."""
    return [et.maerke for et in filter_.filters.values() if isinstance(et, Maerkefilter)]


def mulige(filter_: Registerfilter) -> list[Kolonne]:
    """Every column of the filter's list; asks nothing that the filter has not asked already."""
    return kolonner_paa(filter_.queryset.model, filter_.filters, maerker_i(filter_))


def viste(request: HttpRequest, liste: str, filter_: Registerfilter) -> list[Kolonne]:
    """The columns that the user shows on the list of this name; one query."""
    valg = Kolonnevalg.objects.synlige_for(request.user).filter(liste=liste)
    return valgte(mulige(filter_), valg.values_list("kolonner", flat=True).first())


@dataclass(frozen=True)
class Linje:
    """A row as the list shows it: its cells, and where in it the words of a search were found."""

    raekke: Any
    celler: tuple[SafeString, ...]
    uddrag: SafeString

    @property
    def html(self) -> SafeString:
        return samlet(self.celler, "\n      ")


def linjer(
    raekker: Iterable, kolonner: list[Kolonne], uddrag: Mapping[Any, Sequence[Uddrag]]
) -> Iterator[Linje]:
    """The rows of a page. Written cell by cell, and not by a template: it has some 300 of them."""
    skrivere = [(_td(kolonne), _skriver(kolonne)) for kolonne in kolonner]
    for raekke in raekker:
        celler = tuple(html("{}{}</td>", td, skriv(raekke)) for td, skriv in skrivere)
        yield Linje(raekke, celler, _uddrag(uddrag.get(raekke, ())))


def _uddrag(uddrag: Iterable[Uddrag]) -> SafeString:
    """Each place with its text, in which what was looked for is marked."""
    linje = '<p><span class="uddrag-sted">{}:</span> {}</p>'
    return samlet(html(linje, et.sted, _maerket(et.dele)) for et in uddrag)


def _maerket(dele: Iterable[tuple[str, bool]]) -> SafeString:
    return samlet(html("<mark>{}</mark>", del_) if fundet else del_ for del_, fundet in dele)


def _td(kolonne: Kolonne) -> SafeString:
    """The tag of a cell: the same down the whole column."""
    klasse = KLASSER.get(kolonne.visning)
    attribut = html(' class="{}"', klasse) if klasse else ""
    return html('<td data-navn="{}"{}>', kolonne.navn, attribut)


def _skriver(kolonne: Kolonne) -> Callable[[Any], str | SafeString]:
    """What writes the content of the column's cell in a row."""
    vis, vaerdi = _VISNINGER.get(kolonne.visning, _tekst), kolonne.vises or kolonne.vaerdi
    if not kolonne.url:
        return lambda raekke: vis(vaerdi(raekke))
    return lambda raekke: html(
        '<a href="{}">{}{}</a>', kolonne.url(raekke), vis(vaerdi(raekke)), _skjult(kolonne, raekke)
    )


def _skjult(kolonne: Kolonne, raekke: Any) -> str | SafeString:
    """A day says nothing of which row it leads to."""
    if kolonne.visning != Visning.DAG:
        return ""
    om = f", {raekke._meta.verbose_name} {raekke.pk}"
    return html('<span class="sr-only">{}</span>', om)


def _tekst(vaerdi: Any) -> str:
    if vaerdi in (None, ""):
        return TOM
    return date_format(vaerdi, "SHORT_DATE_FORMAT") if isinstance(vaerdi, date) else str(vaerdi)


def _afdeling(afdeling) -> str | SafeString:
    return afdeling.navn if afdeling else UOPLYST


def _emne(emne) -> str | SafeString:
    if emne is None:
        return UOPLYST
    if emne.overordnet is None:
        return emne.navn
    return html('{} <span class="daempet tema">{}</span>', emne.navn, emne.overordnet.navn)


def _status(henvendelse) -> SafeString:
    return AFSLUTTET if henvendelse.afsluttet else AABEN


def _tilstand(forespoergsel) -> SafeString:
    if forespoergsel.tilstand == Forespoergselstilstand.BESVARET:
        return badge(forespoergsel.get_tilstand_display(), "success")
    return badge(forespoergsel.get_tilstand_display(), "" if forespoergsel.er_slut else "info")


def _tal(vaerdi) -> str:
    return TOM if vaerdi is None else dansk_tal(vaerdi)


_VISNINGER = {
    Visning.TAL: _tal,
    Visning.AFDELING: _afdeling,
    Visning.EMNE: _emne,
    Visning.STATUS: _status,
    Visning.TILSTAND: _tilstand,
}
