"""What is saved is saved once, however impatiently one presses and wherever one goes back to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from henvendelser.models import Afgoerelse, Henvendelse

pytestmark = pytest.mark.browser


def udfyld(side: Page) -> None:
    side.goto("/henvendelser/ny/")
    for felt, tekst in (("Afdeling", "Børn & Familie"), ("Emne", "Svartid")):
        side.get_by_role("combobox", name=felt).fill(tekst)
        side.get_by_role("combobox", name=felt).press("Tab")


def test_et_dobbeltklik_gemmer_en(side):
    udfyld(side)
    side.get_by_role("button", name="Gem").dblclick()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    assert Henvendelse.objects.count() == 1


def test_et_dobbeltklik_gemmer_en_ogsaa_uden_script(vinduer, raadgiver, kontor):
    """Then the two are sent, and the server tells that they are the same form."""
    side = vinduer.aabn(raadgiver, script=False)
    side.goto("/afgoerelser/ny/")
    side.get_by_label("Afdeling").select_option(label="Skole")
    side.get_by_role("button", name="Gem").dblclick()
    expect(side.get_by_role("heading", level=1)).to_contain_text("Afgørelse")
    assert Afgoerelse.objects.count() == 1


def test_tilbage_efter_gem(side, kontor):
    """Back leads to the form: empty, because nothing of a case is kept in the browser."""
    udfyld(side)
    side.get_by_label("Beskrivelse").fill("Den første")
    side.get_by_role("button", name="Gem").click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    gemt = Henvendelse.objects.get()

    side.go_back()
    expect(side.get_by_role("heading", level=1)).to_have_text("Ny henvendelse")
    expect(side.get_by_label("Beskrivelse")).to_have_value("")
    knap = side.get_by_role("button", name="Gem")
    expect(knap).not_to_have_attribute("aria-disabled", "true")
    knap.click()
    expect(side.get_by_role("alert")).to_contain_text("Intet er gemt")
    assert Henvendelse.objects.count() == 1

    side.goto(gemt.get_absolute_url())
    expect(side.get_by_text("Den første")).to_be_visible()


def test_genindlaesning_efter_gem_gemmer_ikke_igen(side):
    udfyld(side)
    side.get_by_role("button", name="Gem").click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    side.reload()
    expect(side.get_by_role("status")).to_have_count(0)
    assert Henvendelse.objects.count() == 1


def test_enter_i_et_felt_gemmer(side):
    udfyld(side)
    side.get_by_label("Navn").press("Enter")
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    assert Henvendelse.objects.count() == 1
