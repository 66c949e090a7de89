"""A CPR number and documents in the browser: each state is readable, the file comes out whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from henvendelser.models import Borger, Henvendelse

from .. import fabrik, filer
from .axe import brud
from .conftest import BRED, SMAL

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("bredde", [BRED, SMAL])]

NUMMER, SKREVET = "6101901234", "610190-1234"


@pytest.fixture
def sag(kontor) -> Henvendelse:
    return fabrik.henvendelse(
        borger=Borger(navn="Alma Ærøe", cpr=NUMMER), afdeling=kontor.boern, emne=kontor.svartid
    )


def vaelg(side: Page, *filer_: tuple[str, bytes]) -> None:
    side.get_by_label("Filer").set_input_files(
        [{"name": navn, "mimeType": "", "buffer": indhold} for navn, indhold in filer_]
    )
    side.get_by_role("button", name="Tilføj dokumenter").click()


def test_nummeret_vises_efter_oenske_og_skjules_igen(bredde, vinduer, raadgiver, sag):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto(sag.get_absolute_url())
    expect(side.get_by_text(SKREVET)).to_have_count(0)
    assert brud(side) == []
    side.get_by_role("button", name="Vis CPR-nummer").click()
    expect(side.get_by_text(SKREVET)).to_be_visible()
    assert brud(side) == []
    side.get_by_role("link", name="Skjul").click()
    expect(side.get_by_role("button", name="Vis CPR-nummer")).to_be_visible()
    expect(side.get_by_text(SKREVET)).to_have_count(0)


def test_der_spoerges_hvad_der_gaelder(bredde, vinduer, raadgiver, sag):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto("/henvendelser/ny/")
    side.get_by_label("Navn").fill("Alma Holm")
    side.get_by_label("CPR-nummer").fill(SKREVET)
    for felt, valg in (("Afdeling", "Børn & Familie"), ("Emne", "Svartid")):
        side.get_by_role("combobox", name=felt).fill(valg)
        side.keyboard.press("Enter")
    side.get_by_role("button", name="Gem").last.click()
    expect(side.get_by_role("alert")).to_contain_text("»Alma Ærøe«")
    assert brud(side) == []
    side.get_by_label("Behold oplysningerne").check()
    side.get_by_role("button", name="Gem").last.click()
    expect(side.get_by_role("heading", level=1)).to_contain_text("Henvendelse")
    assert Borger.objects.get().henvendelser.count() == 2


def test_et_dokument_tilfoejes_hentes_og_slettes(bredde, vinduer, vagt, raadgiver, sag):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto(sag.get_absolute_url())
    navn = "Afgørelse fra Ankestyrelsen om hjælp til børn og unge.pdf"
    vaelg(side, (navn, filer.GODE["brev.pdf"]), ("foto.png", filer.GODE["foto.png"]))
    expect(side.get_by_text("De 2 dokumenter er gemt.")).to_be_visible()
    assert brud(side) == []
    link = side.get_by_role("link", name=navn, exact=True)
    vagt.ventede.add(link.get_attribute("href"))
    with side.expect_download() as hentet:
        link.click()
    assert hentet.value.suggested_filename == navn
    assert Path(hentet.value.path()).read_bytes() == filer.GODE["brev.pdf"]
    side.get_by_role("link", name=f"Slet {navn}").click()
    expect(side.get_by_role("heading", level=1, name="Slet dokument")).to_be_visible()
    assert brud(side) == []
    side.get_by_role("button", name="Slet dokumentet").click()
    expect(side.get_by_text("Dokumentet er slettet.")).to_be_visible()
    assert {d.navn for d in sag.dokumenter.all()} == {"foto.png"}


def test_afviste_filer_siges_ved_feltet(bredde, vinduer, raadgiver, sag):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto(sag.get_absolute_url())
    vaelg(side, ("program.exe", b"MZ"), ("x" * 200 + ".pdf", filer.GODE["brev.pdf"]))
    fejl = side.locator("#id_filer_error")
    expect(fejl).to_contain_text("»program.exe«: Filer af typen ».exe« kan ikke gemmes.")
    expect(fejl).to_contain_text("højst 150 tegn")
    assert brud(side) == []
    assert not sag.dokumenter.exists()
