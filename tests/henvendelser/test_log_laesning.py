"""What is read is logged: which rows of a list, a search without its words, and what is refused.

That every address does it is walked in `tests/sikkerhed/test_logget.py`.
"""

import types

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from henvendelser import models as m
from henvendelser.log.laesning import Laest, UnoteretLaesning, laest
from henvendelser.models import Logpost, Logreference
from henvendelser.roller import (
    POLITIK,
    UDEN_SAGSDATA,
    Rettighed,
    hver_adresse_siger_hvad_den_viser,
    kraever,
)
from henvendelser.valg import Handling, Rolle
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db

MAERKE = "ZQXMARKOER"


def test_en_liste_logger_de_viste_raekker_og_filterets_koder(klient, kontor):
    borger = m.Borger(navn="Alma")
    viste = [fabrik.henvendelse(afdeling=kontor.boern, borger=borger) for _ in range(2)]
    fabrik.henvendelse(afdeling=kontor.skole)
    klient.get("/henvendelser/", {"afdeling": kontor.boern.pk, "emne": MAERKE})
    assert Logpost.objects.latest("id").udvalg == {"filtre": {}, "side": 1, "i_alt": 0}
    klient.get("/henvendelser/", {"afdeling": kontor.boern.pk, "fra": "2025-01-01"})
    post = Logpost.objects.latest("id")
    assert (post.antal, post.udvalg) == (
        2,
        {
            "filtre": {"fra": "2025-01-01", "afdeling": str(kontor.boern.pk)},
            "side": 1,
            "i_alt": 2,
        },
    )
    assert {(r.type, r.noegle) for r in post.referencer.all()} == {
        ("borger", borger.pk),
        *(("henvendelse", henvendelse.pk) for henvendelse in viste),
    }


def test_kun_den_viste_side_logges(klient, kontor):
    fabrik.mange_henvendelser(60, kontor, foelgesager=0)
    klient.get("/henvendelser/", {"side": 2})
    post = Logpost.objects.latest("id")
    assert (post.antal, post.referencer.count(), post.udvalg["i_alt"]) == (10, 10, 60)


def test_en_soegning_logges_uden_ordene(klient):
    fabrik.henvendelse(borger=m.Borger(navn=MAERKE))
    foer = Logpost.objects.count()
    svar = klient.post("/henvendelser/", {"soeg": MAERKE})
    assert Logpost.objects.count() == foer  # the redirect shows nothing
    svar = klient.get(svar["Location"])
    assert MAERKE in svar.content.decode()
    post = Logpost.objects.latest("id")
    assert (post.handling, post.antal) == (Handling.SOEGNING, 1)
    alt = str([*Logpost.objects.values(), *Logreference.objects.values()])
    assert MAERKE not in alt


def test_en_sag_der_vises_igen_med_fejl_logges_ogsaa(klient, kontor):
    henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    klient.post(f"{henvendelse.get_absolute_url()}ret/", {"modtaget": "31.2.2025"})
    post = Logpost.objects.latest("id")
    assert (post.handling, post.referencer.get().noegle) == (Handling.LAESNING, henvendelse.pk)


def test_et_kig_uden_for_ens_rettigheder_er_ingen_laesning(administrator):
    klient, henvendelse = logget_ind(administrator), fabrik.henvendelse()
    foer = Logpost.objects.filter(handling=Handling.LAESNING).count()
    assert klient.get(henvendelse.get_absolute_url()).status_code == 404
    assert Logpost.objects.filter(handling=Handling.LAESNING).count() == foer


def test_et_view_der_intet_siger_om_det_viste_viser_det_ikke(raadgiver):
    @kraever(Rettighed.SE_REGISTER, laeser=Laest.HENVENDELSE)
    def tavst(request):
        return HttpResponse(MAERKE)

    request = RequestFactory().get("/")
    request.user = raadgiver
    with pytest.raises(UnoteretLaesning):
        tavst(request)


def test_et_view_der_viser_mere_end_det_lovede_logges_alligevel(raadgiver, kontor):
    fabrik.henvendelse(borger=m.Borger(navn=MAERKE))
    fabrik.afgoerelse(kontor.ankestyrelsen)

    @kraever(Rettighed.SE_REGISTER, laeser=Laest.INTET)
    def snakkende(request):
        laest(request, m.Henvendelse.objects.all())
        laest(request, m.Afgoerelse.objects.all())
        return HttpResponse(MAERKE)

    request = RequestFactory().get("/")
    request.user = raadgiver
    foer = Logpost.objects.count()
    snakkende(request)
    assert Logpost.objects.count() == foer + 1
    assert Logpost.objects.latest("id").referencer.count() == 3


def test_en_adresse_der_ikke_siger_hvad_den_viser_standser_programmet(settings):
    assert hver_adresse_siger_hvad_den_viser() == []

    @kraever(Rettighed.SE_REGISTER)
    def glemsom(request):
        return HttpResponse()

    modul = types.ModuleType("glemte_adresser")
    modul.urlpatterns = [path("glemt/", glemsom, name="glemt")]
    settings.ROOT_URLCONF = modul
    (fejl,) = hver_adresse_siger_hvad_den_viser()
    assert (fejl.id, "glemt/" in fejl.msg) == ("roller.E002", True)


def test_raadgiveren_laeser_sager_lederen_det_sendte_og_administratoren_intet():
    laeser = {rolle: POLITIK[rolle] - UDEN_SAGSDATA for rolle in Rolle}
    assert {rolle for rolle in Rolle if laeser[rolle]} == {Rolle.RAADGIVER, Rolle.AFDELINGSLEDER}
    assert laeser[Rolle.AFDELINGSLEDER] == {
        Rettighed.SVARE,
        Rettighed.SE_ANBEFALINGER,
        Rettighed.SVARE_I_RUNDE,
    }
