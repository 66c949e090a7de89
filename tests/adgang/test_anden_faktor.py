"""No page before the second factor, by whatever path the session came."""

import re
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from borgerraadgiver.adgang.middleware import UBEKRAEFTET, UDEN_FAKTOR
from henvendelser.kryptering import ny_noegle
from henvendelser.models import Bruger
from tests.conftest import HEMMELIG, logget_ind, med_app
from tests.sikkerhed.adresser import alle_moenstre

from .hjaelp import GOD, KODE, LOG_IND, bruger, kode, send_adgangskode, ser_registret

pytestmark = pytest.mark.django_db
VAELG, SPOERG = "/konto/ekstra-faktor/", "/konto/bekraeft/kode/"
# An address needs no object behind it to be tried; it is stopped before anybody looks.
EKSEMPLER = {
    "nummer": "2025-0001",
    "pk": 1,
    "noegle": "aaret-2025",
    "uuid": UUID(int=0),
    "felt": "type",
    "liste": "emner",
    "maerke": 1,
    "hvad": "op",
}


def med_adgangskode(klient: Client) -> None:
    send_adgangskode(klient)


def med_force_login(klient: Client) -> None:
    klient.force_login(bruger_ved_navn())


def med_nulstilling(klient: Client) -> None:
    """The mail's link, a new password, and the login after it."""
    klient.post("/glemt-adgangskode/", {"email": "anne@kommune.example"})
    sti = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]
    sti = klient.get(sti)["Location"]
    ny = "en helt anden sætning her"
    assert klient.post(sti, {"password1": ny, "password2": ny}).status_code == 302
    assert not ser_registret(klient)
    send_adgangskode(klient, adgangskode=ny)


def bruger_ved_navn() -> Bruger:
    return Bruger.objects.get(username="anne")


VEJE = [med_adgangskode, med_force_login, med_nulstilling]


@pytest.mark.parametrize("vej", VEJE)
@pytest.mark.parametrize(
    "app",
    [
        pytest.param(True, marks=pytest.mark.langsom, id="med app"),
        pytest.param(False, id="uden faktor"),
    ],
)
def test_ingen_vej_naar_til_data_uden_en_anden_faktor(vej, app, kontor):
    """Every address the program has, GET and POST; only the ones that ask for a factor answer."""
    bruger(email="anne@kommune.example", app=app)
    klient = Client()
    vej(klient)
    gaaet = 0
    for moenster in alle_moenstre():
        if moenster.rettighed is None or moenster.navn == "account_logout":
            continue
        url = moenster.adresse({navn: EKSEMPLER[navn] for navn in moenster.argumenter})
        for metode in (klient.get, klient.post):
            svar = metode(url)
            gaaet += 1
            inde = "_auth_user_id" in klient.session
            if inde and moenster.navn in (UBEKRAEFTET if app else UDEN_FAKTOR):
                continue
            assert svar.status_code == 302, url
            # Not logged in until the factor was shown, or logged in and led to it.
            assert svar["Location"].split("?")[0] in {LOG_IND, VAELG, SPOERG}, url
    lukkede = [m for m in alle_moenstre() if m.rettighed is not None]
    assert gaaet == 2 * (len(lukkede) - 1)
    assert not ser_registret(klient)


def test_kontrol_med_faktoren_er_der_adgang(kontor):
    assert ser_registret(logget_ind(bruger()))


def test_en_session_der_er_logget_ind_uden_faktoren_bliver_spurgt_om_den(kontor):
    klient = Client()
    klient.force_login(bruger())
    svar = klient.get("/henvendelser/ny/")
    assert svar["Location"] == "/konto/bekraeft/kode/?next=%2Fhenvendelser%2Fny%2F"
    assert klient.post(svar["Location"], {"code": "000000"}).status_code == 200
    assert not ser_registret(klient)
    svar = klient.post(svar["Location"], {"code": kode()})
    assert svar["Location"] == "/henvendelser/ny/"
    assert klient.get("/henvendelser/ny/").status_code == 200


@pytest.mark.django_db(transaction=True)  # the session is confirmed when the app is committed
def test_en_ny_bruger_opsaetter_en_app_og_faar_koder(transactional_db, kontor):
    bruger(app=False)
    klient = Client()
    assert send_adgangskode(klient)["Location"] == "/"
    assert klient.get("/")["Location"] == VAELG
    assert "Brug en app" in klient.get(VAELG).content.decode()
    svar = klient.get("/konto/app/")
    hemmelig = svar.context["form"].secret
    assert klient.post("/konto/app/", {"code": "abc"}).status_code == 200
    assert not ser_registret(klient)
    svar = klient.post("/konto/app/", {"code": kode(hemmelig)})
    assert svar["Location"] == "/konto/koder/"
    assert len(klient.get("/konto/koder/").context["unused_codes"]) == 10
    assert klient.get("/konto/koder/").context["unused_codes"] == ["****"] * 10
    assert ser_registret(klient)
    # The code that set the app up does not log in.
    anden = Client()
    send_adgangskode(anden)
    assert "er brugt" in anden.post(KODE, {"code": kode(hemmelig)}).content.decode()


def test_en_brugt_kode_virker_ikke_igen(kontor):
    bruger()
    nu = kode()
    foerste, anden = Client(), Client()
    for klient in (foerste, anden):
        assert send_adgangskode(klient)["Location"] == KODE
    assert foerste.post(KODE, {"code": nu})["Location"] == "/"
    svar = anden.post(KODE, {"code": nu})
    assert svar.status_code == 200
    assert "Koden passer ikke, eller den er brugt" in svar.content.decode()
    assert (ser_registret(foerste), ser_registret(anden)) == (True, False)
    # The control: with the memory of used codes wiped, the very same code is taken.
    cache.clear()
    assert anden.post(KODE, {"code": nu})["Location"] == "/"


def test_en_genoprettelseskode_virker_en_gang(kontor):
    anne = bruger()
    engangskode = RecoveryCodes.activate(anne).get_unused_codes()[0]
    foerste, anden = Client(), Client()
    for klient in (foerste, anden):
        send_adgangskode(klient)
        klient.post(KODE, {"code": engangskode})
    assert (ser_registret(foerste), ser_registret(anden)) == (True, False)


def test_hemmelighederne_ligger_krypteret(kontor):
    anne = bruger()
    RecoveryCodes.activate(anne)
    for faktor in Authenticator.objects.filter(user=anne):
        assert HEMMELIG not in str(faktor.data)
        (skjult,) = {faktor.data.get("secret"), faktor.data.get("seed")} - {None}
        assert skjult[8] == "." and len(skjult) > 100


def test_efter_et_noegleskift_virker_koden_stadig(kontor, settings, capsys):
    """Otherwise taking the old key away would lock everybody out."""
    anne = bruger()
    RecoveryCodes.activate(anne)
    koder = RecoveryCodes(Authenticator.objects.get(user=anne, type="recovery_codes"))
    foer = koder.get_unused_codes()
    settings.KRYPTERINGSNOEGLER = [ny_noegle(), *settings.KRYPTERINGSNOEGLER]
    call_command("roter_noegler")
    assert "Ekstra faktorer: 2 lagt over." in capsys.readouterr().out
    settings.KRYPTERINGSNOEGLER = settings.KRYPTERINGSNOEGLER[:1]
    koder = RecoveryCodes(Authenticator.objects.get(user=anne, type="recovery_codes"))
    assert koder.get_unused_codes() == foer
    klient = Client()
    send_adgangskode(klient)
    klient.post(KODE, {"code": kode()})
    assert ser_registret(klient)
    call_command("roter_noegler")
    assert "Ekstra faktorer: 0 lagt over." in capsys.readouterr().out


def test_den_sidste_faktor_kan_ikke_fjernes(kontor):
    anne = bruger()
    klient = Client()
    send_adgangskode(klient)
    klient.post(KODE, {"code": kode()})
    svar = klient.post("/konto/app/fjern/")
    assert "eneste ekstra faktor" in svar.content.decode()
    assert Authenticator.objects.filter(user=anne).count() == 1


def test_naar_faktoren_fjernes_spoerges_der_om_en_anden_og_de_andre_sessioner_slutter(kontor):
    anne = bruger()
    noegle = Authenticator.objects.create(
        user=anne, type=Authenticator.Type.WEBAUTHN, data={"name": "Nøgle", "credential": {}}
    )
    klient, andetsteds = Client(), logget_ind(anne)
    send_adgangskode(klient)
    klient.post(KODE, {"code": kode()})
    assert (ser_registret(klient), ser_registret(andetsteds)) == (True, True)
    svar = klient.post("/konto/app/fjern/")
    assert svar["Location"] == "/konto/"
    assert list(Authenticator.objects.filter(user=anne)) == [noegle]
    assert klient.get("/henvendelser/")["Location"].startswith("/konto/bekraeft/")
    assert andetsteds.get("/henvendelser/")["Location"].startswith(LOG_IND)


def test_et_maerke_for_en_anden_bruger_gaelder_ikke(kontor, raadgiver):
    """A mark left in the browser by one user does not let the next one in."""
    klient = logget_ind(raadgiver)
    maerke = klient.session["adgang_faktor"]
    anne = bruger()
    ny = Client()
    ny.force_login(anne)
    session = ny.session
    session["adgang_faktor"] = maerke
    session.save()
    assert not ser_registret(ny)


def test_der_er_ingen_administrationsside_og_ingen_tilmelding():
    assert not apps.is_installed("django.contrib.admin")
    assert not {"account_signup", "mfa_signup_webauthn", "mfa_login_webauthn"} & {
        moenster.navn for moenster in alle_moenstre()
    }
    for sti in ("/admin/", "/accounts/login/", "/signup/", "/konto/opret/"):
        assert Client().get(sti).status_code == 404


@pytest.mark.parametrize(
    "svar",
    [
        "",
        "x",
        "{}",
        "[]",
        "null",
        '{"id": 1}',
        '{"id": "a", "rawId": "a", "type": "public-key"}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"YQ","signature":"YQ"}}',
    ],
)
def test_et_opdigtet_svar_fra_en_noegle_afvises(svar, kontor):
    anne = bruger()
    klient = Client()
    send_adgangskode(klient)
    assert klient.post(KODE, {"credential": svar}).status_code == 200
    assert not ser_registret(klient)
    ny = logget_ind(anne)
    assert ny.post("/konto/noegler/ny/", {"name": "n", "credential": svar}).status_code in {
        200,
        302,
    }
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 0


def test_sessionens_maerke_koster_ingen_foresproergsel(kontor, django_assert_num_queries):
    klient = logget_ind(bruger())
    klient.get("/konto/ekstra-faktor/")
    with django_assert_num_queries(3):  # session, user, and whether there is a factor
        klient.get("/konto/ekstra-faktor/")


def test_med_app_er_den_samme_hver_gang(kontor):
    anne = bruger()
    assert med_app(anne) == med_app(anne)
    assert anne.check_password(GOD)
