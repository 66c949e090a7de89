"""Login and the user's own pages in a real browser, in every state; axe finds nothing there.

The security key is one that Chromium plays: the ceremony and its signatures are real.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from ..adgang.hjaelp import GOD, bruger, kode
from .conftest import BRED, SMAL
from .test_tilgaengelighed import Gang

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("bredde", [BRED, SMAL]),
    pytest.mark.usefixtures("kontor"),
]
NOEGLE = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasUserVerification": True,
    "isUserVerified": True,
}


class Vindue:
    """A window that walks; what axe finds is gathered in `gang`."""

    def __init__(self, side: Page) -> None:
        self.side = side
        self.gang = Gang()

    @property
    def alarm(self) -> Locator:
        return self.side.get_by_role("alert")

    @property
    def overskrift(self) -> Locator:
        return self.side.get_by_role("heading", level=1)

    def knap(self, navn: str) -> None:
        self.side.get_by_role("button", name=navn).last.click()

    def se(self, tilstand: str) -> None:
        self.side.wait_for_load_state("networkidle")  # or the next step aborts a picture
        self.gang.se(tilstand, self.side)

    def gaa(self, sti: str) -> None:
        self.side.goto(sti, wait_until="networkidle")

    def log_ind(self) -> None:
        self.gaa("/log-ind/")
        self.side.get_by_label("Brugernavn").fill("anne")
        self.side.get_by_label("Adgangskode").fill(GOD)
        self.knap("Log ind")

    def log_helt_ind(self) -> None:
        self.log_ind()
        self.side.get_by_label("Kode").fill(kode())
        self.knap("Log ind")
        expect(self.overskrift).to_have_text("Overblik")

    def faar_en_noegle(self) -> None:
        """A key in the browser, and added to the user."""
        cdp = self.side.context.new_cdp_session(self.side)
        cdp.send("WebAuthn.enable")
        cdp.send("WebAuthn.addVirtualAuthenticator", {"options": NOEGLE})
        self.gaa("/konto/noegler/ny/")
        self.se("tilføj en sikkerhedsnøgle")
        self.knap("Tilføj nøglen")
        expect(self.side.get_by_role("status")).to_contain_text("Sikkerhedsnøglen er tilføjet")


@pytest.fixture
def vindue(vinduer, bredde) -> Vindue:
    return Vindue(vinduer.aabn(bredde=bredde))


def test_en_ny_bruger_opsaetter_sin_ekstra_faktor(vindue):
    bruger(app=False)
    side = vindue.side
    vindue.gaa("/glemt-adgangskode/")
    vindue.knap("Send link")
    expect(vindue.alarm).to_be_focused()
    vindue.se("glemt adgangskode med fejl")
    vindue.log_ind()
    expect(vindue.overskrift).to_have_text("Vælg en ekstra faktor")
    vindue.se("vælg en ekstra faktor")
    side.get_by_role("link", name="Brug en app").click()
    side.get_by_label("Kode fra appen").fill("abc")
    vindue.knap("Tilføj appen")
    expect(vindue.alarm).to_be_focused()
    vindue.se("tilføj en app med fejl")
    hemmelig = side.locator("code.noegle").inner_text()
    side.get_by_label("Kode fra appen").fill(kode(hemmelig))
    vindue.knap("Tilføj appen")
    expect(vindue.overskrift).to_have_text("Genoprettelseskoder")
    assert len(side.locator("ul.koder code").all_inner_texts()) == 10
    vindue.se("genoprettelseskoder")
    side.reload(wait_until="networkidle")
    expect(side.get_by_text("kan ikke vises igen")).to_be_visible()
    vindue.se("genoprettelseskoder er vist")
    vindue.gang.afslut(antal=5)


def test_kontoens_sider(vindue):
    bruger()
    side = vindue.side
    vindue.log_helt_ind()
    vindue.gaa("/konto/")
    vindue.se("konto")
    vindue.gaa("/konto/adgangskode/")
    vindue.knap("Skift adgangskode")
    expect(vindue.alarm).to_be_focused()
    vindue.se("skift adgangskode med fejl")
    vindue.gaa("/konto/app/fjern/")
    expect(vindue.alarm).to_contain_text("eneste ekstra faktor")
    vindue.se("den eneste faktor kan ikke fjernes")
    vindue.gaa("/konto/koder/nye/")
    vindue.se("lav nye koder")
    vindue.faar_en_noegle()
    vindue.gaa("/konto/")
    expect(side.get_by_text("Sikkerhedsnøgle 1, tilføjet")).to_be_visible()
    vindue.se("konto med nøgle")
    side.get_by_role("link", name="Fjern Sikkerhedsnøgle 1").click()
    vindue.se("fjern nøglen")
    vindue.gaa("/konto/sessioner/")
    expect(side.get_by_text("Denne session")).to_be_visible()
    vindue.se("sessioner")
    vindue.gang.afslut(antal=8)


def test_med_sikkerhedsnoeglen_logges_der_ind(vindue):
    bruger()
    side = vindue.side
    vindue.log_helt_ind()
    vindue.faar_en_noegle()
    vindue.knap("Log ud")
    expect(side.get_by_role("status")).to_contain_text("Du er logget ud")
    vindue.log_ind()
    side.get_by_label("Kode").fill("000000")
    vindue.knap("Log ind")
    expect(vindue.alarm.first).to_contain_text("Koden passer ikke")
    vindue.se("forkert kode")
    vindue.knap("Brug sikkerhedsnøgle")
    expect(vindue.overskrift).to_have_text("Overblik")
    vindue.gaa("/konto/bekraeft/")
    vindue.se("bekræft med adgangskode")
    vindue.gaa("/konto/bekraeft/noegle/")
    vindue.se("bekræft med nøgle")
    vindue.gang.afslut(antal=4)


def test_kommuneloginets_fejlsider(vindue, vagt):
    for sti in ("/log-ind/kommunen/fejl/", "/log-ind/kommunen/ingen-rolle/"):
        vagt.ventede.add(sti)
        vindue.gaa(sti)
        vindue.se(sti)
    vindue.gang.afslut(antal=2)
