"""Keyboard shortcuts in a real browser: what they do, and where they must do nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from henvendelser.models import Bruger

from .axe import brud
from .conftest import BRED, SMAL

pytestmark = pytest.mark.browser


def sti(side: Page) -> str:
    return side.evaluate("location.pathname")


@pytest.mark.parametrize("bredde", [BRED, SMAL])
def test_dialogen_aabnes_af_spoergsmaalstegnet_og_af_linket(bredde, vinduer, kontor, raadgiver):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto("/henvendelser/")
    dialog = side.get_by_role("dialog", name="Tastaturgenveje")
    for aabn in (
        lambda: side.keyboard.press("?"),
        lambda: side.get_by_role("link", name="Tastaturgenveje").click(),
    ):
        aabn()
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("Ny henvendelse")
        side.keyboard.press("n")  # what is open is read, not left
        assert sti(side) == "/henvendelser/"
        assert brud(side) == []
        side.keyboard.press("Escape")
        expect(dialog).to_be_hidden()


def test_bogstaver_virker_uden_for_felter_og_ellers_ikke(side):
    side.goto("/")
    side.keyboard.press("g")
    side.keyboard.press("h")
    side.wait_for_url("**/henvendelser/")
    side.goto("/henvendelser/?status=aaben")
    side.keyboard.press("s")
    soeg = side.get_by_role("textbox", name="Søg")
    expect(soeg).to_be_focused()
    assert side.url.endswith("?status=aaben")  # the filter stands
    side.keyboard.type("sn?gh")
    expect(soeg).to_have_value("sn?gh")
    expect(side.get_by_role("dialog")).to_have_count(0)
    side.get_by_label("Status").focus()
    side.keyboard.press("n")  # a select's own type-ahead
    side.locator("#indhold").focus()
    for taster in ("Control+s", "Alt+n", "Shift+N", "g", "q", "h"):
        side.keyboard.press(taster)  # "g q" is none, and so "h" is not the end of one
    assert side.url.endswith("?status=aaben")
    side.keyboard.press("n")
    side.wait_for_url("**/henvendelser/ny/")


def test_slaaet_fra_goer_bogstaverne_intet_og_formularens_taster_virker(side, raadgiver):
    side.goto("/genveje/")
    side.get_by_role("button", name="Slå dem fra").click()
    expect(side.get_by_role("status")).to_contain_text("er slået fra")
    assert not Bruger.objects.get(pk=raadgiver.pk).bogstavgenveje
    side.goto("/henvendelser/")
    for tast in ("n", "s", "?", "g", "o"):
        side.keyboard.press(tast)
    expect(side.get_by_role("dialog")).to_have_count(0)
    expect(side.get_by_role("textbox", name="Søg")).not_to_be_focused()
    assert sti(side) == "/henvendelser/"

    side.goto("/henvendelser/ny/")
    for tast, navn in (
        ("F8", "hovedsag-afdeling"),
        ("F8", "notat"),
        ("Shift+F8", "hovedsag-afdeling"),
    ):
        side.keyboard.press(tast)
        side.wait_for_function("(id) => document.activeElement.id === `id_${id}`", arg=navn)
    side.keyboard.press("Control+Enter")
    expect(side.get_by_role("alert").first).to_contain_text("Vælg")
