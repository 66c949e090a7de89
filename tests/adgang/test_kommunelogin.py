"""Login against a real OpenID Connect provider (Canaille), run here on a port of its own."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.internal.statekit import STATES_SESSION_KEY
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.db import connections
from django.test import Client

from borgerraadgiver.adgang.kommunelogin import brugere
from borgerraadgiver.adgang.kommunelogin.adapter import har_vist_en_faktor
from borgerraadgiver.adgang.kommunelogin.brugere import (
    IngenRolle,
    afdelinger_af,
    bruger_fra_udbyder,
    rolle_af,
)
from borgerraadgiver.adgang.kommunelogin.udbyder import NONCE, Paastande, Protokol, rollerne_findes
from henvendelser.models import Afdeling, Afdelingsnavn, Bruger, Logpost
from henvendelser.valg import Handling, Rolle
from tests.conftest import logget_ind, med_app
from tests.fabrik import uden_om_loggen

from .hjaelp import KODE, bruger, kode, ser_registret

BEGYND, SVAR = "/log-ind/kommunen/", "/log-ind/kommunen/svar/"
INGEN_ROLLE, FEJL = "/log-ind/kommunen/ingen-rolle/", "/log-ind/kommunen/fejl/"


def paastande(emne: str = "emne-1", udsteder: str = "https://login.example", **alle) -> Paastande:
    grund = {"roles": ["BR"], "preferred_username": "anne@kommune.example"}
    return Paastande(udsteder, emne, grund | alle)


@pytest.fixture
def roller(settings):
    settings.OIDC_ROLLER = {"BR": "raadgiver", "Leder": "afdelingsleder", "IT": "administrator"}


# --- The role and the departments, from what the provider says -----------------------------------


@pytest.mark.parametrize(
    ("vaerdier", "rolle"),
    [
        (["BR"], Rolle.RAADGIVER),
        ("BR", Rolle.RAADGIVER),
        (["noget andet", "Leder"], Rolle.AFDELINGSLEDER),
        ([], None),
        (["br"], None),
        (["raadgiver"], None),
        (["BR", "IT"], None),
        (None, None),
        ([{"x": 1}], None),
    ],
)
def test_rollen_er_den_ene_som_paastanden_naevner(vaerdier, rolle, roller):
    if rolle is None:
        with pytest.raises(IngenRolle):
            rolle_af(paastande(roles=vaerdier))
    else:
        assert rolle_af(paastande(roles=vaerdier)) == rolle


def test_uden_roller_i_indstillingerne_har_ingen_adgang(settings):
    settings.OIDC_ROLLER = {}
    with pytest.raises(IngenRolle):
        rolle_af(paastande())


def test_en_rolle_der_ikke_findes_standser_programmet(settings, roller):
    assert rollerne_findes() == []
    settings.OIDC_ROLLER = {"BR": "raadgivr"}
    (fejl,) = rollerne_findes()
    assert (fejl.id, "raadgivr" in fejl.msg) == ("adgang.E002", True)


def test_afdelinger_kendes_paa_alle_deres_navne_og_kun_de_gyldige(kontor):
    Afdelingsnavn.objects.create(afdeling=kontor.skole, navn="Skoleafdelingen")
    Afdeling.objects.create(navn="Nedlagt", gyldig_til="2020-01-01")
    Afdeling.objects.create(navn="Ankestyrelsen", ekstern=True)
    for navne, ventet in (
        ("Børn & Familie", {kontor.boern}),
        (["Skoleafdelingen", "Børn & Familie", "Ukendt"], {kontor.skole, kontor.boern}),
        (["Nedlagt", "Ankestyrelsen", ""], set()),
        (None, set()),
    ):
        assert afdelinger_af(paastande(department=navne)) == ventet


def test_en_faktor_hos_udbyderen_taeller_kun_naar_kontoret_har_sagt_det(settings):
    assert not har_vist_en_faktor(paastande(amr=["pwd", "mfa"]))
    settings.OIDC_FAKTOR = ["mfa"]
    assert har_vist_en_faktor(paastande(amr=["pwd", "mfa"]))
    assert har_vist_en_faktor(paastande(acr="mfa"))
    assert not har_vist_en_faktor(paastande(amr=["pwd"]))
    assert not har_vist_en_faktor(paastande())


# --- The user ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_brugeren_kendes_paa_udsteder_og_emne_og_aldrig_paa_mailen(roller, kontor):
    lokal = bruger("anne@kommune.example", email="anne@kommune.example")
    konti = [
        bruger_fra_udbyder(paastande=paastande(email="anne@kommune.example", **valg))
        for valg in (
            {},
            {"emne": "emne-2"},
            {"udsteder": "https://anden.example"},
            {"preferred_username": "nyt.navn"},
        )
    ]
    assert konti[0].user == konti[3].user
    assert len({konto.user for konto in konti} | {lokal}) == 4
    assert konti[0].user.email == ""
    assert konti[0].user.username.startswith("anne@kommune.example#")
    assert not konti[0].user.has_usable_password()


@pytest.mark.django_db
def test_rolle_og_afdelinger_foelger_udbyderen_ved_hvert_login(roller, kontor):
    def log_ind(**alle) -> Bruger:
        return bruger_fra_udbyder(paastande=paastande(**alle)).user

    anne = log_ind(roles=["Leder"], department=["Børn & Familie"], given_name="Anne")
    assert set(anne.afdelinger.all()) == {kontor.boern}
    klient = logget_ind(anne)
    log_ind(roles=["Leder"], department=["Skole"])
    assert set(anne.afdelinger.all()) == {kontor.skole}
    assert klient.get("/")["Location"].startswith("/log-ind/")
    klient = logget_ind(Bruger.objects.get(pk=anne.pk))
    assert klient.get("/").status_code == 200
    log_ind(roles=["BR"], department=["Skole"])
    anne.refresh_from_db()
    assert (anne.rolle, anne.afdelinger.count()) == (Rolle.RAADGIVER, 0)
    assert klient.get("/")["Location"].startswith("/log-ind/")


@pytest.mark.django_db
def test_rolle_og_afdelinger_ved_samme_login_er_en_logpost(roller, kontor):
    leder = paastande(roles=["Leder"], department=["Børn & Familie"])
    for nr, hvem in enumerate((leder, paastande(roles=["BR"])), start=1):
        bruger_fra_udbyder(paastande=hvem)
        poster = Logpost.objects.filter(handling=Handling.RETTIGHEDSAENDRING)
        assert poster.count() == nr
        assert set(poster.latest("id").aendringer) >= {"rolle", "afdelinger"}


@pytest.mark.django_db
def test_den_der_mister_sin_rolle_mister_brugeren_og_sessionerne(roller, kontor):
    anne = bruger_fra_udbyder(paastande=paastande()).user
    klient = logget_ind(anne)
    assert ser_registret(klient)
    with pytest.raises(IngenRolle):
        bruger_fra_udbyder(paastande=paastande(roles=[]))
    assert Bruger.objects.get().rolle == ""
    assert not ser_registret(klient)


@pytest.mark.django_db
def test_maerkelige_paastande_giver_en_bruger_og_ingen_fejl(roller, kontor):
    for nr, alle in enumerate(
        (
            {"preferred_username": None, "email": 7, "given_name": ["a"]},
            {"preferred_username": "x" * 500, "given_name": "y" * 500},
            {"preferred_username": "nul\x00tegn", "email": "raadgiver@demo.invalid"},
        )
    ):
        ny = bruger_fra_udbyder(paastande=paastande(emne=f"e{nr}", **alle)).user
        assert (len(ny.username) <= 150, ny.email) == (True, "")


@pytest.mark.django_db
def test_den_der_taber_kaploebet_finder_vinderens_bruger(roller, monkeypatch):
    """It looked before the other had made the user, and writes after."""
    vinder = bruger_fra_udbyder(paastande=paastande())
    aegte = brugere._konto
    svar = iter([None])
    monkeypatch.setattr(brugere, "_konto", lambda p: next(svar, aegte(p)))
    assert bruger_fra_udbyder(paastande=paastande()) == vinder
    assert next(svar, "brugt") == "brugt"
    assert Bruger.objects.count() == SocialAccount.objects.count() == 1


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="SQLite lets one writer begin at a time, so the two never meet",
)
@pytest.mark.django_db(transaction=True)
def test_to_foerste_login_paa_samme_tid_giver_en_bruger(roller, monkeypatch):
    """Both have looked and found nobody before either has made the user."""
    begge, aegte, moedt = threading.Barrier(2, timeout=20), brugere._konto, threading.local()

    def vent(paastande_):
        fundet = aegte(paastande_)
        if not hasattr(moedt, "gjort"):
            moedt.gjort = True
            begge.wait()
        return fundet

    monkeypatch.setattr(brugere, "_konto", vent)

    def log_ind(_) -> int:
        try:
            return bruger_fra_udbyder(paastande=paastande()).user_id
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as traade:
        svar = list(traade.map(log_ind, range(2)))
    assert len(set(svar)) == 1
    assert Bruger.objects.count() == SocialAccount.objects.count() == 1


# --- The whole way, against the provider ---------------------------------------------------------


@pytest.fixture
def udbyder(iam_server, settings, kontor):
    """Canaille with this program as a client; groups are what the role is read from."""
    klient = iam_server.models.Client(
        client_id="borgerraadgiver",
        client_secret="hemmelig",
        client_name="Borgerrådgiver",
        client_uri="http://testserver",
        redirect_uris=[f"http://testserver{SVAR}"],
        grant_types=["authorization_code"],
        response_types=["code"],
        token_endpoint_auth_method="client_secret_post",
        scope=["openid", "profile", "email", "groups"],
    )
    iam_server.backend.save(klient)
    klient.audience = [klient]
    iam_server.backend.save(klient)
    settings.OIDC_UDBYDER = iam_server.url.rstrip("/")
    settings.OIDC_KLIENT, settings.OIDC_HEMMELIGHED = "borgerraadgiver", "hemmelig"
    settings.OIDC_ROLLE_CLAIM, settings.OIDC_ROLLER = "groups", {"BR": "raadgiver"}
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"SCOPE": ["openid", "profile", "email", "groups"]}
    }
    yield iam_server
    iam_server.logout()
    iam_server.backend.delete(klient)


def person(udbyder, *grupper: str):
    """Somebody who is logged in at the provider already, and has agreed to what it tells."""
    ny = udbyder.random_user(user_name="anne", display_name="anne", emails=["anne@kommune.example"])
    for navn in grupper:
        udbyder.random_group(display_name=navn, members=[ny])
    udbyder.login(ny)
    udbyder.consent(ny)
    return ny


def hen_til_udbyderen(klient: Client, sti: str = BEGYND) -> str:
    svar = klient.get(sti)
    assert svar.status_code == 302
    return svar["Location"]


def tilbage(adresse: str) -> str:
    """What the provider answers the browser with: an address of ours, with a code."""
    svar = requests.get(adresse, allow_redirects=False, timeout=20)
    assert svar.status_code == 302, svar.text[:500]
    return svar.headers["Location"].removeprefix("http://testserver")


def test_foerste_login_opretter_brugeren_og_spoerger_om_den_ekstra_faktor(udbyder):
    person(udbyder, "BR")
    klient = Client()
    adresse = hen_til_udbyderen(klient, f"{BEGYND}?next=/afgoerelser/")
    spurgt = parse_qs(urlsplit(adresse).query)
    assert spurgt["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge"} <= set(spurgt)
    assert klient.get(tilbage(adresse))["Location"] == "/afgoerelser/"
    anne = Bruger.objects.get()
    assert (anne.username, anne.rolle) == ("anne", Rolle.RAADGIVER)
    assert not SocialToken.objects.exists()
    assert SocialAccount.objects.get().extra_data == {}
    # No data without the factor; and with an app the next login asks for its code.
    assert klient.get("/afgoerelser/")["Location"] == "/konto/ekstra-faktor/"
    med_app(anne)
    igen = Client()
    assert igen.get(tilbage(hen_til_udbyderen(igen)))["Location"] == KODE
    assert igen.post(KODE, {"code": kode()})["Location"] == "/"
    assert ser_registret(igen)
    assert Bruger.objects.count() == 1


def test_uden_en_rolle_oprettes_ingen(udbyder):
    person(udbyder, "Noget andet")
    klient = Client()
    svar = klient.get(tilbage(hen_til_udbyderen(klient)), follow=True)
    assert svar.redirect_chain[-1][0] == INGEN_ROLLE
    assert (svar.status_code, "Du har ikke adgang" in svar.content.decode()) == (403, True)
    assert not Bruger.objects.exists()
    assert not SocialAccount.objects.exists()


def test_et_svar_kan_kun_bruges_af_den_browser_der_spurgte_og_kun_en_gang(udbyder):
    person(udbyder, "BR")
    klient, fremmed = Client(), Client()
    svar = tilbage(hen_til_udbyderen(klient))
    assert fremmed.get(svar)["Location"] == FEJL
    assert not Bruger.objects.exists()
    assert klient.get(svar)["Location"] == "/"
    assert Client().get(svar)["Location"] == FEJL


def test_et_id_token_til_et_andet_login_afvises(udbyder):
    """The nonce: everything else about the answer is right."""
    person(udbyder, "BR")
    klient = Client()
    svar = tilbage(hen_til_udbyderen(klient))
    session = klient.session
    session[NONCE] = "et andet"
    session.save()
    assert klient.get(svar)["Location"] == FEJL
    assert not Bruger.objects.exists()


def test_uden_den_rigtige_noegle_til_koden_gives_intet_token(udbyder):
    """PKCE: the provider itself refuses the code when the verifier is not the one that was made."""
    person(udbyder, "BR")
    klient = Client()
    svar = tilbage(hen_til_udbyderen(klient))
    session = klient.session
    # As allauth keeps it: state id -> (state, …).
    ((stat, *_),) = session[STATES_SESSION_KEY].values()
    stat["pkce_code_verifier"] = "a" * 43
    session.save()
    assert klient.get(svar)["Location"] == FEJL
    assert not Bruger.objects.exists()


def test_en_udbyder_med_et_andet_navn_eller_uden_svar_er_en_fejlside(udbyder, settings):
    settings.OIDC_UDBYDER = settings.OIDC_UDBYDER.replace("localhost", "127.0.0.1")
    assert Client().get(BEGYND)["Location"] == FEJL
    settings.OIDC_UDBYDER = "http://localhost:1"
    assert Client().get(BEGYND)["Location"] == FEJL
    assert Client().get(FEJL).status_code == 400


def test_en_afbrudt_login_er_en_fejlside(udbyder):
    klient = Client()
    stat = parse_qs(urlsplit(hen_til_udbyderen(klient)).query)["state"][0]
    assert klient.get(SVAR, {"error": "access_denied", "state": stat})["Location"] == FEJL
    for daarligt in ({}, {"code": "x"}, {"code": "x", "state": "y"}, {"state": "\x00"}):
        assert klient.get(SVAR, daarligt)["Location"] == FEJL


@pytest.mark.parametrize("proces", ["connect", "redirect"])
def test_adressen_bestemmer_hverken_processen_eller_hvor_man_ender(udbyder, proces):
    person(udbyder, "BR")
    klient = Client()
    adresse = hen_til_udbyderen(klient, f"{BEGYND}?process={proces}&next=https://ond.example/")
    assert "ond.example" not in adresse
    assert klient.get(tilbage(adresse))["Location"] == "/"


def test_en_faktor_vist_hos_udbyderen_goer_det_ud_for_den_lokale(udbyder, settings, monkeypatch):
    """Canaille sends no amr: the claim alone is put in, where the token has been verified."""
    person(udbyder, "BR")
    aegte = Protokol._decode_id_token
    monkeypatch.setattr(
        Protokol,
        "_decode_id_token",
        lambda self, app, token: aegte(self, app, token) | {"amr": ["pwd", "mfa"]},
    )
    klient = Client()
    klient.get(tilbage(hen_til_udbyderen(klient)))
    assert not ser_registret(klient)
    settings.OIDC_FAKTOR = ["mfa"]
    klient = Client()
    assert klient.get(tilbage(hen_til_udbyderen(klient)))["Location"] == "/"
    assert ser_registret(klient)


def test_en_lukket_bruger_kommer_ikke_ind_ad_den_vej(udbyder, settings):
    person(udbyder, "BR")
    klient = Client()
    klient.get(tilbage(hen_til_udbyderen(klient)))
    with uden_om_loggen():
        Bruger.objects.update(is_active=False)
    igen = Client()
    assert igen.get(tilbage(hen_til_udbyderen(igen)))["Location"] == "/log-ind/lukket/"
    assert "_auth_user_id" not in igen.session


@pytest.mark.django_db
def test_uden_en_udbyder_findes_vejen_ikke():
    for sti in (BEGYND, SVAR):
        assert Client().get(sti).status_code == 404
    assert "kommunens login" not in Client().get("/log-ind/").content.decode()
