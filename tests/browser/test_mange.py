"""A list of 0, 1 and 10,000 rows, and names that no line can be broken in."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from henvendelser.models import Afdeling, Behandling, Borger, Emne, Kontaktform, Kontor

from .. import fabrik
from .axe import brud
from .conftest import BRED, SMAL

pytestmark = pytest.mark.browser
LANGT = "Ø" * 200
# What is pressed from the first page on, and the page that is then shown.
SIDESKIFT = {"Side 200": 200, "Forrige side": 199, "Side 1": 1, "Næste side": 2, "Side 3": 3}


@pytest.mark.parametrize("antal", [0, 1, 10_000])
def test_saa_mange_raekker(antal, side, kontor):
    with transaction.atomic():
        fabrik.mange_henvendelser(antal, kontor, foelgesager=0)
    side.goto("/henvendelser/")
    tal = f"{antal:,}".replace(",", ".")
    raekker = side.get_by_role("region", name="Resultat").locator("tbody tr")
    expect(raekker).to_have_count(min(antal, 50))
    sideskift = side.get_by_role("navigation", name="Sideskift")
    if antal:
        expect(side.get_by_role("status")).to_have_text(re.compile(rf"^{tal} henvendelser?$"))
    if antal <= 50:
        expect(sideskift).to_have_count(0)
        return
    numre = set()
    for knap, nummer in SIDESKIFT.items():
        sideskift.get_by_role("link", name=knap, exact=True).click()
        expect(sideskift.locator("[aria-current=page]")).to_have_text(str(nummer))
        numre |= set(raekker.locator("td:first-child").all_inner_texts())
    assert len(numre) == len(SIDESKIFT) * 50, "a row is on two of the pages"


@pytest.mark.parametrize("bredde", [SMAL, BRED])
def test_et_langt_navn_braekker_ingenting(bredde, vinduer, raadgiver, kontor):
    """In every place where somebody may type or import it."""
    for model in (Afdeling, Emne, Kontaktform, Behandling, Kontor):
        felt = "kommune" if model is Kontor else "navn"
        laengde = model._meta.get_field(felt).max_length or 200
        navn = LANGT[:laengde]
        model.objects.update_or_create(pk=model.objects.first().pk, defaults={felt: navn})
    raadgiver.first_name = LANGT[:150]
    raadgiver.save()
    henvendelse = fabrik.henvendelse(
        afdeling=Afdeling.objects.get(pk=kontor.boern.pk),
        emne=Emne.objects.get(pk=kontor.skik.pk),
        foelgesager=((kontor.enhed, kontor.svartid),),
        borger=Borger(navn=LANGT, telefon="1" * 40, email=f"{'x' * 60}@{'y' * 60}.dk"),
        kontaktform=Kontaktform.objects.first(),
        beskrivelse=LANGT,
        af=raadgiver,
    )
    afgoerelse = fabrik.afgoerelse(
        kontor.ankestyrelsen,
        afdeling=Afdeling.objects.get(pk=kontor.boern.pk),
        temaer=[kontor.begrundelse],
        note=LANGT,
    )
    side = vinduer.aabn(raadgiver, bredde=bredde)
    fundet = {}
    for sti in (
        "/henvendelser/",
        "/henvendelser/sager/",
        henvendelse.get_absolute_url(),
        f"{henvendelse.get_absolute_url()}ret/",
        f"{henvendelse.get_absolute_url()}afslut/",
        "/henvendelser/ny/",
        "/afgoerelser/",
        afgoerelse.get_absolute_url(),
        f"/henvendelser/?afdeling={kontor.boern.pk}",
    ):
        side.goto(sti)
        fundet[sti] = brud(side)
    side.goto("/henvendelser/")
    side.get_by_role("textbox", name="Søg").fill(LANGT)
    side.get_by_role("button", name="Søg").click()
    expect(side.get_by_role("status")).to_contain_text("1 henvendelse")
    fundet["søgt"] = brud(side)
    side.goto("/henvendelser/ny/")
    side.get_by_role("combobox", name="Afdeling").fill("øøø")
    expect(side.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    fundet["søgefelt åbent"] = brud(side)
    assert {sted: fejl for sted, fejl in fundet.items() if fejl} == {}
