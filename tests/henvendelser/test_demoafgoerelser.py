"""The demo's invented decisions: a percentage to show, and nothing added to what is published."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from beretning.optaelling import erklaering_fra, optael
from beretning.periode import Periode
from henvendelser.models import Afgoerelse
from henvendelser.omgoerelse import Omgoerelse
from henvendelser.regler import i_dag
from henvendelser.valg import Udfald
from tests import fabrik

pytestmark = pytest.mark.django_db
MAPPE = Path(settings.BASE_DIR) / "fixtures" / "albertslund"


@pytest.fixture
def albertslund() -> None:
    call_command("opsaet", MAPPE / "opsaetning.json", stdout=StringIO())
    call_command("importer", "afgoerelser", MAPPE / "afgoerelser.csv", stdout=StringIO())


def laeg(fil: Path = MAPPE / "afgoerelser-i-aar.json") -> str:
    ud = StringIO()
    call_command("demoafgoerelser", fil, stdout=ud)
    return ud.getvalue().strip()


@pytest.mark.usefixtures("albertslund")
def test_demoen_har_en_omgoerelsesprocent_og_beretningens_tal_er_de_samme():
    beretning = json.loads((MAPPE / "beretning.json").read_text(encoding="utf-8"))
    perioden = Periode(date.fromisoformat(beretning["fra"]), date.fromisoformat(beretning["til"]))
    resultat = erklaering_fra(
        "t",
        "T",
        {
            "maal": "afgoerelser",
            "raekker": {"dimension": "afdeling", "niveau": 1},
            "kolonner": {"dimension": "resultat"},
        },
    )
    foer = optael(resultat, perioden)
    assert Afgoerelse.objects.omgoerelse().procent is None

    assert laeg() == "17 afgørelser med udfald er registreret."
    assert Afgoerelse.objects.omgoerelse() == Omgoerelse(6, 15, 2 + 4, 60)
    assert optael(resultat, perioden) == foer
    nye = Afgoerelse.objects.filter(importnoegle=None)
    assert {en.udfald for en in nye} == set(Udfald)
    assert all(perioden.til < en.afgjort <= en.modtaget <= i_dag() for en in nye)


@pytest.mark.usefixtures("albertslund")
def test_anden_gang_goer_intet():
    laeg()
    antal = Afgoerelse.objects.count()
    assert laeg() == "Der er allerede afgørelser med udfald."
    assert Afgoerelse.objects.count() == antal


@pytest.mark.parametrize(
    "fejl",
    [
        {"udfald": "tabt"},
        {"instans": "Findes ikke"},
        {"afdeling": "Findes ikke"},
        {"temaer": ["x"]},
    ],
)
def test_en_fil_der_ikke_holder_siges_og_intet_laegges(tmp_path, kontor, fejl):
    hel = {
        "instans": kontor.ankestyrelsen.navn,
        "afgjort_for_dage": 9,
        "modtaget_for_dage": 2,
        "afdeling": kontor.boern.navn,
        "udfald": "hjemvist",
    }
    fil = tmp_path / "afgoerelser.json"
    fil.write_text(json.dumps([hel, hel | fejl]), encoding="utf-8")
    with pytest.raises(CommandError, match=r"afgoerelser\.json"):
        laeg(fil)
    assert not Afgoerelse.objects.exists()


def test_et_register_med_udfald_faar_ingen_opdigtede(kontor):
    fabrik.afgoerelse(kontor.ankestyrelsen, udfald=Udfald.STADFAESTET)
    laeg()
    assert Afgoerelse.objects.count() == 1
