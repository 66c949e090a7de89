"""A measure that adds up a field: printed, frozen and shared out as any other number."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from beretning.figurer import Figurerklaering, soejler
from beretning.optaelling import MAAL, Akse, Erklaering, Erklaeringsfejl, erklaering_fra, optael
from beretning.optaelling.alle import dimension_for
from beretning.periode import Periode
from beretning.tabel import Tabel, andele
from beretning.tabeller import som_json
from henvendelser.dansk import dansk_tal
from henvendelser.models import Aktivitetsslags
from tests import fabrik

pytestmark = pytest.mark.django_db
AARET = Periode(date(2025, 1, 1), date(2025, 12, 31))


@pytest.fixture
def tabel(kontor) -> Tabel:
    sparring = Aktivitetsslags.objects.create(navn="Sparring", raekkefoelge=10)
    for slags, timer in ((kontor.oplaeg, "0.10"), (kontor.oplaeg, "0.20"), (sparring, "2.50")):
        fabrik.aktivitet(slags, timer=Decimal(timer) + 1)
    fabrik.aktivitet(sparring)  # its hours are not stated
    fabrik.aktivitet(sparring, date(2024, 12, 31), timer=Decimal(100))  # the day before
    data = {"maal": "timer", "raekker": {"dimension": "slags"}, "kolonner": {"dimension": "aar"}}
    return optael(erklaering_fra("t", "Timer", data), AARET)


def test_timer_laegges_noejagtigt_sammen(tabel):
    raekker = {raekke.navn: raekke.celler[-1].antal for raekke in tabel.raekker}
    assert raekker == {"Oplæg": Decimal("2.30"), "Sparring": Decimal("3.50")}
    assert tabel.celle("I alt", "2025").antal == Decimal("5.80")
    assert dansk_tal(tabel.celle("I alt").antal) == "5,8"
    assert tabel.noter == ("Aktiviteter uden oplyste timer tæller ikke med.",)


def test_frosset_og_toeet_op_er_den_samme_tabel(tabel):
    frossen = json.loads(json.dumps(tabel.som_data()))
    assert Tabel.fra_data(frossen) == tabel
    assert som_json(tabel)["i_alt"] == [5.8, 5.8]


def test_en_andel_og_en_figur_af_timer(tabel):
    alle = soejler(Figurerklaering("t", visning="andele"), tabel)
    assert [(s.navn, s.tekst) for s in alle] == [
        ("Sparring", "60\u00a0pct."),
        ("Oplæg", "40\u00a0pct."),
    ]
    assert sum(andele([Decimal("0.10"), Decimal("0.20"), Decimal("0.03")]).vaerdier) == 100


def test_uden_aktiviteter_er_der_nul_timer(kontor):
    data = {"maal": "timer", "raekker": {"dimension": "slags"}}
    tabel = optael(erklaering_fra("t", "Timer", data), AARET)
    assert [raekke.celler[0].antal for raekke in tabel.raekker] == [0]
    assert tabel.celle("I alt").antal == 0


def test_det_der_laegges_sammen_kan_ikke_fordeles_paa_det_en_enhed_har_flere_af():
    maal = replace(MAAL["henvendelser"], sum_af="id")
    with pytest.raises(Erklaeringsfejl, match="kan have flere af"):
        Erklaering("t", "T", maal, Akse(dimension_for(maal, "emne")))


@pytest.mark.parametrize(
    ("tal", "tekst"),
    [
        (Decimal("0.00"), "0"),
        (Decimal("10"), "10"),
        (Decimal("100.00"), "100"),
        (Decimal("12.50"), "12,5"),
        (Decimal("1234.25"), "1.234,25"),
        (Decimal("-0.75"), "−0,75"),
    ],
)
def test_decimaler_skrives_med_komma_og_uden_nuller_til_sidst(tal, tekst):
    assert dansk_tal(tal) == tekst
