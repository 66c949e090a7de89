"""What went wrong is said at the top and at the field, and nothing that was typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from henvendelser.models import Henvendelse
from henvendelser.regler import dansk_dato, i_dag

pytestmark = pytest.mark.browser


def fejlliste(side: Page) -> Locator:
    return side.get_by_role("alert").filter(has=side.get_by_role("heading", name="Intet er gemt"))


def gem(side: Page) -> None:
    side.get_by_role("button", name="Gem").click()
    expect(fejlliste(side)).to_be_focused()


def sag(side: Page, navn: str, felt: str) -> Locator:
    return side.get_by_role("group", name=navn).get_by_role("combobox", name=felt)


def vaelg(felt: Locator, tekst: str) -> None:
    felt.fill(tekst)
    felt.press("Tab")
    expect(felt).to_have_value(tekst)


def ved_feltet(felt: Locator) -> str:
    """The message that the field points to: what a screen reader says when one gets there."""
    expect(felt).to_have_attribute("aria-invalid", "true")
    return felt.evaluate(
        """(el) => el.getAttribute("aria-describedby").split(" ")
            .map((id) => document.getElementById(id))
            .filter((en) => en.matches(".form-error-message"))
            .map((en) => en.textContent.replace("Fejl: ", "").trim()).join(" ")"""
    )


def foelg(side: Page, tekst: str, felt: Locator) -> None:
    """The link of the list leads to the field, by keyboard, and both can be seen."""
    link = fejlliste(side).get_by_role("link", name=tekst)
    link.focus()
    link.press("Enter")
    expect(felt).to_be_focused()
    expect(felt).to_be_in_viewport()


def test_en_tom_formular(side):
    side.goto("/henvendelser/ny/")
    side.get_by_label("Modtaget").fill("")
    gem(side)
    ventede = {
        "Modtaget: Skriv en dato.": side.get_by_label("Modtaget"),
        "Hovedsag, Afdeling: Vælg en afdeling.": sag(side, "Hovedsag", "Afdeling"),
        "Hovedsag, Emne: Vælg et emne.": sag(side, "Hovedsag", "Emne"),
    }
    assert fejlliste(side).get_by_role("link").all_inner_texts() == list(ventede)
    for tekst, felt in ventede.items():
        foelg(side, tekst, felt)
        assert ved_feltet(felt) == tekst.split(": ")[1]
    assert not Henvendelse.objects.exists()


def test_en_foelgesag_uden_emne_og_alt_andet_er_husket(side, kontor):
    side.goto("/henvendelser/ny/")
    side.get_by_label("Kontaktform").select_option(label="Mail")
    side.get_by_label("Navn").fill("Åse Prøve")
    vaelg(sag(side, "Hovedsag", "Afdeling"), "Børn & Familie")
    vaelg(sag(side, "Hovedsag", "Emne"), "Svartid")
    tilfoej = side.get_by_role("button", name="Tilføj følgesag")
    for navn in ("Følgesag 1", "Følgesag 2"):
        tilfoej.click()
        vaelg(sag(side, navn, "Afdeling"), "Skolefritid")
    vaelg(sag(side, "Følgesag 1", "Emne"), "Sprogbrug")
    side.get_by_label("Beskrivelse").fill("To linjer\nog et »citat« & <b>tegn</b>")
    gem(side)

    foelg(side, "Følgesag 2, Emne: Vælg et emne.", sag(side, "Følgesag 2", "Emne"))
    assert ved_feltet(sag(side, "Følgesag 2", "Emne")) == "Vælg et emne."
    expect(fejlliste(side).get_by_role("link")).to_have_count(1)
    expect(side.locator("[aria-invalid=true]:visible")).to_have_count(1)
    assert side.get_by_label("Kontaktform").locator("option:checked").inner_text() == "Mail"
    husket = {
        side.get_by_label("Navn"): "Åse Prøve",
        sag(side, "Hovedsag", "Afdeling"): "Børn & Familie",
        sag(side, "Hovedsag", "Emne"): "Svartid",
        sag(side, "Følgesag 1", "Afdeling"): "Skolefritid",
        sag(side, "Følgesag 1", "Emne"): "Sprogbrug",
        sag(side, "Følgesag 2", "Afdeling"): "Skolefritid",
        side.get_by_label("Beskrivelse"): "To linjer\nog et »citat« & <b>tegn</b>",
    }
    for felt, tekst in husket.items():
        expect(felt).to_have_value(tekst)

    vaelg(sag(side, "Følgesag 2", "Emne"), "Andet")
    expect(side.locator("[aria-invalid=true]:visible")).to_have_count(0)
    side.get_by_role("button", name="Gem").click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    gemt = Henvendelse.objects.get()
    assert [(s.afdeling, s.emne) for s in (gemt.hovedsag, *gemt.foelgesager)] == [
        (kontor.boern, kontor.svartid),
        (kontor.enhed, kontor.sprog),
        (kontor.enhed, kontor.andet),
    ]


def i_fremtiden() -> tuple[str, str]:
    i_morgen = i_dag() + timedelta(days=1)
    besked = f"Datoen {dansk_dato(i_morgen)} ligger ude i fremtiden."
    return f"{i_morgen:%d.%m.%Y}", f"{besked} Skriv en dato til og med i dag."


def findes_ikke() -> tuple[str, str]:
    return "31/02/2025", "Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025."


@pytest.mark.parametrize("dato", [i_fremtiden, findes_ikke])
def test_en_dato_der_ikke_kan_vaere(dato, side):
    skrevet, besked = dato()
    side.goto("/henvendelser/ny/")
    vaelg(sag(side, "Hovedsag", "Afdeling"), "Skole")
    vaelg(sag(side, "Hovedsag", "Emne"), "Andet")
    modtaget = side.get_by_label("Modtaget")
    modtaget.fill(skrevet)
    gem(side)
    foelg(side, f"Modtaget: {besked}", modtaget)
    assert ved_feltet(modtaget) == besked
    expect(modtaget).to_have_value(skrevet)
    expect(sag(side, "Hovedsag", "Afdeling")).to_have_value("Skole")
    assert not Henvendelse.objects.exists()


def test_tekst_der_ikke_er_paa_listen_sendes_ikke(side):
    """The field says so at once, and the form stays until it is put right."""
    side.goto("/henvendelser/ny/")
    afdeling = sag(side, "Hovedsag", "Afdeling")
    afdeling.fill("xyz")
    afdeling.press("Tab")
    besked = "»xyz« findes ikke på listen. Vælg fra listen, eller ryd feltet."
    assert ved_feltet(afdeling) == besked
    side.get_by_role("button", name="Gem").click()
    expect(afdeling).to_be_focused()
    expect(afdeling).to_have_value("xyz")
    expect(fejlliste(side)).to_have_count(0)
    vaelg(afdeling, "Skole")
    expect(afdeling).not_to_have_attribute("aria-invalid", "true")


def test_forkert_adgangskode(vinduer, raadgiver, kontor):
    side = vinduer.aabn()
    raadgiver.set_password("korrekt-hest-batteri")
    raadgiver.save()
    side.goto("/henvendelser/")
    for kode in ("forkert", "korrekt-hest-batteri"):
        side.get_by_label("Brugernavn").fill("raadgiver")
        side.get_by_label("Adgangskode").fill(kode)
        side.get_by_role("button", name="Log ind").click()
        if kode == "forkert":
            expect(side.get_by_role("alert")).to_contain_text("Du blev ikke logget ind")
            expect(side.get_by_label("Brugernavn")).to_have_value("raadgiver")
    # Let in, and asked for the factor that this user has not set up yet.
    expect(side.get_by_role("heading", level=1)).to_have_text("Vælg en ekstra faktor")
