"""The report in the browser: every number is a link to its own rows, and the PDF is a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from henvendelser.dansk import dansk_tal

pytestmark = pytest.mark.browser


def tabel(side: Page, nummer: int) -> Locator:
    return side.get_by_role("region", name=re.compile(rf"^Tabel {nummer}:"))


def celle(side: Page, nummer: int, raekke: str, kolonne: str) -> Locator:
    """The cell's link, found by the names of its row and its column."""
    en = tabel(side, nummer)
    navne = en.get_by_role("columnheader").all()
    nr = [ren(navn.inner_text()) for navn in navne].index(kolonne)
    linjer = en.get_by_role("row").filter(
        has=side.get_by_role("rowheader", name=re.compile(rf"^{re.escape(raekke)}\d?$"))
    )
    expect(linjer).to_have_count(1)
    return linjer.get_by_role("cell").nth(nr - 1).get_by_role("link")


def ren(tekst: str) -> str:
    return tekst.replace("\u00ad", "").strip()


def raekker_over_siderne(side: Page) -> int:
    """The rows of the list, page by page as one turns them."""
    antal = 0
    while True:
        antal += side.get_by_role("region", name="Resultat").locator("tbody tr").count()
        naeste = side.get_by_role("link", name="Næste side")
        if not naeste.count():
            return antal
        naeste.click()


# A cell, a subtotal, two totals; and decisions, where a row may count in several lines.
TAL = [
    (2, "Begrundelse", "Børn & Familie"),
    (2, "Forvaltningsskik", "I alt"),
    (2, "I alt", "I alt"),
    (2, "I alt", "Børn & Familie"),
    (4, "Børn & Familie", "Utilstrækkelig begrundelse"),
    (4, "I alt", "Sagsbehandlingstid"),
]


def test_hvert_tal_er_lige_saa_mange_raekker(albertslund, vinduer, raadgiver):
    side = vinduer.aabn(raadgiver)
    side.goto(albertslund.get_absolute_url())
    sete = []
    for nummer, raekke, kolonne in TAL:
        link = celle(side, nummer, raekke, kolonne)
        tal = link.inner_text()
        link.click()
        expect(side.get_by_role("status")).to_have_text(re.compile(rf"^{re.escape(tal)} \w"))
        assert dansk_tal(raekker_over_siderne(side)) == tal, (raekke, kolonne)
        sete.append(int(tal))
        side.goto(albertslund.get_absolute_url())
    assert max(sete) > 50, "no list of several pages was turned"


def test_tal_i_teksten_er_ogsaa_links(albertslund, vinduer, raadgiver):
    side = vinduer.aabn(raadgiver)
    side.goto(albertslund.get_absolute_url())
    afsnit = side.get_by_text("Jeg registrerede", exact=False).first
    link = afsnit.get_by_role("link").first
    tal = link.inner_text()
    link.click()
    expect(side.get_by_role("status")).to_have_text(re.compile(rf"^{re.escape(tal)} \w"))


@pytest.mark.pdf
def test_pdf_filen_hentes(albertslund, vinduer, vagt, raadgiver):
    side = vinduer.aabn(raadgiver)
    side.goto(albertslund.get_absolute_url())
    vagt.ventede.add("/pdf/")  # a download takes the answer out of the page's hands
    with side.expect_download(timeout=60_000) as hentning:
        side.get_by_role("link", name="Hent PDF").click()
    assert hentning.value.suggested_filename == f"{albertslund.noegle}.pdf"
    assert Path(hentning.value.path()).read_bytes().startswith(b"%PDF-")
