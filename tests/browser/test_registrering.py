"""A telephone call is registered: by the keyboard alone, and without script."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from henvendelser.models import Henvendelse
from henvendelser.regler import i_dag
from henvendelser.valg import Sagstype

from .conftest import ALBERTSLUND
from .tastatur import Tastatur

pytestmark = pytest.mark.browser

BESKRIVELSE = "Borgeren har ventet siden maj og får ikke svar."
HOEJST_TASTER = 60  # less the description's own letters


@pytest.fixture
def kodelister(transactional_db) -> None:
    """Albertslund's departments and topics: lists as long as a real office has them."""
    call_command("opsaet", ALBERTSLUND / "opsaetning.json", stdout=io.StringIO())


def alt_om(henvendelse: Henvendelse) -> dict:
    """What is registered, in words; the issues in their order."""
    borger = henvendelse.borger
    return {
        "modtaget": henvendelse.modtaget,
        "afsluttet": henvendelse.afsluttet,
        "kontaktform": str(henvendelse.kontaktform),
        "kategori": henvendelse.kategori,
        "behandling": henvendelse.behandling,
        "borger": borger and (borger.navn, borger.telefon, borger.email),
        "beskrivelse": henvendelse.beskrivelse,
        "oprettet_af": str(henvendelse.oprettet_af),
        "sager": [
            (Sagstype(sag.sagstype).label, sag.afdeling.navn, sag.emne.navn)
            for sag in (henvendelse.hovedsag, *henvendelse.foelgesager)
        ],
    }


DEN_VENTEDE = {
    "afsluttet": None,
    "kontaktform": "Mail",
    "kategori": None,
    "behandling": None,
    "borger": None,
    "beskrivelse": BESKRIVELSE,
    "oprettet_af": "raadgiver",
    "sager": [
        ("Hovedsag", "Ældre, Sundhed & Social", "Sagsbehandlingstid og manglende svar"),
        ("Følgesag", "Børn & Familie", "Begrundelse"),
        ("Følgesag", "Økonomi & Stab", "Notatpligt"),
    ],
}


def er_sagens_side(side: Page, henvendelse: Henvendelse) -> None:
    """The page of the case is shown, with its issues and the receipt."""
    expect(side.get_by_role("heading", level=1)).to_have_text(f"Henvendelse {henvendelse.nummer}")
    assert urlsplit(side.url).path == henvendelse.get_absolute_url()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    raekker = side.get_by_role("region", name="Sager").get_by_role("row")
    expect(raekker).to_have_count(1 + len(DEN_VENTEDE["sager"]))
    for raekke, (sagstype, afdeling, emne) in zip(
        raekker.all()[1:], DEN_VENTEDE["sager"], strict=True
    ):
        expect(raekke).to_contain_text(sagstype)
        expect(raekke).to_contain_text(afdeling)
        expect(raekke).to_contain_text(emne)
    expect(side.get_by_text(BESKRIVELSE)).to_be_visible()


def test_en_henvendelse_med_to_foelgesager_kun_med_tastaturet(kodelister, vinduer, raadgiver):
    side = vinduer.aabn(raadgiver)
    side.goto("/")
    tast = Tastatur(side)

    tast.tryk("Tab", "Enter")  # past the menu
    tast.tryk("Tab")
    tast.enter_til("/henvendelser/ny/")
    side.wait_for_function("document.activeElement.name === 'kontaktform'")
    tast.skriv("m")  # Mail, in an ordinary select
    tast.tryk(*["Tab"] * 5)
    tast.skriv("æld")
    tast.tryk("Enter", "Tab")
    tast.skriv("sag")
    tast.tryk("ArrowDown", "ArrowUp", "Enter")
    tast.tryk("Tab", "Enter")  # a følgesag; the focus goes to its first field
    assert tast.fokus() == "Følgesag 1: Afdeling"
    tast.skriv("bør")
    tast.tryk("Tab")  # leaving the field takes the match
    tast.skriv("beg")
    tast.tryk("Tab", "Tab", "Tab")
    tast.skriv(BESKRIVELSE)
    tast.tryk("Shift+Tab", "Space")  # and one more
    assert tast.fokus() == "Følgesag 2: Afdeling"
    tast.skriv("øko")
    tast.tryk("Tab")
    tast.skriv("not")
    tast.tryk(*["Tab"] * 8)
    tast.enter_til(r"/henvendelser/\d+-\d+/")

    assert tast.orden == [
        "Gå til sidens indhold",
        "Ny henvendelse",
        "Navn",
        "Telefon",
        "E-mail",
        "CPR-nummer",
        "Hovedsag: Afdeling",
        "Hovedsag: Emne",
        "Tilføj følgesag",
        "Følgesag 1: Emne",
        "Følgesag 1: Fjern følgesagen",
        "Tilføj følgesag",
        "Beskrivelse",
        "Tilføj følgesag",
        "Følgesag 2: Emne",
        "Følgesag 2: Fjern følgesagen",
        "Tilføj følgesag",
        "Beskrivelse",
        "Notat",
        "Kategori",
        "Behandling",
        "Afsluttet",
        "Gem",
    ]
    assert tast.usynlige == []
    gemt = Henvendelse.objects.get()
    assert alt_om(gemt) == DEN_VENTEDE | {"modtaget": i_dag()}
    er_sagens_side(side, gemt)
    uden_teksten = tast.antal - len(BESKRIVELSE)
    print(f"\n{tast.antal} tastetryk fra forsiden til sagen; {uden_teksten} uden beskrivelsen")
    assert uden_teksten <= HOEJST_TASTER


def test_det_samme_uden_script(kodelister, vinduer, raadgiver):
    side = vinduer.aabn(raadgiver, script=False)

    def sag(navn: str, afdeling: str, emne: str) -> None:
        gruppe = side.get_by_role("group", name=navn)
        gruppe.get_by_label("Afdeling").select_option(label=afdeling)
        gruppe.get_by_label("Emne").select_option(label=emne)

    def sagen(navn: str) -> tuple[str, str]:
        gruppe = side.get_by_role("group", name=navn)
        return tuple(
            gruppe.get_by_label(felt).locator("option:checked").inner_text()
            for felt in ("Afdeling", "Emne")
        )

    hovedsag, foerste, anden = (sag_[1:] for sag_ in DEN_VENTEDE["sager"])
    tilfoej = side.get_by_role("button", name="Tilføj følgesag")
    side.goto("/")
    side.get_by_role("link", name="Ny henvendelse").first.click()
    side.get_by_label("Kontaktform").select_option(label="Mail")
    sag("Hovedsag", *hovedsag)
    side.get_by_label("Beskrivelse").fill(BESKRIVELSE)
    tilfoej.click()
    expect(side.get_by_role("group", name="Følgesag 1").get_by_label("Afdeling")).to_be_focused()
    sag("Følgesag 1", *foerste)
    tilfoej.click()
    sag("Følgesag 2", "Miljø & Teknik", "Vejledning")
    tilfoej.click()
    sag("Følgesag 3", *anden)
    assert Henvendelse.objects.count() == 0

    # Two more round trips, and all that was typed is still there.
    side.get_by_role("button", name="Fjern følgesag 2").click()
    expect(side.get_by_role("group", name="Følgesag 3")).to_have_count(0)
    assert sagen("Hovedsag") == hovedsag
    assert sagen("Følgesag 1") == foerste
    assert sagen("Følgesag 2") == anden
    expect(side.get_by_label("Beskrivelse")).to_have_value(BESKRIVELSE)
    side.get_by_role("button", name="Gem").last.click()

    gemt = Henvendelse.objects.get()
    assert alt_om(gemt) == DEN_VENTEDE | {"modtaget": i_dag()}
    er_sagens_side(side, gemt)


def test_en_foelgesag_der_fjernes_gemmes_ikke(kodelister, vinduer, raadgiver):
    """With script: the row goes on the spot, the others are numbered anew, the focus stays near."""
    side = vinduer.aabn(raadgiver)
    side.goto("/henvendelser/ny/")
    side.get_by_label("Kontaktform").select_option(label="Mail")

    def sag(navn: str, afdeling: str, emne: str) -> None:
        gruppe = side.get_by_role("group", name=navn)
        for felt, tekst in (("Afdeling", afdeling), ("Emne", emne)):
            gruppe.get_by_role("combobox", name=felt).fill(tekst)
            gruppe.get_by_role("option", name=tekst).click()

    hovedsag, foerste, anden = (sag_[1:] for sag_ in DEN_VENTEDE["sager"])
    tilfoej = side.get_by_role("button", name="Tilføj følgesag")
    sag("Hovedsag", *hovedsag)
    for nummer, indhold in enumerate((foerste, ("Miljø & Teknik", "Partshøring"), anden), start=1):
        tilfoej.click()
        sag(f"Følgesag {nummer}", *indhold)
    side.get_by_role("group", name="Følgesag 2").get_by_role("button", name="Fjern").click()
    expect(side.get_by_role("group", name="Følgesag 3")).to_have_count(0)
    efter = side.get_by_role("group", name="Følgesag 2").get_by_role("combobox", name="Afdeling")
    expect(efter).to_be_focused()
    expect(efter).to_have_value(anden[0])
    expect(side.get_by_text("Følgesag 2 er fjernet.")).to_be_attached()
    side.get_by_label("Beskrivelse").fill(BESKRIVELSE)
    side.get_by_role("button", name="Gem").click()

    er_sagens_side(side, Henvendelse.objects.get())
    assert alt_om(Henvendelse.objects.get()) == DEN_VENTEDE | {"modtaget": i_dag()}
