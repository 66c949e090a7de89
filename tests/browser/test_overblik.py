"""The start page in one screen: all that waits, and the year, without scrolling."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from borgerraadgiver.overblik import KILDER, VISES
from henvendelser.models import Henvendelse
from henvendelser.regler import i_dag

from .. import fabrik
from .axe import brud
from .conftest import BRED

pytestmark = pytest.mark.browser


def test_alt_der_venter_og_aaret_er_paa_en_skaerm(vinduer, kontor, raadgiver):
    for nr in range(3 * VISES):
        henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
        with fabrik.uden_om_loggen():
            Henvendelse.objects.filter(pk=henvendelse.pk).update(
                frist=i_dag() + timedelta((nr % 2 and 3) or -3),
                frist_forklaring="Valgt.",
                sidst_aktiv=i_dag() - timedelta(40),
            )
    side = vinduer.aabn(raadgiver, bredde=BRED)
    side.set_viewport_size({"width": 1280, "height": 800})
    side.goto("/")
    linjer = side.locator(".bunke-linjer li")
    altid = [kilde for kilde in KILDER if not kilde.kun_naar]
    expect(linjer).to_have_count(len(altid) * VISES)
    assert side.evaluate("document.documentElement.scrollHeight") <= 800
    # A list marker would stand on top of the number.
    markeret = "getComputedStyle(document.querySelector('.bunke-linjer li'), '::before').content"
    assert side.evaluate(markeret) == '""'
    assert brud(side) == []
    linjer.first.get_by_role("link").press("Enter")
    expect(side.get_by_role("heading", level=1)).to_contain_text("Henvendelse")
