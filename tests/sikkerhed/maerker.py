"""One case with a mark of its own in every text field, file name and file.

The fields are found in the models, not listed: a new text field is filled by itself, and a new
model must have a row in `verden.byg_verden`, or be excused by name with a reason. The first two
rows of each are marked: where there is one for each department, those of both leads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from django.apps import apps
from django.db import connection, models

from beretning.runder.svar import Emne, Svarindhold
from henvendelser import cpr
from henvendelser.dokumenter import lager
from henvendelser.log import triggere
from henvendelser.models.uforanderlig import Fast

from .personer import Person
from .tavse_tabeller import TILFOEJES, UDEN_INDHOLD
from .verden import ANDEN, EN

FUGL = "kanariefugl"  # what all marks begin with, and nothing else does

# Apps whose tables hold accounts and machinery, never a case.
MASKINERI = {
    "account",
    "auth",
    "borgerraadgiver",
    "contenttypes",
    "mfa",
    "sessions",
    "socialaccount",
    "usersessions",
}
# The office's own lists: they are made before any case, and say nothing of one.
STAMDATA = {
    "Afdeling",
    "Afdelingsnavn",
    "Aktivitetsslags",
    "Behandling",
    "Bemaerkningstema",
    "Emne",
    "Henvender",
    "Instans",
    "Kategori",
    "Kontaktform",
    "Kontor",
    "Lov",
    "Maerke",
    "Maerkevaerdi",
    "Registreringsfelt",
}
# Text fields that keep what they hold, which is then what is looked for, in each of its forms.
EGEN_VAERDI: dict[str, Callable[[Any], list[str]]] = {
    "Henvendelse.nummer": lambda nummer: [nummer],
    "Beretning.noegle": lambda noegle: [noegle],
    "Borger.cpr": lambda hemmelig: [hemmelig.vis(), cpr.skriv(hemmelig.vis())],
    "Kladde.adresse": lambda adresse: [adresse],
    "GemtFilter.parametre": lambda parametre: [parametre],
    "Borger.cpr_indeks": lambda indeks: [indeks],
    "Dokument.sha256": lambda hemmelig: [hemmelig.vis()],
    "Dokument.lagernavn": lambda navn: [navn, lager.laes(navn).decode()],
}
# Marked, but on no page: not even the adviser sees them.
VISES_IKKE: dict[str, str] = {
    "Borger.cpr_indeks": "a keyed print by which a number is found again",
    "Dokument.sha256": "the print by which a file is known to be whole",
    "Henvendelse.importkilde": "what file a row came from; read by the importer only",
    "Henvendelse.importnoegle": "the file's own key",
    "Henvendelse.importaftryk": "the prints of the file's content",
    "Svarkladde.indhold": "a lead's draft is the writer's own",
    "Rundekladde.indhold": "the department's own till it is sent",
    "Kolonnevalg.kolonner": "keys of columns; what is none is not shown",
    "Videregivelse.besked": "from one lead to another",
    "Afgoerelse.importkilde": "as for the inquiry",
    "Afgoerelse.importnoegle": "as for the inquiry",
    "Afgoerelse.importaftryk": "as for the inquiry",
}
# Values of a form of their own.
SAERLIGE: dict[str, Callable[[str], Any]] = {
    "Kladde.indhold": lambda maerke: f"beskrivelse={maerke}",
    "Svarkladde.indhold": lambda maerke: json.dumps({"tekst": maerke}),
    "Rundekladde.indhold": lambda maerke: Svarindhold(emner=(Emne(maerke, maerke),)).som_json(),
    "Afsnit.indhold": lambda maerke: {"cases": [{"titel": maerke, "tekst": maerke}]},
}
LEDERE = {Person.LEDER: EN, Person.ANDEN_LEDER: ANDEN}
_NUMRE = count()
TEKST = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


# What must be set beside a field for a mark to stand in it.
SAMMEN_MED: dict[str, dict[str, Any]] = {
    "Anbefaling.lukket_begrundelse": {"lukket": date(2025, 12, 31)},
}
# What the lead of the row's own department may read as well as the adviser.
SES_AF_EGEN_LEDER = {
    "Anbefaling.tekst",
    "Anbefaling.uddybning",
    "Anbefaling.lukket_begrundelse",
    "Opfoelgning.begrundelse",
    "Opfoelgning.gjort",
    "Opfoelgning.dokumentation",
    "Rundekladde.indhold",
    "Stillingtagen.begrundelse",
    "Stillingtagen.gjort",
    "Stillingtagen.dokumentation",
    "Svarafsnit.overskrift",
    "Svarafsnit.tekst",
    "Tillaeg.tekst",
    "Forespoergsel.tekst",
    "Forespoergsel.frist_forklaring",
    "Fristforlaengelse.begrundelse",
    "Fristforlaengelse.svar",
    "Opfoelgningsspoergsmaal.tekst",
    "Svar.tekst",
    "Svar.gjort",
    "Svar.laering",
    "Tilbagekaldelse.grund",
    "Videregivelse.besked",
}
# What every lead who is asked may read: both of the world's rounds ask them both.
SES_AF_HVER_LEDER = {"Beretning.titel", "Runde.vejledning"}


@dataclass(frozen=True)
class Maerke:
    """`tekst` is what is looked for; `felt` is "Model.felt"; `objekt` whose row it stands in."""

    felt: str
    tekst: str
    objekt: str = EN

    def ses_af(self, person: Person) -> bool:
        """Whether the person, who is not the adviser, may meet it."""
        egen = self.felt in SES_AF_EGEN_LEDER and LEDERE.get(person) == self.objekt
        return egen or (self.felt in SES_AF_HVER_LEDER and person in LEDERE)


def saa() -> list[Maerke]:
    """Put a mark in every text field of the first two rows of every model; tell them all."""
    maerker: list[Maerke] = []
    for model in modeller():
        raekker = model._base_manager.order_by("pk")[:2]
        assert raekker, f"{model.__name__} har ingen række: lav en i verden.byg_verden"
        for objekt, raekke in zip((EN, ANDEN), raekker, strict=False):
            for felt in tekstfelter(model):
                maerker += _saa(raekke, felt, objekt)
    return maerker


def _saa(raekke: models.Model, felt: models.Field, objekt: str) -> list[Maerke]:
    model = type(raekke)
    navn = f"{model.__name__}.{felt.name}"
    if navn in EGEN_VAERDI:
        vaerdi = getattr(raekke, felt.name)
        return [Maerke(navn, form, objekt) for form in EGEN_VAERDI[navn](vaerdi)]
    maerke = f"{FUGL}{next(_NUMRE):04}x"
    vaerdi = SAERLIGE.get(navn, _vaerdi(felt))(maerke)
    if isinstance(raekke, Fast):
        triggere.fjern(connection, [model._meta.db_table])
    # A bare QuerySet: the models' own may refuse to change rows without an actor.
    models.QuerySet(model).filter(pk=raekke.pk).update(
        **{felt.name: vaerdi}, **SAMMEN_MED.get(navn, {})
    )
    return [Maerke(navn, maerke, objekt)]


def modeller() -> Iterator[type[models.Model]]:
    """Every model that holds what a case is about, or a report."""
    for model in apps.get_models():
        egen = model._meta.app_label not in MASKINERI and model.__name__ not in STAMDATA
        kendt = model._meta.db_table in {*UDEN_INDHOLD, *TILFOEJES}
        # The search's index is written by the database from what is marked in the others.
        if model._meta.managed and egen and not kendt and list(tekstfelter(model)):
            yield model


def tekstfelter(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields that somebody's words can stand in; a choice is the program's own word."""
    for felt in model._meta.concrete_fields:
        if isinstance(felt, TEKST) and not felt.choices:
            yield felt


def _vaerdi(felt: models.Field) -> Callable[[str], Any]:
    if isinstance(felt, models.EmailField):
        return lambda maerke: f"{maerke}@borger.example"
    if isinstance(felt, models.JSONField):
        return lambda maerke: {"felt": maerke}
    if isinstance(felt, models.BinaryField):
        return str.encode
    return str
