"""axe finds nothing (WCAG 2.1 A and AA) and nothing sticks out, on every page and in every state.

The pages are taken from the program's own addresses: a new one without an example here fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.template import loader
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from beretning.models import Afsnit, Anbefaling, Beretning, Runde
from henvendelser import regler
from henvendelser.handlinger.svar import bed_om_forlaengelse
from henvendelser.models import (
    Afdeling,
    Afgoerelse,
    Aktivitet,
    Borger,
    Bruger,
    Emne,
    Forespoergsel,
    Henvendelse,
    Maerke,
    Registreringsfelt,
    Sag,
)
from henvendelser.registreringsfelter import FELTER
from henvendelser.roller import alle_adresser
from henvendelser.valg import Maerkeslags

from .. import fabrik
from ..conftest import med_app
from .axe import brud
from .conftest import BRED, SMAL

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("bredde", [BRED, SMAL])]

# Addresses that answer a GET with something else than a page for the adviser.
IKKE_SIDER = {
    "account_logout": "POST only",
    "afslut_session": "POST only",
    "kommunelogin": "leads out of the program, where it is set up",
    "kommunelogin_svar": "the provider's answer",
    "kommunelogin_fejl": "answers 400; see test_login.py",
    "ingen_rolle": "answers 403; see there",
    "vaelg_faktor": "for a user without a factor; see test_login.py",
    "mfa_authenticate": "between password and login; see there",
    "account_change_password": "asks for a password of one's own; see there",
    "account_reauthenticate": "see there",
    "mfa_reauthenticate_webauthn": "for a user with a key; see there",
    "mfa_activate_totp": "see there",
    "mfa_deactivate_totp": "see there",
    "mfa_add_webauthn": "see there",
    "mfa_remove_webauthn": "see there",
    "mfa_view_recovery_codes": "see there",
    "mfa_generate_recovery_codes": "see there",
    "gem_kladde": "POST only",
    "gem_filter": "of a filtered list; see test_listernes_tilstande",
    "favicon.ico": "a picture",
    "security_txt": "a text file",
    "genaabn_henvendelse": "leads back to the case",
    "vis_cpr": "leads back to the case",
    "tilfoej_dokumenter": "leads back to the case",
    "dokument": "a file",
    "tilfoej_afgoerelsesdokumenter": "leads back to the decision",
    "afgoerelsesdokument": "a file",
    "giv_samtykke": "leads back to the case",
    "skriv_notat": "leads back to the case",
    "tilfoej_person": "leads back to the case",
    "beretning_pdf": "a file",
    "henvendelser_eksport": "a file",
    "sager_eksport": "a file",
    "afgoerelser_eksport": "a file",
    "bemaerkninger_eksport": "a file",
    "aktiviteter_eksport": "a file",
    "forespoergsler_eksport": "a file",
    "spoerg_igen": "of one that is answered; see test_en_forespoergsels_sider",
    "afslut_forespoergsel": "see there",
    "genaabn_forespoergsel": "leads back to the request",
    "flyt_forespoergsel": "leads back to the request",
    "send_mail_igen": "leads back to the request",
    "svar": "the lead's; see test_en_forespoergsels_sider",
    "bed_om_frist": "see there",
    "giv_videre": "see there",
    "svar_dokument": "a file",
    "borgerudtraek_csv": "a file",
    "logkontroller": "the administrator's; see test_logkontrollen",
    "logkontrol": "see there",
    "brugere": "the administrator's; see test_en_bruger_oprettes_og_rettes",
    "ny_bruger": "see there",
    "bruger": "see there",
    "ret_bruger": "see there",
    "inviter_bruger": "see test_en_brugers_adgang",
    "nulstil_brugers_faktor": "see there",
    "log_bruger_ud": "see there",
    "luk_bruger": "see there",
    "genaabn_bruger": "see there",
    "genaabn_anbefaling": "POST only",
    "genaabn_runde": "POST only",
    "opfoelgning_pdf": "a file",
    "skriv_rundesvar": "a lead's; see test_en_leders_svar_i_runden",
    "tillaeg": "leads back to the answer",
    "opsaetning_skift_felt": "POST only",
    "opsaetning_post_handling": "POST only",
    "opsaetning_vaerdi_handling": "POST only",
}
HTML = "text/html; charset=utf-8"


class Gang:
    """A walk through states; what is wrong is gathered, so that one run tells all."""

    def __init__(self) -> None:
        self.set: list[str] = []
        self.brud: dict[str, list[str]] = {}

    def se(self, tilstand: str, side: Page) -> None:
        assert tilstand not in self.set
        self.set.append(tilstand)
        if fundet := brud(side):
            self.brud[tilstand] = fundet

    def afslut(self, antal: int) -> None:
        """`antal` so that a state that is skipped by mistake is missed."""
        print(f"\naxe, {len(self.set)} tilstande: {', '.join(self.set)}")
        assert self.brud == {}
        assert len(self.set) == antal


@pytest.fixture
def gang() -> Gang:
    return Gang()


def navn(moenster) -> str:
    return moenster.name or str(moenster.pattern)


def alle_sider() -> Iterator[tuple[str, str]]:
    """Every page of the adviser's with an example: its name and address."""
    henvendelse = Henvendelse.objects.filter(afsluttet=None).first()
    afgoerelse = Afgoerelse.objects.first()
    maerke = Maerke.objects.create(noegle="m", navn="Handicap", slags=Maerkeslags.FLERE)
    anbefaling = fabrik.anbefaling([Afdeling.objects.first()])
    runde = fabrik.runde(Beretning.objects.get(), [Afdeling.objects.first()])
    gemt = fabrik.gemt_filter(Bruger.objects.get(username="raadgiver"), "Åbne", delt=True)
    egne = {
        "kasser_kladde": {
            "uuid": fabrik.kladde(
                Bruger.objects.get(username="raadgiver"), "/henvendelser/ny/"
            ).uuid
        },
        "vaelg_kolonner": {"liste": "henvendelser"},
        "ret_filter": {"pk": gemt.pk},
        "slet_filter": {"pk": gemt.pk},
        "rundesvar": {"pk": runde.svar.first().pk},
        "ny_opfoelgning": {"pk": anbefaling.adressater.get().pk},
        "opsaetning_post": {"pk": Emne.objects.exclude(overordnet=None).first().pk},
        "traek_samtykke_tilbage": {"pk": fabrik.samtykke(henvendelse).pk},
        "ret_notat": {"pk": fabrik.notat(henvendelse).pk},
        "ret_person": {"pk": fabrik.person(henvendelse).pk},
        "fjern_person": {"pk": fabrik.person(henvendelse).pk},
        "slet_afgoerelsesdokument": {"uuid": fabrik.dokument(afgoerelse, "Afgørelse.txt").uuid},
        "opsaetning_vaerdi": {"pk": maerke.vaerdier.create(navn="Barn").pk},
    }
    eksempler = {
        "felt": "type",
        "liste": "emner",
        "maerke": maerke.pk,
        "nummer": henvendelse.nummer,
        "uuid": fabrik.dokument(henvendelse, "Svar på klage.txt").uuid,
        "noegle": "albertslund-2024-25",
        "uidb36": "1",
        "key": "x-y",
    }
    _med_oenske_om_laengere_frist(henvendelse)
    nummererede = {
        "afgoerelser": Afgoerelse,
        "aktiviteter": Aktivitet,
        "anbefalinger": Anbefaling,
        "runder": Runde,
        "forespoergsler": Forespoergsel,
    }
    for moenster in alle_adresser():
        if navn(moenster) in IKKE_SIDER:
            continue
        if model := nummererede.get(str(moenster.pattern).split("/")[0]):
            eksempler["pk"] = model.objects.first().pk
        alle = eksempler | egne.get(moenster.name, {})
        mangler = set(moenster.pattern.converters) - set(alle)
        assert not mangler, f"no example for {moenster.pattern}"
        argumenter = {ord_: alle[ord_] for ord_ in moenster.pattern.converters}
        yield navn(moenster), reverse(moenster.name, kwargs=argumenter)


def _med_oenske_om_laengere_frist(henvendelse: Henvendelse) -> Forespoergsel:
    den = fabrik.forespoergsel(henvendelse, henvendelse.hovedsag.afdeling)
    bed_om_forlaengelse(
        forespoergsel=den, oensket=den.frist + timedelta(7), begrundelse="Ferie.", af=None
    )
    return den


def test_hver_side(bredde, gang, vinduer, albertslund, raadgiver):
    aaben = Henvendelse.objects.first()
    aaben.afsluttet = None
    aaben.borger = Borger.objects.create(navn="Alma Prøve")
    aaben.save()
    kendte = {navn(moenster) for moenster in alle_adresser()}
    aabne = {navn(m) for m in alle_adresser() if m.callback.rettighed is None}
    assert set(IKKE_SIDER) <= kendte
    inde, ude = vinduer.aabn(raadgiver, bredde=bredde), vinduer.aabn(bredde=bredde)
    for navn_, sti in alle_sider():
        side = ude if navn_ in aabne else inde
        svar = side.goto(sti)
        assert (svar.status, svar.header_value("content-type")) == (200, HTML)
        assert side.url.endswith(sti)
        gang.se(navn_, side)
    assert set(gang.set) == kendte - set(IKKE_SIDER)
    gang.afslut(antal=len(kendte) - len(IKKE_SIDER))


def test_en_forespoergsels_sider(bredde, gang, vinduer, raadgiver, leder):
    """What the lead sees, in the order that it happens, and the adviser's two last steps."""
    afdeling = leder.afdelinger.get()
    henvendelse = fabrik.henvendelse(afdeling=afdeling)
    lederens = vinduer.aabn(leder, bredde=bredde)
    lederens.goto("/")
    gang.se("leder uden forespørgsler", lederens)
    fabrik.leder(afdeling, "kollega", first_name="Carl")
    dokument = fabrik.dokument(henvendelse, "Klage over lang svartid.txt")
    den = fabrik.forespoergsel(
        henvendelse, afdeling, sager=list(henvendelse.sager.all()), dokumenter=[dokument]
    )
    lederens.goto("/")
    gang.se("leders forespørgsler", lederens)
    lederens.get_by_role("link", name="Læs, og svar").click()
    gang.se("forespørgsel at svare på", lederens)
    lederens.get_by_role("button", name="Send svaret").click()
    expect(lederens.get_by_role("alert")).to_be_focused()
    gang.se("svar med fejl", lederens)
    lederens.get_by_label("Jeres svar").fill("Vi har ikke svaret, og det beklager vi.")
    lederens.get_by_role("button", name="Gem kladde").click()
    expect(lederens.get_by_role("status")).to_contain_text("Kladden er gemt")
    gang.se("svar som kladde", lederens)
    for navn_, tilstand in (
        ("Bed om længere frist", "bed om længere frist"),
        ("Giv videre til en kollega", "giv videre"),
    ):
        lederens.get_by_role("link", name=navn_).click()
        gang.se(tilstand, lederens)
        lederens.get_by_role("link", name="Fortryd").click()
    lederens.get_by_label("Fejlen erkendes", exact=True).check()
    lederens.get_by_role("button", name="Send svaret").click()
    expect(lederens.get_by_role("status")).to_contain_text("Svaret er sendt")
    gang.se("svar lige sendt", lederens)

    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto(den.get_absolute_url())
    gang.se("besvaret forespørgsel", side)
    side.get_by_role("link", name="Stil opfølgende spørgsmål").click()
    gang.se("opfølgende spørgsmål", side)
    side.get_by_role("link", name="Fortryd").click()
    side.get_by_role("link", name="Afslut").click()
    gang.se("afslut forespørgsel", side)
    gang.afslut(antal=11)


def test_registreringens_tilstande(bredde, gang, vinduer, kontor, raadgiver):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    afdeling = side.get_by_role("combobox", name="Afdeling")
    emne = side.get_by_role("combobox", name="Emne")
    gem = side.get_by_role("button", name="Gem").last
    alarm = side.get_by_role("alert")

    side.goto("/henvendelser/ny/")
    side.get_by_role("button", name="Tilføj følgesag").click()
    afdeling.last.fill("Skole")
    expect(side.get_by_role("option", name="Skolefritid")).to_be_visible()
    gang.se("søgefelt åbent", side)
    afdeling.last.press("Enter")
    afdeling.first.fill("xyz")
    gang.se("søgefelt uden hits", side)
    afdeling.first.press("Tab")
    expect(alarm).to_contain_text("xyz")
    gang.se("søgefelt med ukendt tekst", side)
    afdeling.first.fill("")
    side.get_by_label("Modtaget").fill("31/02")
    gem.click()
    expect(alarm).to_be_focused()
    gang.se("ny henvendelse med fejl", side)

    def udfyld(engang: str = "") -> str:
        side.goto("/henvendelser/ny/")
        for felt, tekst in ((afdeling, "Børn & Familie"), (emne, "Andet")):
            felt.fill(tekst)
            felt.press("Tab")
        maerke = side.locator("[name=engang]")
        if engang:
            maerke.evaluate("(el, engang) => { el.value = engang; }", engang)
        return maerke.input_value()

    brugt = udfyld()
    gem.click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    gang.se("henvendelse lige gemt", side)
    udfyld(brugt)
    side.get_by_label("Beskrivelse").fill("Rettet bagefter")
    gem.click()
    expect(alarm).to_contain_text("allerede gemt")
    gang.se("formular sendt igen", side)
    gang.afslut(antal=6)


def test_en_henvendelses_og_en_afgoerelses_tilstande(bredde, gang, vinduer, kontor, raadgiver):
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, emne=kontor.svartid, foelgesager=((kontor.enhed, kontor.andet),)
    )
    side = vinduer.aabn(raadgiver, bredde=bredde)
    gem = side.get_by_role("button", name="Gem").last
    alarm = side.get_by_role("alert")

    side.goto(f"{henvendelse.get_absolute_url()}ret/")
    gang.se("ret henvendelse med følgesag", side)
    with fabrik.uden_om_loggen():
        Sag.objects.filter(henvendelse=henvendelse).update(emne=kontor.sprog)
    gem.click()
    expect(alarm).to_contain_text("En anden har rettet")
    gang.se("rettet af en anden", side)

    side.goto(f"{henvendelse.get_absolute_url()}afslut/")
    side.get_by_role("button", name="Afslut henvendelsen").click()
    expect(alarm).to_be_focused()
    gang.se("afslut med fejl", side)
    side.get_by_label("Behandling").select_option(label="Dialogsag")
    side.get_by_role("button", name="Afslut henvendelsen").click()
    expect(side.get_by_role("button", name="Genåbn")).to_be_visible()
    gang.se("henvendelse lige afsluttet", side)

    side.goto(f"{fabrik.henvendelse().get_absolute_url()}frist/")
    side.get_by_label("Følg op senest").fill("31.2.2025")
    gem.click()
    expect(alarm).to_be_focused()
    gang.se("frist med fejl", side)

    side.goto("/afgoerelser/ny/")
    gem.click()
    expect(alarm).to_be_focused()
    gang.se("ny afgørelse med fejl", side)

    side.goto("/aktiviteter/ny/")
    side.get_by_label("Timer").fill("mange")
    gem.click()
    expect(alarm).to_be_focused()
    gang.se("ny aktivitet med fejl", side)
    gang.afslut(antal=7)


def test_en_sags_deles_tilstande(bredde, gang, vinduer, kontor, raadgiver):
    """By keyboard alone, after the page is there."""
    henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    side = vinduer.aabn(raadgiver, bredde=bredde)
    alarm, besked = side.get_by_role("alert"), side.get_by_role("status")

    def tryk(knap: str) -> None:
        side.get_by_role("button", name=knap).press("Enter")

    side.goto(henvendelse.get_absolute_url())
    gang.se("en sag uden noget på", side)
    tryk("Skriv notatet")
    expect(alarm).to_be_focused()
    gang.se("notat med fejl", side)
    side.get_by_label("Nyt notat").fill("Fristen er den 1. maj.")
    tryk("Skriv notatet")
    expect(besked).to_contain_text("Notatet er skrevet")
    side.get_by_role("link", name="Ret notat 1").press("Enter")
    side.get_by_label("Det rettede notat").fill("Fristen er den 1. juni.")
    tryk("Skriv det rettede notat")
    expect(side.get_by_text("Rettet af notat 2.")).to_be_visible()
    gang.se("rettet notat", side)

    for mappe, knap in (
        ("Tilføj person", "Tilføj personen"),
        ("Registrér samtykke", "Gem samtykket"),
    ):
        side.get_by_text(mappe, exact=True).press("Enter")
        tryk(knap)
        expect(alarm).to_be_focused()
        expect(side.get_by_role("button", name=knap)).to_be_visible()
        gang.se(f"{mappe} med fejl", side)

    samtykke = fabrik.samtykke(henvendelse)
    side.goto(f"{henvendelse.get_absolute_url()}samtykke/{samtykke.pk}/traek-tilbage/")
    tryk("Træk samtykket tilbage")
    expect(alarm).to_be_focused()
    gang.se("tilbagetrækning med fejl", side)
    side.get_by_label("Hvordan").select_option(label="Skriftligt")
    tryk("Træk samtykket tilbage")
    expect(besked).to_contain_text("trukket tilbage")
    gang.se("samtykke trukket tilbage", side)
    gang.afslut(antal=7)


def test_logkontrollen(bredde, gang, vinduer, kontor, administrator):
    fabrik.henvendelse()
    side = vinduer.aabn(administrator, bredde=bredde)
    side.goto("/logkontrol/")
    gang.se("ingen kontroller endnu", side)
    side.get_by_label("Antal logposter").fill("0")
    side.get_by_role("button", name="Træk stikprøven").click()
    expect(side.get_by_role("alert")).to_be_focused()
    gang.se("forkert antal", side)
    side.get_by_label("Antal logposter").fill("3")
    side.get_by_role("button", name="Træk stikprøven").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Stikprøve af loggen")
    gang.se("en stikprøve", side)
    side.get_by_label("Udfald").first.select_option(label="Bør undersøges")
    side.get_by_role("button", name="Gem vurderingerne").click()
    expect(side.get_by_text("Skriv, hvad der bør undersøges.").first).to_be_visible()
    gang.se("en note mangler", side)
    side.get_by_label("Note").first.fill("Midt om natten")
    side.get_by_role("button", name="Gem vurderingerne").click()
    expect(side.get_by_role("status")).to_contain_text("er gemt")
    gang.se("vurderet", side)
    side.goto("/logkontrol/")
    gang.se("tidligere kontroller", side)
    gang.afslut(antal=6)


def test_en_bruger_oprettes_og_rettes(bredde, gang, vinduer, administrator, leder):
    side = vinduer.aabn(administrator, bredde=bredde)
    opret = side.get_by_role("button", name="Opret og inviter")
    alarm = side.get_by_role("alert")

    side.goto("/opsaetning/brugere/ny/")
    gang.se("ny bruger", side)
    opret.click()
    expect(alarm).to_be_focused()
    gang.se("ny bruger med fejl", side)
    side.get_by_label("Navn", exact=True).fill("Anne Marie Prøve")
    side.get_by_label("Mailadresse").fill("anne@kommune.example")
    side.get_by_label("Brugernavn").fill("anne")
    side.get_by_label("Afdelingsleder").check()
    opret.click()
    expect(alarm).to_contain_text("mindst én afdeling")
    gang.se("leder uden afdeling", side)
    side.get_by_label("Skolefritid").check()
    opret.click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Anne Marie Prøve")
    expect(side.get_by_role("status")).to_contain_text("et link er sendt")
    gang.se("bruger lige oprettet", side)
    side.goto("/opsaetning/brugere/")
    gang.se("brugere", side)

    side.goto(f"/opsaetning/brugere/{leder.pk}/ret/")
    side.get_by_label("Navn", exact=True).fill("Leder Prøve")
    side.get_by_label("Mailadresse").fill("leder@kommune.example")
    Bruger.objects.filter(pk=leder.pk).update(first_name="Imens")
    side.get_by_role("button", name="Gem").click()
    expect(alarm).to_contain_text("En anden har rettet")
    gang.se("bruger rettet af en anden", side)
    side.goto(f"/opsaetning/brugere/{administrator.pk}/")
    gang.se("sig selv", side)
    side.goto(f"/opsaetning/brugere/{administrator.pk}/ret/")
    expect(side.get_by_label("Afdelingsleder")).to_have_count(0)
    gang.se("ret sig selv", side)
    gang.afslut(antal=8)


def test_en_brugers_adgang(bredde, gang, vinduer, administrator, leder):
    med_app(leder)
    Bruger.objects.filter(pk=leder.pk).update(email="leder@kommune.example")
    side = vinduer.aabn(administrator, bredde=bredde)
    sti = f"/opsaetning/brugere/{leder.pk}/"
    for handling in ("inviter", "nulstil-faktor", "log-ud", "luk"):
        side.goto(f"{sti}{handling}/")
        expect(side.get_by_role("link", name="Fortryd")).to_be_visible()
        gang.se(f"bekræft {handling}", side)
    side.get_by_role("button", name="Luk adgangen").click()
    expect(side.get_by_role("link", name="Åbn adgangen igen")).to_be_visible()
    gang.se("lukket bruger", side)
    side.goto(f"{sti}genaabn/")
    gang.se("bekræft genaabn", side)
    side.get_by_role("button", name="Åbn adgangen igen").click()
    side.goto(f"{sti}inviter/")
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        side.get_by_role("button", name="Send invitationen igen").click()
        expect(side.get_by_role("alert")).to_contain_text("kunne ikke sendes")
        gang.se("invitationen kunne ikke sendes", side)
    SocialAccount.objects.create(user=leder, provider="kommunen", uid="x#1")
    side.goto(sti)
    gang.se("bruger fra kommunens login", side)
    gang.afslut(antal=8)


def test_listernes_tilstande(bredde, gang, vinduer, kontor, raadgiver):
    with transaction.atomic():
        fabrik.mange_henvendelser(120, kontor)
    for nummer in range(3):
        fabrik.afgoerelse(kontor.ankestyrelsen, temaer=[kontor.begrundelse][:nummer])
    side = vinduer.aabn(raadgiver, bredde=bredde)

    def aabn_filtre() -> None:
        for panel in side.locator("details").all():
            if panel.get_attribute("open") is None:
                panel.locator("> summary").click()

    side.goto("/henvendelser/?side=2")
    expect(side.get_by_role("navigation", name="Sideskift")).to_be_visible()
    gang.se("midt i flere sider", side)
    fabrik.aktivitet(kontor.oplaeg)
    for liste in (
        "henvendelser",
        "henvendelser/sager",
        "afgoerelser",
        "afgoerelser/bemaerkninger",
        "aktiviteter",
    ):
        side.goto(f"/{liste}/?fra=1.1.2020&til=31.12.2020")
        expect(side.get_by_text("Intet passer til filtrene")).to_be_visible()
        aabn_filtre()
        gang.se(f"{liste}: filtre åbne og intet fundet", side)
    fabrik.gemt_filter(raadgiver, "Mine åbne")
    side.goto("/henvendelser/?status=aaben")
    gang.se("et gemt filter i brug", side)
    side.goto("/henvendelser/?status=afsluttet")
    side.get_by_role("link", name="Gem filteret").click()
    gang.se("gem filteret", side)
    side.get_by_role("button", name="Gem").click()
    expect(side.get_by_role("alert")).to_be_focused()
    gang.se("gem filteret uden navn", side)
    side.goto("/henvendelser/?fra=31.02.2020")
    expect(side.get_by_role("alert")).to_contain_text("Et filter har en værdi")
    gang.se("filter med fejl", side)

    side.goto("/henvendelser/")
    for tekst, ventet in (("2024-00007", "1 henvendelse"), ("findes ikke", "Søgningen gav intet")):
        side.get_by_role("textbox", name="Søg").fill(tekst)
        side.get_by_role("button", name="Søg").click()
        expect(side.get_by_role("region", name="Resultat")).to_contain_text(ventet)
        gang.se(f"søgt efter {tekst}", side)
    side.goto("/henvendelser/sager/?soegning=ukendt")
    expect(side.get_by_role("status").first).to_contain_text("huskes ikke længere")
    gang.se("søgning glemt", side)

    menuknap = side.get_by_role("button", name="Menu")
    if bredde == SMAL:
        menuknap.click()
        expect(side.get_by_role("link", name="Beretninger")).to_be_visible()
        gang.se("menu åben", side)
    else:
        expect(menuknap).to_be_hidden()
    gang.afslut(antal=14 if bredde == SMAL else 13)


def test_opsaetningens_og_de_valgte_felters_tilstande(bredde, gang, vinduer, kontor, raadgiver):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    alarm = side.get_by_role("alert")
    side.goto("/opsaetning/lister/maerker/")
    gang.se("ingen mærker endnu", side)
    for navn_, slags in (("Hjemløshed", "Ja eller nej"), ("Handicap", "En eller flere værdier")):
        side.goto("/opsaetning/lister/maerker/")
        side.get_by_label("Navn").fill(navn_)
        side.get_by_text(slags).click()
        side.get_by_role("button", name="Tilføj").click()
        expect(side.get_by_role("status")).to_contain_text(navn_)
    for vaerdi in ("Barn", "Voksen"):
        side.get_by_label("Navn").fill(vaerdi)
        side.get_by_role("button", name="Tilføj").click()
        expect(side.get_by_role("status")).to_contain_text(vaerdi)
    gang.se("et mærkes værdier", side)
    side.goto("/opsaetning/lister/kontaktformer/")
    side.get_by_role("button", name="Slå fra Mail").click()
    expect(side.get_by_text("Slået fra", exact=True)).to_be_visible()
    gang.se("en værdi er slået fra", side)
    side.get_by_label("Navn").fill("telefon")
    side.get_by_role("button", name="Tilføj").click()
    expect(alarm).to_contain_text("hedder »Telefon«")
    gang.se("en værdi, der er der i forvejen", side)
    side.goto("/opsaetning/kontoret/")
    side.get_by_label("Kommune").fill("")
    side.get_by_role("button", name="Gem").click()
    expect(alarm).to_be_focused()
    gang.se("kontoret med fejl", side)

    for felt in FELTER:
        Registreringsfelt.objects.get_or_create(felt=felt.noegle)
    borger = Borger(navn="Alma Ærøe")
    fabrik.henvendelse(regler.i_dag(), afdeling=kontor.boern, emne=kontor.andet, borger=borger)
    side.goto("/henvendelser/ny/")
    gang.se("alle felter og mærker", side)
    side.get_by_label("Navn").fill("Alma Ærøe")
    for felt, tekst in (("Afdeling", "Børn & Familie"), ("Emne", "Forvaltningsskik")):
        side.get_by_role("combobox", name=felt).fill(tekst)
        side.get_by_role("combobox", name=felt).press("Tab")
    side.get_by_role("combobox", name="Emne").fill("Svartid")
    side.get_by_role("combobox", name="Emne").press("Tab")
    side.get_by_role("button", name="Gem").last.click()
    expect(alarm).to_contain_text("Hører det til en tidligere henvendelse?")
    gang.se("måske en tidligere henvendelse", side)
    side.get_by_role("button", name="Føj til").click()
    expect(side.get_by_role("status")).to_contain_text("Det nye er føjet til henvendelse")
    gang.se("føjet til en tidligere", side)
    gang.afslut(antal=8)


def test_uden_noget_endnu(bredde, gang, vinduer, raadgiver):
    side = vinduer.aabn(raadgiver, bredde=bredde)
    for sti, overskrift in {
        "/": "Der er ingen henvendelser endnu",
        "/henvendelser/": "Der er ingen henvendelser endnu",
        "/henvendelser/sager/": "Der er ingen sager endnu",
        "/henvendelser/ny/": "Der mangler afdelinger eller emner",
        "/afgoerelser/": "Der er ingen afgørelser endnu",
        "/afgoerelser/bemaerkninger/": "Der er ingen bemærkninger endnu",
        "/afgoerelser/ny/": "Der mangler afdelinger eller instanser",
        "/aktiviteter/": "Der er ingen aktiviteter endnu",
        "/aktiviteter/ny/": "Der mangler slags at vælge imellem",
        "/beretninger/": "Der er ingen beretninger endnu",
    }.items():
        side.goto(sti)
        expect(side.get_by_role("heading", level=2)).to_have_text(overskrift)
        gang.se(f"tom {sti}", side)
    gang.afslut(antal=10)


def test_de_andre_roller_login_og_fejlsider(bredde, gang, vinduer, vagt, request):
    for rolle, overskrift in (
        ("leder", "Overblik"),
        ("administrator", "Velkommen"),
    ):
        side = vinduer.aabn(request.getfixturevalue(rolle), bredde=bredde)
        side.goto("/")
        expect(side.get_by_role("heading", level=1)).to_have_text(overskrift)
        gang.se(f"forside for {rolle}", side)

    side = vinduer.aabn(bredde=bredde)
    side.goto("/log-ind/")
    side.get_by_label("Brugernavn").fill("raadgiver")
    side.get_by_role("button", name="Log ind").click()
    expect(side.get_by_label("Adgangskode")).to_have_attribute("aria-invalid", "true")
    gang.se("login uden adgangskode", side)
    side.get_by_label("Adgangskode").fill("forkert")
    side.get_by_role("button", name="Log ind").click()
    expect(side.get_by_role("alert")).to_contain_text("Du blev ikke logget ind")
    gang.se("login med forkert adgangskode", side)

    vagt.ventede.add("/findes-ikke/")
    side = vinduer.aabn(request.getfixturevalue("raadgiver"), bredde=bredde)
    assert side.goto("/findes-ikke/").status == 404
    gang.se("404", side)
    for skabelon in (
        *("400.html", "403.html", "403_csrf.html", "405.html", "413.html"),
        *("429.html", "500.html", "503.html"),
    ):
        svar = {"body": loader.get_template(skabelon).render(), "content_type": HTML}
        side.route(f"**/{skabelon}", partial(_svar, svar))
        side.goto(f"/{skabelon}")
        expect(side.get_by_role("heading", level=1)).to_be_visible()
        gang.se(skabelon, side)
    gang.afslut(antal=13)


def _svar(svar: dict, rute: Route) -> None:
    rute.fulfill(**svar)


def test_en_beretning_med_mangler(bredde, gang, vinduer, albertslund, raadgiver):
    afsnit = Afsnit.objects.get(overskrift="Resumé")
    afsnit.tekst += "\n\nI alt {tal: fordeling | Findes ikke | Hovedsag} henvendelser."
    afsnit.save()
    side = vinduer.aabn(raadgiver, bredde=bredde)
    side.goto(f"{albertslund.get_absolute_url()}pdf/")
    expect(side.get_by_role("alert")).to_contain_text("PDF-filen kan ikke dannes")
    gang.se("beretning med mangler", side)
    mangel = side.get_by_role("link", name="har ingen række »Findes ikke«")
    mangel.click()
    expect(side.get_by_role("note")).to_be_in_viewport()
    gang.afslut(antal=1)


def test_en_leders_svar_i_runden(bredde, gang, vinduer, kontor, leder):
    fabrik.anbefaling([kontor.boern])
    runde = fabrik.runde(fabrik.beretning(), [kontor.boern])
    side = vinduer.aabn(leder, bredde=bredde)
    side.goto("/runder/")
    gang.se("lederens runder", side)
    side.get_by_role("link", name="Skriv svaret").click()
    gang.se("skemaet", side)
    side.get_by_role("button", name="Send svaret").click()
    expect(side.get_by_role("alert")).to_be_focused()
    gang.se("skemaet med mangler", side)
    side.get_by_label("Delvist fulgt").check()
    side.get_by_label("Overskrift").fill("Kommunikation")
    side.get_by_label("Hvad har I lært, og hvad gør I?").fill("Brevene er kortere nu.")
    side.get_by_role("button", name="Gem kladde").click()
    expect(side.get_by_role("status")).to_contain_text("Kladden er gemt")
    gang.se("kladden", side)
    side.get_by_role("link", name="Skriv videre").click()
    side.get_by_role("button", name="Send svaret").click()
    expect(side.get_by_role("status")).to_contain_text("er sendt")
    gang.se("svaret sendt", side)
    assert runde.svar.get().sendt
    gang.afslut(antal=5)
