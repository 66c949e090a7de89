"""Drafts: kept while typing, the user's own, ciphertext, gone when the form is saved."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from henvendelser import kryptering
from henvendelser.kladder.handlinger import slet_udloebne
from henvendelser.kladder.maerke import Maerke
from henvendelser.kladder.steder import STEDER, stedet
from henvendelser.models import Afgoerelse, Aktivitet, Bruger, Henvendelse, Kladde, Notat
from henvendelser.roller import alle_adresser
from henvendelser.rotation import roter_felter
from henvendelser.valg import Rolle
from tests import fabrik
from tests.conftest import logget_ind
from tests.redskaber.kladder import GEM, maerket, send_udlogget, sendt_af, skriv

pytestmark = pytest.mark.django_db
NY = "/henvendelser/ny/"
CPR = "610190-1234"


@pytest.fixture
def anden(db) -> Bruger:
    return Bruger.objects.create_user("kollega", rolle=Rolle.RAADGIVER)


# --- keeping -------------------------------------------------------------------------------------


def test_det_skrevne_staar_der_naar_kladden_fortsaettes(klient, kontor, raadgiver):
    maerke = maerket(klient, NY)
    svar = skriv(
        klient,
        maerke,
        **fabrik.udfyldt(
            kontor,
            {"afdeling": kontor.skole.pk, "emne": kontor.sprog.pk},
            navn="Alma Prøve",
            cpr=CPR,
            modtaget="i går",
            beskrivelse="Ventede tre uger",
        ),
    )
    kladde = Kladde.objects.get()
    assert (svar.status_code, svar.json()["kladde"]) == (200, str(kladde.uuid))
    assert svar.json()["klokken"] == f"{timezone.localtime(kladde.skrevet):%H.%M}"
    assert (kladde.bruger, kladde.adresse, kladde.holdt) == (raadgiver, NY, False)
    skema = klient.get(kladde.get_absolute_url()).context["skema"]
    vist = {navn: skema.henvendelse[navn].value() for navn in ("navn", "modtaget", "beskrivelse")}
    assert vist == {"navn": "Alma Prøve", "modtaget": "i går", "beskrivelse": "Ventede tre uger"}
    assert skema.henvendelse["cpr"].value() == CPR
    assert [form["emne"].value() for form in skema.foelgesager] == [str(kontor.sprog.pk)]
    assert not Henvendelse.objects.exists()


def test_kladden_skrives_over_og_er_en(klient, kontor):
    maerke = maerket(klient, NY)
    for tekst in ("V", "Ve", "Vent"):
        skriv(klient, maerke, beskrivelse=tekst)
    (kladde,) = Kladde.objects.all()
    assert kladde.felter().dict() == {"beskrivelse": "Vent"}
    # The page that shows the draft goes on with it.
    assert Maerke.laes(maerket(klient, kladde.get_absolute_url())).uuid == kladde.uuid


def test_to_formularer_har_hver_sin_kladde(klient, kontor):
    for tekst in ("den ene", "den anden"):
        skriv(klient, maerket(klient, NY), beskrivelse=tekst)
    assert {kladde.felter()["beskrivelse"] for kladde in Kladde.objects.all()} == {
        "den ene",
        "den anden",
    }
    side = klient.get(NY).content.decode()
    assert side.count("Fortsæt på kladden fra") == 2
    assert "den ene" not in side


def test_indholdet_er_krypteret_og_roteres(klient, kontor, settings):
    skriv(klient, maerket(klient, NY), navn="Alma Prøve", cpr=CPR)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM henvendelser_kladde")
        raekke = repr(cursor.fetchall())
    assert "/henvendelser/ny/" in raekke
    assert "Alma" not in raekke and "1234" not in raekke
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle(), *settings.KRYPTERINGSNOEGLER]
    assert ("henvendelser.Kladde.indhold", 1) in list(roter_felter())
    settings.KRYPTERINGSNOEGLER = settings.KRYPTERINGSNOEGLER[:1]
    assert Kladde.objects.get().felter()["cpr"] == CPR


def test_mangler_noeglen_siges_det_og_formularen_er_tom(klient, kontor, settings):
    skriv(klient, maerket(klient, NY), navn="Alma")
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    side = klient.get(Kladde.objects.get().get_absolute_url()).content.decode()
    assert "Kladden kan ikke læses" in side
    assert 'value="Alma"' not in side


def test_en_kladde_der_ikke_kan_laeses_skrives_ikke_over(klient, kontor, settings):
    skriv(klient, maerket(klient, NY), navn="Alma")
    rigtige, kladde = settings.KRYPTERINGSNOEGLER, Kladde.objects.get()
    settings.KRYPTERINGSNOEGLER = [kryptering.ny_noegle()]
    skriv(klient, maerket(klient, kladde.get_absolute_url()), navn="Bo")
    settings.KRYPTERINGSNOEGLER = rigtige
    kladde.refresh_from_db()
    assert kladde.felter()["navn"] == "Alma"
    assert Kladde.objects.count() == 2


def test_maerket_og_csrf_er_ikke_en_del_af_kladden(klient, kontor):
    skriv(klient, maerket(klient, NY), csrfmiddlewaretoken="x", navn="Alma")
    assert list(parse_qs(Kladde.objects.get().indhold.vis())) == ["navn"]


# --- whose it is ---------------------------------------------------------------------------------


def test_ingen_anden_ser_skriver_i_eller_kasserer_kladden(klient, kontor, anden, leder):
    maerke = maerket(klient, NY)
    skriv(klient, maerke, navn="Alma")
    kladde = Kladde.objects.get()
    for bruger in (anden, leder):
        fremmed = logget_ind(bruger)
        assert skriv(fremmed, maerke, navn="Bo").status_code == 404
        assert fremmed.get(f"/kladder/{kladde.uuid}/kasser/").status_code == 404
        assert kladde.get_absolute_url() not in fremmed.get("/kladder/").content.decode()
    side = logget_ind(anden).get(kladde.get_absolute_url()).content.decode()
    ukendt = logget_ind(anden).get(f"{NY}?kladde={kladde.uuid}0"[:-2] + "00").content.decode()
    for vist in (side, ukendt):
        assert "Kladden findes ikke længere" in vist
        assert 'value="Alma"' not in vist
    assert Kladde.objects.get().felter()["navn"] == "Alma"


@pytest.mark.parametrize("maerke", ["", "x", "a:b:c", signing.dumps([1, 2], salt="andet")])
def test_uden_et_maerke_der_er_programmets_eget_gemmes_intet(klient, kontor, maerke):
    assert skriv(klient, maerke, navn="Alma").status_code == 404
    assert not Kladde.objects.exists()


def test_et_gammelt_maerke_gaelder_ikke(klient, kontor, monkeypatch):
    maerke = maerket(klient, NY)
    monkeypatch.setattr("henvendelser.kladder.maerke.HOLDBAR", -1)
    assert skriv(klient, maerke, navn="Alma").status_code == 404


def test_den_der_har_mistet_sin_rolle_gemmer_ingen_kladde(klient, kontor, raadgiver):
    maerke = maerket(klient, NY)
    raadgiver.rolle = Rolle.ADMINISTRATOR
    raadgiver.save()
    assert skriv(logget_ind(raadgiver), maerke, navn="Alma").status_code == 410
    assert not Kladde.objects.exists()


def test_kun_formularer_der_er_naevnt_har_kladder(klient, raadgiver, kontor):
    for adresse in ("/henvendelser/", "/findes-ikke/", "/log-ind/"):
        assert skriv(klient, str(Maerke.nyt(raadgiver.pk, adresse)), navn="A").status_code == 410
    assert not Kladde.objects.exists()


def test_hvert_sted_er_en_adresse_med_sine_egne_argumenter():
    adresser = {moenster.name: moenster for moenster in alle_adresser()}
    for navn, titel in STEDER.items():
        argumenter = adresser[navn].pattern.converters
        assert set(re.findall(r"{(\w+)}", titel)) <= set(argumenter)
    assert stedet("/henvendelser/2025-0001/ret/").kwargs == {"nummer": "2025-0001"}
    assert stedet("/henvendelser/2025-0001/") is None


# --- saving and discarding -----------------------------------------------------------------------


def test_kladden_er_vaek_naar_formularen_er_gemt(klient, kontor):
    maerke = maerket(klient, NY)
    skriv(klient, maerke, navn="Alma")
    klient.post(NY, fabrik.udfyldt(kontor, navn="Alma", kladde=maerke))
    assert Henvendelse.objects.get().borger.navn == "Alma"
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]
    # What was under way when the form was saved comes too late, also where none was kept before.
    assert skriv(klient, maerke, navn="Alma P").status_code == 410
    assert "Du har ingen kladder" in klient.get("/kladder/").content.decode()


def test_det_der_var_undervejs_kommer_for_sent_ogsaa_til_en_kladde_der_ikke_var(klient, kontor):
    maerke = maerket(klient, NY)
    klient.post(NY, fabrik.udfyldt(kontor, kladde=maerke))
    assert skriv(klient, maerke, navn="Alma").status_code == 410
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]


def test_med_fejl_i_formularen_er_kladden_der_endnu(klient, kontor):
    maerke = maerket(klient, NY)
    skriv(klient, maerke, navn="Alma")
    svar = klient.post(NY, fabrik.udfyldt(kontor, modtaget="i går", kladde=maerke))
    assert svar.context["kladde"].maerke == Maerke.laes(maerke)
    assert Kladde.objects.get().felter()["navn"] == "Alma"


def test_rettelser_i_en_henvendelse_har_kladde_og_version(klient, kontor):
    henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    ret = f"{henvendelse.get_absolute_url()}ret/"
    side = klient.get(ret)
    version = side.context["skema"].henvendelse["version"].value()
    maerke = maerket(klient, ret)
    skriv(klient, maerke, **fabrik.udfyldt(kontor, beskrivelse="nyt", version=version))
    assert "Fortsæt på kladden" in klient.get(ret).content.decode()
    fortsat = klient.get(Kladde.objects.get().get_absolute_url()).context["skema"].henvendelse
    assert (fortsat["version"].value(), fortsat["beskrivelse"].value()) == (version, "nyt")
    klient.post(
        ret, fabrik.udfyldt(kontor, beskrivelse="nyt", version=version, kladde=maerke), follow=True
    )
    henvendelse.refresh_from_db()
    assert henvendelse.beskrivelse == "nyt"
    assert Kladde.objects.get().indhold is None


def test_afgoerelser_og_aktiviteter_har_kladder_som_henvendelser(klient, kontor):
    for sti, model, felter in (
        (
            "/afgoerelser/ny/",
            Afgoerelse,
            {
                "instans": kontor.ankestyrelsen.pk,
                "modtaget": "03.03.2025",
                "afdeling": kontor.boern.pk,
                "temaer": [kontor.oplysning.pk, "uoplyst"],
                "note": "En note",
            },
        ),
        (
            "/aktiviteter/ny/",
            Aktivitet,
            {
                "slags": kontor.oplaeg.pk,
                "titel": "Notatpligt",
                "dato": "03.03.2025",
                "timer": "2,5",
                "tidspunkt": "9.30",
            },
        ),
    ):
        maerke = maerket(klient, sti)
        skriv(klient, maerke, **felter)
        kladde = Kladde.objects.get(adresse=sti)
        form = klient.get(kladde.get_absolute_url()).context["form"]
        vist = {navn: form[navn].value() for navn in felter}
        assert {navn: str(v) for navn, v in vist.items()} == {
            navn: str([str(en) for en in v] if isinstance(v, list) else v)
            for navn, v in felter.items()
        }
        klient.post(sti, felter | {"kladde": maerke})
        assert model.objects.count() == 1
        kladde.refresh_from_db()
        assert kladde.indhold is None
        post = model.objects.get()
        ret = f"{post.get_absolute_url()}ret/"
        skriv(klient, maerket(klient, ret), note="rettet")
        rettet = klient.get(Kladde.objects.get(adresse=ret).get_absolute_url()).context["form"]
        assert rettet["note"].value() == "rettet"


def test_en_kladde_kasseres_ved_et_klik_mere(klient, kontor):
    maerke = maerket(klient, NY)
    skriv(klient, maerke, navn="Alma")
    kasser = f"/kladder/{Kladde.objects.get().uuid}/kasser/"
    assert "Det kan ikke fortrydes" in klient.get(kasser).content.decode()
    assert Kladde.objects.get().indhold
    assert klient.post(kasser).headers["Location"] == "/kladder/"
    assert Kladde.objects.get().indhold is None
    assert klient.post(kasser).status_code == 404
    assert skriv(klient, maerke, navn="Alma").status_code == 410


def test_en_kladde_der_fortsaettes_gemmes_en_gang_selv_om_formularen_sendes_to_gange(
    klient, kontor
):
    """The draft keeps the form's mark against double submits too."""
    foerste = klient.get(NY).content.decode()
    engang = re.search(r'name="engang" value="([^"]+)"', foerste)[1]
    felter = fabrik.udfyldt(kontor, engang=engang)
    skriv(klient, maerket(klient, NY), **felter)
    fortsat = klient.get(Kladde.objects.get().get_absolute_url()).content.decode()
    assert f'name="engang" value="{engang}"' in fortsat
    for sti in (Kladde.objects.get().get_absolute_url(), NY):
        klient.post(sti, felter)
    assert Henvendelse.objects.count() == 1


# --- where they are seen, and for how long -------------------------------------------------------


def test_overblik_og_listen_viser_egne_kladder_de_nyeste_foerst(klient, kontor, raadgiver, anden):
    henvendelse = fabrik.henvendelse()
    ret = f"{henvendelse.get_absolute_url()}ret/"
    gammel, ny = fabrik.kladde(raadgiver, NY, dage=3), fabrik.kladde(raadgiver, ret)
    fabrik.kladde(raadgiver, NY, dage=30)
    fabrik.kladde(anden, NY)
    for sti in ("/", "/kladder/"):
        svar = klient.get(sti)
        assert [linje["kladde"] for linje in svar.context["kladder"]] == [ny, gammel]
        side = svar.content.decode()
        assert f"Rettelser i henvendelse {henvendelse}" in side
        assert f'href="{ny.get_absolute_url()}"' in side
    udloeber = timezone.localtime(gammel.skrevet) + timedelta(30)
    assert f"{udloeber.day}. " in side


def test_listen_spoerger_lige_ofte_med_en_og_tre_kladder(
    klient, raadgiver, kontor, django_assert_num_queries
):
    for antal in (1, 2):
        for _ in range(antal):
            fabrik.kladde(raadgiver, NY)
        with django_assert_num_queries(4):
            klient.get("/kladder/")


def test_kun_de_udloebne_slettes(raadgiver):
    fabrik.kladde(raadgiver, NY, dage=30)
    levende = fabrik.kladde(raadgiver, NY, dage=29)
    assert slet_udloebne() == 1
    assert set(Kladde.objects.all()) == {levende}


# --- the session has ended -----------------------------------------------------------------------


def test_det_der_sendes_efter_at_sessionen_er_slut_staar_der_efter_login(klient, kontor, raadgiver):
    maerke = maerket(klient, NY)
    felter = fabrik.udfyldt(kontor, navn="Alma", kladde=maerke)
    svar = send_udlogget(klient, NY, felter)
    assert svar.headers["Location"] == "/log-ind/?next=/henvendelser/ny/"
    assert not Henvendelse.objects.exists()
    igen = logget_ind(raadgiver).get(NY)
    assert "Du blev logget ud, mens du skrev" in igen.content.decode()
    assert igen.context["skema"].henvendelse["navn"].value() == "Alma"


def test_en_anden_paa_samme_browser_ser_intet_af_det(klient, kontor, anden):
    send_udlogget(klient, NY, fabrik.udfyldt(kontor, navn="Alma", kladde=maerket(klient, NY)))
    klient.force_login(anden)
    svar = logget_ind(anden).get(NY)
    assert "Alma" not in svar.content.decode()
    assert svar.context["kladde"].andre == []


def test_uden_maerke_eller_med_en_andens_adresse_holdes_intet(klient, kontor):
    maerke = maerket(klient, NY)
    send_udlogget(klient, NY, fabrik.udfyldt(kontor, navn="Alma"))
    klient.post("/afgoerelser/ny/", {"kladde": maerke})
    klient.post("/log-ind/", {"kladde": maerke})
    assert not Kladde.objects.exists()


def test_ogsaa_det_scriptet_sender_holdes(klient, kontor, raadgiver):
    maerke = maerket(klient, NY)
    klient.logout()
    assert skriv(klient, maerke, navn="Alma").status_code == 302
    kladde = Kladde.objects.get()
    assert (kladde.bruger, kladde.holdt, kladde.felter()["navn"]) == (raadgiver, True, "Alma")


def test_den_der_er_lukket_faar_intet_holdt(klient, kontor, raadgiver):
    maerke = maerket(klient, NY)
    raadgiver.is_active = False
    raadgiver.save()
    send_udlogget(klient, NY, fabrik.udfyldt(kontor, navn="Alma", kladde=maerke))
    assert not Kladde.objects.exists()


def test_en_side_fra_foer_man_loggede_ind_igen_mister_intet(kontor, raadgiver):
    """The token of the page is not the new login's, and so the form is refused."""
    klient = logget_ind(raadgiver)
    klient.handler.enforce_csrf_checks = True
    maerke = maerket(klient, NY)
    svar = klient.post(NY, fabrik.udfyldt(kontor, navn="Alma", kladde=maerke))
    assert (svar.status_code, svar.headers["X-Kladde"]) == (403, "holdt")
    assert "Fortsæt på kladden" in svar.content.decode()
    assert klient.get(NY).context["skema"].henvendelse["navn"].value() == "Alma"
    uden = klient.post(NY, fabrik.udfyldt(kontor, navn="Bo"))
    assert (uden.status_code, "X-Kladde" in uden.headers) == (403, False)
    assert "Intet er gemt" in uden.content.decode()


# --- a form on the page of what it adds to -------------------------------------------------------


def test_et_notat_paa_sagens_side_har_kladde(klient, kontor):
    sag = fabrik.henvendelse().get_absolute_url()
    maerke = maerket(klient, sag, f"{sag}notater/")
    felter = {"notat-tekst": "Ringede, og hun", "notat-dato": "i går", "engang": "m"}
    assert skriv(klient, maerke, **felter).status_code == 200
    kladde = Kladde.objects.get()
    assert kladde.adresse == f"{sag}notater/"
    tilbage = klient.get(kladde.get_absolute_url())
    assert tilbage["Location"] == f"{sag}?kladde={kladde.uuid}#notater"
    side = klient.get(f"{sag}?kladde={kladde.uuid}")
    form = side.context["notatform"]
    assert (form["tekst"].value(), form["dato"].value()) == ("Ringede, og hun", "i går")
    sendes = sendt_af(side, f"{sag}notater/")
    assert (sendes["engang"], Maerke.laes(sendes["kladde"]).uuid) == ("m", kladde.uuid)
    klient.post(kladde.adresse, felter | {"notat-dato": "3.3.2025", "kladde": maerke})
    assert [notat.tekst for notat in Notat.objects.all()] == ["Ringede, og hun"]
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]


def test_en_udloebet_session_mister_ikke_et_notat(klient, raadgiver, kontor):
    sag = fabrik.henvendelse().get_absolute_url()
    maerke = maerket(klient, sag, f"{sag}notater/")
    felter = {"notat-tekst": "Hun græd.", "notat-dato": "3.3.2025", "kladde": maerke}
    assert Client().post(f"{sag}notater/", felter).status_code == 302
    side = logget_ind(raadgiver).get(sag)
    assert side.context["notatform"]["tekst"].value() == "Hun græd."
    assert not Notat.objects.exists()


def test_rettelsen_af_et_notat_har_kladde(klient, kontor):
    notat = fabrik.notat(fabrik.henvendelse(), "Fristen er den 1. maj.")
    ret = f"{notat.henvendelse.get_absolute_url()}notater/{notat.pk}/ret/"
    maerke = maerket(klient, ret)
    felter = {"notat-tekst": "Fristen er", "notat-dato": "3.3.2025"}
    skriv(klient, maerke, **felter)
    fortsat = klient.get(Kladde.objects.get().get_absolute_url())
    assert fortsat.context["form"]["tekst"].value() == "Fristen er"
    klient.post(ret, felter | {"kladde": maerke, "engang": "r"})
    assert Notat.objects.get(retter=notat).tekst == "Fristen er"
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]


# --- several forms on one page -------------------------------------------------------------------

# What is typed in each of the case's forms, and what it then says of itself.
PAA_SAGEN = {
    "personer": {"person-navn": "Bo Prø", "person-rolle": "vaerge"},
    "samtykke": {"samtykke-omfang": "kun Sko", "samtykke-givet": "i går"},
    "notater": {"notat-tekst": "Hun ring", "notat-dato": "3.3.2025"},
}


@pytest.fixture
def sag(kontor) -> str:
    return fabrik.henvendelse().get_absolute_url()


def paa_siden(side, adresse: str) -> dict[str, str]:
    """What the form to that address is filled in with."""
    return {navn: v for navn, v in sendt_af(side, adresse).items() if "-" in navn and v}


@pytest.mark.parametrize("formular", PAA_SAGEN)
def test_hver_formular_paa_sagens_side_har_sin_egen_kladde(klient, sag, formular):
    tomme = {navn: paa_siden(klient.get(sag), f"{sag}{navn}/") for navn in PAA_SAGEN}
    skriv(klient, maerket(klient, sag, f"{sag}{formular}/"), **PAA_SAGEN[formular])
    kladde = Kladde.objects.get()
    tilbage = klient.get(kladde.get_absolute_url())
    assert tilbage["Location"] == f"{sag}?kladde={kladde.uuid}#{formular}"
    side = klient.get(f"{sag}?kladde={kladde.uuid}")
    assert {navn: paa_siden(side, f"{sag}{navn}/") for navn in PAA_SAGEN} == tomme | {
        formular: PAA_SAGEN[formular]
    }
    assert side.content.decode().count("Du fortsætter på en kladde") == 1
    assert "findes ikke længere" not in side.content.decode()


def test_alle_kladderne_staar_der_igen_naar_siden_genindlaeses(klient, sag):
    for navn, felter in PAA_SAGEN.items():
        skriv(klient, maerket(klient, sag, f"{sag}{navn}/"), **felter)
    naevnt = "&".join(f"kladde={kladde.uuid}" for kladde in Kladde.objects.all())
    side = klient.get(f"{sag}?{naevnt}")
    assert {navn: paa_siden(side, f"{sag}{navn}/") for navn in PAA_SAGEN} == PAA_SAGEN
    # A page that answered a sent form is at that form's address.
    videre = klient.get(f"{sag}personer/?{naevnt}")["Location"]
    assert set(re.findall(r"kladde=([^&#]+)", videre)) == {
        str(kladde.uuid) for kladde in Kladde.objects.all()
    }


def test_gemmes_den_ene_er_de_andres_kladder_der_endnu(klient, sag):
    for navn in ("personer", "notater"):
        skriv(klient, maerket(klient, sag, f"{sag}{navn}/"), **PAA_SAGEN[navn])
    notat = Kladde.objects.get(adresse=f"{sag}notater/")
    maerke = maerket(klient, f"{sag}?kladde={notat.uuid}", notat.adresse)
    med_fejl = klient.post(notat.adresse, {"notat-tekst": "", "kladde": maerke})
    assert "Fortsæt på kladden" in med_fejl.content.decode()
    side = klient.post(notat.adresse, PAA_SAGEN["notater"] | {"kladde": maerke}, follow=True)
    assert side.content.decode().count("Fortsæt på kladden") == 1
    assert Kladde.objects.exclude(indhold=None).get().adresse == f"{sag}personer/"


@pytest.mark.parametrize("formular", PAA_SAGEN)
def test_en_kladde_der_ikke_er_mere_siges_oeverst_paa_sagens_side(klient, sag, formular):
    skriv(klient, maerket(klient, sag, f"{sag}{formular}/"), **PAA_SAGEN[formular])
    kladde = Kladde.objects.get()
    klient.post(f"/kladder/{kladde.uuid}/kasser/")
    tilbage = klient.get(kladde.get_absolute_url())["Location"]
    assert tilbage == f"{sag}?kladde={kladde.uuid}"
    assert klient.get(tilbage).content.decode().count("Kladden findes ikke længere") == 1


@pytest.mark.parametrize(
    ("formular", "felter"),
    [
        ("personer", {"person-navn": "Bo Prøve", "person-rolle": "vaerge"}),
        (
            "samtykke",
            {
                "samtykke-art": "kontakt_afdeling",
                "samtykke-givet": "3.3.2025",
                "samtykke-hvordan": "telefon",
            },
        ),
    ],
)
def test_en_lille_formulars_kladde_overlever_sessionen_og_lukkes_naar_den_gemmes(
    klient, raadgiver, sag, formular, felter
):
    adresse = f"{sag}{formular}/"
    sendt = felter | {"kladde": maerket(klient, sag, adresse), "engang": "m"}
    assert Client().post(adresse, sendt).status_code == 302
    klient = logget_ind(raadgiver)
    assert paa_siden(klient.get(sag), adresse) == felter
    for _ in range(2):  # sent twice it is done once
        assert klient.post(adresse, sendt)["Location"] == f"{sag}#{formular}"
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]
    henvendelse = Henvendelse.objects.get()
    antal = {"personer": henvendelse.personer, "samtykke": henvendelse.samtykker}[formular].count()
    assert antal == 1


@pytest.mark.parametrize("slags", ["person", "samtykke"])
def test_rettelsen_af_en_del_af_sagen_har_kladde(klient, kontor, slags):
    henvendelse = fabrik.henvendelse()
    sag = henvendelse.get_absolute_url()
    if slags == "person":
        adresse = f"{sag}personer/{fabrik.person(henvendelse).pk}/ret/"
        felter = {"person-navn": "Bo Rettet", "person-rolle": "vaerge"}
    else:
        adresse = f"{sag}samtykke/{fabrik.samtykke(henvendelse).pk}/traek-tilbage/"
        felter = {"trukket_tilbage": "4.3.2025", "hvordan": "skriftligt"}
    form = sendt_af(klient.get(adresse), adresse)
    klient.post(GEM, form | felter)
    igen = sendt_af(klient.get(Kladde.objects.get().get_absolute_url()), adresse)
    assert {navn: igen[navn] for navn in felter} == felter
    assert klient.post(adresse, igen)["Location"].startswith(sag)
    assert [kladde.indhold for kladde in Kladde.objects.all()] == [None]
