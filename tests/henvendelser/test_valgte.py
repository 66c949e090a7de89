"""The rows of a list asked for in three ways: at once, each by itself, and by the finer rows."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from henvendelser import korn
from henvendelser import models as m
from henvendelser.models.henvendelse import I_LISTERNE
from henvendelser.registreringsfelter import FELTER
from henvendelser.valg import Rolle
from henvendelser.views import lister, valgte
from henvendelser.views.udvalg import vaelg
from henvendelser.views.valgte import Valgte
from tests import fabrik
from tests.redskaber.lag import lag

pytestmark = pytest.mark.django_db
DAG = date(2025, 1, 1)
RAADGIVER = m.Bruger(rolle=Rolle.RAADGIVER)


@lag
def register(kontor):
    steder = (kontor.skole, kontor.boern, None, kontor.enhed)
    emner = (kontor.svartid, None, kontor.andet)
    for nr in range(24):
        fabrik.henvendelse(
            DAG + timedelta(nr % 5),
            afdeling=steder[nr % 4],
            emne=emner[nr % 3],
            foelgesager=((kontor.skole, None), (steder[nr % 3], kontor.andet))[: nr % 5 % 3],
            kategori=(None, kontor.klage)[nr % 2],
            behandling=kontor.raad,
            afsluttet=DAG + timedelta(7) if nr % 3 else None,
            beskrivelse="Om hjælp" if nr % 4 else "Om støtte",
        )
        fabrik.afgoerelse(
            kontor.ankestyrelsen,
            DAG + timedelta(nr % 5),
            afdeling=steder[nr % 4],
            udfald=("afvist", None, "hjemvist")[nr % 3],
            temaer=[kontor.begrundelse, kontor.oplysning][: nr % 4 % 3],
        )
    return kontor


def de_valgte(liste, filtre, soegning="") -> Valgte:
    raekker = liste.filter.Meta.model.objects.synlige_for(RAADGIVER)
    return vaelg(liste, filtre, raekker, RAADGIVER, soegning)


def spurgt(kontor) -> list[tuple[lister.Liste, dict]]:
    """Nothing asked, of a row itself, of finer rows, of both, and with a fault; list by list."""
    skole, boern, andet = kontor.skole.pk, kontor.boern.pk, kontor.andet.pk
    til_begge = (
        {},
        {"fra": "2025-01-03"},
        {"fra": "31.2.2025"},
        {"afdeling": str(boern)},
        {"afdeling": f"{boern}.selv,uoplyst"},
        {"afdeling": f"{skole}", "emne": f"{andet}"},
        {"afdeling": "uoplyst", "status": "aaben", "til": "2025-01-04"},
        {"sagstype": "foelgesag", "kategori": "uoplyst"},
        {"sagstype": "hovedsag,foelgesag"},
    )
    tema = str(kontor.begrundelse.pk)
    naevn = (
        {},
        {"bemaerkningstema": tema},
        {"bemaerkningstema": "ingen"},
        {"bemaerkningstema": f"ingen,{tema}", "udfald": "hjemvist"},
        {"bemaerkningstema": tema, "afdeling": str(boern)},
    )
    return [
        *((liste, filtre) for liste in (lister.HENVENDELSER, lister.SAGER) for filtre in til_begge),
        *((liste, f) for liste in (lister.AFGOERELSER, lister.BEMAERKNINGER) for f in naevn),
    ]


@pytest.mark.parametrize("soegning", ["", "støtte", "findes ikke"])
def test_hver_for_sig_samlet_og_talt_er_det_de_samme_raekker(register, soegning):
    fundet = 0
    for liste, filtre in spurgt(register):
        valgt = de_valgte(liste, filtre, soegning)
        samlet = list(valgt.samlet)
        assert list(valgt.hver) == samlet, (liste.titel, filtre)
        assert valgt.antal == len(samlet), (liste.titel, filtre)
        fundet += bool(samlet)
    assert (fundet >= 10) == (soegning != "findes ikke")


@pytest.mark.parametrize("soegning", ["", "støtte"])
def test_de_finere_raekker_er_alle_dem_under_de_valgte(register, soegning):
    for liste, filtre in spurgt(register):
        valgt = de_valgte(liste, filtre, soegning)
        if valgt.under is None:
            with pytest.raises(ValueError, match="finer"):
                valgt.finere()
            continue
        op = korn.op(valgt.under.model, valgt.model)
        ventet = valgt.under.model.objects.filter(**{f"{op}__in": list(valgt.samlet)})
        assert set(valgt.finere()) == set(ventet), (liste.titel, filtre)


@pytest.mark.parametrize("soegning", ["", "støtte"])
def test_over_de_valgte_er_dem_hvis_finere_raekker_alle_er_valgt(register, soegning):
    set_ = {True: 0, False: 0}
    for liste, filtre in spurgt(register):
        valgt = de_valgte(liste, filtre, soegning)
        over = valgt.over()
        set_[over is None] += 1
        if over is not None:
            op = korn.op(valgt.model, over.model)
            alle_under = valgt.model.objects.filter(**{f"{op}__in": list(over)})
            assert set(valgt.samlet) == set(alle_under), (liste.titel, filtre)
    assert set_[True] and set_[False]


def test_en_liste_taelles_der_hvor_det_ses_af_faerrest_raekker(register):
    skole = str(register.skole.pk)
    assert laest_ved_optaelling({}) == {"henvendelser_henvendelse"}
    assert laest_ved_optaelling({"afdeling": skole}) == {"henvendelser_sag"}
    assert laest_ved_optaelling({"kategori": "uoplyst"}) == {"henvendelser_henvendelse"}
    assert laest_ved_optaelling({}, "støtte") == {"henvendelser_soegeindeks"}
    assert "henvendelser_henvendelse" in laest_ved_optaelling({"kategori": "uoplyst"}, "støtte")


def laest_ved_optaelling(filtre, soegning="") -> set[str]:
    valgt = de_valgte(lister.HENVENDELSER, filtre, soegning)
    assert valgt.holder
    with CaptureQueriesContext(
        connection,
    ) as spoergsmaal:
        assert valgt.antal
    sql = spoergsmaal[-1]["sql"]
    tabeller = ("henvendelse", "sag", "soegeindeks")
    return {f"henvendelser_{navn}" for navn in tabeller if f'FROM "henvendelser_{navn}"' in sql}


@pytest.mark.parametrize(
    ("fra", "antal", "hver"),
    [
        (0, 100, True),
        (10, 100, True),
        (11, 100, False),
        (79, 100, False),
        (80, 100, True),
        (0, 99, False),
    ],
)
def test_raekker_naer_en_ende_af_en_lang_liste_spoerges_hver_for_sig(
    kontor, monkeypatch, fra, antal, hver
):
    monkeypatch.setattr(valgte, "NAER", 20)
    monkeypatch.setattr(valgte, "MANGE", 100)
    valgt = de_valgte(lister.HENVENDELSER, {"afdeling": str(kontor.skole.pk)})
    assert valgt.til_side(fra, fra + 10, antal) is (valgt.hver if hver else valgt.samlet)


def test_alt_hvad_henvendelser_vaelges_efter_af_deres_egne_felter_er_i_listernes_indeks():
    egne = {felt.noegle for felt in FELTER if felt.grain is m.Henvendelse}
    assert egne | {"afsluttet", "frist", "sidst_aktiv"} == set(I_LISTERNE)
    (indeks,) = [i for i in m.Henvendelse._meta.indexes if i.name == "henvendelse_i_listerne"]
    assert indeks.fields == ["modtaget", "id", *I_LISTERNE]
