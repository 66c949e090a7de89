"""The demo's recommendations and its finished round."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from beretning.models import Anbefaling, Opfoelgning, Runde, Tillaeg
from beretning.runder.tilbagemelding import IKKE_SVARET, INGEN, afdelingssvar

pytestmark = pytest.mark.django_db
MAPPE = "fixtures/albertslund"
FIL = f"{MAPPE}/anbefalinger.json"


@pytest.fixture
def albertslund():
    call_command("opsaet", f"{MAPPE}/opsaetning.json", verbosity=0)
    call_command("opret_beretning", f"{MAPPE}/beretning.json", verbosity=0)


def test_demoens_runde_er_faerdig_med_svar_i_hver_tilstand(albertslund, capsys):
    call_command("demoanbefalinger", FIL)
    runde = Runde.objects.get()
    assert runde.lukket
    beskeder = {svar.afdeling: svar.besked for svar in afdelingssvar(runde)}
    assert list(beskeder.values()).count(INGEN) == 1
    assert list(beskeder.values()).count(IKKE_SVARET) == 1
    stillinger = {et.stilling for et in Opfoelgning.objects.gaeldende()}
    assert stillinger == {"fulgt", "delvist", "ikke", "ubesvaret"}
    assert Tillaeg.objects.count() == 1
    assert Anbefaling.objects.aabne().count() == 5


def test_en_anden_gang_roeres_intet(albertslund, capsys):
    call_command("demoanbefalinger", FIL)
    foer = Opfoelgning.objects.count()
    call_command("demoanbefalinger", FIL)
    assert Opfoelgning.objects.count() == foer
    assert "Der er allerede anbefalinger." in capsys.readouterr().out


def test_en_fil_med_en_ukendt_afdeling_laegger_intet_ind(albertslund, tmp_path):
    data = json.loads(Path(FIL).read_text(encoding="utf-8"))
    data["runde"]["svar"][0]["afdeling"] = "Findes ikke"
    forkert = tmp_path / "anbefalinger.json"
    forkert.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CommandError, match="Findes ikke"):
        call_command("demoanbefalinger", forkert)
    assert not Anbefaling.objects.exists()
