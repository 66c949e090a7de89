"""A report's sections as blocks: numbered in reading order, with each fault at its own block."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count, pairwise

import pytest

from beretning.afsnit import udskriv
from beretning.handlinger import opret_beretning
from beretning.models import Afsnit, Beretning
from beretning.periode import Periode
from henvendelser.models import Afdeling, Emne, Henvendelse, Kontor, Sag
from henvendelser.valg import Sagstype

from ..fabrik import uden_om_loggen

# The report itself, the office, and the four tables with what their lines are called.
FORESPOERGSLER = 14

_numre = count(1)


def afsnit(overskrift: str = "", *under: dict, art: str = "tekst", **felter) -> dict:
    return {"art": art, "overskrift": overskrift, "afsnit": list(under), **felter}


def bilag(overskrift: str, *under: dict, **felter) -> dict:
    return afsnit(overskrift, *under, art="bilag", **felter)


def tabel(noegle: str, overskrift: str = "", **indhold) -> dict:
    erklaering = {"maal": "sager", "raekker": {"dimension": "afdeling", "niveau": 1}, **indhold}
    return afsnit(overskrift, art="tabel", noegle=noegle, indhold=erklaering)


def figur(noegle: str, over: str, overskrift: str = "", **indhold) -> dict:
    return afsnit(overskrift, art="figur", noegle=noegle, indhold={"tabel": over, **indhold})


def cases(*titler: str, tekst: str = "Det gik.") -> dict:
    alle = [{"titel": titel, "tekst": tekst} for titel in titler]
    return afsnit(art="cases", indhold={"cases": alle})


def beretning(*alle: dict) -> Beretning:
    skabelon = {
        "noegle": f"proeve-{next(_numre)}",
        "titel": "Prøven",
        "fra": "2024-04-01",
        "til": "2025-03-31",
        "dateret": "2025-05-01",
        "afsender": "Borgerrådgiveren",
        "afsnit": list(alle),
    }
    return opret_beretning(skabelon)[0]


def skrevet(*alle: dict, **valg):
    return udskriv(beretning(*alle), **valg)


def overskrifter(*alle: dict) -> list[tuple[str, str, int]]:
    return [(o.nummer, o.tekst, o.niveau) for o in skrevet(*alle).overskrifter]


def test_kapitler_nummereres_i_dybden(db):
    assert overskrifter(
        afsnit("Et", afsnit("A", afsnit("a"), afsnit("b")), afsnit("B")),
        afsnit("To", afsnit("C")),
    ) == [
        ("1", "Et", 1),
        ("1.1", "A", 2),
        ("1.1.1", "a", 3),
        ("1.1.2", "b", 3),
        ("1.2", "B", 2),
        ("2", "To", 1),
        ("2.1", "C", 2),
    ]


def test_et_forord_uden_nummer_tager_ikke_et_nummer_og_dets_underafsnit_har_intet(db):
    assert overskrifter(
        afsnit("Forord", afsnit("Tak", afsnit("Til hvem")), nummereret=False),
        afsnit("Et", afsnit("A"), afsnit("Indskud", nummereret=False), afsnit("B")),
    ) == [
        ("", "Forord", 1),
        ("", "Tak", 2),
        ("", "Til hvem", 3),
        ("1", "Et", 1),
        ("1.1", "A", 2),
        ("", "Indskud", 2),
        ("1.2", "B", 2),
    ]


def test_bilag_har_deres_egne_numre(db):
    assert overskrifter(
        afsnit("Et"), bilag("Metode", afsnit("Kilder")), afsnit("To"), bilag("Tal"), bilag("Svar")
    ) == [
        ("1", "Et", 1),
        ("Bilag 1", "Metode", 1),
        ("Bilag 1.1", "Kilder", 2),
        ("2", "To", 1),
        ("Bilag 2", "Tal", 1),
        ("Bilag 3", "Svar", 1),
    ]


def test_intet_nummer_bruges_to_gange_heller_ikke_om_bilag_inde_i_noget(db):
    numre = [
        nummer
        for nummer, _, _ in overskrifter(
            afsnit("Et", bilag("Metode")), bilag("Tal", bilag("Flere tal")), bilag("Svar")
        )
    ]
    assert numre == ["1", "Bilag 1", "Bilag 2", "Bilag 3", "Bilag 4"]


def test_et_afsnit_uden_overskrift_er_ikke_et_trin_og_nulstiller_ikke_numrene(db):
    assert overskrifter(
        afsnit("", afsnit("Et")),
        afsnit("", afsnit("To", afsnit("", afsnit("A")), afsnit("B"))),
        afsnit("Tre"),
    ) == [("1", "Et", 1), ("2", "To", 1), ("2.1", "A", 2), ("2.2", "B", 2), ("3", "Tre", 1)]


def test_kun_tekst_og_bilag_har_overskrifter(db):
    """A table's and a figure's heading is its caption; that of cases has no place yet."""
    assert overskrifter(
        afsnit("Et", tabel("t", "Tabellens titel"), figur("f", "t", "Figurens titel"))
    ) == [("1", "Et", 1)]


@pytest.mark.langsom
def test_intet_trin_springes_over_i_en_hel_beretning(albertslund):
    udskrift = udskriv(albertslund)
    niveauer = [overskrift.niveau for overskrift in udskrift.overskrifter]
    assert niveauer[0] == 1
    assert [b for a, b in pairwise(niveauer) if b > a + 1] == []
    ankre = [overskrift.anker for overskrift in udskrift.overskrifter]
    assert len(ankre) == len(set(ankre))


def test_blokkene_staar_som_afsnittene_er_ordnet_og_ikke_som_de_blev_gemt(db):
    ny = beretning(afsnit("A", afsnit("A1")), afsnit("B"))
    sidst = Afsnit.objects.create(beretning=ny, art="tekst", overskrift="Først", raekkefoelge=0)
    ny.afsnit.filter(overordnet=None).exclude(pk=sidst.pk).update(raekkefoelge=5)
    ny.afsnit.filter(overskrift="B").update(raekkefoelge=1)
    assert [blok.overskrift.tekst for blok in udskriv(ny).blokke] == ["Først", "B", "A", "A1"]


def test_en_anden_beretnings_afsnit_er_ikke_med(db):
    ny = beretning(afsnit("Min"))
    beretning(afsnit("En andens"))
    assert [o.tekst for o in udskriv(ny).overskrifter] == ["Min"]


def test_tabeller_og_figurer_nummereres_hver_for_sig_i_laeseraekkefoelge(albertslund):
    udskrift = skrevet(
        afsnit("Et", figur("f1", "t2"), afsnit("A", tabel("t1"))),
        tabel("t2"),
        afsnit("To", figur("f2", "t1")),
        bilag("Tal", tabel("t3")),
    )
    assert udskrift.fejl == ()
    assert [(b.noegle, b.tabel.nummer) for b in udskrift.blokke if b.tabel] == [
        ("t1", 1),
        ("t2", 2),
        ("t3", 3),
    ]
    assert [(b.noegle, b.figur.nummer, b.figur.noter) for b in udskrift.blokke if b.figur] == [
        ("f1", 1, ("Tallene står i Tabel 2.",)),
        ("f2", 2, ("Tallene står i Tabel 1.",)),
    ]


def test_en_henvisning_kan_pege_frem_og_tilbage(albertslund):
    udskrift = skrevet(
        afsnit("Før", tekst="{henvis: t} {henvis: f}"),
        tabel("t"),
        figur("f", "t"),
        afsnit("Efter", tekst="{henvis: t} {henvis: f}"),
    )
    foer, tabellen, figuren, efter = udskrift.blokke
    assert (tabellen.tabel_anker, figuren.figur.anker) == ("tabel-t", "figur-f")
    assert (
        foer.html
        == efter.html
        == ('<p><a href="#tabel-t">Tabel\u00a01</a> <a href="#figur-f">Figur\u00a01</a></p>\n')
    )


def test_tabeller_og_figurer_uden_noegle_er_hver_sin(albertslund):
    udskrift = skrevet(
        tabel("", "Efter afdeling"),
        tabel("", "Efter sagstype", raekker={"dimension": "sagstype"}),
        figur("", "t"),
        figur("", "t", kolonne="I alt"),
        tabel("t", "Den tredje"),
    )
    assert udskrift.fejl == ()
    assert [(t.nummer, t.titel, len(t.raekker)) for t in udskrift.tabeller] == [
        (1, "Efter afdeling", 8),
        (2, "Efter sagstype", 2),
        (3, "Den tredje", 8),
    ]
    assert [blok.figur.nummer for blok in udskrift.blokke if blok.figur] == [1, 2]
    ankre = [blok.tabel_anker or blok.figur.anker for blok in udskrift.blokke]
    assert len(set(ankre)) == 5


def test_en_figur_af_andele_siger_hvad_de_er_andele_af(albertslund):
    kolonner = {"dimension": "sagstype"}
    udskrift = skrevet(
        tabel("t", kolonner=kolonner),
        figur("f", "t", visning="andele"),
    )
    assert udskrift.blokke[1].figur.noter == ("Andele af 203 sager.", "Tallene står i Tabel 1.")


def test_cases_nummereres_gennem_hele_beretningen_og_anbefalinger_forfra_hver_gang(db):
    anbefalinger = afsnit(
        art="anbefalinger",
        indhold={"anbefalinger": [{"tekst": "Svar."}, {"tekst": "Lyt.", "uddybning": "*Nu*."}]},
    )
    udskrift = skrevet(cases("A", "B"), anbefalinger, afsnit("Et", cases("C")), anbefalinger)
    assert [[(c.nummer, c.titel) for c in b.cases] for b in udskrift.blokke if b.cases] == [
        [(1, "A"), (2, "B")],
        [(3, "C")],
    ]
    to_gange = [b.anbefalinger for b in udskrift.blokke if b.anbefalinger]
    assert [(a.nummer, a.tekst, a.html) for a in to_gange[0]] == [
        (1, "Svar.", ""),
        (2, "Lyt.", "<p><em>Nu</em>.</p>\n"),
    ]
    assert to_gange[0] == to_gange[1]


FEJL_I_HENVISNING = "Beretningen har ingen tabel »x«."
FEJLENE = [
    pytest.param(
        afsnit("Ej", tekst="{tal: x | A | B}"), [FEJL_I_HENVISNING], id="henvisning i tekst"
    ),
    pytest.param(
        bilag("Ej", tekst="{tal: x | A | B} {andel: x | A | B}"),
        [FEJL_I_HENVISNING] * 2,
        id="to henvisninger i et bilag",
    ),
    pytest.param(
        cases("God", "Ond", tekst="{tal: x | A | B}"),
        [FEJL_I_HENVISNING] * 2,
        id="henvisning i cases",
    ),
    pytest.param(
        afsnit(
            art="anbefalinger",
            indhold={"anbefalinger": [{"tekst": "A", "uddybning": "{tal: x | A | B}"}]},
        ),
        [FEJL_I_HENVISNING],
        id="henvisning i en anbefaling",
    ),
    pytest.param(
        afsnit("Ej", tekst="{tal: god | Findes ikke | I alt}"),
        ["Tabellen »God« har ingen række »Findes ikke«."],
        id="ukendt linje i tekst",
    ),
    pytest.param(
        tabel("ej", maal="hvaler"),
        ["Tabellen tæller »hvaler«, som ikke er et mål."],
        id="ukendt mål",
    ),
    pytest.param(
        tabel("ej", raekker={"dimension": "vejret"}),
        ["Sager kan ikke fordeles på »vejret«."],
        id="ukendt dimension",
    ),
    pytest.param(
        tabel("ej", raekker={"dimension": "afdeling", "linjer": [{"vaerdi": "Findes ikke"}]}),
        ["»Findes ikke« findes ikke blandt afdeling."],
        id="ukendt linje i en tabel",
    ),
    pytest.param(
        figur("ej", "findes-ikke"),
        ["Figurens tabel »findes-ikke« er ikke i beretningen."],
        id="figur af en ukendt tabel",
    ),
    pytest.param(
        figur("ej", "god", kolonne="Findes ikke"),
        ["Tabellen »God« har ingen kolonne »Findes ikke«."],
        id="figur af en ukendt kolonne",
    ),
    pytest.param(
        figur("ej", "god", under="Findes ikke"),
        ["Tabellen »God« har ingen række »Findes ikke«."],
        id="figur under en ukendt linje",
    ),
    pytest.param(
        figur("ej", "god", visning="lagkage"),
        ["En figur viser »antal« eller »andele«."],
        id="figur uden kendt visning",
    ),
    pytest.param(
        figur("ej", "god", under="Øvrige"), ["Figuren har ingen søjler."], id="figur uden søjler"
    ),
    pytest.param(
        figur("ej", "uden-total", visning="andele"),
        ["Kolonnen »I alt« trykkes ikke i tabellen."],
        id="andele af det, der ikke trykkes",
    ),
    pytest.param(
        afsnit(art="figur", noegle="ej", indhold={}),
        ["En figur har en tabel og eventuelt kolonne, under, visning og helhed."],
        id="figur uden tabel",
    ),
]


@pytest.mark.parametrize(("ond", "fejl"), FEJLENE)
def test_en_fejl_staar_paa_sin_egen_blok_og_resten_skrives(albertslund, ond, fejl):
    udskrift = skrevet(
        afsnit("God", tekst="{tal: god | I alt | I alt}"),
        tabel("god", "God"),
        tabel("uden-total", raekketotal=False),
        ond,
        figur("ogsaa-god", "god"),
    )
    assert [list(blok.fejl) for blok in udskrift.blokke] == [[], [], [], fejl, []]
    assert list(udskrift.fejl) == fejl
    assert udskrift.blokke[0].html == "<p>203</p>\n"
    ond_blok = udskrift.blokke[3]
    assert (ond_blok.tabel, ond_blok.figur) == (None, None)


def test_alle_fejl_samles_i_laeseraekkefoelge(albertslund):
    alle = [parameter.values for parameter in FEJLENE]
    unikke = [
        {**ond, "noegle": f"ej-{nr}"} if ond.get("noegle") else ond
        for nr, (ond, _) in enumerate(alle)
    ]
    udskrift = skrevet(tabel("god", "God"), tabel("uden-total", raekketotal=False), *unikke)
    assert list(udskrift.fejl) == [en for _, fejl in alle for en in fejl]


def test_en_tabel_med_fejl_beholder_sit_nummer_og_tager_sine_figurer_med_sig(albertslund):
    udskrift = skrevet(
        tabel("a"),
        tabel("ond", maal="hvaler"),
        tabel("b"),
        figur("f", "ond"),
        afsnit("Se", tekst="{henvis: ond}, {henvis: b}, {tal: ond | I alt | I alt}"),
    )
    assert [t.nummer for t in udskrift.tabeller] == [1, 3]
    assert [len(blok.fejl) for blok in udskrift.blokke] == [0, 1, 0, 1, 1]
    assert "Tabel\u00a02" in udskrift.blokke[4].html
    assert "Tabel\u00a03" in udskrift.blokke[4].html


def test_samme_noegle_i_to_beretninger_er_hver_sin_tabel(albertslund):
    beretning(tabel("t", raekker={"dimension": "sagstype"}))
    (blok,) = skrevet(tabel("t")).blokke
    assert len(blok.tabel.raekker) == 8


def test_en_anden_periode_taelles_om_og_siges(albertslund):
    dagen = date(2025, 3, 31)
    udskrift = udskriv(albertslund, periode=Periode(dagen, dagen))
    assert udskrift.periode == "31. marts 2025 – 31. marts 2025"
    assert [(t.fra, t.til) for t in udskrift.tabeller] == [("2025-03-31", "2025-03-31")] * 4
    assert udskrift.tabeller[0].celle("I alt").antal == 1
    assert udskriv(albertslund).tabeller[0].celle("I alt").antal == 203


def test_forsiden_har_kontorets_og_beretningens_egne_ord(albertslund):
    udskrift = udskriv(albertslund)
    assert (
        udskrift.titel,
        udskrift.kommune,
        udskrift.periode,
        udskrift.afsender,
        udskrift.dateret,
    ) == (
        "Borgerrådgiverens beretning 2024/25",
        "Albertslund Kommune",
        "1. april 2024 – 31. marts 2025",
        "Borgerrådgiveren",
        "maj 2025",
    )


def test_uden_et_kontor_er_kommunen_tom(db):
    Kontor.objects.all().delete()
    assert skrevet(afsnit("Et")).kommune == ""


def test_albertslunds_beretning_er_uden_fejl_og_med_alle_sine_blokke(albertslund):
    udskrift = udskriv(albertslund)
    assert udskrift.fejl == ()
    assert len(udskrift.blokke) == albertslund.afsnit.count()
    assert [(t.noegle, t.nummer) for t in udskrift.tabeller] == [
        ("fordeling", 1),
        ("emner", 2),
        ("afgoerelser", 3),
        ("bemaerkninger", 4),
    ]
    assert [b.figur.nummer for b in udskrift.blokke if b.figur] == [1, 2, 3]
    assert [c.nummer for b in udskrift.blokke for c in b.cases] == [1, 2, 3, 4]


def test_paa_skaermen_er_tallene_links_og_i_udskriften_er_de_ikke(albertslund):
    def tal(**valg) -> str:
        udskrift = udskriv(albertslund, **valg)
        (blok,) = [b for b in udskrift.blokke if b.overskrift and b.overskrift.tekst == "Resumé"]
        return blok.html

    assert tal().count('href="/') == 0
    assert tal(paa_skaerm=True).count('href="/henvendelser/sager/?') == 8


@uden_om_loggen()
def _tilfoej_henvendelser(antal: int) -> None:
    afdelinger = list(Afdeling.objects.all())
    emner = list(Emne.objects.filter(underordnede=None))
    henvendelser = Henvendelse.objects.bulk_create(
        Henvendelse(
            nummer=f"2024-{9_000_000 + next(_numre)}",
            modtaget=date(2024, 4, 1) + timedelta(nr % 365),
        )
        for nr in range(antal)
    )
    Sag.objects.bulk_create(
        Sag(
            henvendelse=henvendelse,
            sagstype=sagstype,
            afdeling=afdelinger[nr % len(afdelinger)],
            emne=emner[nr % len(emner)] if nr % 7 else None,
        )
        for nr, henvendelse in enumerate(henvendelser)
        for sagstype in Sagstype
    )


def test_ti_og_tusind_henvendelser_skrives_med_lige_mange_forespoergsler(
    albertslund, django_assert_num_queries
):
    with uden_om_loggen():
        Henvendelse.objects.all().delete()
    for flere, i_alt in ((10, 10), (990, 1000)):
        _tilfoej_henvendelser(flere)
        with django_assert_num_queries(FORESPOERGSLER):
            udskrift = udskriv(albertslund)
        assert udskrift.tabeller[0].celle("I alt", "Hovedsag").antal == i_alt
