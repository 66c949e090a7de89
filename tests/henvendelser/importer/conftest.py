"""An office to import into, and short ways to read a text as a file."""

from __future__ import annotations

import copy
import io
import json

import pytest

from henvendelser.importer import ImportFejl, indlaes_afgoerelser, indlaes_sager
from henvendelser.models import Afgoerelse, Henvendelse
from henvendelser.opsaetning import opsaet
from henvendelser.opsaetningsfil import laes_opsaetning
from tests.redskaber.lag import lag

KONTOR = {
    "kommune": "Prøvekøbing Kommune",
    "afdelinger": [
        {"navn": "Børn & Familie", "kortnavn": "B&F", "andre_navne": ["Familieafdelingen"]},
        {
            "navn": "Læring",
            "underafdelinger": [{"navn": "PPR"}, {"navn": "Stab"}],
        },
        {"navn": "Ældre, Sundhed & Social", "underafdelinger": [{"navn": "Stab"}]},
        {"navn": "Teknik", "gyldig_til": "2023-12-31"},
        {"navn": "Teknik", "gyldig_fra": "2024-01-01"},
        {"navn": "Kultur", "gyldig_fra": "2020-01-01", "gyldig_til": "2022-12-31"},
    ],
    "emner": [
        {"tema": "Forvaltningsloven", "emner": ["Begrundelse", "Vejledning"]},
        {"tema": "Offentlighedsloven", "emner": ["Notatpligt"]},
        {"tema": "Forvaltningsskik", "emner": ["Åbenhed og tillid", "Vejledning"]},
        {"tema": "Andet"},
    ],
    "kontaktformer": ["Telefon", "Mail"],
    "behandlinger": ["Råd og vejledning", "Dialogsag"],
    "kategorier": ["Klage"],
    "instanser": ["Ankestyrelsen"],
    "love": ["Serviceloven"],
    "bemaerkningstemaer": ["Sagsoplysning", "Begrundelse"],
}


def som_fil(indhold: str | bytes) -> io.BytesIO:
    return io.BytesIO(indhold if isinstance(indhold, bytes) else indhold.encode())


@pytest.fixture
def kontorfil():
    """What the office's setup file holds; the test's own to change."""
    return copy.deepcopy(KONTOR)


@lag
def kontor():
    opsaet(laes_opsaetning(som_fil(json.dumps(KONTOR))))


@pytest.fixture
def sager(kontor):
    """Read a text (or bytes) as a file of issues."""

    def laes(indhold, kilde=""):
        return indlaes_sager(som_fil(indhold), kilde=kilde, af=None)

    return laes


@pytest.fixture
def afgoerelser(kontor):
    """Read a text (or bytes) as a file of decisions."""

    def laes(indhold, kilde=""):
        return indlaes_afgoerelser(som_fil(indhold), kilde=kilde, af=None)

    return laes


@pytest.fixture
def fejl_ved():
    """The faults a reading ends in, as (line, column, text); nothing must have been written."""

    def fejl_ved(laes, indhold, **valg):
        foer = Henvendelse.objects.count(), Afgoerelse.objects.count()
        with pytest.raises(ImportFejl) as afvist:
            laes(indhold, **valg)
        assert (Henvendelse.objects.count(), Afgoerelse.objects.count()) == foer
        return [(f.linje, f.kolonne, f.tekst) for f in afvist.value.fejl]

    return fejl_ved
