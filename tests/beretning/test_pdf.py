"""The printed report: valid for archive and screen reader, right in its numbers."""

from __future__ import annotations

import hashlib
import logging
import re
import string
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import weasyprint
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString
from fontTools.ttLib import TTFont

from beretning import pdf as pdf_modul
from beretning.figurer import EM, EM_ELLERS, SKRIFTER, Figurerklaering, Figurfejl, tegn
from beretning.pdf import PdfFejl, dan_pdf
from beretning.tabel import Celle, Kolonne, Raekke, Tabel
from beretning.templatetags.beretning import bloed, celle, dansk_tal
from beretning.udskrift import Anbefaling, Blok, Case, Figur, Overskrift
from tests.beretning.byg_udskrift import (
    byg_udskrift,
    lang_tabel,
    tabel_1,
    tabel_2,
)
from tests.redskaber.verapdf import VeraPdfMangler, valider

pytestmark = pytest.mark.pdf

A4 = (595, 842)
urlpatterns = [path("sager/", lambda request: None, name="sager")]


@pytest.fixture(scope="module")
def udskrift():
    return byg_udskrift()


@pytest.fixture(scope="module")
def data(udskrift) -> bytes:
    return dan_pdf(udskrift, oprettet=date(2025, 5, 30))


@pytest.fixture(scope="module")
def fil(data):
    with pikepdf.open(BytesIO(data)) as fil:
        yield fil


@pytest.fixture(scope="module")
def sider(data) -> list[str]:
    return [sidetekst(side) for side in pypdfium2.PdfDocument(data)]


def sidetekst(side) -> str:
    """A page's text with its line ends as spaces and its soft hyphens taken out."""
    tekst = side.get_textpage().get_text_bounded()
    return re.sub(r"\s+", " ", re.sub("[\u00ad\ufffe\x02]\\s*", "", tekst))


def elementer(fil, slags: str = "") -> Iterator[pikepdf.Dictionary]:
    """The tag tree's elements in reading order, of one kind or all."""

    def gaa(element):
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        if not slags or slags == element.S:
            yield element
        boern = element.get("/K", [])
        for barn in boern if isinstance(boern, pikepdf.Array) else [boern]:
            yield from gaa(barn)

    for rod in fil.Root.StructTreeRoot.K:
        yield from gaa(rod)


def fejl_i(data: bytes, profil: str) -> list[str]:
    try:
        return valider(data, profil)
    except VeraPdfMangler as mangler:
        pytest.skip(str(mangler))


# Validity


@pytest.mark.parametrize("profil", ["ua1", "2a"])
def test_filen_bestaar_verapdf(data, profil):
    assert fejl_i(data, profil) == []


@pytest.mark.parametrize("profil", ["ua1", "2a"])
def test_verapdf_afviser_en_fil_uden_opmaerkning(profil):
    utagget = weasyprint.HTML(string="<title>x</title><p>Uden struktur").write_pdf()
    fejl = fejl_i(utagget, profil)
    assert any("MarkInfo" in linje for linje in fejl)


def test_en_liggende_tabel_og_en_rapport_uden_blokke_bestaar_ogsaa():
    bred = tabel_2()
    kolonner = tuple(Kolonne(f"Område {nr}") for nr in range(1, 15))
    bred = bred.med(
        kolonner=(*kolonner, Kolonne("I alt", er_total=True)),
        raekker=tuple(
            type(raekke)(raekke.navn, raekke.niveau, (*raekke.celler[:-1] * 2, raekke.celler[-1]))
            for raekke in bred.raekker
        ),
        i_alt=(),
    )
    data = dan_pdf(_kun(Blok("tabel", "b", tabel=bred.med(nummer=5), tabel_anker="bred")))
    formater = {tuple(map(round, side.get_size())) for side in pypdfium2.PdfDocument(data)}
    assert formater == {A4, A4[::-1]}
    assert fejl_i(data, "ua1") == []
    assert fejl_i(dan_pdf(_kun()), "ua1") == []


def _kun(*blokke):
    """The report with these blocks and no others."""
    return replace(byg_udskrift(figurer=False), blokke=blokke)


# What a screen reader meets


def test_hver_overskriftscelle_siger_sin_retning(fil):
    retninger = {(str(th.P.P.S), str(th.A.Scope)) for th in elementer(fil, "/TH")}
    assert retninger == {("/THead", "/Column"), ("/TBody", "/Row")}


def test_hver_celle_finder_sine_overskrifter_i_id_traeet(fil):
    navne = list(fil.Root.StructTreeRoot.IDTree.Names)
    noegler, maal = [bytes(navn) for navn in navne[::2]], navne[1::2]
    assert noegler == sorted(set(noegler))
    slaa_op = dict(zip(noegler, maal, strict=True))
    celler = list(elementer(fil, "/TD"))
    assert celler
    for td in celler:
        raekke, kolonne = (slaa_op[bytes(navn)] for navn in td.A.Headers)
        assert (str(raekke.A.Scope), str(kolonne.A.Scope)) == ("/Row", "/Column")


def test_hver_figur_har_sin_tekst_og_en_ramme_paa_siden(fil, udskrift):
    figurer = list(elementer(fil, "/Figure"))
    assert [str(figur.Alt) for figur in figurer] == [
        blok.figur.alt for blok in udskrift.blokke if blok.figur
    ]
    for figur in figurer:
        x1, y1, x2, y2 = map(float, figur.A.BBox)
        assert 0 < x1 < x2 < A4[0]
        assert 0 < y1 < y2 < A4[1]
        assert x2 - x1 > 300  # a figure is as wide as the text, measured in points


def test_figurens_ramme_ligger_under_sin_billedtekst(data, fil):
    figur = next(elementer(fil, "/Figure"))
    dokument = pypdfium2.PdfDocument(data)
    numre = {side.objgen: nr for nr, side in enumerate(fil.pages)}
    side = dokument[numre[figur.Pg.objgen]].get_textpage()
    indeks, _ = side.search("Forholdsmæssig fordeling").get_next()
    _, billedtekst_bund, _, _ = side.get_charbox(indeks)
    assert 0 < billedtekst_bund - float(figur.A.BBox[3]) < 20


def test_overskrifterne_springer_intet_niveau_over(fil, udskrift):
    niveauer = [
        int(str(element.S)[2:])
        for element in elementer(fil)
        if re.fullmatch(r"/H[1-6]", str(element.S))
    ]
    assert niveauer == [1, 2, *(hoved.niveau + 1 for hoved in udskrift.overskrifter)]


def test_link_siger_paa_dansk_hvor_de_foerer_hen(fil):
    tekster = {
        str(link.Contents)
        for side in fil.pages
        for link in side.get("/Annots", [])
        if link.Subtype == "/Link"
    }
    assert "Gå til 1.2 Tematisk fordeling af klagepunkterne" in tekster
    assert "Gå til tabel 2: Sager fordelt efter emne og afdeling" in tekster
    assert "Åbn https://www.retsinformation.dk/" in tekster
    assert not tekster & {"temaer", "tabel-2"}


def test_et_link_med_fed_tekst_er_et_link(fil):
    (side,) = {
        side.objgen: side
        for side in fil.pages
        for link in side.get("/Annots", [])
        if "retsinformation" in str(link.Contents)
    }.values()
    assert [str(link.get("/Contents")) for link in side.Annots].count(
        "Åbn https://www.retsinformation.dk/"
    ) == 1


def test_fodnoten_staar_paa_sin_side_som_note(fil, sider):
    (note,) = elementer(fil, "/Note")
    assert str(note.ID)
    assert "kopier af nævnets afgørelser" in next(side for side in sider if "Nævnets tal" in side)


def test_listepunkter_har_maerke_og_krop_og_intet_andet(fil):
    boern = {str(barn.S) for punkt in elementer(fil, "/LI") for barn in punkt.K}
    assert boern == {"/Lbl", "/LBody"}


# What everyone meets


def test_indholdets_sidetal_er_overskrifternes_sider(sider, udskrift):
    indhold = sider[1]
    for hoved in udskrift.overskrifter:
        titel = f"{hoved.nummer} {hoved.tekst}".strip()
        (lovet,) = re.findall(rf"{re.escape(titel)} (\d+)(?: |$)", indhold)
        assert titel in _uden_hoved(sider[int(lovet) - 1])


def _uden_hoved(tekst: str) -> str:
    """The page without its running head, which comes last in the file."""
    return tekst.partition("Åstrup Kommune ·")[0]


def test_bogmaerkerne_foelger_overskrifterne(data, udskrift):
    titler = [bogmaerke.get_title() for bogmaerke in pypdfium2.PdfDocument(data).get_toc()]
    assert titler == [
        "Indhold",
        *(f"{hoved.nummer} {hoved.tekst}".strip() for hoved in udskrift.overskrifter),
    ]


def test_hver_side_efter_forsiden_har_hoved_og_sidetal(sider):
    assert "Side 1 af" not in sider[0]
    assert len(sider) >= 12
    for nummer, tekst in enumerate(sider[1:], start=2):
        assert "Åstrup Kommune · Borgerrådgiverens beretning" in re.sub(r"[\u2002 ]+", " ", tekst)
        assert f"Side {nummer} af {len(sider)}" in tekst


def test_hovedet_navngiver_kapitlet_ved_sidens_begyndelse(sider):
    (side,) = (tekst for tekst in sider if "I alt 1.897.710" in tekst)
    assert "Bilag 1 Uddybende statistik" in side


def test_en_lang_tabel_gentager_sit_hoved_paa_naeste_side(data):
    tabel = lang_tabel().med(nummer=1)
    dokument = pypdfium2.PdfDocument(
        dan_pdf(_kun(Blok("tabel", "b", tabel=tabel, tabel_anker="t")))
    )
    med_hoved = [side for side in map(sidetekst, dokument) if "Postdistrikt Hovedsag" in side]
    assert len(med_hoved) >= 2
    assert sum("Tabel 1" in side for side in med_hoved) == 1


def _forskudt(tabel: Tabel, afstande: Iterable[int]) -> list[list[list[str]]]:
    """The pages' lines with the table pushed further and further down the page, one for each."""
    udgaver = []
    for antal in afstande:
        fyld = SafeString("<p>Fyld.</p>" * antal)
        filen = dan_pdf(
            _kun(
                Blok("tekst", "a", Overskrift("Kapitlet", 1, "a"), fyld),
                Blok("tekst", "b", Overskrift("Afsnittet", 2, "b")),
                Blok("tabel", "c", tabel=tabel.med(nummer=1), tabel_anker="t"),
            )
        )
        udgaver.append([sidelinjer(side) for side in list(pypdfium2.PdfDocument(filen))[2:]])
    return udgaver


@pytest.fixture(scope="module")
def forskudte() -> list[list[list[str]]]:
    """A table too long for one page, begun at different heights."""
    tabel = tabel_2()
    return _forskudt(tabel.med(raekker=tabel.raekker * 2), range(0, 26, 3))


def _talraekker(linjer: list[str]) -> list[str]:
    return [linje for linje in linjer if re.search(r"( \d+){9}$", linje)]


def sidelinjer(side) -> list[str]:
    tekst = side.get_textpage().get_text_bounded()
    return [linje.strip() for linje in tekst.splitlines() if linje.strip()]


def test_en_mellemsum_staar_aldrig_alene_nederst_paa_siden(forskudte):
    temaer = {raekke.navn for raekke in tabel_2().raekker if raekke.har_underlinjer}
    nederste = [
        tal[-1]
        for sider in forskudte
        for side in sider
        if (tal := _talraekker(side)) and "I alt" not in tal[-1]
    ]
    assert len(set(nederste)) > 3  # the table did break, at different lines
    assert not {re.sub(r"[ \d]+$", "", linje) for linje in nederste} & temaer


def test_en_lang_tabel_begynder_og_slutter_med_flere_raekker(forskudte):
    for sider in forskudte:
        dele = [tal for side in sider if (tal := _talraekker(side))]
        assert len(dele) >= 2
        assert len(dele[0]) >= 5
        assert len(dele[-1]) >= 3
        assert sum(map(len, dele)) == 2 * len(tabel_2().raekker) + 1


@pytest.mark.parametrize("antal", range(42, 46))
def test_en_tabel_lidt_laengere_end_en_side_efterlader_tre_raekker_til_den_naeste(antal):
    tabel = tabel_2()
    tabel = tabel.med(nummer=1, raekker=(tabel.raekker * 2)[:antal])
    data = dan_pdf(_kun(Blok("tabel", "c", tabel=tabel, tabel_anker="t")))
    dele = [tal for side in pypdfium2.PdfDocument(data) if (tal := _talraekker(sidelinjer(side)))]
    assert sum(map(len, dele)) == antal + 1
    assert len(dele[-1]) >= 3


def test_en_tabel_skilles_ikke_fra_sin_titel_og_sin_overskrift(forskudte):
    med_titel = [
        " ".join(side) for sider in forskudte for side in sider if "Tabel 1" in " ".join(side)
    ]
    assert len(med_titel) == len(forskudte)
    for side in med_titel:
        assert "Afsnittet" in side
        assert "Antal sager, 1. april 2024" in side
        assert "Privatretlige spørgsmål" in side


@pytest.mark.parametrize("antal", [0, 8, 20])
def test_en_tabel_paa_en_sides_laengde_staar_paa_een_side(antal):
    """Thirty-odd lines and their total: the table begins on a new page rather than be split."""
    tabel = tabel_2()
    (sider,) = _forskudt(tabel, [antal])
    (side,) = [tal for side in sider if (tal := _talraekker(side))]
    assert len(side) == len(tabel.raekker) + 1
    assert len(tabel.raekker) >= 35


@pytest.mark.parametrize("hoved", ["Utilstrækkelig begrundelse", "Afvist"])
@pytest.mark.parametrize("antal", range(1, 7))
def test_raekkens_navn_staar_paa_een_linje_foer_tallene_faar_plads(hoved, antal):
    tabel, navn = tabel_1(), "Borger, Arbejdsmarked & Erhverv"
    celler = tuple(Celle(nr) for nr in range(antal))
    kolonner = [Kolonne(f"{hoved} {nr}") for nr in range(1, antal)]
    tabel = tabel.med(
        nummer=1,
        kolonner=(*kolonner, Kolonne("I alt", er_total=True)),
        raekker=(Raekke(navn, 1, celler),),
        i_alt=celler,
    )
    data = dan_pdf(_kun(Blok("tabel", "b", tabel=tabel, tabel_anker="t")))
    linjer = sidelinjer(list(pypdfium2.PdfDocument(data))[-1])
    assert " ".join([navn, *map(str, range(antal))]) in linjer


LANGE_NAVNE = [
    "MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW ÆØÅÆØÅÆØÅÆØÅÆØÅ & WWW",
    "Specialpædagogiskrådgivningsbehandlingsforvaltningssamarbejdsudvalget",
    "Orientering om sagens gang eller status og om hvad der ellers sker i den lange sag",
    "berigtigelse, sletning eller blokering af oplysninger",
]


@pytest.mark.parametrize(
    "navne", [LANGE_NAVNE, [f"{LANGE_NAVNE[3]} {nr}" for nr in range(30)], list("abcdefghij") * 4]
)
def test_en_figurs_navne_og_tal_staar_inden_for_teksten_paa_een_side(navne):
    celler = (Celle(1_234_567),)
    tabel = tabel_1().med(
        kolonner=(Kolonne("I alt", er_total=True),),
        raekker=tuple(Raekke(navn, 1, celler) for navn in navne),
        i_alt=(),
    )
    svg = tegn(Figurerklaering("t"), tabel)
    figur = Figur(1, "Søjler", svg, "Søjler", "figur-1", tabel, ("Tallene står i Tabel 1.",))
    *_, side = pypdfium2.PdfDocument(dan_pdf(_kun(Blok("figur", "f", figur=figur))))
    tekst = side.get_textpage()
    slut, _ = tekst.search("Tallene står i Tabel 1.").get_next()
    kasser = [tekst.get_charbox(nr) for nr in range(tekst.search("Figur 1").get_next()[0], slut)]
    mm = 72 / 25.4
    assert min(kasse[0] for kasse in kasser) >= (23 + 28) * mm - 1
    assert max(kasse[2] for kasse in kasser) <= A4[0] - 23 * mm + 1
    assert tekst.get_charbox(slut)[1] >= 27 * mm
    assert sidetekst(side).count("1.234.567") == len(navne)


def test_maalene_i_en_figur_er_aldrig_mindre_end_skriftens():
    """A name measured too short would be clipped at the figure's edge."""
    skrift = TTFont(SKRIFTER / "IBMPlexSans-Regular.ttf")
    for tegnet in {*EM, *string.ascii_letters, *string.digits, *"ÆØÅæøåé"}:
        bredde, _ = skrift["hmtx"][skrift.getBestCmap()[ord(tegnet)]]
        assert EM.get(tegnet, EM_ELLERS) >= bredde / skrift["head"].unitsPerEm - 0.005, tegnet


def test_en_figur_med_flere_soejler_end_en_side_har_plads_til_afvises():
    raekker = tuple(Raekke(f"Emne {nr}", 1, (Celle(nr),)) for nr in range(60))
    kolonner = (Kolonne("I alt", er_total=True),)
    with pytest.raises(Figurfejl, match="60 søjler"):
        tegn(Figurerklaering("t"), tabel_1().med(kolonner=kolonner, raekker=raekker, i_alt=()))


def test_en_lang_case_fortsaetter_paa_naeste_side():
    case = Case(1, "Den lange", SafeString("<p>En linje i sagens forløb.</p>" * 60))
    *_, foerste, naeste = map(
        sidelinjer, pypdfium2.PdfDocument(dan_pdf(_kun(Blok("cases", "c", cases=(case,)))))
    )
    assert min(side.count("En linje i sagens forløb.") for side in (foerste, naeste)) >= 3


def test_en_anbefaling_uden_uddybning_holder_ikke_paa_naeste_kapitel():
    """The list stays with the line that announces it; only the next chapter moves on."""
    filen = dan_pdf(
        _kun(
            Blok("tekst", "a", Overskrift("Resume", 1, "a"), SafeString("<p>Fyld.</p>" * 18)),
            Blok(
                "anbefalinger",
                "b",
                html=SafeString("<p>Det fører til:</p>"),
                anbefalinger=(Anbefaling(1, "At der svares."), Anbefaling(2, "At der lyttes.")),
            ),
            Blok("tekst", "c", Overskrift("Kapitlet", 1, "c"), SafeString("<p>Ord.</p>" * 9)),
        )
    )
    foerste, naeste = (sidelinjer(side) for side in list(pypdfium2.PdfDocument(filen))[2:])
    assert {"Resume", "Det fører til:"} <= set(foerste)
    assert any("At der lyttes." in linje for linje in foerste)
    assert naeste[0] == "Kapitlet"


def test_en_tabel_der_ikke_kan_vaere_paa_papiret_standser_filen():
    navne = [Kolonne("Kulturarvsforhandlingsprotokollen") for _ in range(8)]
    tabel = tabel_2().med(nummer=1, kolonner=(*navne, Kolonne("I alt", er_total=True)))
    with pytest.raises(PdfFejl, match="for bred"):
        dan_pdf(_kun(Blok("tabel", "b", tabel=tabel, tabel_anker="t")))


def test_lange_ord_i_kolonnehoveder_kan_deles_mellem_leddene():
    assert bloed("Beskæftigelsesforvaltningen") == "Beskæftigelses\u00adforvaltningen"
    assert bloed("Børn & Familie") == "Børn & Familie"
    assert bloed("Arbejds\u00admarkedet") == "Arbejds\u00admarkedet"


@pytest.mark.parametrize("tabel", [tabel_1(), tabel_2(), lang_tabel()], ids=lambda t: t.noegle)
def test_tabellens_tal_staar_i_filens_tekst(sider, tabel):
    alt = " ".join(sider)
    for raekke in tabel.raekker:
        tal = " ".join(dansk_tal(celle.antal) for celle in raekke.celler)
        assert f"{raekke.navn}{raekke.maerke} {tal}" in alt


def test_en_utrykt_totalkolonne_og_en_tom_total_trykkes_ikke(sider):
    (side,) = (tekst for tekst in sider if "Ankestyrelsens bemærkninger" in tekst)
    assert "Partshøring 3 4 6 I alt 9 12 8 En afgørelse kan have" in side
    assert "None" not in side


# Metadata


def test_metadata_har_titel_sprog_og_kommune_men_ingen_person(data, fil):
    oplysninger = {str(noegle): str(vaerdi) for noegle, vaerdi in fil.docinfo.items()}
    assert oplysninger.pop("/Producer").startswith("WeasyPrint")
    assert oplysninger == {
        "/Title": "Borgerrådgiverens beretning – Åstrup Kommune",
        "/Author": "Åstrup Kommune",
        "/Subject": "Borgerrådgiverens beretning, 1. april 2024 – 31. marts 2025",
        "/CreationDate": "D:20250530",
    }
    assert str(fil.Root.Lang) == "da"
    with fil.open_metadata() as xmp:
        assert list(xmp["dc:creator"]) == ["Åstrup Kommune"]
        assert xmp["dc:language"] == {"da"}
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")


def test_samme_beretning_giver_samme_bytes(data):
    igen = dan_pdf(byg_udskrift(), oprettet=date(2025, 5, 30))
    assert hashlib.sha256(igen).hexdigest() == hashlib.sha256(data).hexdigest()


# Nothing from outside, and no fault passed over


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<img alt="" src="http://example.org/a.png">',
        '<img alt="" src="https://example.org/a.png">',
        '<img alt="" src="data:image/png;base64,iVBORw0KGgo=">',
        '<img alt="" src="//example.org/a.png">',
        '<img alt="" src="billede.png">',
        '<img alt="" src="https://statisk.invalid/beretning/../../manage.py">',
        '<img alt="" src="https://statisk.invalid/beretning/%2e%2e/%2e%2e/manage.py">',
        '<img alt="" src="https://statisk.invalid/beretning/findes-ikke.svg">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>x</title>'
        '<image href="file:///etc/passwd" width="9" height="9"/></svg>',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a href="file:///etc/passwd">x</a>',
        '<a href="javascript:alert(1)">x</a>',
        '<object data="file:///etc/passwd"></object>',
    ],
)
def test_beretningens_tekst_kan_ikke_hente_noget(html):
    with pytest.raises(PdfFejl):
        dan_pdf(_kun(Blok("tekst", "a", html=SafeString(f"<p>Tekst</p>{html}"))))


@pytest.mark.parametrize(
    "html",
    [
        "<style>p { farve: roed; }</style>",
        "<style>p { color: </style>",
        '<p><a href="#findes-ikke">x</a></p>',
        '<img src="https://statisk.invalid/beretning/forside.svg">',
        "<p>Et tegn uden for skriften: ☃</p>",
        "<p>漢字</p>",
    ],
    ids=["ukendt egenskab", "halv regel", "dødt link", "uden alt", "snemand", "kinesisk"],
)
def test_hvad_weasyprint_kun_ville_logge_standser_filen(html):
    with pytest.raises(PdfFejl) as fejl:
        dan_pdf(_kun(Blok("tekst", "a", html=SafeString(html))))
    assert fejl.value.linjer


def test_en_log_skruet_helt_ned_skjuler_ingen_fejl():
    log = logging.getLogger("weasyprint")
    log.disabled = True
    log.setLevel(logging.CRITICAL)
    with pytest.raises(PdfFejl, match="farve"):
        dan_pdf(_kun(Blok("tekst", "a", html=SafeString("<style>p { farve: roed; }</style>"))))


def test_et_manglende_stilark_standser_filen(monkeypatch):
    monkeypatch.setattr(pdf_modul.finders, "find", lambda sti: None)
    with pytest.raises(PdfFejl, match=r"udskrift\.css"):
        dan_pdf(_kun())


def test_en_skrift_der_ikke_kan_bruges_standser_filen_og_ikke_den_naeste(monkeypatch, tmp_path):
    (ubrugelig := tmp_path / "skrift").write_bytes(b"ikke en skrift")
    find = pdf_modul.finders.find
    monkeypatch.setattr(pdf_modul, "_TRAADENS", threading.local())
    with monkeypatch.context() as lap:
        lap.setattr(
            pdf_modul.finders,
            "find",
            lambda sti: str(ubrugelig) if sti.endswith(".woff2") else find(sti),
        )
        for _ in range(2):
            with pytest.raises(PdfFejl):
                dan_pdf(_kun())
    assert dan_pdf(_kun()).startswith(b"%PDF-")


def test_en_forkert_overskriftsorden_findes_af_verapdf():
    """The control: the validator sees what the templates are there to prevent."""
    spring = _kun(
        Blok("tekst", "a", Overskrift("Kapitel", 1, "a")),
        Blok("tekst", "b", Overskrift("Alt for dybt", 4, "b")),
    )
    assert any("7.4.2" in linje for linje in fejl_i(dan_pdf(spring), "ua1"))


# The preview


def test_paa_skaerm_er_hvert_tal_et_link_til_sin_liste(settings):
    settings.ROOT_URLCONF = __name__
    tal = Celle(1234, (("emne", "7"), ("fra", "2024-04-01"), ("tekst", "Børn & Familie")))
    assert celle(tabel_1(), tal, True) == (
        '<a href="/sager/?emne=7&amp;fra=2024-04-01&amp;tekst=B%C3%B8rn+%26+Familie">1.234</a>'
    )
    assert celle(tabel_1(), tal, False) == "1.234"
    assert celle(tabel_1(), Celle(None), True) == ""


def test_fejl_staar_paa_skaermen_og_ikke_i_filen(settings):
    settings.ROOT_URLCONF = __name__
    blok = Blok(
        "tabel",
        "a",
        Overskrift("Fordeling", 2, "a", "1.1"),
        tabel=tabel_1().med(nummer=1),
        tabel_anker="tabel-1",
        fejl=("Tallet »sager i alt« findes ikke mere.",),
    )

    def vis(paa_skaerm):
        return render_to_string("beretning/_blok.html", {"blok": blok, "paa_skaerm": paa_skaerm})

    assert "findes ikke mere" in vis(True)
    assert "findes ikke mere" not in vis(False)
    assert '<h3 id="a">' in vis(True)
    assert vis(True).count('<a href="/sager/?') == 9 * 3
    assert "<a " not in vis(False)
