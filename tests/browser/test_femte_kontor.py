"""A fifth office, known only by its description, is set up in the browser and counted.

"Nybøl registers one inquiry for each department it concerns, without complaint points and without
legal topics. It notes who turns to it and whether the citizen lives in the municipality, by visit,
by telephone or through the library; whether the inquiry is well defined or open; whether there is
a guardian; and which benefits it is about, often several. Its year begins in September."

Nothing of Nybøl stands in the program: no fixture, no setup file, no line of code.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from beretning.optaelling import MAAL, kontorets_dimensioner
from henvendelser.models import Henvendelse, Kontor, Maerke

pytestmark = pytest.mark.browser

LISTER = {
    "afdelinger": ("Social", "Teknik", "Skole"),
    "kontaktformer": ("Besøg", "Telefon", "Biblioteket"),
    "henvendere": ("Borger", "Værge", "Pårørende"),
    "behandlinger": ("Svaret", "Sendt videre"),
}
TIL = ("Henvender", "Bosat i kommunen", "Type")
FRA = ("Emne", "Kategori")


@dataclass(frozen=True)
class Opkald:
    """One inquiry as the adviser types it; "" is what is not stated."""

    modtaget: str
    afdeling: str
    kontaktform: str
    henvender: str = ""
    bosat: str = ""
    type: str = ""
    vaergemaal: str = ""
    ydelser: tuple[str, ...] = ()


OPKALD = (
    Opkald("31.08.2024", "Social", "Besøg", "Værge", "Ja", "Åben", "Ja", ("Bolig",)),  # before
    Opkald("01.09.2024", "Social", "Telefon", "Borger", "Ja", "Afgrænset", "Nej", ("Bolig",)),
    Opkald("02.09.2024", "Social", "Besøg", "Værge", "Ja", "Åben", "Ja", ("Bolig", "Økonomi")),
    Opkald("03.01.2025", "Teknik", "Telefon", "Borger", "Nej", "Afgrænset"),
    Opkald("04.01.2025", "Teknik", "Biblioteket", "", "", "", "Nej", ("Økonomi",)),
    Opkald("05.05.2025", "Skole", "Besøg", "Værge", "Ja", "Åben", "Ja", ("Bolig", "Økonomi")),
    Opkald("31.08.2025", "Skole", "Telefon", "Værge", "", "Åben", "Ja"),
    Opkald("01.09.2025", "Skole", "Telefon", "Borger", "Ja", "", "", ("Sundhed",)),  # after
)

SKABELON = {
    "noegle": "nyboel-2024-25",
    "titel": "Beretning for Nybøl",
    "fra": "2024-09-01",
    "til": "2025-08-31",
    "dateret": "2025-10-01",
    "afsender": "Borgerrådgiveren",
    "afsnit": [
        {
            "art": "tabel",
            "noegle": "hvem",
            "overskrift": "Hvem og hvordan",
            "indhold": {
                "maal": "henvendelser",
                "raekker": {"dimension": "kontaktform"},
                "kolonner": {"dimension": "henvender"},
            },
        },
        {
            "art": "tabel",
            "noegle": "ydelser",
            "overskrift": "Ydelser og værgemål",
            "indhold": {
                "maal": "henvendelser",
                "raekker": {"dimension": "maerke_ydelser"},
                "kolonner": {"dimension": "maerke_vaergemaal"},
            },
        },
        {
            "art": "tabel",
            "noegle": "sociale",
            "overskrift": "Afdelinger, kun dem med værge",
            "indhold": {
                "maal": "henvendelser",
                "raekker": {"dimension": "afdeling", "efter_hovedsag": True},
                "kolonner": {"dimension": "bosat"},
                "filter": {"maerke_vaergemaal": ["Ja"]},
            },
        },
    ],
}

FLERE_SVAR = (
    "En henvendelse kan have flere svar på »Ydelser« og tælles med under dem alle. Tallene kan "
    "derfor ikke lægges sammen til antallet af henvendelser."
)
# Counted by hand from OPKALD: the six from 1 September 2024 to 31 August 2025.
VENTET = {
    "hvem": (
        ["Borger", "Værge", "Pårørende", "Uoplyst", "I alt"],
        {
            "Besøg": [0, 2, 0, 0, 2],
            "Telefon": [2, 1, 0, 0, 3],
            "Biblioteket": [0, 0, 0, 1, 1],
            "I alt": [2, 3, 0, 1, 6],
        },
        [],
    ),
    "ydelser": (
        ["Ja", "Nej", "Uoplyst", "I alt"],
        {
            "Bolig": [2, 1, 0, 3],
            "Økonomi": [2, 1, 0, 3],
            "Sundhed": [0, 0, 0, 0],
            "Uoplyst": [1, 0, 1, 2],
            "I alt": [3, 2, 1, 6],
        },
        [FLERE_SVAR],
    ),
    "sociale": (
        ["Ja", "Nej", "Uoplyst", "I alt"],
        {
            "Social": [1, 0, 0, 1],
            "Teknik": [0, 0, 0, 0],
            "Skole": [1, 0, 1, 2],
            "I alt": [2, 0, 1, 3],
        },
        [],
    ),
}


def tilfoej(side: Page, navn: str) -> None:
    side.get_by_label("Navn", exact=True).fill(navn)
    side.get_by_role("button", name="Tilføj").click()
    expect(side.get_by_role("status")).to_contain_text(f"»{navn}« er tilføjet.")


def saet_op(side: Page) -> None:
    """All of the description, as the administrator reads it aloud."""
    side.goto("/")
    side.get_by_role("link", name="Opsætning", exact=True).click()
    side.get_by_role("link", name="Ret kontorets oplysninger").click()
    side.get_by_label("Kommune").fill("Nybøl Kommune")
    side.get_by_label("Én henvendelse pr. afdeling").check()
    side.get_by_label("Registrér flere klagepunkter").uncheck()
    side.get_by_label("Beretningens år begynder i").select_option(label="september")
    side.get_by_role("button", name="Gem").click()
    expect(side.get_by_role("status")).to_contain_text("Kontorets oplysninger er gemt.")
    for liste, navne in LISTER.items():
        side.goto(reverse("opsaetning_liste", args=[liste]))
        for navn in navne:
            tilfoej(side, navn)
    # Made in the wrong order, and put right.
    side.goto(reverse("opsaetning_liste", args=["afdelinger"]))
    side.get_by_role("button", name="Op Teknik").click()
    side.get_by_role("button", name="Ned Teknik").click()
    expect(side.get_by_role("status")).to_contain_text("»Teknik« er flyttet ned.")
    side.goto("/opsaetning/felter/")
    for navn in (*TIL, *FRA):
        side.get_by_role("button", name=f"{'Slå til' if navn in TIL else 'Slå fra'} {navn}").click()
        expect(side.get_by_role("status")).to_contain_text(f"»{navn}« registreres")
    side.goto("/opsaetning/lister/maerker/")
    side.get_by_label("Ja eller nej").check()
    tilfoej(side, "Værgemål")
    side.get_by_label("En eller flere værdier fra en liste").check()
    side.get_by_label("Hjælpetekst").fill("Hvad borgeren får eller søger.")
    tilfoej(side, "Ydelser")
    for navn in ("Bolig", "Økonomi", "Sundhed"):
        tilfoej(side, navn)


def registrer(side: Page, opkald: Opkald) -> None:
    side.goto("/henvendelser/ny/")
    side.get_by_label("Modtaget").fill(opkald.modtaget)
    for felt, vaerdi in (
        ("Kontaktform", opkald.kontaktform),
        ("Henvender", opkald.henvender),
        ("Bosat i kommunen", opkald.bosat),
        ("Type", opkald.type),
        ("Værgemål", opkald.vaergemaal),
    ):
        if vaerdi:
            side.get_by_label(felt).select_option(label=vaerdi)
    side.get_by_role("combobox", name="Afdeling").fill(opkald.afdeling)
    side.get_by_role("combobox", name="Afdeling").press("Tab")
    for ydelse in opkald.ydelser:
        side.get_by_label(ydelse).check()
    side.get_by_role("button", name="Gem").last.click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")


def talte_tabeller() -> dict[str, tuple]:
    """The report's tables as the command prints them: columns, lines and notes."""
    ud = io.StringIO()
    call_command("tabeller", SKABELON["noegle"], format="json", stdout=ud)
    return {
        tabel["noegle"]: (
            tabel["kolonner"],
            {r["navn"]: r["celler"] for r in tabel["raekker"]} | {"I alt": tabel["i_alt"]},
            tabel["noter"],
        )
        for tabel in json.loads(ud.getvalue())
    }


def test_et_femte_kontor_saettes_op_registreres_og_taelles(
    vinduer, administrator, raadgiver, tmp_path
):
    saet_op(vinduer.aabn(administrator))
    kontor = Kontor.objects.get()
    assert (str(kontor), kontor.enhed, kontor.foelgesager, kontor.aaret_begynder) == (
        "Nybøl Kommune",
        "afdeling",
        False,
        9,
    )
    assert set(Maerke.objects.values_list("noegle", flat=True)) == {"vaergemaal", "ydelser"}
    dimensioner = {d.noegle for d in kontorets_dimensioner(MAAL["henvendelser"])}
    assert {"henvender", "bosat", "type", "maerke_vaergemaal", "maerke_ydelser"} <= dimensioner
    assert not {"emne", "kategori", "retsstilling", "laering", "anonym"} & dimensioner

    side = vinduer.aabn(raadgiver)
    side.goto("/henvendelser/ny/")
    expect(side.get_by_text("Én henvendelse pr. afdeling.")).to_be_visible()
    expect(side.get_by_text("Hvad borgeren får eller søger.")).to_be_visible()
    for skjult in ("Emne", "Kategori", "Styrket retsstilling", "Anonym"):
        expect(side.get_by_label(skjult, exact=True)).to_have_count(0)
    expect(side.get_by_role("button", name="Tilføj følgesag")).to_have_count(0)
    for opkald in OPKALD:
        registrer(side, opkald)
    assert Henvendelse.objects.count() == len(OPKALD)

    skabelon = tmp_path / "skabelon.json"
    skabelon.write_text(json.dumps(SKABELON), encoding="utf-8")
    call_command("opret_beretning", skabelon, stdout=io.StringIO())
    assert talte_tabeller() == VENTET

    # On the screen a number leads to exactly its inquiries.
    side.goto(reverse("beretning", args=[SKABELON["noegle"]]))
    raekke = side.get_by_role("row", name="Økonomi")
    raekke.get_by_role("link", name="3").click()
    expect(side.get_by_role("status")).to_contain_text("3 henvendelser modtaget 1.9.2024–31.8.2025")
    expect(side.get_by_role("status")).to_contain_text("ydelser: Økonomi")
    expect(side.locator("tbody tr")).to_have_count(3)
