"""A list's columns for the one who looks: which there are, which are shown, and their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..dansk import dansk_tal
from ..filtre import Maerkefilter, Registerfilter
from ..kolonner import Kolonne, Visning, kolonner_paa, valgte
from ..models import Kolonnevalg, Maerke
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
class Celle:
    """What stands in a cell, and the tag that it stands in: the same down the whole column."""

    td: SafeString
    html: str | SafeString


@dataclass(frozen=True)
class Linje:
    """A row as the list shows it."""

    raekke: Any
    celler: list[Celle]


def linjer(raekker: Iterable, kolonner: list[Kolonne]) -> Iterator[Linje]:
    med_tag = [(kolonne, _td(kolonne)) for kolonne in kolonner]
    for raekke in raekker:
        yield Linje(raekke, [Celle(td, _html(kolonne, raekke)) for kolonne, td in med_tag])


def _td(kolonne: Kolonne) -> SafeString:
    klasse = KLASSER.get(kolonne.visning)
    attribut = format_html(' class="{}"', klasse) if klasse else ""
    return format_html('<td data-navn="{}"{}>', kolonne.navn, attribut)


def _html(kolonne: Kolonne, raekke: Any) -> str | SafeString:
    vis = _VISNINGER.get(kolonne.visning)
    vaerdi = (kolonne.vises or kolonne.vaerdi)(raekke)
    tekst = vis(vaerdi) if vis else _tekst(vaerdi)
    if not kolonne.url:
        return tekst
    # A day says nothing of which row it leads to.
    om = f", {raekke._meta.verbose_name} {raekke.pk}" if kolonne.visning == Visning.DAG else ""
    skjult = format_html('<span class="sr-only">{}</span>', om) if om else ""
    return format_html('<a href="{}">{}{}</a>', kolonne.url(raekke), tekst, skjult)


def _tekst(vaerdi: Any) -> str:
    if vaerdi in (None, ""):
        return TOM
    return date_format(vaerdi, "SHORT_DATE_FORMAT") if isinstance(vaerdi, date) else str(vaerdi)


def _uoplyst() -> SafeString:
    return format_html('<span class="daempet">{}</span>', "Uoplyst")


def _afdeling(afdeling) -> str | SafeString:
    return afdeling.navn if afdeling else _uoplyst()


def _emne(emne) -> str | SafeString:
    if emne is None:
        return _uoplyst()
    if emne.overordnet is None:
        return emne.navn
    return format_html('{} <span class="daempet tema">{}</span>', emne.navn, emne.overordnet.navn)


def _status(henvendelse) -> SafeString:
    return badge("Afsluttet") if henvendelse.afsluttet else badge("Åben", "info")


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
