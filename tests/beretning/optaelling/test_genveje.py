"""What is left uncounted because it is not printed or cannot be: the table stays the same."""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from beretning.optaelling import MAAL, Akse, Erklaering, dimension_for, optael
from henvendelser.valg import Sagsbehandlingsresultat

from .test_optael import alle_par, celler, eftersesliste, navn
from .tilfaeldigt_register import PERIODE, fyld, registre

MED = ("resultat", Sagsbehandlingsresultat.MED.value)
AFGOERELSER = MAAL["afgoerelser"]


def _temaer(*udsnit, raekker: str = "afdeling", raekketotal: bool = True) -> Erklaering:
    return Erklaering(
        noegle="t",
        titel="T",
        maal=AFGOERELSER,
        raekker=Akse(dimension_for(AFGOERELSER, raekker)),
        kolonner=Akse(dimension_for(AFGOERELSER, "bemaerkningstema")),
        udsnit=udsnit,
        raekketotal=raekketotal,
    )


@pytest.mark.langsom
class TestUdenRaekketotal(TestCase):
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(registre())
    def test_de_trykte_tal_og_linjer_er_de_samme(self, register):
        fyld(register)
        par = [erklaering for erklaering in alle_par() if erklaering.kolonner]
        flertydige = [e for e in par if e.kolonner.er_flertydig(e.maal)]
        for erklaering in [*flertydige, *par[::15]]:
            uden = optael(dataclasses.replace(erklaering, raekketotal=False), PERIODE)
            med = optael(erklaering, PERIODE)
            assert _trykt(uden) == _trykt(med), navn(erklaering)
            assert all(raekke.celler[-1].antal is None for raekke in uden.raekker)


class TestKunMedBemaerkninger(TestCase):
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(registre())
    def test_hver_celle_er_laengden_af_listen_bag_den(self, register):
        fyld(register)
        erklaering = _temaer(MED)
        eftersesliste(erklaering)
        alle, tabel = optael(_temaer(), PERIODE), optael(erklaering, PERIODE)
        assert "Ingen bemærkninger" not in {kolonne.navn for kolonne in tabel.kolonner}
        afviste = optael(_temaer(("resultat", "afvist")), PERIODE)
        for tema in (kolonne.navn for kolonne in tabel.kolonner[:-1]):
            de_afviste = celler(afviste).get(("I alt", tema))
            assert (
                tabel.celle("I alt", tema).antal + (de_afviste.antal if de_afviste else 0)
                == alle.celle("I alt", tema).antal
            )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("erklaering", "dele"),
    [
        (_temaer(), 3),
        (_temaer(MED), 2),
        (_temaer(raekketotal=False), 2),
        (_temaer(MED, raekketotal=False), 1),
    ],
    ids=["alt", "uden rest", "uden total", "uden begge"],
)
def test_det_der_ikke_trykkes_eller_ikke_findes_taelles_ikke(erklaering, dele):
    with CaptureQueriesContext(connection) as fanget:
        optael(erklaering, PERIODE)
    optaelling = [q["sql"] for q in fanget if "COUNT(" in q["sql"]]
    assert len(optaelling) == 1
    assert optaelling[0].count("COUNT(") == dele
    assert "DISTINCT" not in optaelling[0]


def _trykt(tabel):
    return (
        [(k.navn, k.kort) for k in tabel.kolonner],
        [(r.navn, r.niveau, r.celler[:-1]) for r in tabel.raekker],
        tabel.i_alt[:-1],
        tabel.noter,
    )
