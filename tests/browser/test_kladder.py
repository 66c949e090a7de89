"""Nothing typed is lost: a server that is killed, a session that ends, a page that is left."""

from __future__ import annotations

import json
import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from henvendelser.models import Henvendelse, Kladde
from tests import fabrik

from ..adgang.hjaelp import GOD, kode
from ..conftest import med_app
from ..redskaber.server import server
from .axe import brud

pytestmark = pytest.mark.browser
NY = "/henvendelser/ny/"
GEMT = re.compile(r"^Kladde gemt kl\. \d\d\.\d\d$")


def status(side: Page):
    return side.locator("[data-kladdestatus]")


def skriv(side: Page, felt: str, tekst: str) -> None:
    side.get_by_label(felt).press_sequentially(tekst)


@pytest.mark.langsom
def test_serveren_draebes_midt_i_en_saetning(browser, tmp_path):
    """SIGKILL on gunicorn and its workers while somebody types in a browser."""
    med_kontor = "tests.browser.saa_kontor"
    with server(tmp_path) as den:
        bruger = json.loads(den.koer(med_kontor))
        vindue = browser.new_context(base_url=den.adresse, locale="da-DK")
        side = vindue.new_page()
        log_ind(side, bruger)
        side.goto(NY)
        skriv(side, "Navn", "Alma Prøve")
        skriv(side, "Beskrivelse", "Hun har ventet i tre uger")
        expect(status(side)).to_have_text(GEMT)

        den.draeb()
        skriv(side, "Beskrivelse", " på et svar")
        expect(status(side)).to_contain_text("Der er ingen forbindelse til serveren")
        # Gem would replace the page with the browser's own, and all that is in it.
        side.get_by_role("button", name="Gem", exact=True).click()
        expect(side.get_by_label("Navn")).to_have_value("Alma Prøve")

        den.start_igen()
        expect(status(side)).to_have_text(GEMT)
        skriv(side, "Telefon", "1234")
        den.draeb()  # before it is kept: the server has what it had
        vindue.close()

        den.start_igen()
        andet = browser.new_context(base_url=den.adresse, locale="da-DK")
        side = andet.new_page()
        log_ind(side, bruger)
        side.goto("/")
        kladder = side.get_by_role("region", name="Kladder")
        kladder.get_by_role("link", name="Ny henvendelse").click()
        expect(side.get_by_label("Navn")).to_have_value("Alma Prøve")
        expect(side.get_by_label("Beskrivelse")).to_have_value(
            "Hun har ventet i tre uger på et svar"
        )
        andet.close()


def log_ind(side: Page, bruger: dict) -> None:
    side.goto("/log-ind/")
    side.get_by_label("Brugernavn").fill(bruger["navn"])
    side.get_by_label("Adgangskode").fill(bruger["kode"])
    side.get_by_role("button", name="Log ind").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Overblik")


def test_tilbage_genindlaesning_og_et_klik_vaek_mister_intet(side):
    side.goto(NY)
    skriv(side, "Beskrivelse", "Hun har ventet")
    side.get_by_role("button", name="Tilføj følgesag").click()
    expect(status(side)).to_have_text(GEMT)
    assert brud(side) == []
    side.reload()
    expect(side.get_by_label("Beskrivelse")).to_have_value("Hun har ventet")
    expect(side.get_by_role("group", name="Følgesag 1")).to_be_visible()
    # Left within the pause after a key: what was typed goes along.
    skriv(side, "Navn", "Alma")
    side.get_by_role("link", name="Aktiviteter").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Aktiviteter")
    side.go_back()
    expect(side.get_by_label("Navn")).to_have_value("Alma")
    assert Kladde.objects.count() == 1


def test_en_udloebet_session_mister_intet(vinduer, kontor, raadgiver, vagt):
    vagt.ventede.add("/log-ind/?next=/kladder/gem/")  # the script does not go there
    raadgiver.set_password(GOD)
    raadgiver.save()
    med_app(raadgiver)
    side = vinduer.aabn(raadgiver)
    side.goto(NY)
    for felt, tekst in (("Afdeling", "Børn & Familie"), ("Emne", "Svartid")):
        side.get_by_role("combobox", name=felt).fill(tekst)
        side.get_by_role("combobox", name=felt).press("Tab")
    skriv(side, "Navn", "Alma")
    expect(status(side)).to_have_text(GEMT)
    UserSession.objects.all().delete()
    Session.objects.all().delete()
    skriv(side, "Beskrivelse", "Efter at sessionen var slut")
    expect(status(side)).to_contain_text("Du er logget ud")
    skriv(side, "Beskrivelse", "!")
    side.get_by_role("button", name="Gem", exact=True).click()

    side.get_by_label("Brugernavn").fill("raadgiver")
    side.get_by_label("Adgangskode").fill(GOD)
    side.get_by_role("button", name="Log ind").click()
    side.get_by_label("Kode").fill(kode())
    side.get_by_role("button", name="Log ind").click()
    expect(side.get_by_text("Du blev logget ud, mens du skrev")).to_be_visible()
    expect(side.get_by_label("Beskrivelse")).to_have_value("Efter at sessionen var slut!")
    assert brud(side) == []
    side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_text("er gemt")).to_be_visible()
    assert Henvendelse.objects.get().beskrivelse == "Efter at sessionen var slut!"
    assert not Kladde.objects.exclude(indhold=None).exists()


def test_formularerne_paa_sagens_side_gemmes_og_fortsaettes_hver_for_sig(side):
    sag = fabrik.henvendelse()
    side.goto(sag.get_absolute_url())
    side.get_by_text("Tilføj person", exact=True).click()
    skriv(side, "Navn", "Bo Prøve")
    skriv(side, "Nyt notat", "Hun ringede")
    for formular in ("personer", "notater"):
        expect(side.locator(f"#{formular} [data-kladdestatus]")).to_have_text(GEMT)
    expect(side.locator("#samtykke [data-kladdestatus]")).to_be_empty()
    side.reload()
    expect(side.get_by_label("Navn")).to_have_value("Bo Prøve")  # the form is open again
    expect(side.get_by_label("Nyt notat")).to_have_value("Hun ringede")
    assert brud(side) == []
    side.get_by_role("button", name="Skriv notatet").click()
    expect(side.get_by_text("Notatet er skrevet.")).to_be_visible()
    side.locator("#personer").get_by_role("link", name="Fortsæt på kladden").click()
    expect(side.get_by_label("Navn")).to_have_value("Bo Prøve")
    assert Kladde.objects.count() == 2
