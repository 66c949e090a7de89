"""How often one may guess, and that nobody is locked out by somebody else's guessing."""

import re

import pytest
from django.core import mail
from django.test import Client

from borgerraadgiver.adgang import spaerring
from tests.conftest import logget_ind

from .hjaelp import GOD, KODE, LOG_IND, bruger, kode, send_adgangskode, ser_registret

pytestmark = pytest.mark.django_db
FOR_MANGE = "Der er prøvet for mange gange"


def gaet(klient: Client, antal: int, navn: str = "anne", **ekstra) -> int:
    """How many of the guesses were tried at all."""
    svar = [send_adgangskode(klient, navn, f"gæt {nr}", **ekstra) for nr in range(antal)]
    return sum(FOR_MANGE not in s.content.decode() for s in svar)


def kendt_browser(navn: str = "anne") -> Client:
    klient = Client()
    send_adgangskode(klient, navn)
    assert klient.post(KODE, {"code": kode()})["Location"] == "/"
    klient.post("/log-ud/")
    return klient


def test_efter_ti_forsoeg_proeves_adgangskoden_ikke_heller_den_rigtige(kontor):
    bruger()
    assert gaet(Client(), 15) == 10
    svar = send_adgangskode(Client())
    assert svar.status_code == 200
    assert "Vent 15 minutter" in svar.content.decode()


def test_et_navn_der_ikke_findes_spaerres_ligesaa(kontor):
    assert gaet(Client(), 15, "findes-ikke") == 10


def test_nye_adresser_og_forfalskede_hoveder_giver_ikke_flere_forsoeg(kontor):
    bruger()
    proevet = sum(
        gaet(Client(), 1, REMOTE_ADDR=f"198.51.100.{nr}", HTTP_X_FORWARDED_FOR=f"192.0.2.{nr}")
        for nr in range(15)
    )
    assert proevet == 10


def test_en_adresse_kan_ikke_proeve_en_adgangskode_paa_alle(kontor):
    """60 in all, whatever the header says; the office's other network is not touched."""
    proevet = sum(
        gaet(Client(), 1, f"navn{nr}", HTTP_X_FORWARDED_FOR=f"192.0.2.{nr}") for nr in range(65)
    )
    assert proevet == 60
    assert gaet(Client(), 1, "en-anden", REMOTE_ADDR="198.51.100.7") == 1


def test_en_spaerret_bruger_spaerrer_ingen_anden(kontor):
    bruger()
    bruger("bo")
    assert gaet(Client(), 15) == 10
    klient = Client()
    assert send_adgangskode(klient, "bo")["Location"] == KODE
    assert klient.post(KODE, {"code": kode()})["Location"] == "/"
    assert ser_registret(klient)


def test_en_fremmeds_gaet_lukker_ikke_brugerens_egen_browser_ude(kontor, settings):
    settings.MFA_TOTP_TOLERANCE = 1
    bruger()
    klient = kendt_browser()
    assert gaet(Client(), 15) == 9  # the first login from the browser was a stranger's, too
    assert FOR_MANGE in send_adgangskode(Client()).content.decode()
    assert send_adgangskode(klient)["Location"] == KODE
    assert klient.post(KODE, {"code": kode(om=30)})["Location"] == "/"


def test_en_kendt_browser_kan_heller_ikke_gaette_frit(kontor):
    bruger()
    bruger("bo")
    klient = kendt_browser()
    assert gaet(klient, 15) == 10
    assert gaet(klient, 15, "bo") == 10  # known as Anne's; as Bo's no more than any other


@pytest.mark.parametrize("maerke", ["", "x", "x:y:z", "W10:1:1"])
def test_et_opdigtet_maerke_er_intet_maerke(maerke, kontor):
    bruger()
    klient = Client()
    klient.cookies["__Host-enhed"] = klient.cookies["enhed"] = maerke
    assert gaet(klient, 15) == 10


def test_en_spaerret_bruger_kommer_ind_ved_linket_i_mailen(kontor):
    bruger(email="anne@kommune.example")
    assert gaet(Client(), 15) == 10
    klient = Client()
    klient.post("/glemt-adgangskode/", {"email": "anne@kommune.example"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    ny = "en helt anden sætning her"
    klient.post(klient.get(link)["Location"], {"password1": ny, "password2": ny})
    assert FOR_MANGE in send_adgangskode(Client(), adgangskode=ny).content.decode()
    assert send_adgangskode(klient, adgangskode=ny)["Location"] == KODE


def test_koden_kan_heller_ikke_gaettes(kontor):
    """Ten, across all the sessions that the password has opened."""
    bruger()
    klienter = [Client() for _ in range(3)]
    for klient in klienter:
        send_adgangskode(klient)
    svar = [klienter[nr % 3].post(KODE, {"code": f"{nr:06}"}) for nr in range(15)]
    assert sum(FOR_MANGE not in s.content.decode() for s in svar) == 10
    assert FOR_MANGE in klienter[0].post(KODE, {"code": kode()}).content.decode()


def test_der_sendes_hoejst_tre_mails_i_timen_og_svaret_siger_det_ikke(kontor):
    bruger(email="anne@kommune.example")
    steder = {
        Client().post("/glemt-adgangskode/", {"email": "anne@kommune.example"})["Location"]
        for _ in range(5)
    }
    assert (len(mail.outbox), steder) == (3, {"/glemt-adgangskode/sendt/"})


def test_den_nuvaerende_adgangskode_kan_ikke_gaettes_fra_en_aaben_session(kontor):
    anne = bruger()
    klient = logget_ind(anne)
    ny = "en helt anden sætning her"
    svar = [
        klient.post(
            "/konto/adgangskode/",
            {"oldpassword": f"gæt {nr}", "password1": ny, "password2": ny},
        )
        for nr in range(15)
    ]
    assert sum(FOR_MANGE not in s.content.decode() for s in svar) == 10


def test_uden_spaerring_proeves_der_flere_gange(kontor, monkeypatch):
    """The control: what the others count is the throttle's doing."""
    bruger()
    monkeypatch.setattr(spaerring, "_tag", lambda rate, noegle: None)
    assert gaet(Client(), 15) == 15
    assert Client().post(LOG_IND, {"login": "anne", "password": GOD})["Location"] == KODE
