"""What each of the three does in the browser through the year, and what they see of it.

A function is one sitting of one person, who begins at the first page or at the link of a mail.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from django.conf import settings
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from ..beretning.test_pdf import sidetekst

RAADGIVERS_MAIL = "raadgiver@kommune.example"
LEDERS_MAIL = "bente@kommune.example"
AFDELING = "Børn & Familie"
FORTROLIGT = "Borgeren er bange for, at det går ud over barnet."
SPOERGSMAAL = "Alma Prøve søgte om en plads i august. Hvorfor har hun ikke fået svar?"
FOERSTE_SVAR = "Ansøgningen blev lagt i en forkert bunke. Den er afgjort i dag."
OPFOELGENDE = "Hvordan undgår I, at det sker igen?"
ANDET_SVAR = "Hver mandag gennemgår vi de ansøgninger, der ikke har fået en sagsbehandler."
ANBEFALING = "Kvittér for hver ansøgning inden for en uge."
GJORT = "Siden juni har hver ansøger fået en kvittering, som regel samme dag."
LAERT = "Vi har lært, at en ansøgning uden sagsbehandler er en, ingen savner før borgeren ringer."
BERETNINGEN = "Borgerrådgiverens beretning 2025/26"


def kvittering(side: Page, tekst: str) -> None:
    expect(side.get_by_role("status").filter(has_text=tekst)).to_be_visible()


def knap(side: Page, navn: str) -> None:
    side.get_by_role("button", name=navn, exact=True).click()


def foelg(side: Page, navn: str) -> None:
    side.get_by_role("link", name=navn).first.click()


def aabn_mailen(side: Page, modtager: str, emne: str) -> None:
    """The newest mail to one, which says nothing of the case; then its link."""
    brev = next(et for et in reversed(mail.outbox) if et.to == [modtager])
    assert brev.subject == emne
    for ord_ in (SPOERGSMAAL, FOERSTE_SVAR, OPFOELGENDE, ANBEFALING, "Alma", AFDELING):
        assert ord_ not in brev.body
    (link,) = (linje for linje in brev.body.splitlines() if linje.startswith(settings.ADRESSE))
    side.goto(link.removeprefix(settings.ADRESSE))


def indlaeg(side: Page, overskrift: str) -> Locator:
    """The part of the thread under that heading."""
    return side.get_by_role("listitem").filter(
        has=side.get_by_role("heading", name=overskrift, exact=True)
    )


# ---- The administrator ------------------------------------------------------------------------


def giver_lederen_adgang(side: Page) -> None:
    foelg(side, "Brugere")
    foelg(side, "Ny bruger")
    side.get_by_label("Navn", exact=True).fill("Bente Leder")
    side.get_by_label("Mailadresse").fill(LEDERS_MAIL)
    side.get_by_label("Brugernavn").fill("bente")
    side.get_by_label("Afdelingsleder").check()
    side.get_by_label(AFDELING).check()
    knap(side, "Opret og inviter")
    expect(side.get_by_role("heading", name="Bente Leder")).to_be_visible()
    expect(side.get_by_role("link", name="Henvendelser", exact=True)).to_have_count(0)


# ---- The adviser ------------------------------------------------------------------------------


def registrerer_opkaldet(side: Page) -> str:
    """Answers the address of the case."""
    foelg(side, "Ny henvendelse")
    side.get_by_label("Kontaktform").select_option(label="Telefon")
    side.get_by_label("Navn").fill("Alma Prøve")
    for felt, soegt in (("Afdeling", "bør"), ("Emne", "svar")):
        side.get_by_role("combobox", name=felt).fill(soegt)
        side.get_by_role("combobox", name=felt).press("Tab")
    side.get_by_label("Beskrivelse").fill(FORTROLIGT)
    knap(side, "Gem")
    kvittering(side, "er gemt")
    return side.url


def kan_ikke_spoerge_uden_samtykke(side: Page) -> None:
    expect(side.get_by_role("link", name="Spørg en afdeling")).to_have_count(0)
    expect(side.get_by_text("når borgerens samtykke til det er registreret")).to_be_visible()


def registrerer_samtykket(side: Page) -> None:
    samtykke = side.get_by_role("region", name="Samtykke")
    samtykke.get_by_text("Registrér samtykke", exact=True).click()
    samtykke.get_by_label("Kontakt til afdelinger").check()
    samtykke.get_by_label("Hvordan").select_option(label="Mundtligt i telefonen")
    knap(side, "Gem samtykket")
    expect(samtykke.get_by_text("Gælder", exact=True)).to_be_visible()


def spoerger_afdelingen(side: Page) -> None:
    foelg(side, "Spørg en afdeling")
    expect(side.get_by_role("combobox", name="Afdeling")).to_have_value(AFDELING)
    side.get_by_label("Hvad spørger du om?").fill(SPOERGSMAAL)
    knap(side, "Send til afdelingen")
    kvittering(side, f"sendt til {AFDELING}. Svarfrist: 3. februar 2025.")


def giver_laengere_frist(side: Page) -> None:
    bunke = side.get_by_role("region", name="Nyt fra afdelinger")
    expect(bunke).to_contain_text("beder om længere frist")
    aabn_mailen(side, RAADGIVERS_MAIL, "Der er nyt fra en afdeling")
    foelg(side, "Svar på ønsket")
    expect(side.get_by_text("To af os er syge.")).to_be_visible()
    side.get_by_label("Giv den længere frist").check()
    side.get_by_label("Besked til afdelingen").fill("Fint, men ikke længere.")
    knap(side, "Svar afdelingen")
    kvittering(side, "Afdelingens ønske er")
    side.get_by_text("Besked til borgeren om fristen").click()
    expect(side.get_by_text("Afdelingen svarer nu senest 14. februar 2025.")).to_be_visible()


def spoerger_igen(side: Page) -> None:
    expect(side.get_by_role("region", name="Nyt fra afdelinger")).to_contain_text("besvaret")
    aabn_mailen(side, RAADGIVERS_MAIL, "Der er nyt fra en afdeling")
    expect(indlaeg(side, "Svar")).to_contain_text(FOERSTE_SVAR)
    expect(indlaeg(side, "Svar")).to_contain_text("Fejlen erkendes")
    foelg(side, "Stil opfølgende spørgsmål")
    side.get_by_label("Hvad mangler der svar på?").fill(OPFOELGENDE)
    knap(side, "Send spørgsmålet")
    kvittering(side, "Spørgsmålet er sendt til afdelingen.")


def godtager_svaret(side: Page) -> None:
    aabn_mailen(side, RAADGIVERS_MAIL, "Der er nyt fra en afdeling")
    expect(indlaeg(side, "Svar").last).to_contain_text(ANDET_SVAR)
    foelg(side, "Afslut")
    side.get_by_label("Ja, svaret er godtaget").check()
    knap(side, "Afslut forespørgslen")
    kvittering(side, "Forespørgslen er afsluttet.")
    for navn in ("Opfølgende spørgsmål", "Fristen er forlænget"):
        expect(side.locator("dl.fakta div").filter(has_text=navn)).to_contain_text("1")


def anbefaler(side: Page) -> None:
    foelg(side, "Anbefalinger")
    foelg(side, "Ny anbefaling")
    side.get_by_label("År", exact=True).fill("2024")
    side.get_by_label("Anbefaling", exact=True).fill(ANBEFALING)
    side.get_by_label(AFDELING).check()
    side.get_by_label("Offentliggjort").fill("30.05.2025")
    knap(side, "Gem")
    expect(side.get_by_role("heading", name="Anbefaling 2024-1")).to_be_visible()


def aabner_runden(side: Page) -> None:
    foelg(side, "Runder")
    foelg(side, "Åbn en runde")
    expect(side.get_by_label("Beretning").locator("option:checked")).to_have_text(BERETNINGEN)
    expect(side.get_by_label(f"{AFDELING} (1)")).to_be_checked()
    side.get_by_label("Frist").fill("01.05.2026")
    knap(side, "Åbn runden")
    kvittering(side, "Runden er åbnet.")


def saetter_svarene_i_beretningen(side: Page) -> None:
    foelg(side, "Runder")
    foelg(side, BERETNINGEN)
    expect(side.get_by_role("row", name=AFDELING)).to_contain_text("Sendt")
    foelg(side, "Luk runden")
    expect(side.get_by_text("Alle afdelinger har svaret.")).to_be_visible()
    knap(side, "Luk runden")
    foelg(side, "Sæt svarene i beretningen")
    knap(side, "Sæt dem i beretningen")
    kvittering(side, "Svarene står i beretningen")
    for tekst in (GJORT, LAERT):
        expect(side.get_by_text(tekst)).to_be_visible()


def henter_pdf(side: Page) -> str:
    """The text of all pages."""
    with side.expect_download(timeout=60_000) as hentning:
        foelg(side, "Hent PDF")
    pdf = pypdfium2.PdfDocument(Path(hentning.value.path()).read_bytes())
    return " ".join(sidetekst(ark) for ark in pdf)


# ---- The lead ---------------------------------------------------------------------------------


def laeser_forespoergslen(side: Page) -> None:
    expect(side.get_by_text("Svar senest mandag 3. februar")).to_be_visible()
    aabn_mailen(side, LEDERS_MAIL, "Borgerrådgiveren har spurgt din afdeling")
    expect(side.get_by_text(SPOERGSMAAL)).to_be_visible()
    expect(side.get_by_text("Svartid")).to_be_visible()
    expect(side.get_by_text(FORTROLIGT)).to_have_count(0)


def beder_om_tid(side: Page) -> None:
    aabn_mailen(side, LEDERS_MAIL, "Påmindelse: borgerrådgiveren venter snart svar")
    foelg(side, "Bed om længere frist")
    side.get_by_label("Hvornår kan I svare?").fill("14.02.2025")
    side.get_by_label("Hvorfor kan I ikke nå det?").fill("To af os er syge.")
    knap(side, "Send ønsket")
    kvittering(side, "Borgerrådgiveren har fået jeres ønske.")
    expect(side.get_by_text("Svar senest mandag 3. februar 2025")).to_be_visible()


def svarer(side: Page) -> None:
    aabn_mailen(side, LEDERS_MAIL, "Svar på jeres ønske om længere frist")
    expect(side.get_by_text("Svar senest fredag 14. februar 2025 (i morgen)")).to_be_visible()
    expect(indlaeg(side, "Længere frist givet")).to_contain_text("Fint, men ikke længere.")
    side.get_by_label("Jeres svar").fill(FOERSTE_SVAR)
    knap(side, "Gem kladde")
    kvittering(side, "Kladden er gemt.")
    expect(side.get_by_label("Jeres svar")).to_have_value(FOERSTE_SVAR)
    side.get_by_label("Fejlen erkendes", exact=True).check()
    side.get_by_label("Hvad er der gjort for borgeren?").fill("Vi har ringet og sagt undskyld.")
    knap(side, "Send svaret")
    kvittering(side, "Svaret er sendt til borgerrådgiveren.")


def svarer_paa_det_opfoelgende(side: Page) -> None:
    foelg(side, "Læs det opfølgende spørgsmål, og svar")
    expect(indlaeg(side, "Opfølgende spørgsmål")).to_contain_text(OPFOELGENDE)
    side.get_by_label("Jeres svar").fill(ANDET_SVAR)
    side.get_by_label("Fejlen erkendes", exact=True).check()
    side.get_by_label("Hvad bliver ændret").fill(ANDET_SVAR)
    knap(side, "Send svaret")
    kvittering(side, "Svaret er sendt til borgerrådgiveren.")
    foelg(side, "Overblik")
    expect(side.get_by_text("Der er intet, du skal svare på.")).to_be_visible()


def svarer_i_runden(side: Page) -> None:
    expect(side.get_by_text("Svar senest fredag 1. maj (om 11 dage)")).to_be_visible()
    expect(side.get_by_text(f"Årets runde for {AFDELING}", exact=True)).to_be_visible()
    foelg(side, "Skriv svaret")
    expect(side.get_by_text(ANBEFALING)).to_be_visible()
    side.get_by_label("Fulgt", exact=True).check()
    side.get_by_label("Hvad har I gjort?").fill(GJORT)
    side.get_by_label("Overskrift").fill("Ansøgninger")
    side.get_by_label("Hvad har I lært, og hvad gør I?").fill(LAERT)
    knap(side, "Send svaret")
    kvittering(side, "Svaret er sendt til borgerrådgiveren.")
