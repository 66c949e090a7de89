"""What each list can show, column by column: on the screen and in the file alike.

The fields that the office registers are columns by themselves, and so are its own markers. What may
tell who a citizen is, is a column of the file alone, and only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from .models import (
    Afgoerelse,
    Aktivitet,
    Bemaerkning,
    Forespoergsel,
    Henvendelse,
    Maerke,
    Sag,
)
from .registreringsfelter import FELTER, Felt, Slags

Vaerdi = str | int | Decimal | date | None


class Visning(StrEnum):
    """How a column's cells look on the screen."""

    TEKST = "tekst"
    KORT = "kort"  # on one line
    DAG = "dag"
    TAL = "tal"
    AFDELING = "afdeling"
    EMNE = "emne"
    STATUS = "status"
    TILSTAND = "tilstand"


@dataclass(frozen=True)
class Kolonne:
    """One column. `noegle` is also what its list is sorted by, where the list sorts by it.

    `vaerdi` is what the file has; `vises` what the screen is made of, where that is more. `med` are
    the relations that its values are read through, `hentes` what is prefetched for them.
    """

    noegle: str
    navn: str
    vaerdi: Callable[[Any], Vaerdi]
    visning: Visning = Visning.TEKST
    vises: Callable[[Any], Any] | None = None
    url: Callable[[Any], str] | None = None
    fast: bool = False  # the row's own link: always shown
    fra_start: bool = False  # shown where the user has not chosen
    personlig: bool = False
    med: tuple[str, ...] = ()
    hentes: tuple[str, ...] = ()

    @property
    def klasse(self) -> str:
        """The class of the column's head."""
        return "tal" if self.visning == Visning.TAL else ""


def _navn(objekt: Model | None) -> str | None:
    return str(objekt) if objekt else None


def _tema(sag: Sag) -> str | None:
    return _navn(sag.emne and (sag.emne.overordnet or sag.emne))


def _emne(sag: Sag) -> str | None:
    return sag.emne.navn if sag.emne and sag.emne.overordnet else None


def _afdeling(find: Callable[[Any], Any]) -> Kolonne:
    return Kolonne(
        "afdeling",
        "Afdeling",
        lambda r: _navn(find(r).afdeling),
        Visning.AFDELING,
        lambda r: find(r).afdeling,
        fra_start=True,
    )


def _sagens(find: Callable[[Any], Sag]) -> tuple[Kolonne, ...]:
    return (
        _afdeling(find),
        Kolonne("tema", "Tema", lambda r: _tema(find(r))),
        Kolonne(
            "emne",
            "Emne",
            lambda r: _emne(find(r)),
            Visning.EMNE,
            lambda r: find(r).emne,
            fra_start=True,
        ),
    )


def _standard(felt: Felt, find: Callable[[Any], Henvendelse], vej: str) -> Kolonne:
    """The column of a standard field of the inquiry's own."""
    if felt.slags == Slags.KODE:
        vis = f"get_{felt.noegle}_display"
        return Kolonne(felt.noegle, felt.navn, lambda r: getattr(find(r), vis)() or None)
    med = (f"{vej}{felt.noegle}",)
    return Kolonne(felt.noegle, felt.navn, lambda r: _navn(getattr(find(r), felt.noegle)), med=med)


def _henvendelsens(
    find: Callable[[Any], Henvendelse], status: str, vej: str = ""
) -> tuple[Kolonne, ...]:
    """What an inquiry tells wherever it stands; `vej` is the way to it in a lookup."""
    return (
        Kolonne(
            "status",
            status,
            lambda r: find(r).status.label,
            Visning.STATUS,
            find,
            fra_start=True,
        ),
        Kolonne("afsluttet", "Afsluttet", lambda r: find(r).afsluttet, Visning.DAG),
        Kolonne("frist", "Frist", lambda r: find(r).frist, Visning.DAG),
        Kolonne("sidst_aktiv", "Sidste aktivitet", lambda r: find(r).sidst_aktiv, Visning.DAG),
        *(_standard(felt, find, vej) for felt in FELTER if felt.grain is Henvendelse),
    )


def _borgerens(find: Callable[[Any], Henvendelse], vej: str = "") -> tuple[Kolonne, ...]:
    def om(navn: str) -> Callable[[Any], Vaerdi]:
        return lambda r: find(r).borger and getattr(find(r).borger, navn)

    borger = {"personlig": True, "med": (f"{vej}borger",)}
    return (
        Kolonne("borger", "Borger", om("navn"), **borger),
        Kolonne("telefon", "Telefon", om("telefon"), **borger),
        Kolonne("email", "E-mail", om("email"), **borger),
        Kolonne("beskrivelse", "Beskrivelse", lambda r: find(r).beskrivelse, personlig=True),
    )


def _selv(raekke: Henvendelse) -> Henvendelse:
    return raekke


def _sagens_henvendelse(sag: Sag) -> Henvendelse:
    return sag.henvendelse


def _fast(noegle: str, navn: str, vaerdi, visning: Visning = Visning.KORT, **mere) -> Kolonne:
    url = mere.pop("url", lambda r: r.get_absolute_url())
    return Kolonne(noegle, navn, vaerdi, visning, url=url, fast=True, fra_start=True, **mere)


def _vist(noegle: str, navn: str, vaerdi, visning: Visning = Visning.TEKST, **mere) -> Kolonne:
    return Kolonne(noegle, navn, vaerdi, visning, fra_start=True, **mere)


KOLONNER: dict[type[Model], tuple[Kolonne, ...]] = {
    Henvendelse: (
        _fast("nummer", "Nummer", lambda h: h.nummer),
        _vist("modtaget", "Modtaget", lambda h: h.modtaget, Visning.DAG),
        *_sagens(lambda h: h.hovedsag),
        _vist("foelgesager", "Følgesager", lambda h: h.antal_foelgesager, Visning.TAL),
        *_henvendelsens(_selv, "Status"),
        *_borgerens(_selv),
    ),
    Sag: (
        _fast(
            "nummer",
            "Henvendelse",
            lambda s: s.henvendelse.nummer,
            url=lambda s: s.henvendelse.get_absolute_url(),
        ),
        _vist("modtaget", "Modtaget", lambda s: s.henvendelse.modtaget, Visning.DAG),
        _vist("sagstype", "Sagstype", lambda s: s.get_sagstype_display(), Visning.KORT),
        *_sagens(lambda s: s),
        *_henvendelsens(_sagens_henvendelse, "Henvendelsens status", "henvendelse__"),
        *_borgerens(_sagens_henvendelse, "henvendelse__"),
    ),
    Afgoerelse: (
        _fast("modtaget", "Modtaget", lambda a: a.modtaget, Visning.DAG),
        _vist("instans", "Instans", lambda a: _navn(a.instans)),
        _afdeling(lambda a: a),
        _vist("udfald", "Udfald", lambda a: a.get_udfald_display() or None),
        _vist("resultat", "Sagsbehandling", lambda a: a.resultat.label),
        _vist(
            "bemaerkninger",
            "Bemærkningstemaer",
            lambda a: ", ".join(map(str, a.bemaerkninger.all())),
        ),
        Kolonne("afgjort", "Afgjort", lambda a: a.afgjort, Visning.DAG),
        Kolonne("lov", "Lov", lambda a: _navn(a.lov), med=("lov",)),
        Kolonne("paragraf", "Paragraf", lambda a: a.paragraf),
        Kolonne("note", "Note", lambda a: a.note, personlig=True),
    ),
    Bemaerkning: (
        _fast(
            "modtaget",
            "Afgørelse modtaget",
            lambda b: b.afgoerelse.modtaget,
            Visning.DAG,
            url=lambda b: b.afgoerelse.get_absolute_url(),
        ),
        _vist("tema", "Bemærkningstema", str),
        _vist("instans", "Instans", lambda b: _navn(b.afgoerelse.instans)),
        _afdeling(lambda b: b.afgoerelse),
    ),
    Aktivitet: (
        _vist("dato", "Dato", lambda a: a.dato, Visning.DAG),
        _fast("titel", "Titel", lambda a: a.titel, Visning.TEKST),
        _vist("slags", "Slags", lambda a: _navn(a.slags)),
        _vist("maalgruppe", "Målgruppe", lambda a: a.maalgruppe),
        _vist("afdeling", "Afdeling", lambda a: _navn(a.afdeling)),
        _vist("deltagere", "Deltagere", lambda a: a.antal_deltagere, Visning.TAL),
        _vist("timer", "Timer", lambda a: a.timer, Visning.TAL),
        Kolonne("note", "Note", lambda a: a.note, personlig=True),
    ),
    Forespoergsel: (
        _fast("nummer", "Nummer", lambda f: f.pk),
        _vist("sendt", "Sendt", lambda f: f.sendt, Visning.DAG),
        _vist(
            "henvendelse",
            "Henvendelse",
            lambda f: f.henvendelse.nummer,
            Visning.KORT,
            url=lambda f: f.henvendelse.get_absolute_url(),
        ),
        _vist("art", "Art", lambda f: f.get_art_display()),
        _vist("afdeling", "Afdeling", lambda f: _navn(f.afdeling)),
        _vist("frist", "Svar senest", lambda f: f.frist, Visning.DAG),
        _vist(
            "tilstand",
            "Tilstand",
            lambda f: f.get_tilstand_display(),
            Visning.TILSTAND,
            vises=lambda f: f,
        ),
        Kolonne("besvaret", "Besvaret", lambda f: f.besvaret, Visning.DAG),
        Kolonne("afsluttet", "Afsluttet", lambda f: f.afsluttet, Visning.DAG),
        Kolonne("erkendelse", "Fejl erkendt", lambda f: f.get_erkendelse_display() or None),
        Kolonne("svarfrist", "Svarfrist", lambda f: f.svarfrist, Visning.DAG),
        Kolonne("forlaengelser", "Forlængelser", lambda f: f.antal_forlaengelser, Visning.TAL),
        Kolonne(
            "opfoelgninger", "Opfølgende spørgsmål", lambda f: f.antal_opfoelgninger, Visning.TAL
        ),
        Kolonne("spoergsmaal", "Spørgsmål", lambda f: f.tekst, personlig=True),
    ),
}
_AFHAENGIGE = frozenset(felt.noegle for felt in FELTER)


def maerkekolonne(maerke: Maerke, vej: str = "") -> Kolonne:
    """The column of one of the office's own markers."""
    find = _sagens_henvendelse if vej else _selv

    def svar(raekke: Any) -> str | None:
        alle = find(raekke).maerkesvar.all()
        return ", ".join(et.vaerdi.navn for et in alle if et.maerke_id == maerke.pk) or None

    return Kolonne(maerke.parameter, maerke.navn, svar, hentes=(f"{vej}maerkesvar",))


def kolonner_paa(
    model: type[Model], felter: Iterable[str], maerker: Iterable[Maerke]
) -> list[Kolonne]:
    """Every column of the model's list, those of the file alone with them.

    `felter` are the standard fields that the office registers, `maerker` its markers of today.
    """
    til = set(felter)
    om_sager = model in (Henvendelse, Sag)
    egne = [
        k for k in KOLONNER[model] if not om_sager or k.noegle not in _AFHAENGIGE or k.noegle in til
    ]
    if "emne" not in til:
        egne = [k for k in egne if not (om_sager and k.noegle == "tema")]
    if not om_sager:
        return egne
    vej = "" if model is Henvendelse else "henvendelse__"
    foerst = [k for k in egne if not k.personlig]
    return [
        *foerst,
        *(maerkekolonne(maerke, vej) for maerke in maerker),
        *(k for k in egne if k.personlig),
    ]


def med_det_kolonnerne_viser(raekker: QuerySet, kolonner: Iterable[Kolonne]) -> QuerySet:
    """The rows read with what the columns show, so that a list of any length asks once."""
    med = dict.fromkeys(sti for kolonne in kolonner for sti in kolonne.med)
    hentes = dict.fromkeys(sti for kolonne in kolonner for sti in kolonne.hentes)
    if med:
        raekker = raekker.select_related(*med)
    return raekker.prefetch_related(*hentes) if hentes else raekker


def valgte(kolonner: Iterable[Kolonne], noegler: Mapping | Iterable[str] | None) -> list[Kolonne]:
    """Those that the user shows; None has not chosen. One that is fixed is always there."""
    til = None if noegler is None else set(noegler)
    return [
        k
        for k in kolonner
        if not k.personlig and (k.fast or (k.fra_start if til is None else k.noegle in til))
    ]
