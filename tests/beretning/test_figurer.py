"""Charts: bars of a table's lines, their shares, and the drawing as clean inline SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beretning.figurer import (
    Figurerklaering,
    Figurfejl,
    alternativ_tekst,
    naevner,
    soejler,
    tegn,
)
from beretning.tabel import UkendtCelle

from .byg_tabel import byg_tabel, enkelt_tabel

TABEL = byg_tabel(
    ("Lov", 1, 3, 2, 5),
    ("Partshøring", 2, 1, 1, 2),
    ("Notatpligt", 2, 1, 1, 2),
    ("Vejledning", 2, 1, 0, 1),
    ("Skik", 1, 1200, 34, 1234),
    ("Svartid", 2, 1000, 34, 1034),  # 200 hang on Skik itself, and have no line of their own
    ("Andet", 1, 0, 0, 0),
    ("GDPR", 1, 3, 0, 3),
)
SVG = "{http://www.w3.org/2000/svg}"


def vist(erklaering: Figurerklaering, tabel=TABEL) -> list[tuple[str, str]]:
    """Each bar's name and the number printed at its end, from the top."""
    return [
        (soejle.navn, soejle.tekst.replace("\u00a0", " ")) for soejle in soejler(erklaering, tabel)
    ]


def test_soejlerne_er_de_yderste_linjer_den_laengste_foerst_og_nul_er_med():
    assert vist(Figurerklaering("t")) == [
        ("Skik", "1.234"),
        ("Lov", "5"),
        ("GDPR", "3"),
        ("Andet", "0"),
    ]


def test_en_kolonnes_soejler_har_kolonnens_orden():
    assert vist(Figurerklaering("t", kolonne="Følgesager")) == [
        ("Skik", "34"),
        ("Lov", "2"),
        ("Andet", "0"),
        ("GDPR", "0"),
    ]


def test_lige_lange_staar_som_i_tabellen():
    assert [navn for navn, _ in vist(Figurerklaering("t", under="Lov"))] == [
        "Partshøring",
        "Notatpligt",
        "Vejledning",
    ]
    assert vist(Figurerklaering("t", kolonne="Hovedsag"))[1:3] == [("Lov", "3"), ("GDPR", "3")]


def test_en_soejle_er_saa_lang_som_sit_tal():
    assert [(s.antal, s.vaerdi) for s in soejler(Figurerklaering("t"), TABEL)] == [
        (1234, 1234),
        (5, 5),
        (3, 3),
        (0, 0),
    ]


def test_andele_af_en_kolonne():
    assert vist(Figurerklaering("t", visning="andele", kolonne="Følgesager")) == [
        ("Skik", "94 pct."),
        ("Lov", "6 pct."),
        ("Andet", "0 pct."),
        ("GDPR", "0 pct."),
    ]


def test_andele_af_en_mellemsum():
    assert vist(Figurerklaering("t", visning="andele", under="Lov")) == [
        ("Partshøring", "40 pct."),
        ("Notatpligt", "40 pct."),
        ("Vejledning", "20 pct."),
    ]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=12).filter(any))
def test_andele_giver_100_og_falder_nedad(tal):
    tabel = enkelt_tabel(*((f"L{nr}", antal) for nr, antal in enumerate(tal)))
    alle = soejler(Figurerklaering("t", visning="andele"), tabel)
    vaerdier = [soejle.vaerdi for soejle in alle]
    assert sum(vaerdier) == 100
    assert vaerdier == sorted(vaerdier, reverse=True)
    assert [soejle.tekst for soejle in alle] == [f"{v:.0f}\u00a0pct." for v in vaerdier]


@given(st.lists(st.integers(0, 60), max_size=12), st.sampled_from(["antal", "andele"]))
def test_hver_linje_er_netop_en_soejle_og_lige_store_bytter_ikke_plads(tal, visning):
    tabel = enkelt_tabel(*((f"L{nr:02}", antal) for nr, antal in enumerate(tal)))
    alle = soejler(Figurerklaering("t", visning=visning), tabel)
    assert [(-s.antal, s.navn) for s in alle] == sorted((-s.antal, s.navn) for s in alle)
    assert {(s.navn, s.antal) for s in alle} == {(f"L{nr:02}", n) for nr, n in enumerate(tal)}


@pytest.mark.parametrize(
    ("erklaering", "tekst"),
    [
        (Figurerklaering("t"), "1.242 sager"),
        (Figurerklaering("t", kolonne="Hovedsag"), "1.206 sager i kolonnen Hovedsag"),
        (Figurerklaering("t", under="Vejledning"), "1 sag"),
        (Figurerklaering("t", kolonne="Hovedsag", helhed="henvendelser"), "1.206 henvendelser"),
    ],
)
def test_helheden_siges_i_ord(erklaering, tekst):
    assert naevner(erklaering, TABEL) == tekst


def test_den_alternative_tekst_har_alle_tal_og_helheden():
    assert alternativ_tekst(Figurerklaering("t"), TABEL) == (
        "Søjlediagram over antal sager: Skik 1.234; Lov 5; GDPR 3; Andet 0."
    )
    andele = alternativ_tekst(Figurerklaering("t", under="Lov", visning="andele"), TABEL)
    assert andele.replace("\u00a0", " ").rstrip(".") == (
        "Søjlediagram over andel af 5 sager: "
        "Partshøring 40 pct.; Notatpligt 40 pct.; Vejledning 20 pct"
    )


@pytest.mark.parametrize(
    "data",
    [
        {},
        [],
        {"kolonne": "I alt"},
        {"tabel": "t", "farve": "rød"},
        {"tabel": "t", "visning": "lagkage"},
        {"tabel": "t", "visning": ""},
        {"tabel": "t", "visning": None},
        {"tabel": "t", "helhed": 162},
    ],
)
def test_en_figur_der_ikke_kan_forstaas_siger_hvad_en_figur_er(data):
    with pytest.raises(Figurfejl, match=r"[Ee]n figur"):
        Figurerklaering.fra(data)


def test_en_figur_kan_noejes_med_sin_tabel():
    assert Figurerklaering.fra({"tabel": "t"}) == Figurerklaering("t", "I alt", "", "antal", "")


@pytest.mark.parametrize(
    ("erklaering", "fejl"),
    [
        (Figurerklaering("t", kolonne="Findes ikke"), "har ingen kolonne »Findes ikke«"),
        (Figurerklaering("t", kolonne=""), "har ingen kolonne »«"),
        (Figurerklaering("t", under="Findes ikke"), "har ingen række »Findes ikke«"),
    ],
)
def test_en_ukendt_linje_eller_kolonne_tegnes_ikke(erklaering, fejl):
    with pytest.raises(UkendtCelle, match=fejl):
        soejler(erklaering, TABEL)


def test_et_tal_der_ikke_trykkes_tegnes_ikke():
    tabel = byg_tabel(("A", 1, 2, 3, None), i_alt=(2, 3, None))
    with pytest.raises(Figurfejl, match="Kolonnen »I alt« trykkes ikke"):
        soejler(Figurerklaering("t"), tabel)
    assert vist(Figurerklaering("t", kolonne="Hovedsag"), tabel) == [("A", "2")]


@pytest.mark.parametrize(
    ("erklaering", "tabel", "summen", "helheden"),
    [
        pytest.param(
            Figurerklaering("t", visning="andele", under="Skik"),
            TABEL,
            r"1\.034",
            r"1\.234",
            id="en rest",
        ),
        pytest.param(
            Figurerklaering("t", visning="andele"),
            enkelt_tabel(("A", 2), ("B", 2), i_alt=(3,)),
            4,
            3,
            id="en afgørelse i flere linjer",
        ),
    ],
)
def test_linjer_der_ikke_er_dele_af_helheden_har_ingen_andele(erklaering, tabel, summen, helheden):
    with pytest.raises(Figurfejl, match=f"tilsammen {summen}, men helheden er {helheden};"):
        soejler(erklaering, tabel)


def _tegnet(tabel, erklaering: Figurerklaering | None = None) -> ET.Element:
    return ET.fromstring(tegn(erklaering or Figurerklaering("t"), tabel))  # noqa: S314 (our own)


def _tekster(svg: ET.Element) -> list[str]:
    return ["".join(tekst.itertext()) for tekst in svg.iter(f"{SVG}text")]


ONDE_NAVNE = ["Børn & Familie", '<script>"x"</script>', "A > B ' C", "]]> &amp; <!--"]


@pytest.mark.parametrize(
    ("tabel", "erklaering"),
    [
        pytest.param(TABEL, Figurerklaering("t"), id="antal"),
        pytest.param(TABEL, Figurerklaering("t", under="Lov", visning="andele"), id="andele"),
        pytest.param(enkelt_tabel(("A", 7)), Figurerklaering("t"), id="en søjle"),
        pytest.param(enkelt_tabel(("A", 0), ("B", 0)), Figurerklaering("t"), id="kun nuller"),
        pytest.param(enkelt_tabel(), Figurerklaering("t"), id="ingen søjler"),
        pytest.param(
            enkelt_tabel(*((navn, nr) for nr, navn in enumerate(ONDE_NAVNE))),
            Figurerklaering("t"),
            id="navne med tegn, der betyder noget",
        ),
    ],
)
def test_tegningen_er_svg_for_sig_selv_med_alle_tal_i_sin_titel(tabel, erklaering):
    """Two drawings stand on one page, under a strict policy: no ids, no styles, nothing fetched."""
    svg = _tegnet(tabel, erklaering)
    assert (svg.tag, svg.get("role")) == (f"{SVG}svg", "img")
    foerste, *andre = svg
    assert (foerste.tag, foerste.text) == (f"{SVG}title", alternativ_tekst(erklaering, tabel))
    assert [barn.tag for barn in andre if barn.tag == f"{SVG}title"] == []

    alle = list(svg.iter())
    assert {element.tag for element in alle} <= {
        f"{SVG}{navn}" for navn in ("svg", "title", "g", "path", "line", "rect", "text", "tspan")
    }
    attributter = {(navn, vaerdi) for element in alle for navn, vaerdi in element.attrib.items()}
    assert {navn for navn, _ in attributter} & {"id", "style", "href", "src"} == set()
    assert [navn for navn, _ in attributter if navn.startswith(("on", "{"))] == []
    assert [v for n, v in attributter if n != "aria-label" and re.search(r"url\(|//", v)] == []


@pytest.mark.parametrize(
    "tabel",
    [
        TABEL.med(raekker=TABEL.linjer()),
        enkelt_tabel(("A", 7)),
        enkelt_tabel(("A", 0)),
        enkelt_tabel(*((navn, nr) for nr, navn in enumerate(ONDE_NAVNE))),
        enkelt_tabel(*((f"Afdeling {nr}", nr) for nr in range(30))),
    ],
    ids=["antal", "en søjle", "et nul", "navne med tegn, der betyder noget", "mange"],
)
def test_hver_soejle_har_sit_navn_og_sit_tal_paa_tegningen(tabel):
    forventet = sorted(
        tekst
        for soejle in soejler(Figurerklaering("t"), tabel)
        for tekst in (soejle.navn, soejle.tekst)
    )
    assert sorted(_tekster(_tegnet(tabel))) == forventet


def test_et_langt_navn_staar_helt_paa_tegningen():
    navn = "Sagsbehandlingstid, manglende svar og orientering om sagens gang eller status"
    paa_tegningen = " ".join(_tekster(_tegnet(enkelt_tabel((navn, 3)))))
    assert re.sub(r"\W", "", navn) in re.sub(r"\W", "", paa_tegningen)


def test_ingen_soejler_er_en_tom_tegning():
    assert _tekster(_tegnet(enkelt_tabel())) == []


def test_den_samme_tabel_tegnes_altid_ens():
    assert tegn(Figurerklaering("t"), TABEL) == tegn(Figurerklaering("t"), TABEL)
