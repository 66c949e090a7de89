"""The report of the fixtures, all the way from the register to the printed page."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from beretning.afsnit import udskriv
from beretning.pdf import dan_pdf
from beretning.udskrift import Udskrift
from tests.beretning.test_pdf import elementer, fejl_i, sidelinjer, sidetekst
from tests.redskaber.lag import lag

pytestmark = [pytest.mark.pdf, pytest.mark.django_db]

TRYKTE = Path(__file__).parents[2] / "fixtures" / "albertslund" / "trykte-tabeller.json"
TABELLER = json.loads(TRYKTE.read_text(encoding="utf-8"))
MM = 72 / 25.4
# The height of a page's text, and how much of it may be left blank: more where a chapter ends.
TOP, BUND = 30 * MM, (297 - 27) * MM
HOEJST_TOMT, HOEJST_TOMT_SIDST_I_KAPITLET = 0.3, 0.5


@dataclass(frozen=True)
class Fil:
    udskrift: Udskrift
    data: bytes
    log: tuple[str, ...]


@lag
def fil(albertslund) -> Fil:
    udskrift = udskriv(albertslund)
    assert udskrift.fejl == ()
    linjer: list[str] = []
    lytter = logging.Handler(logging.WARNING)
    lytter.emit = lambda post: linjer.append(post.getMessage())
    log = logging.getLogger("weasyprint")
    log.addHandler(lytter)
    try:
        data = dan_pdf(udskrift)
    finally:
        log.removeHandler(lytter)
    return Fil(udskrift, data, tuple(linjer))


@pytest.fixture
def struktur(fil):
    with pikepdf.open(BytesIO(fil.data)) as aaben:
        yield aaben


@pytest.fixture
def sider(fil) -> list[list[str]]:
    """Each page's lines."""
    return [sidelinjer(side) for side in pypdfium2.PdfDocument(fil.data)]


@pytest.mark.parametrize("profil", ["ua1", "2a"])
def test_filen_bestaar_verapdf(fil, profil):
    assert fejl_i(fil.data, profil) == []


def test_weasyprint_har_intet_at_klage_over(fil):
    assert fil.log == ()


# The numbers


@pytest.mark.parametrize("tabel", TABELLER, ids=lambda tabel: tabel["noegle"])
def test_hvert_offentliggjort_tal_staar_i_sin_raekke(sider, tabel):
    """A line is a row's name and exactly its numbers, in the order they were published."""
    ventede = [_linje(raekke["navn"], raekke["celler"]) for raekke in tabel["raekker"]]
    ventede.append(_linje("I alt", tabel["i_alt"]))
    linjer = [linje.replace("*", "") for linje in _tabellens_linjer(sider, tabel["nummer"])]
    start = linjer.index(ventede[0])
    assert linjer[start : start + len(ventede)] == ventede


def _linje(navn: str, celler: list[int | None]) -> str:
    return " ".join([navn, *(str(tal) for tal in celler if tal is not None)])


def _tabellens_linjer(sider: list[list[str]], nummer: int) -> list[str]:
    """What stands on the page from the table's caption on: no table here is longer than a page."""
    (side,) = [side for side in sider if any(_er_titel(linje, nummer) for linje in side)]
    (start,) = [nr for nr, linje in enumerate(side) if _er_titel(linje, nummer)]
    return side[start:]


def _er_titel(linje: str, nummer: int) -> bool:
    titel = next(tabel["titel"] for tabel in TABELLER if tabel["nummer"] == nummer)
    return re.sub(r"\s+", " ", linje) == f"Tabel {nummer} {titel}"


def test_hver_figurs_alternative_tekst_naevner_dens_tal(struktur):
    fordeling, emner = ({r["navn"]: r for r in tabel["raekker"]} for tabel in TABELLER[:2])
    andele, temaer, skik = (str(figur.Alt) for figur in elementer(struktur, "/Figure"))

    assert andele.startswith("Søjlediagram over andel af 162 henvendelser: ")
    procenter = _tal_i(andele.replace("\u00a0pct.", ""))
    assert set(procenter) == set(fordeling)
    assert sum(procenter.values()) == 100
    for navn, procent in procenter.items():
        assert abs(procent - 100 * fordeling[navn]["celler"][0] / 162) < 1

    yderste = {navn: r["celler"][-1] for navn, r in emner.items() if r["niveau"] == 1}
    assert _tal_i(temaer) == yderste
    assert sum(_tal_i(temaer).values()) == 203
    assert _tal_i(skik) == {navn: emner[navn]["celler"][-1] for navn in _tal_i(skik)}
    assert sum(_tal_i(skik).values()) == 85


def _tal_i(alt: str) -> dict[str, int]:
    dele = alt.partition(": ")[2].rstrip(".").split("; ")
    return {navn: int(tal) for navn, _, tal in (del_.rpartition(" ") for del_ in dele)}


def test_noten_under_en_andelsfigur_naevner_helheden(sider):
    linjer = [linje for side in sider for linje in side]
    assert "Andele af 162 henvendelser." in linjer


# The pages


def test_hver_overskriftscelle_siger_sin_retning(struktur):
    celler = list(elementer(struktur, "/TH"))
    assert len(celler) == 4 * 2 + 3 + 9 + 4 + 3 + sum(len(t["raekker"]) for t in TABELLER)
    assert {str(celle.A.Scope) for celle in celler} == {"/Column", "/Row"}


def test_indholdets_sidetal_er_overskrifternes_sider(fil):
    sider = [sidetekst(side) for side in pypdfium2.PdfDocument(fil.data)]
    for hoved in fil.udskrift.overskrifter:
        titel = f"{hoved.nummer} {hoved.tekst}".strip()
        (lovet,) = re.findall(rf"{re.escape(titel)} (\d+)(?: |$)", sider[1])
        # The running head, which names the chapter too, comes last in a page's text.
        assert titel in sider[int(lovet) - 1].rpartition("Albertslund Kommune")[0]


def test_resumeet_staar_med_sine_anbefalinger(sider):
    (side,) = [side for side in sider if side[0] == "Resumé"]
    assert "Det fører til disse anbefalinger:" in side
    assert any("med begrundelse og klagevejledning" in linje for linje in side)


def test_ingen_side_staar_halvtom(fil):
    """A chapter that begins on the next page may leave half of this one blank, and no more."""
    dokument = list(pypdfium2.PdfDocument(fil.data))
    kapitler = {hoved.tekst for hoved in fil.udskrift.overskrifter if hoved.niveau == 1}
    for nr, side in enumerate(dokument[1:], start=1):
        naeste = sidelinjer(dokument[nr + 1])[0] if nr + 1 < len(dokument) else ""
        er_sidste = not naeste or any(naeste.endswith(kapitel) for kapitel in kapitler)
        hoejst = HOEJST_TOMT_SIDST_I_KAPITLET if er_sidste else HOEJST_TOMT
        assert _stoerste_hul(side) <= hoejst, f"side {nr + 1}"


def _stoerste_hul(side: pypdfium2.PdfPage) -> float:
    """The highest blank stripe of the page's text, as a part of the whole."""
    billede = side.render(scale=1, grayscale=True).to_pil()
    billede = billede.point(lambda lys: 255 if lys < 250 else 0)
    raekker = "".join(
        "x" if billede.crop((0, y, billede.width, y + 1)).getbbox() else " "
        for y in range(round(TOP), round(BUND))
    )
    return max(map(len, raekker.split("x"))) / len(raekker)
