"""Every address x every role. A view that names no permission keeps the program from starting."""

import re
import types

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.urls.converters import get_converters

from henvendelser.models import Bruger
from henvendelser.roller import POLITIK, alle_adresser, har, hver_adresse_naevner_sin_rettighed
from henvendelser.valg import Rolle
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db

# What each role meets on a GET of every page of the register, with an object that exists.
# 302 for the adviser: to the register, and back to the case (it is opened by POST).
RAADGIVERENS = {
    "forside": 302,
    "login": 302,
    "henvendelser": 200,
    "sager": 200,
    "ny_henvendelse": 200,
    "henvendelse": 200,
    "ret_henvendelse": 200,
    "afslut_henvendelse": 200,
    "genaabn_henvendelse": 302,
    "afgoerelser": 200,
    "bemaerkninger": 200,
    "ny_afgoerelse": 200,
    "afgoerelse": 200,
    "ret_afgoerelse": 200,
}
REGISTRET = set(RAADGIVERENS) - {"forside", "login"}
EKSEMPLER = {
    "int": "1",
    "str": "x",
    "slug": "x",
    "path": "x",
    "uuid": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
}


@pytest.fixture
def objekter(kontor) -> dict[str, object]:
    return {
        "nummer": fabrik.henvendelse(borger=None, afdeling=kontor.boern).nummer,
        "pk": fabrik.afgoerelse(kontor.ankestyrelsen).pk,
    }


def adresse(moenster, objekter) -> str:
    """An address that the pattern answers to; of an existing object where the register has one."""
    slags = {type(konverter): navn for navn, konverter in get_converters().items()}
    rute = str(moenster.pattern)
    for navn, konverter in moenster.pattern.converters.items():
        eksempel = objekter.get(navn) or EKSEMPLER[slags.get(type(konverter), "str")]
        rute = re.sub(rf"<(\w+:)?{navn}>", str(eksempel), rute)
    assert "<" not in rute, f"no example for {rute}"
    return f"/{rute}"


def alle(objekter) -> list:
    moenstre = list(alle_adresser())
    assert len(moenstre) >= len(RAADGIVERENS)
    return [(moenster, adresse(moenster, objekter)) for moenster in moenstre]


@pytest.mark.parametrize("metode", ["get", "post"])
@pytest.mark.parametrize("rolle", ["leder", "administrator", "uden_rolle"])
def test_den_der_ikke_har_rettigheden_faar_404_overalt(rolle, metode, objekter, request):
    bruger = (
        Bruger.objects.create_user("ny")
        if rolle == "uden_rolle"
        else request.getfixturevalue(rolle)
    )
    afviste = 0
    for moenster, url in alle(objekter):
        rettighed = moenster.callback.rettighed
        if rettighed is None or har(bruger, rettighed) or moenster.name == "logout":
            continue
        svar = getattr(logget_ind(bruger), metode)(url).status_code
        # 405: nobody may post there, and so it says nothing of what is behind.
        assert svar in ({404, 405} if metode == "post" else {404}), url
        afviste += svar == 404
    assert afviste >= len(REGISTRET)


def test_hver_adresse_er_gaaet_og_uden_login_foerer_hver_til_login(objekter):
    aabne = set()
    moenstre = alle(objekter)
    for moenster, url in moenstre:
        svar = Client().get(url)
        if moenster.callback.rettighed is None:
            aabne.add(moenster.name or url)
            continue
        assert svar.status_code == 302, url
        assert svar["Location"].startswith(reverse("login")), url
    assert {"login", "/favicon.ico"} <= aabne
    assert len(moenstre) == len(list(alle_adresser()))


def test_raadgiveren_ser_hver_side_i_registret(objekter, klient):
    gaaet = {}
    for moenster, url in alle(objekter):
        if moenster.name in RAADGIVERENS:
            gaaet[moenster.name] = klient.get(url).status_code
    assert gaaet == RAADGIVERENS


@pytest.mark.parametrize("rolle", ["leder", "administrator"])
def test_de_andre_faar_en_forside_der_siger_hvad_der_er(rolle, request):
    svar = logget_ind(request.getfixturevalue(rolle)).get("/")
    ventet = {"leder": "Der er ikke sendt noget til dig endnu", "administrator": "uafhængig"}
    assert svar.status_code == 200
    assert ventet[rolle] in svar.content.decode()
    assert "/henvendelser/" not in svar.content.decode()


def uden_csrf(svar) -> bytes:
    """The page less the token of its forms, which is new in every answer."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", svar.content)


@pytest.mark.parametrize("rolle", ["raadgiver", "leder", "administrator"])
def test_fremmed_og_ikke_eksisterende_er_samme_svar(rolle, objekter, request):
    bruger = request.getfixturevalue(rolle)
    klient = logget_ind(bruger)
    par = [
        ("henvendelse", [objekter["nummer"]], ["2025-9999"]),
        ("ret_henvendelse", [objekter["nummer"]], ["2025-9999"]),
        ("afslut_henvendelse", [objekter["nummer"]], ["2025-9999"]),
        ("genaabn_henvendelse", [objekter["nummer"]], ["2025-9999"]),
        ("afgoerelse", [objekter["pk"]], [objekter["pk"] + 1]),
        ("ret_afgoerelse", [objekter["pk"]], [10**30]),
    ]
    for navn, findes, findes_ikke in par:
        ukendt = klient.get(reverse(navn, args=findes_ikke))
        assert ukendt.status_code == 404
        if rolle != "raadgiver":
            fremmed = klient.get(reverse(navn, args=findes))
            assert fremmed.status_code == 404
            assert uden_csrf(fremmed) == uden_csrf(ukendt)
            assert uden_csrf(fremmed) == uden_csrf(klient.get("/findes-slet-ikke/"))


@pytest.mark.parametrize(
    "url",
    [
        "/henvendelser/%00/",
        "/henvendelser/2025-/",
        "/henvendelser/x/",
        "/henvendelser/²025-0001/",
        "/afgoerelser/-1/",
    ],
)
def test_en_adresse_der_ikke_kan_vaere_er_404(klient, url):
    assert klient.get(url).status_code == 404


def test_en_inaktiv_bruger_har_ingen_rettigheder(raadgiver):
    raadgiver.is_active = False
    assert not any(har(raadgiver, rettighed) for rettighed in POLITIK[Rolle.RAADGIVER])


def test_en_adresse_uden_rettighed_standser_programmet(settings):
    assert hver_adresse_naevner_sin_rettighed() == []
    modul = types.ModuleType("glemte_adresser")
    modul.urlpatterns = [path("glemt/", lambda request: HttpResponse(), name="glemt")]
    settings.ROOT_URLCONF = modul
    (fejl,) = hver_adresse_naevner_sin_rettighed()
    assert (fejl.id, "glemt/" in fejl.msg) == ("roller.E001", True)


@pytest.mark.parametrize("url", ["/henvendelser/sager/", "/afgoerelser/ny/"])
def test_menuen_er_rollens_og_viser_hvor_man_er(klient, administrator, url):
    menu = klient.get(url).context["menu"]
    aktive = [punkt["url"] for punkt in menu if punkt["aktiv"]]
    assert aktive == [f"/{url.split('/')[1]}/"]
    assert logget_ind(administrator).get("/").context["menu"] == []
