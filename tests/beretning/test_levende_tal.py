"""Prose with live numbers: each reference resolves to a cell or is a fault at the spot."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beretning.figurer import Figurerklaering, soejler
from beretning.levende_tal import Henvisning, Opslagsvaerk, html_af
from beretning.tabel import Kolonne

from .byg_tabel import byg_tabel, enkelt_tabel

FORDELING = byg_tabel(
    ("Børn & Familie", 1, 1200, 34, 1234),
    ("Notatpligt", 2, 200, 4, 204),
    ("Skole", 1, 100, 0, 100),
    ("Øvrige", 1, 7, 2, 9),
    kolonner=("Hovedsag", "Følgesager"),
)
TRE_ENS = enkelt_tabel(("A", 1), ("B", 1), ("C", 1))
# A decision may be in several lines of the columns, so the rows have no printed total.
UDEN_TOTAL = byg_tabel(("A", 1, 2, 3, None), titel="Uden total", i_alt=(2, 3, None))
INTET = byg_tabel(("A", 1, 0, 0, 0), ("B", 1, 0, 0, 0), titel="Intet")

TABELLER = {"fordeling": FORDELING, "ens": TRE_ENS, "uden": UDEN_TOTAL, "intet": INTET}
HENVISNINGER = {
    "fordeling": Henvisning("Tabel 1", "tabel-fordeling", 1),
    "soejler": Henvisning("Figur 2", "figur-soejler", 2),
}


def skriv(tekst: str, *, paa_skaerm: bool = False) -> tuple[str, list[str]]:
    """The text as HTML without the paragraph around it, and the faults."""
    opslag = Opslagsvaerk(TABELLER, HENVISNINGER, paa_skaerm)
    html = html_af(tekst, opslag)
    return html.removeprefix("<p>").removesuffix("</p>\n"), opslag.fejl


def skrevet(tekst: str) -> str:
    html, fejl = skriv(tekst)
    assert fejl == []
    return html.replace("\u00a0", " ")


def fejlen(tekst: str) -> str:
    """The one fault of a reference, which is shown with a mark where the number should stand."""
    html, fejl = skriv(f"Der var {tekst} sager.")
    art, noegler = tekst.strip("{}").split(":")
    vist = f"{{{art}: {noegler.strip()}}}"
    assert html == f'Der var <mark class="opslag-fejl">{vist}</mark> sager.'
    (eneste,) = fejl
    return eneste


@pytest.mark.parametrize(
    ("tekst", "tal"),
    [
        ("{tal: fordeling | Skole | Hovedsag}", "100"),
        ("{tal: fordeling | Skole | Følgesager}", "0"),
        ("{tal: fordeling | Børn & Familie | Hovedsag}", "1.200"),
        ("{tal: fordeling | Notatpligt | I alt}", "204"),
        ("{tal: fordeling | I alt | Hovedsag}", "1.307"),
        ("{tal: fordeling | I alt | I alt}", "1.343"),
        ("{tal:fordeling|Skole|Hovedsag}", "100"),
        ("{ tal :  fordeling |  Skole  | Hovedsag }", "100"),
    ],
)
def test_et_tal_er_tabellens_celle_skrevet_paa_dansk(tekst, tal):
    assert skrevet(tekst) == tal


@pytest.mark.parametrize(
    ("tekst", "tal"),
    [
        ("{tal: fordeling | Skole + Øvrige | Hovedsag}", "107"),
        ("{tal: fordeling | Skole | Hovedsag + Følgesager}", "100"),
        ("{tal: fordeling | Skole + Øvrige | Hovedsag + Følgesager}", "109"),
        ("{tal: fordeling | Skole + Skole | Hovedsag}", "200"),
    ],
)
def test_plus_laegger_celler_sammen(tekst, tal):
    assert skrevet(tekst) == tal


def test_kun_et_plus_med_luft_om_er_et_plus():
    opslag = Opslagsvaerk({"t": enkelt_tabel(("A+B", 3), ("A", 1), ("B", 1))}, {})
    assert html_af("{tal: t | A+B | I alt}", opslag) == "<p>3</p>\n"
    assert opslag.fejl == []


def test_flere_tal_i_samme_saetning_og_i_fed_og_liste():
    assert skrevet("**{tal: fordeling | Skole | I alt}** og {tal: ens | A | I alt}") == (
        "<strong>100</strong> og 1"
    )
    assert skrevet("- {tal: ens | I alt | I alt}") == "<ul>\n<li>3</li>\n</ul>\n"


@pytest.mark.parametrize(
    ("tekst", "andel"),
    [
        pytest.param("{andel: fordeling | Skole | I alt}", "7 pct.", id="af kolonnen: 100/1343"),
        pytest.param(
            "{andel: fordeling | Skole + Øvrige | I alt}", "8 pct.", id="af kolonnen: 109/1343"
        ),
        pytest.param(
            "{andel: fordeling | Notatpligt | I alt}", "15 pct.", id="en finere linje: 204/1343"
        ),
        pytest.param(
            "{andel: fordeling | Øvrige | Følgesager | I alt}",
            "22 pct.",
            id="af en anden kolonne: 2/9",
        ),
        pytest.param(
            "{andel: fordeling | Øvrige | Følgesager | Hovedsag + Følgesager}",
            "22 pct.",
            id="af andre kolonner: 2/(7+2)",
        ),
        pytest.param(
            "{andel: fordeling | Notatpligt | I alt | af Børn & Familie}",
            "17 pct.",
            id="af en anden linje: 204/1234",
        ),
        pytest.param(
            "{andel: fordeling | Skole | I alt | af Skole + Øvrige}",
            "92 pct.",
            id="af flere linjer: 100/109",
        ),
        pytest.param("{andel: fordeling | I alt | I alt}", "100 pct.", id="af sig selv"),
        pytest.param("{andel: fordeling | Skole | Følgesager}", "0 pct.", id="intet af noget"),
    ],
)
def test_en_andel_er_hele_procent_af_det_den_naevner(tekst, andel):
    assert skrevet(tekst) == andel


def test_en_halv_procent_rundes_op():
    opslag = Opslagsvaerk({"t": byg_tabel(("A", 1, 1, 199, 200), ("B", 1, 3, 197, 200))}, {})
    html = html_af("{andel: t | A | Hovedsag | I alt}, {andel: t | B | Hovedsag | I alt}", opslag)
    assert html.replace("\u00a0", " ") == "<p>1 pct., 2 pct.</p>\n"


def test_en_linjes_andel_er_den_som_figuren_trykker():
    """Each is 33.3: the figure gives the first one 34, so the prose must too."""
    i_teksten = [skrevet(f"{{andel: ens | {navn} | I alt}}") for navn in "ABC"]
    i_figuren = [
        soejle.tekst.replace("\u00a0", " ")
        for soejle in soejler(Figurerklaering("ens", visning="andele"), TRE_ENS)
    ]
    assert i_teksten == i_figuren == ["34 pct.", "33 pct.", "33 pct."]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any))
def test_linjernes_andele_i_teksten_giver_altid_100(tal):
    opslag = Opslagsvaerk({"t": enkelt_tabel(*((f"L{nr}", n) for nr, n in enumerate(tal)))}, {})
    tekst = " ".join(f"{{andel: t | L{nr} | I alt}}" for nr in range(len(tal)))
    andele = re.findall(r"(\d+)\u00a0pct\.", html_af(tekst, opslag))
    assert opslag.fejl == []
    assert (len(andele), sum(map(int, andele))) == (len(tal), 100)


def test_en_linjes_andel_af_sin_mellemsum_er_ogsaa_figurens():
    tabel = byg_tabel(
        ("Lov", 1, 3, 0, 3), *((navn, 2, 1, 0, 1) for navn in "ABC"), ("Skik", 1, 5, 0, 5)
    )
    opslag = Opslagsvaerk({"t": tabel}, {})
    tekst = " ".join(f"{{andel: t | {navn} | I alt | af Lov}}" for navn in "ABC")
    erklaering = Figurerklaering("t", under="Lov", visning="andele")
    i_figuren = " ".join(soejle.tekst for soejle in soejler(erklaering, tabel))
    assert html_af(tekst, opslag) == f"<p>{i_figuren}</p>\n"
    assert [int(andel) for andel in re.findall(r"\d+", i_figuren)] == [34, 33, 33]


def test_et_navn_paa_to_niveauer_er_ogsaa_i_en_andel_det_yderste():
    tabel = byg_tabel(("Skik", 1, 4, 0, 4), ("Skik", 2, 3, 0, 3), ("Andet", 2, 1, 0, 1))
    html = html_af("{andel: t | Skik | I alt | af Skik}", Opslagsvaerk({"t": tabel}, {}))
    assert html == "<p>100\u00a0pct.</p>\n"


def test_en_sum_af_linjer_er_ikke_en_figurs_soejle_og_rundes_for_sig():
    assert skrevet("{andel: ens | A + B | I alt}") == "67 pct."


def test_linjer_der_ikke_giver_totalen_rundes_hver_for_sig():
    opslag = Opslagsvaerk({"t": enkelt_tabel(("A", 1), ("B", 1), ("C", 1), i_alt=(2,))}, {})
    html = html_af("{andel: t | A | I alt}{andel: t | B | I alt}{andel: t | C | I alt}", opslag)
    assert html.replace("\u00a0", " ") == "<p>50 pct.50 pct.50 pct.</p>\n"


def test_henvis_er_nummeret_og_et_link_uden_linjeskift_imellem():
    html, fejl = skriv("{henvis: fordeling} og {henvis:soejler}")
    assert html.split(" og ") == [
        '<a href="#tabel-fordeling">Tabel\u00a01</a>',
        '<a href="#figur-soejler">Figur\u00a02</a>',
    ]
    assert fejl == []


def test_en_fodnote_staar_ved_sit_sted_og_er_kun_tekst():
    assert skriv("Loven.{fodnote: Se § 65 e <b>i</b> *loven* {tal: x} & mere.}") == (
        'Loven.<span class="fodnote">Se § 65 e &lt;b&gt;i&lt;/b&gt; *loven* {tal: x</span>'
        " &amp; mere.}",
        [],
    )


@pytest.mark.parametrize(
    ("tekst", "fejl"),
    [
        ("{tal: findes-ikke | Skole | I alt}", "Beretningen har ingen tabel »findes-ikke«."),
        ("{andel: findes-ikke | A | I alt}", "Beretningen har ingen tabel »findes-ikke«."),
        ("{tal: soejler | A | I alt}", "Beretningen har ingen tabel »soejler«."),  # a figure
        (
            "{henvis: findes-ikke}",
            "Beretningen har ingen tabel eller figur »findes-ikke«.",
        ),
        (
            "{tal: fordeling | Findes ikke | I alt}",
            "Tabellen »Sager fordelt« har ingen række »Findes ikke«.",
        ),
        (
            "{tal: fordeling | Skole + Findes ikke | I alt}",
            "Tabellen »Sager fordelt« har ingen række »Findes ikke«.",
        ),
        (
            "{tal: fordeling | Skole | Findes ikke}",
            "Tabellen »Sager fordelt« har ingen kolonne »Findes ikke«.",
        ),
        (
            "{tal: fordeling | Skole | Hovedsag +  + Følgesager}",
            "Tabellen »Sager fordelt« har ingen kolonne »«.",
        ),
        (
            "{andel: fordeling | Skole | Hovedsag | Findes ikke}",
            "Tabellen »Sager fordelt« har ingen kolonne »Findes ikke«.",
        ),
        (
            "{andel: fordeling | Skole | Hovedsag | af Findes ikke}",
            "Tabellen »Sager fordelt« har ingen række »Findes ikke«.",
        ),
        ("{tal: uden | A | I alt}", "Tallet trykkes ikke i tabellen »Uden total«."),
        ("{tal: uden | A | Hovedsag + I alt}", "Tallet trykkes ikke i tabellen »Uden total«."),
        ("{andel: uden | A | Hovedsag | I alt}", "Tallet trykkes ikke i tabellen »Uden total«."),
        ("{andel: uden | A | I alt}", "Tallet trykkes ikke i tabellen »Uden total«."),
        ("{andel: intet | A | I alt}", "Andelen i »Intet« er af nul."),
        ("{andel: intet | A + B | I alt}", "Andelen i »Intet« er af nul."),
        ("{andel: intet | A | Hovedsag | Følgesager}", "Andelen i »Intet« er af nul."),
        ("{andel: intet | A | Hovedsag | af B}", "Andelen i »Intet« er af nul."),
        ("{tal: fordeling}", "Skriv {tal: tabel | række | kolonne}."),
        ("{tal: fordeling | Skole}", "Skriv {tal: tabel | række | kolonne}."),
        ("{tal: fordeling | Skole | }", "Skriv {tal: tabel | række | kolonne}."),
        ("{tal: fordeling | | I alt}", "Skriv {tal: tabel | række | kolonne}."),
        ("{tal: a | b | c | d}", "Skriv {tal: tabel | række | kolonne}."),
        ("{andel: fordeling | Skole}", "Skriv {andel: tabel | række | kolonne | eventuelt af}."),
        (
            "{andel: fordeling | Skole | I alt | }",
            "Skriv {andel: tabel | række | kolonne | eventuelt af}.",
        ),
        (
            "{andel: fordeling | Skole | I alt | Hovedsag | Følgesager}",
            "Skriv {andel: tabel | række | kolonne | eventuelt af}.",
        ),
        (
            "{henvis: fordeling | Skole}",
            "Beretningen har ingen tabel eller figur »fordeling | Skole«.",
        ),
        ("{henvis: }", "Beretningen har ingen tabel eller figur »«."),
    ],
)
def test_en_henvisning_der_ikke_findes_siges_paa_stedet(tekst, fejl):
    assert fejlen(tekst) == fejl


def test_hver_fejl_samles_i_laeseraekkefoelge_og_resten_skrives():
    html, fejl = skriv("{tal: x | a | b} {tal: ens | A | I alt} {henvis: y}")
    assert fejl == [
        "Beretningen har ingen tabel »x«.",
        "Beretningen har ingen tabel eller figur »y«.",
    ]
    assert html == (
        '<mark class="opslag-fejl">{tal: x | a | b}</mark> 1 '
        '<mark class="opslag-fejl">{henvis: y}</mark>'
    )


def test_en_fejl_viser_det_skrevne_som_tekst():
    html, _ = skriv("{tal: <script>x</script> | a | b}")
    assert html == (
        '<mark class="opslag-fejl">{tal: &lt;script&gt;x&lt;/script&gt; | a | b}</mark>'
    )


def test_paa_skaermen_er_et_tal_et_link_til_netop_sine_raekker():
    html, fejl = skriv("{tal: fordeling | Børn & Familie | Hovedsag}", paa_skaerm=True)
    assert fejl == []
    assert html == (
        '<a href="/henvendelser/sager/?afdeling=B%C3%B8rn+%26+Familie&amp;sagstype=Hovedsag">'
        "1.200</a>"
    )


@pytest.mark.parametrize(
    "tekst", ["{tal: ens | A + B | I alt}", "{andel: ens | A | I alt}"], ids=["sum", "andel"]
)
def test_et_tal_uden_sin_egen_liste_er_ikke_et_link(tekst):
    assert "<a" not in skriv(tekst, paa_skaerm=True)[0]
    assert skriv(tekst, paa_skaerm=True) == skriv(tekst)


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("<b>fed</b>", "&lt;b&gt;fed&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<!-- skjult -->", "&lt;!-- skjult --&gt;"),
        ("<div>\n\nx\n\n</div>", "&lt;div&gt;</p>\n<p>x</p>\n<p>&lt;/div&gt;"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("&#60;script&#62;", "&lt;script&gt;"),
    ],
)
def test_raa_html_er_tekst(tekst, html):
    assert skrevet(tekst) == html


@pytest.mark.parametrize(
    "adresse",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "vbscript:x"],
)
def test_et_link_kan_ikke_koere_noget(adresse):
    for tekst in (f"[x]({adresse})", f"<{adresse}>", f"[x][y]\n\n[y]: {adresse}"):
        assert "<a" not in skrevet(tekst)


def test_et_almindeligt_link_er_et_link():
    assert skrevet("[Loven](https://www.retsinformation.dk/?a=1&b=2)") == (
        '<a href="https://www.retsinformation.dk/?a=1&amp;b=2">Loven</a>'
    )


@pytest.mark.parametrize(
    ("tekst", "html"),
    [
        ("# Overskrift", "# Overskrift"),
        ("Overskrift\n===", "Overskrift\n==="),
        ("Overskrift\n---", "Overskrift</p>\n<hr />\n"),
    ],
)
def test_en_overskrift_i_teksten_er_tekst(tekst, html):
    assert skrevet(tekst) == html


def test_et_billede_kommer_ikke_med():
    assert "<img" not in skrevet("![foto](https://ond.invalid/spor.png)")


@pytest.mark.parametrize(
    "tekst",
    [
        "{}",
        "{",
        "}",
        "{:}",
        "{navn}",
        "{navn: x}",
        "{ikke tal: fordeling}",
        "a {b {c",
    ],
)
def test_andet_i_klammer_er_tekst(tekst):
    assert skrevet(tekst) == tekst


def test_slagsen_skrives_med_store_eller_smaa_bogstaver():
    assert skrevet("{Tal: fordeling | Skole | I alt}") == "100"
    assert skrevet("{ TAL : fordeling | Skole | I alt}") == "100"


def test_en_klamme_der_ikke_lukkes_er_en_fejl_og_tager_ikke_resten_med():
    html, fejl = skriv("{tal: fordeling | Skole | I alt og **mere**")
    assert html == (
        '<mark class="opslag-fejl">{tal:</mark> fordeling | Skole | I alt og <strong>mere</strong>'
    )
    assert fejl == ["»{tal:« mangler sin slutklamme »}«."]
    html, fejl = skriv("{tal: fordeling\n\n| Skole | I alt}")
    assert html.endswith("</p>\n<p>| Skole | I alt}")
    assert len(fejl) == 1


def test_en_klamme_med_omvendt_skraastreg_er_tekst():
    assert skrevet(r"\{tal: fordeling | Skole | I alt}") == "{tal: fordeling | Skole | I alt}"


@pytest.mark.parametrize("tekst", ["", " ", "\n\n", "\t"])
def test_ingen_tekst_er_ingenting(tekst):
    assert skriv(tekst) == ("", [])


TILLADT = {
    "p": set(),
    "ul": set(),
    "ol": {"start"},
    "li": set(),
    "strong": set(),
    "em": set(),
    "a": {"href", "title"},
    "br": set(),
    "blockquote": set(),
    "hr": set(),
    "code": set(),
    "span": {"class"},
    "mark": {"class"},
}
STYKKER = st.sampled_from(
    [
        *"{}[]()<>|*_`#!&\\\"'=-+.1: \n\t\u00a0\u2028\x00",
        *("{tal:", "{andel:", "{henvis:", "{fodnote:", " | ", " + ", "| af ", "I alt", "Hovedsag"),
        *("fordeling", "intet", "uden", "Skole", "javascript:", "data:text/html,", "](", "\n\n"),
        *("<script>", "</p>", "<img src=x onerror=y>", "&lt;", "&#x6a;", "> ", "- ", "1. ", "    "),
    ]
)
TEKSTER = st.lists(STYKKER | st.text(max_size=5), max_size=25).map("".join)


class _Maerker(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, html: str):
        super().__init__()
        self.fundne: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.fundne.append((tag, dict(attrs)))


@given(TEKSTER, st.booleans())
def test_ingen_tekst_faar_andre_maerker_end_de_tilladte(tekst, paa_skaerm):
    html = html_af(tekst, Opslagsvaerk(TABELLER, HENVISNINGER, paa_skaerm))
    maerker = _Maerker(html).fundne
    for tag, attributter in maerker:
        assert tag in TILLADT
        assert set(attributter) <= TILLADT[tag]
        assert not re.match(r"\s*(java|vb)script:|\s*data:", attributter.get("href", ""), re.I)
    # What the parser saw is all there is: no other < in the text.
    assert len(re.findall("<", html)) == len(maerker) + len(re.findall(r"</[a-z]+>", html))


@given(TEKSTER)
def test_en_fejl_har_altid_sit_maerke_og_et_maerke_sin_fejl(tekst):
    opslag = Opslagsvaerk(TABELLER, HENVISNINGER)
    html = html_af(tekst, opslag)
    assert html.count('<mark class="opslag-fejl">') == len(opslag.fejl)


def test_korte_kolonnenavne_kan_ogsaa_bruges():
    kolonner = (
        Kolonne("Hovedsag", "Hoved"),
        Kolonne("Følgesager"),
        Kolonne("I alt", er_total=True),
    )
    opslag = Opslagsvaerk({"t": FORDELING.med(kolonner=kolonner)}, {})
    assert html_af("{tal: t | Skole | Hoved}", opslag) == "<p>100</p>\n"
