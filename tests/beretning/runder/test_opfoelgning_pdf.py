"""The follow-up as a PDF: as good as the report's, with rows that break across pages."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from beretning.pdf import dan_opfoelgning_pdf, dan_pdf
from beretning.udskrift import (
    Afdelingssvar,
    Blok,
    Opfoelgningsbilag,
    Overskrift,
    Status,
    Svardel,
)
from tests.beretning.byg_udskrift import byg_udskrift
from tests.redskaber.verapdf import VeraPdfMangler, valider

pytestmark = pytest.mark.pdf

SAETNING = "Vi har gennemgået vores breve og skrevet dem om, så de kan læses af dem, de er til. "
TRE_SIDER = tuple(
    Svardel(f"Emne {nr}", (("", "\n\n".join([SAETNING * 4] * 4)),)) for nr in range(1, 9)
)
BILAG = Opfoelgningsbilag(
    titel="Opfølgning på borgerrådgiverens beretning 2025",
    kommune="Åstrup Kommune",
    periode="1. januar 2025 – 31. december 2025",
    afsender="Borgerrådgiveren",
    dateret="marts 2026",
    svar=(
        Afdelingssvar(
            "Børn & Familie",
            (
                Svardel(
                    "Anbefaling 2024-1",
                    (("Hvad er gjort", SAETNING), ("Begrundelse", SAETNING)),
                    anbefaling="Begrund hvert afslag.",
                    status="Delvist fulgt",
                ),
                Svardel("Kommunikation", (("", SAETNING * 3),)),
            ),
        ),
        Afdelingssvar("Sundhed & Omsorg", TRE_SIDER),
        Afdelingssvar("Skole & Dagtilbud", (Svardel("Tal", (("", SAETNING * 2),)),)),
        Afdelingssvar("Borgerservice", besked="Ingen bemærkninger."),
        Afdelingssvar("Erhverv & Arbejdsmarked", (Svardel("Reform", (("", SAETNING * 9),)),)),
        Afdelingssvar("Teknik & Miljø", besked="Afdelingen har ikke svaret."),
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return dan_opfoelgning_pdf(BILAG)


@pytest.fixture(scope="module")
def sider(data) -> list[str]:
    return [
        re.sub(r"[\s\u00ad\ufffe\x02]+", " ", side.get_textpage().get_text_bounded())
        for side in pypdfium2.PdfDocument(data)
    ]


@pytest.mark.parametrize("profil", ["ua1", "2a"])
def test_bilaget_bestaar_verapdf(data, profil):
    try:
        assert valider(data, profil) == []
    except VeraPdfMangler as mangler:
        pytest.skip(str(mangler))


def test_et_svar_paa_tre_sider_brydes_med_hovedet_paa_hver_side(sider):
    med_emner = [side for side in sider if re.search(r"Emne \d", side)]
    assert len(med_emner) >= 3
    assert all("Eksempler på læring og opfølgning" in side for side in sider)
    # The running head says whose answer goes on.
    assert ["Sundhed & Omsorg" in side for side in med_emner] == [True] * len(med_emner)


def test_intet_af_svarene_gaar_tabt_ved_sideskift(sider):
    alt = " ".join(sider)
    assert [nr for nr in range(1, 9) if f"Emne {nr} " not in alt] == []
    ventet = sum(
        tekst.count("gennemgået")
        for svar in BILAG.svar
        for del_ in svar.dele
        for _, tekst in del_.punkter
    )
    assert alt.count("gennemgået") == ventet
    assert alt.count("Ingen bemærkninger.") == 1


def test_en_overskrift_staar_aldrig_nederst_paa_siden(data):
    for side in pypdfium2.PdfDocument(data):
        linjer = [
            linje.strip()
            for linje in side.get_textpage().get_text_bounded().splitlines()
            if linje.strip()
        ]
        broed = [linje for linje in linjer if not linje.startswith(("Side ", "Åstrup"))]
        assert not re.fullmatch(r"Emne \d", broed[-1])


def test_hver_celle_har_sine_overskrifter_og_emnerne_er_overskrifter(data):
    with pikepdf.open(BytesIO(data)) as fil:
        elementer = list(_elementer(fil))
        slags = [str(et.S) for et in elementer]
        retninger = {str(et.ID): str(et.A.Scope) for et in elementer if et.S == "/TH"}
        for td in (et for et in elementer if et.S == "/TD"):
            assert [retninger[str(navn)] for navn in td.A.Headers] == ["/Row", "/Column"]
    assert slags.count("/TD") >= len(BILAG.svar) + 2  # a row is one on each of its pages
    assert slags.count("/H1") == 1
    assert slags.count("/H2") == sum(len(svar.dele) for svar in BILAG.svar)


def test_samme_svar_giver_samme_fil_og_et_andet_en_anden(data):
    assert dan_opfoelgning_pdf(BILAG) == data
    assert dan_opfoelgning_pdf(replace(BILAG, periode="2024")) != data


def test_svar_og_status_i_selve_beretningen_bestaar_ogsaa():
    svar = Blok("afdelingssvar", "s-1", Overskrift("Børn", 2, "s-1", "1.1"), svar=BILAG.svar[0])
    status = Status("2024-1", "Begrund hvert afslag.", "Børn", "Ikke besvaret")
    blokke = (
        Blok("tekst", "a", Overskrift("Svar", 1, "a", "1")),
        Blok("opfoelgning", "o", statusser=(status,)),
        svar,
    )
    filen = dan_pdf(replace(byg_udskrift(figurer=False), blokke=blokke))
    try:
        assert valider(filen, "ua1") == []
    except VeraPdfMangler as mangler:
        pytest.skip(str(mangler))
    *_, side = pypdfium2.PdfDocument(filen)
    tekst = side.get_textpage().get_text_bounded()
    assert "Ikke besvaret" in tekst
    assert "Anbefaling 2024-1" in tekst


def _elementer(fil):
    def gaa(element):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        yield element
        boern = element.get("/K", [])
        for barn in boern if isinstance(boern, pikepdf.Array) else [boern]:
            yield from gaa(barn)

    for rod in fil.Root.StructTreeRoot.K:
        yield from gaa(rod)
