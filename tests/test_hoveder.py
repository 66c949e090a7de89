"""Every answer carries the same protecting headers, whatever went right or wrong."""

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from borgerraadgiver import urls as adresser
from henvendelser.roller import aaben_for_alle

CSP = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; object-src 'none'; script-src 'self'; "
    "style-src 'self'"
)
ALTID = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": "no-store",
}


def gaar_i_stykker(request) -> HttpResponse:
    raise RuntimeError("hemmelig tekst")


def uden_database(request) -> HttpResponse:
    raise OperationalError("hemmelig tekst: ingen forbindelse til 10.0.0.7")


handler400, handler403 = adresser.handler400, adresser.handler403
handler404, handler500 = adresser.handler404, adresser.handler500
urlpatterns = [
    *adresser.urlpatterns,
    path("gaar-i-stykker/", aaben_for_alle(gaar_i_stykker)),
    path("uden-database/", aaben_for_alle(uden_database)),
]


def hoveder(svar) -> dict[str, str]:
    csp = svar.headers.get("Content-Security-Policy", "")
    ordnet = "; ".join(sorted(del_.strip() for del_ in csp.split(";")))
    return {navn: svar.headers.get(navn) for navn in ALTID} | {"Content-Security-Policy": ordnet}


@pytest.fixture(autouse=True)
def _med_en_fejlende_side(db):
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("sti", "status"),
    [
        ("/log-ind/", 200),
        ("/", 302),
        ("/henvendelser/", 302),
        ("/findes-ikke/", 404),
        ("/.well-known/security.txt", 404),
        ("/gaar-i-stykker/", 500),
        ("/uden-database/", 503),
    ],
)
def test_hvert_svar_har_de_samme_hoveder(sti, status):
    svar = Client(raise_request_exception=False).get(sti)
    assert svar.status_code == status
    assert hoveder(svar) == ALTID
    assert "camera=()" in svar.headers["Permissions-Policy"]


def test_ogsaa_for_den_der_er_logget_ind(klient):
    for sti in ("/henvendelser/", "/henvendelser/ny/", "/afgoerelser/", "/beretninger/"):
        svar = klient.get(sti)
        assert (svar.status_code, hoveder(svar)) == (200, ALTID)


def test_ogsaa_naar_vaerten_er_forkert_eller_formularen_forfalsket(klient):
    forkert_vaert = Client(headers={"host": "ond.example"}).get("/log-ind/")
    forfalsket = Client(enforce_csrf_checks=True).post("/log-ind/", {"username": "a"})
    forkert_metode = klient.put("/beretninger/")
    statusser = [svar.status_code for svar in (forkert_vaert, forfalsket, forkert_metode)]
    assert statusser == [400, 403, 405]
    for svar in (forkert_vaert, forfalsket, forkert_metode):
        assert hoveder(svar) == ALTID


@pytest.mark.parametrize("sti", ["/findes-ikke/", "/gaar-i-stykker/", "/uden-database/"])
def test_en_fejlside_fortaeller_intet(sti):
    side = Client(raise_request_exception=False).get(sti).content.decode()
    for ord_ in (
        "hemmelig",
        "Traceback",
        "django",
        "Django",
        "RuntimeError",
        "10.0.0.7",
        sti.strip("/"),
    ):
        assert ord_ not in side


def test_https_kraeves_naar_intet_andet_er_sagt():
    with override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000):
        svar = Client().get("/log-ind/")
        assert (svar.status_code, svar["Location"]) == (301, "https://testserver/log-ind/")
        sikker = Client().get("/log-ind/", secure=True)
    assert sikker.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_security_txt_naevner_kontakten_og_en_frist():
    with override_settings(SIKKERHEDSKONTAKT="mailto:it@kommune.example"):
        svar = Client().get("/.well-known/security.txt")
    assert svar["Content-Type"] == "text/plain; charset=utf-8"
    assert svar.content.startswith(b"Contact: mailto:it@kommune.example\nExpires: ")


def test_cookies_er_kun_til_os_og_foelger_med_et_link_fra_en_mail(klient):
    """`__Host-` binds them to this very host; Lax lets a link in a mail find the user logged in."""
    assert (settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")
    for kage in Client().get("/log-ind/").cookies.values():
        assert (kage["httponly"], kage["samesite"], kage["domain"]) == (True, "Lax", "")


def test_en_afvist_metode_har_en_side_og_siger_hvad_der_kan(klient):
    svar = klient.put("/beretninger/")
    assert (svar.status_code, svar["Allow"]) == (405, "GET, HEAD")
    assert "<h1>Det kan siden ikke</h1>" in svar.content.decode()


@pytest.mark.parametrize("sti", ["/gaar-i-stykker/", "/uden-database/"])
def test_fejlsiden_oplyser_forespoergslens_nummer(sti):
    svar = Client(raise_request_exception=False).get(sti)
    assert svar["X-Request-ID"] in svar.content.decode()


@pytest.mark.parametrize("sti", ["/log-ind/", "/henvendelser/", "/henvendelser/2025-0001/"])
def test_uden_database_siges_det_og_hvornaar_der_kan_proeves_igen(klient, sti):
    """Not one query gets through; the browser still remembers a login that nobody can look up."""
    klient.raise_request_exception = False

    def ingen_vej(*args):
        raise OperationalError("ingen forbindelse")

    with connection.execute_wrapper(ingen_vej):
        svar = klient.get(sti)
    assert (svar.status_code, svar["Retry-After"], hoveder(svar)) == (503, "30", ALTID)
    assert "<h1>Programmet kan ikke nå sin database</h1>" in svar.content.decode()


def test_hemmeligheder_har_ingen_standardvaerdi():
    assert len(settings.SECRET_KEY) >= 50
    assert settings.DEBUG is False
