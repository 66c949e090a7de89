"""The stopwatch: a telephone call is registered by few moves of the hands, and nothing is lost."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from henvendelser.models import Henvendelse
from henvendelser.regler import i_dag

from .stopur import Stopur
from .tastatur import Tastatur
from .test_registrering import alt_om, kodelister

__all__ = ["kodelister"]
pytestmark = pytest.mark.browser

HOEJST_SKRIDT = 15
NOTAT = "Har lovet at ringe til afdelingen i morgen og vende tilbage."


def test_et_opkald_med_en_foelgesag_og_et_notat_i_hoejst_15_skridt(kodelister, vinduer, raadgiver):
    """The adviser's very first inquiry: no contact form is remembered from an earlier one."""
    side = vinduer.aabn(raadgiver)
    side.goto("/")
    tast = Tastatur(side)
    hun = Stopur(tast)

    hun.genvej("n")
    side.wait_for_url("**/henvendelser/ny/")
    side.wait_for_function("document.activeElement.name === 'kontaktform'")
    hun.felt("Kontaktform", "t")
    hun.felt("Navn", "Alma Prøve")
    hun.felt("Telefon", "70 00 00 00")
    hun.genvej("F8")
    hun.felt("Hovedsag: Afdeling", "æld")
    hun.felt("Hovedsag: Emne", "sag")
    hun.knap("Tilføj følgesag")
    hun.felt("Følgesag 1: Afdeling", "bør")
    hun.felt("Følgesag 1: Emne", "beg")
    hun.genvej("F8")
    hun.felt("Notat", NOTAT)
    hun.genvej("Control+Enter")
    side.wait_for_url(lambda url: re.fullmatch(r"/henvendelser/\d+-\d+/", urlsplit(url).path))

    print(f"\n{len(hun.skridt)} skridt, {tast.antal} tastetryk: {'; '.join(hun.skridt)}")
    assert len(hun.skridt) <= HOEJST_SKRIDT
    assert tast.usynlige == []
    gemt = Henvendelse.objects.get()
    assert alt_om(gemt) == {
        "modtaget": i_dag(),
        "afsluttet": None,
        "kontaktform": "Telefon",
        "kategori": None,
        "behandling": None,
        "borger": ("Alma Prøve", "70 00 00 00", ""),
        "beskrivelse": "",
        "oprettet_af": "raadgiver",
        "sager": [
            ("Hovedsag", "Ældre, Sundhed & Social", "Sagsbehandlingstid og manglende svar"),
            ("Følgesag", "Børn & Familie", "Begrundelse"),
        ],
    }
    assert [notat.tekst for notat in gemt.notater.all()] == [NOTAT]
    hoved = side.get_by_role("main")
    for vist in (
        gemt.nummer,
        "Telefon",
        "Alma Prøve",
        "70 00 00 00",
        "Ældre, Sundhed & Social",
        "Sagsbehandlingstid og manglende svar",
        "Børn & Familie",
        "Begrundelse",
        NOTAT,
    ):
        expect(hoved).to_contain_text(vist)
