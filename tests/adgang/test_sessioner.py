"""How long a session lives, what ends it at once, and the list of one's own."""

import time

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from borgerraadgiver.adgang import sessionstid
from borgerraadgiver.adgang.handlinger import nulstil_faktor
from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle
from tests.conftest import logget_ind, med_app
from tests.fabrik import uden_om_loggen

from .hjaelp import GOD, KODE, bruger, kode, send_adgangskode, ser_registret

pytestmark = pytest.mark.django_db
NU = time.time()


@pytest.fixture
def ur(monkeypatch):
    """Sets the clock the sessions are measured by, in minutes from now."""

    def stil(minutter: float) -> None:
        monkeypatch.setattr(sessionstid.time, "time", lambda: NU + minutter * 60)

    monkeypatch.setattr(sessionstid, "time", type("ur", (), {"time": staticmethod(lambda: NU)}))
    return stil


def test_en_session_slutter_efter_30_minutter_uden_brug(kontor, ur, klient):
    ur(29)
    assert ser_registret(klient)
    ur(29 + 29.9)
    assert ser_registret(klient)
    ur(29 + 29.9 + 30)
    assert not ser_registret(klient)
    ur(29)
    assert not ser_registret(klient)  # it was ended on the server


def test_en_session_slutter_efter_10_timer_selv_om_den_bruges(kontor, ur, klient):
    for minut in range(0, 600, 20):
        ur(minut)
        assert ser_registret(klient), minut
    ur(600)
    svar = klient.get("/henvendelser/", follow=True)
    assert "længe siden, du loggede ind" in svar.content.decode()
    assert not ser_registret(klient)


def test_en_session_der_aldrig_er_begyndt_er_for_gammel(kontor, klient):
    session = klient.session
    del session[sessionstid.BEGYNDT]
    session.save()
    assert not ser_registret(klient)


def test_sessionen_skrives_hoejst_en_gang_i_minuttet(kontor, ur, klient, django_assert_num_queries):
    klient.get("/konto/ekstra-faktor/")
    ur(0.9)
    with django_assert_num_queries(3):
        klient.get("/konto/ekstra-faktor/")
    ur(1)
    with django_assert_num_queries(3 + 3):  # the write, in its savepoint
        klient.get("/konto/ekstra-faktor/")


def anden_rolle(anne):
    anne.rolle = Rolle.ADMINISTRATOR
    anne.save()


def anden_rolle_i_databasen(anne):
    with uden_om_loggen():
        Bruger.objects.filter(pk=anne.pk).update(rolle=Rolle.AFDELINGSLEDER)


def lukket(anne):
    anne.is_active = False
    anne.save()


def lukket_i_databasen(anne):
    with uden_om_loggen():
        Bruger.objects.filter(pk=anne.pk).update(is_active=False)


def uden_rolle(anne):
    with uden_om_loggen():
        Bruger.objects.filter(pk=anne.pk).update(rolle="")


def ny_adgangskode(anne):
    anne.set_password("en helt anden sætning her")
    anne.save()


def en_afdeling_mere(anne):
    anne.afdelinger.add(Afdeling.objects.get(navn="Skole"))


def en_afdeling_faerre(anne):
    anne.afdelinger.remove(Afdeling.objects.get(navn="Børn & Familie"))


def ingen_afdelinger(anne):
    anne.afdelinger.clear()


def fra_afdelingens_side(anne):
    Afdeling.objects.get(navn="Skole").ledere.add(anne)


def fjernet_fra_afdelingens_side(anne):
    Afdeling.objects.get(navn="Børn & Familie").ledere.clear()


def faktoren_nulstillet(anne):
    assert nulstil_faktor(bruger=anne, af=None) == 1


def faktoren_slettet(anne):
    med_app(anne).delete()


@pytest.mark.parametrize(
    "aendring",
    [
        anden_rolle,
        anden_rolle_i_databasen,
        lukket,
        lukket_i_databasen,
        uden_rolle,
        ny_adgangskode,
        en_afdeling_mere,
        en_afdeling_faerre,
        ingen_afdelinger,
        fra_afdelingens_side,
        fjernet_fra_afdelingens_side,
        faktoren_nulstillet,
        faktoren_slettet,
    ],
)
def test_en_aendret_adgang_slutter_alle_brugerens_sessioner_og_ingen_andens(
    aendring, kontor, raadgiver
):
    anne = bruger()
    anne.afdelinger.add(kontor.boern)
    to = [logget_ind(anne), logget_ind(anne)]
    fremmed = logget_ind(raadgiver)
    assert all(ser_registret(klient) for klient in [*to, fremmed])
    aendring(Bruger.objects.get(pk=anne.pk))
    for klient in to:
        assert klient.get("/henvendelser/")["Location"] == "/log-ind/?next=/henvendelser/"
    assert ser_registret(fremmed)


@pytest.mark.parametrize(("felt", "vaerdi"), [("is_active", False), ("rolle", "")])
def test_en_session_vaagner_ikke_naar_adgangen_gives_tilbage(felt, vaerdi, kontor):
    """Not used in between, so nobody has noticed it ended."""
    anne = bruger()
    klient = logget_ind(anne)
    foer = getattr(anne, felt)
    for ny in (vaerdi, foer):
        setattr(anne, felt, ny)
        anne.save()
    assert not ser_registret(klient)
    assert ser_registret(logget_ind(anne))


def test_en_gammel_kopi_af_brugeren_vaekker_ikke_en_sluttet_session(kontor):
    anne = bruger()
    kopi = Bruger.objects.get(pk=anne.pk)
    klient = logget_ind(anne)
    Bruger.objects.filter(pk=anne.pk).nyt_adgangsmaerke()
    kopi.first_name = "Anne"
    kopi.save()
    assert Bruger.objects.get(pk=anne.pk).first_name == "Anne"
    assert not ser_registret(klient)


def test_at_rette_navnet_eller_at_logge_ind_slutter_ingen_session(kontor):
    anne = bruger()
    klient = logget_ind(anne)
    anne.last_name = "Test"
    anne.save()
    logget_ind(anne)
    assert ser_registret(klient)


def test_den_der_selv_skifter_adgangskode_bliver_ved_og_de_andre_logges_ud(kontor):
    anne = bruger()
    klient, andetsteds = logget_ind(anne), logget_ind(anne)
    ny = "en helt anden sætning her"
    felter = {"oldpassword": GOD, "password1": ny, "password2": ny}
    afvist = klient.post("/konto/adgangskode/", felter | {"oldpassword": "forkert"})
    assert "Adgangskoden passer ikke" in afvist.content.decode()
    assert klient.post("/konto/adgangskode/", felter)["Location"] == "/konto/"
    assert (ser_registret(klient), ser_registret(andetsteds)) == (True, False)


def log_ind_helt(om: int) -> Client:
    klient = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/150.0"})
    send_adgangskode(klient)
    assert klient.post(KODE, {"code": kode(om=om)})["Location"] == "/"
    return klient


def test_man_ser_sine_egne_sessioner_og_logger_dem_ud(kontor, raadgiver, settings):
    settings.MFA_TOTP_TOLERANCE = 1  # two logins within one code's time
    anne = bruger()
    her, der = log_ind_helt(0), log_ind_helt(30)
    UserSession.objects.create(user=raadgiver, ip="192.0.2.1", session_key="fremmed", user_agent="")
    linjer = her.get("/konto/sessioner/").context["linjer"]
    assert [(linje["browser"], linje["denne"]) for linje in linjer] == [
        ("Firefox på Windows", False),
        ("Firefox på Windows", True),
    ]
    assert her.get(f"/konto/sessioner/{linjer[0]['pk']}/log-ud/").status_code == 405
    assert her.post(f"/konto/sessioner/{linjer[0]['pk']}/log-ud/").status_code == 302
    assert (ser_registret(her), ser_registret(der)) == (True, False)
    assert UserSession.objects.filter(user=anne).count() == 1
    fremmed = UserSession.objects.get(user=raadgiver).pk
    assert her.post(f"/konto/sessioner/{fremmed}/log-ud/").status_code == 404
    assert UserSession.objects.filter(pk=fremmed).exists()
    her.post("/log-ud/")
    assert not UserSession.objects.filter(user=anne).exists()
    assert not ser_registret(her)


def test_log_ud_er_kun_post(klient):
    assert klient.get("/log-ud/").status_code == 405
    assert klient.post("/log-ud/")["Location"] == "/log-ind/"
    assert "_auth_user_id" not in klient.session
