"""The roles' front pages and menus. Who meets what where: `tests/sikkerhed/test_matrix.py`.

A view that names no permission keeps the program from starting.
"""

import types

import pytest
from django.http import HttpResponse
from django.urls import path

from henvendelser.roller import POLITIK, har, hver_adresse_naevner_sin_rettighed
from henvendelser.valg import Rolle
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rolle", ["leder", "administrator"])
def test_de_andre_faar_en_forside_der_siger_hvad_der_er(rolle, request):
    svar = logget_ind(request.getfixturevalue(rolle)).get("/")
    ventet = {"leder": "Der er intet, du skal svare på", "administrator": "uafhængig"}
    assert svar.status_code == 200
    assert ventet[rolle] in svar.content.decode()
    assert "/henvendelser/" not in svar.content.decode()


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
    administratorens = logget_ind(administrator).get("/").context["menu"]
    assert [punkt["url"] for punkt in administratorens] == [
        "/opsaetning/",
        "/opsaetning/brugere/",
        "/logkontrol/",
    ]


def test_en_side_ligger_under_det_naermeste_menupunkt(klient, administrator):
    """Users stand under the settings' address and have an entry of their own."""

    def aktive(klient, url: str) -> list[str]:
        return [p["navn"] for p in klient.get(url).context["menu"] if p["aktiv"]]

    assert aktive(logget_ind(administrator), "/opsaetning/felter/") == ["Opsætning"]
    assert aktive(logget_ind(administrator), "/opsaetning/brugere/") == ["Brugere"]
    assert aktive(klient, "/opsaetning/brugere/") == []  # not the adviser's: as no page at all
