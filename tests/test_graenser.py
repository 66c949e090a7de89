"""Too much or too fast is answered with a page, before anything is read or saved."""

import re

import pytest
from django.conf import settings as indstillinger
from django.test import Client
from django.urls import get_resolver

from borgerraadgiver import graenser, rater
from borgerraadgiver.models import Taeller
from borgerraadgiver.settings import laes_rate
from henvendelser.models import Afgoerelse, Henvendelse
from henvendelser.roller import alle_adresser

from .conftest import logget_ind
from .test_hoveder import ALTID, hoveder

pytestmark = pytest.mark.django_db
NY, LISTE, LOGIND = "/henvendelser/ny/", "/henvendelser/", "/log-ind/"


@pytest.fixture
def raterne(settings):
    """Two of each in a minute, but of searches three and of the expensive one."""
    settings.RATER = {"skriv": (2, 60), "soeg": (3, 60), "fil": (2, 60), "tung": (1, 60)}
    return settings.RATER


def status(klient: Client, sti: str, antal: int, **post) -> list[int]:
    return [klient.post(sti, post).status_code for _ in range(antal)]


def test_hver_klasse_har_sin_egen_graense(klient, raterne):
    assert status(klient, NY, 3) == [200, 200, 429]
    assert status(klient, LISTE, 4, soeg="anne") == [302, 302, 302, 429]
    assert status(klient, "/afgoerelser/ny/", 1) == [429]  # writing is one class everywhere


def test_at_laese_taelles_ikke_og_koster_intet(klient, raterne, django_assert_num_queries):
    for _ in range(5):
        assert klient.get(LISTE).status_code == 200
    assert not Taeller.objects.exists()


def test_det_tunge_taelles_ogsaa_naar_det_laeses(klient, raterne):
    sti = "/beretninger/findes-ikke/pdf/"
    assert [klient.get(sti).status_code for _ in range(2)] == [404, 429]


def test_en_bruger_bremser_ikke_en_anden(klient, administrator, raterne):
    assert status(klient, NY, 3)[-1] == 429
    assert status(logget_ind(administrator), NY, 1) == [404]
    assert status(Client(), LOGIND, 1) == [200]


def test_uden_login_taelles_adressen_og_en_forfalsket_er_den_samme(raterne, settings):
    settings.ANTAL_PROXYER = 1
    svar = [
        Client(headers={"x-forwarded-for": f"192.0.2.{n}, 203.0.113.9"}).post(LOGIND).status_code
        for n in range(3)
    ]
    assert svar == [200, 200, 429]
    fremmed = Client(headers={"x-forwarded-for": "203.0.113.9, 203.0.113.10"})
    assert fremmed.post(LOGIND).status_code == 200


def test_svaret_siger_hvornaar_og_baerer_alle_hoveder(klient, raterne, monkeypatch):
    nu = 1_800_000_000_000
    monkeypatch.setattr(rater, "_nu", lambda: nu)
    svar = [klient.post(NY) for _ in range(3)][-1]
    assert (svar.status_code, svar["Retry-After"]) == (429, "60")
    assert hoveder(svar) == ALTID
    assert "vent 1 minut, og" in svar.content.decode()
    monkeypatch.setattr(rater, "_nu", lambda: nu + 60_000)
    assert klient.post(NY).status_code == 200


@pytest.mark.parametrize(
    ("sekunder", "tekst"), [(1, "1 sekund"), (59, "59 sekunder"), (61, "2 minutter")]
)
def test_ventetiden_er_til_at_laese(klient, raterne, monkeypatch, sekunder, tekst):
    monkeypatch.setattr(rater.Rate, "tag", lambda *_: False)
    monkeypatch.setattr(rater.Rate, "resttid", lambda *_: sekunder)
    assert f"vent {tekst}, og" in klient.post(NY).content.decode()


def test_der_gemmes_intet(klient, kontor, raterne, settings):
    settings.RATER = {"skriv": (1, 60)}
    klient.post(NY)
    data = {
        "engang": "x",
        "modtaget": "1.4.2025",
        "hovedsag-afdeling": kontor.boern.pk,
        "hovedsag-emne": kontor.svartid.pk,
    }
    foer = Henvendelse.objects.count(), Afgoerelse.objects.count()
    assert klient.post(NY, data).status_code == 429
    assert (Henvendelse.objects.count(), Afgoerelse.objects.count()) == foer


def test_en_form_er_ikke_stoerre_end_den_kan_vaere(klient):
    stort = {"beskrivelse": "x" * indstillinger.DATA_UPLOAD_MAX_MEMORY_SIZE}
    svar = klient.post(NY, stort)
    assert svar.status_code == 413
    assert hoveder(svar) == ALTID
    assert "for meget" in svar.content.decode()


def test_det_store_bliver_ikke_laest(klient):
    class Ulaest:
        def read(self, *_):
            raise AssertionError("the body is read")

        readline = read

    klient.handler.enforce_csrf_checks = True  # the guard reads the body, when it gets there

    svar = klient.generic("POST", NY, **{"CONTENT_LENGTH": "999999999", "wsgi.input": Ulaest()})
    assert svar.status_code == 413


def test_en_adresse_der_tager_filer_maa_faa_mere(klient, monkeypatch):
    monkeypatch.setitem(graenser.FILER, "ny_henvendelse", 3_000_000)
    for antal, svar in ((2_900_000, 400), (3_000_000, 413)):
        # Django itself bounds a form's fields; only the file may be larger.
        assert klient.post(NY, {"beskrivelse": "x" * antal}).status_code == svar


def test_hvert_navn_er_en_adresse():
    navne = set(get_resolver().reverse_dict)
    assert {*graenser.TUNGE, *graenser.SOEGNINGER, *graenser.FILER} <= navne


def test_hvad_der_danner_en_fil_er_tungt():
    """By what such addresses are called here: a new one must be declared."""
    navne = {
        moenster.name
        for moenster in alle_adresser()
        if re.search(r"pdf|eksport|udtraek|csv|xlsx|ark/", f"{moenster.name} {moenster.pattern}")
    }
    assert navne - {None} <= graenser.TUNGE


@pytest.mark.parametrize("tekst", ["", "120", "120/", "0/60", "5/0", "mange/60", "-1/60"])
def test_en_rate_der_ikke_kan_laeses_standser_programmet(tekst):
    with pytest.raises(Exception, match="RATE_SKRIV"):
        laes_rate("skriv", tekst)


def test_en_rate_laeses_som_antal_og_sekunder():
    assert laes_rate("skriv", "120/60") == (120, 60)
