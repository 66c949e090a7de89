"""A counted table as plain data: its cells by name, its lines, its way through JSON, its shares."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beretning.tabel import (
    I_ALT,
    Andele,
    Celle,
    Enhed,
    Kolonne,
    Raekke,
    Tabel,
    UkendtCelle,
    andele,
)

from .byg_tabel import SAGER, byg_tabel

# Skik stands on both levels; Svartid stands under both themes.
TABEL = byg_tabel(
    ("Lov", 1, 3, 1, 4),
    ("Partshøring", 2, 1, 0, 1),
    ("Svartid", 2, 2, 1, 3),
    ("Skik", 1, 5, 2, 7),
    ("Skik", 2, 4, 2, 6),
    ("Skriftlighed", 3, 4, 2, 6),
    ("Svartid", 2, 1, 0, 1),
    ("Andet", 1, 0, 0, 0),
)


@pytest.mark.parametrize(
    ("antal", "ord_"), [(0, "sager"), (1, "sag"), (2, "sager"), (-1, "sager"), (1001, "sager")]
)
def test_kun_netop_en_er_ental(antal, ord_):
    assert SAGER.af(antal) == ord_


def test_en_celle_er_tallet_og_listen_bag_det_og_kan_ikke_aendres():
    celle = Celle(3, (("emne", "7"), ("fra", "2024-04-01")))
    assert celle == Celle(3, (("emne", "7"), ("fra", "2024-04-01")))
    assert celle != Celle(3)
    with pytest.raises(FrozenInstanceError):
        celle.antal = 4


@pytest.mark.parametrize(
    ("raekke", "kolonne", "antal"),
    [
        ("Lov", "Hovedsag", 3),
        ("Lov", I_ALT, 4),
        ("Partshøring", "Følgesager", 0),
        (I_ALT, "Hovedsag", 8),
        (I_ALT, I_ALT, 11),
        ("Andet", I_ALT, 0),
    ],
)
def test_en_celle_findes_ved_sin_raekkes_og_sin_kolonnes_navn(raekke, kolonne, antal):
    assert TABEL.celle(raekke, kolonne).antal == antal


def test_uden_kolonne_er_det_totalen():
    assert TABEL.celle("Lov") == TABEL.celle("Lov", I_ALT)


def test_en_celle_har_sin_egen_liste():
    assert TABEL.celle("Lov", "Hovedsag").filter == (("afdeling", "Lov"), ("sagstype", "Hovedsag"))


def test_et_navn_paa_to_niveauer_er_det_yderste():
    assert TABEL.celle("Skik").antal == 7


def test_det_yderste_gaelder_ogsaa_naar_det_staar_sidst():
    tabel = byg_tabel(("Lov", 1, 1, 0, 1), ("Andet", 2, 1, 0, 1), ("Andet", 1, 2, 0, 2))
    assert tabel.celle("Andet").antal == 2


@pytest.mark.parametrize("navn", ["Findes ikke", "lov", "Lov ", ""])
def test_en_ukendt_raekke_siges_med_tabellens_titel(navn):
    with pytest.raises(UkendtCelle) as fejl:
        TABEL.celle(navn)
    assert str(fejl.value) == f"Tabellen »Sager fordelt« har ingen række »{navn}«."


@pytest.mark.parametrize("navn", ["Findes ikke", "hovedsag", "Hovedsag ", ""])
@pytest.mark.parametrize("raekke", ["Lov", I_ALT])
def test_en_ukendt_kolonne_siges_med_tabellens_titel(raekke, navn):
    with pytest.raises(UkendtCelle) as fejl:
        TABEL.celle(raekke, navn)
    assert str(fejl.value) == f"Tabellen »Sager fordelt« har ingen kolonne »{navn}«."


def test_celle_i_tager_den_raekke_man_staar_med_og_ikke_den_af_samme_navn():
    inderste = TABEL.raekker[4]
    assert (inderste.navn, TABEL.celle_i(inderste).antal) == ("Skik", 6)
    assert TABEL.celle_i(inderste, "Hovedsag").antal == 4
    with pytest.raises(UkendtCelle):
        TABEL.celle_i(inderste, "Findes ikke")


def _navne(raekker: tuple[Raekke, ...]) -> list[str]:
    return [raekke.navn for raekke in raekker]


def test_linjer_er_de_yderste():
    assert _navne(TABEL.linjer()) == ["Lov", "Skik", "Andet"]


@pytest.mark.parametrize(
    ("niveau", "navne"),
    [
        (1, ["Lov", "Skik", "Andet"]),
        (2, ["Partshøring", "Svartid", "Skik", "Svartid"]),
        (3, ["Skriftlighed"]),
        (4, []),
    ],
)
def test_linjer_paa_et_niveau(niveau, navne):
    assert _navne(TABEL.linjer(niveau=niveau)) == navne


@pytest.mark.parametrize(
    ("under", "navne"),
    [
        ("Lov", ["Partshøring", "Svartid"]),
        ("Skik", ["Skik", "Svartid"]),  # directly under, so not Skriftlighed
        ("Andet", []),  # the last one
        ("Partshøring", []),
    ],
)
def test_linjer_under_er_de_naermeste_og_stopper_ved_den_naeste_af_samme_niveau(under, navne):
    assert _navne(TABEL.linjer(under=under)) == navne


def test_linjer_under_et_ukendt_navn_er_en_fejl():
    with pytest.raises(UkendtCelle):
        TABEL.linjer(under="Findes ikke")


def test_en_kolonne_findes_ved_sit_fulde_og_sit_korte_navn():
    kolonner = (
        Kolonne("Børn & Familie", "B&F"),
        Kolonne("Skole"),
        Kolonne("Sager i alt", er_total=True),
    )
    tabel = TABEL.med(kolonner=kolonner)
    navne = ["Børn & Familie", "B&F", "Skole", "Sager i alt", I_ALT]
    assert [tabel.kolonnenummer(navn) for navn in navne] == [0, 0, 1, 2, 2]


def test_et_fuldt_navn_gaar_forud_for_en_andens_korte():
    kolonner = (
        Kolonne("Skole og dagtilbud", "Skole"),
        Kolonne("Skole"),
        Kolonne(I_ALT, er_total=True),
    )
    assert TABEL.med(kolonner=kolonner).kolonnenummer("Skole") == 1


def test_i_alt_er_totalen_ogsaa_naar_en_kolonne_hedder_det():
    kolonner = (Kolonne(I_ALT), Kolonne("B"), Kolonne("Sager i alt", er_total=True))
    assert TABEL.med(kolonner=kolonner).kolonnenummer(I_ALT) == 2


def test_totalen_taelles_ogsaa_hvor_den_ikke_trykkes():
    uden = TABEL.med(raekketotal_trykt=False)
    assert [kolonne.navn for kolonne in uden.trykte_kolonner] == ["Hovedsag", "Følgesager"]
    assert [kolonne.navn for kolonne in TABEL.trykte_kolonner] == ["Hovedsag", "Følgesager", I_ALT]
    assert uden.celle("Lov").antal == 4


def test_med_laver_en_ny_tabel_og_lader_den_gamle_vaere():
    assert TABEL.med(nummer=3) == TABEL.med(nummer=3)
    assert (TABEL.nummer, TABEL.med(nummer=3).nummer) == (None, 3)


TEKST = st.text(max_size=12)
ANTAL = st.none() | st.integers(0, 10**9)
CELLER = st.builds(Celle, ANTAL, st.lists(st.tuples(TEKST, TEKST), max_size=3).map(tuple))
KOLONNER = st.builds(Kolonne, TEKST, TEKST, TEKST, st.booleans())


@st.composite
def tabeller(draw) -> Tabel:
    kolonner = draw(st.lists(KOLONNER, min_size=1, max_size=4))
    celler = st.lists(CELLER, min_size=len(kolonner), max_size=len(kolonner)).map(tuple)
    raekker = st.builds(Raekke, TEKST, st.integers(1, 3), celler, TEKST, TEKST, st.booleans())
    return Tabel(
        noegle=draw(TEKST),
        titel=draw(TEKST),
        enhed=draw(st.builds(Enhed, TEKST, TEKST)),
        liste=draw(TEKST),
        fra=draw(TEKST),
        til=draw(TEKST),
        forspalte=draw(TEKST),
        kolonner=tuple(kolonner),
        raekker=tuple(draw(st.lists(raekker, max_size=4))),
        i_alt=draw(celler),
        noter=tuple(draw(st.lists(TEKST, max_size=2))),
        nummer=draw(st.none() | st.integers(1, 99)),
        raekketotal_trykt=draw(st.booleans()),
    )


@given(tabeller())
def test_en_tabel_er_den_samme_efter_en_tur_gennem_json(tabel):
    frossen = json.loads(json.dumps(tabel.som_data(), ensure_ascii=False))
    toet_op = Tabel.fra_data(frossen)
    assert toet_op == tabel
    assert hash(toet_op) == hash(tabel)  # nothing in it has become a list
    assert toet_op.som_data() == tabel.som_data()


# Equal numbers and zeros are where the largest remainder has to choose.
TAL = st.lists(st.integers(0, 5) | st.integers(0, 10**6), max_size=12)
DECIMALER = st.sampled_from([0, 1, 2])


@given(TAL.filter(any), DECIMALER)
def test_andele_giver_praecis_100(tal, decimaler):
    ud = andele(tal, decimaler=decimaler)
    assert ud.naevner == sum(tal)
    assert len(ud.vaerdier) == len(tal)
    assert sum(ud.vaerdier) == Decimal(100)


@given(TAL.filter(any), DECIMALER)
def test_en_andel_ligger_under_en_enhed_fra_den_noejagtige_og_har_netop_de_decimaler(
    tal, decimaler
):
    enhed = Fraction(1, 10**decimaler)
    for antal, andel in zip(tal, andele(tal, decimaler=decimaler).vaerdier, strict=True):
        noejagtig = Fraction(100 * antal, sum(tal))
        assert abs(Fraction(andel) - noejagtig) < enhed
        assert Fraction(andel) % enhed == 0
        if noejagtig % enhed == 0:  # what comes out even is never moved: 0 is 0 per cent
            assert andel == noejagtig


@given(TAL.filter(any), DECIMALER)
def test_et_stoerre_antal_faar_aldrig_en_mindre_andel(tal, decimaler):
    vaerdier = andele(tal, decimaler=decimaler).vaerdier
    par = sorted(zip(tal, vaerdier, strict=True))
    assert [andel for _, andel in par] == sorted(vaerdier)


@given(TAL.filter(any), DECIMALER)
def test_af_to_lige_store_faar_den_foerste_den_stoerste_andel_og_hoejst_en_enhed_mere(
    tal, decimaler
):
    vaerdier = andele(tal, decimaler=decimaler).vaerdier
    for antal in set(tal):
        ens = [andel for t, andel in zip(tal, vaerdier, strict=True) if t == antal]
        assert ens == sorted(ens, reverse=True)
        assert ens[0] - ens[-1] in (0, Decimal(1).scaleb(-decimaler))


@given(TAL.filter(any), st.integers(2, 9))
def test_andele_er_de_samme_af_lige_mange_gange_saa_meget(tal, gange):
    assert andele([antal * gange for antal in tal]).vaerdier == andele(tal).vaerdier


@pytest.mark.parametrize(
    ("tal", "decimaler", "vaerdier"),
    [
        ([1, 1, 1], 0, ["34", "33", "33"]),
        ([1, 1, 1], 1, ["33.4", "33.3", "33.3"]),
        ([1, 1, 1], 2, ["33.34", "33.33", "33.33"]),
        ([2, 1], 0, ["67", "33"]),
        ([1, 0, 999], 0, ["0", "0", "100"]),
        ([7], 0, ["100"]),
        ([50, 39, 17, 5, 4, 34, 1, 12], 0, ["31", "24", "11", "3", "2", "21", "1", "7"]),
    ],
)
def test_de_stoerste_rester_rundes_op(tal, decimaler, vaerdier):
    assert [str(andel) for andel in andele(tal, decimaler=decimaler).vaerdier] == vaerdier


@pytest.mark.parametrize("tal", [[], [0], [0, 0, 0]])
def test_af_nul_er_hver_andel_nul(tal):
    assert andele(tal) == Andele(0, (Decimal(0),) * len(tal))


@pytest.mark.parametrize("tal", [[-1], [5, -1], [1, -1]])
def test_et_negativt_antal_har_ingen_andel(tal):
    with pytest.raises(ValueError, match="0 eller derover"):
        andele(tal)


def test_et_navn_der_staar_to_gange_paa_samme_niveau_er_ikke_til_at_kende():
    tabel = Tabel(
        noegle="t",
        titel="T",
        enhed=Enhed("sag", "sager"),
        liste="sager",
        fra="2024-01-01",
        til="2024-12-31",
        forspalte="Emne",
        kolonner=(Kolonne("I alt", er_total=True),),
        raekker=(
            Raekke("Skik", 1, (Celle(3),)),
            Raekke("Andet", 2, (Celle(3),)),
            Raekke("Lov", 1, (Celle(2),)),
            Raekke("Andet", 2, (Celle(2),)),
        ),
        i_alt=(Celle(5),),
    )
    assert tabel.celle("Lov").antal == 2
    with pytest.raises(UkendtCelle, match="flere rækker »Andet«"):
        tabel.celle("Andet")
