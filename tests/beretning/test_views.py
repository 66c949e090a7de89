"""The reports on the screen: who may see them, what they show, and what they answer to faults."""

import pytest
from django.core.management import call_command

from beretning.models import Afsnit, Beretning
from henvendelser.filtre import AfgoerelseFilter, SagFilter
from henvendelser.models import Afgoerelse, Bruger, Logpost, Sag
from henvendelser.valg import Formaal, Handling, Rolle

from ..conftest import logget_ind

ALBERTSLUND = "fixtures/albertslund"
NOEGLE = "albertslund-2024-25"
SIDE = f"/beretninger/{NOEGLE}/"


@pytest.mark.parametrize(
    "side", ["/beretninger/", SIDE, pytest.param(f"{SIDE}pdf/", marks=pytest.mark.langsom)]
)
def test_kun_raadgiveren_ser_beretningerne(side, albertslund, klient):
    assert klient.get(side).status_code == 200
    for rolle in (Rolle.AFDELINGSLEDER, Rolle.ADMINISTRATOR):
        fremmed = logget_ind(Bruger.objects.create_user(f"anden {rolle}", rolle=rolle))
        assert fremmed.get(side).status_code == 404
        assert fremmed.get(side).content == fremmed.get("/beretninger/findes-ikke/").content


def test_en_tom_liste_siger_hvad_man_goer_foerst(klient):
    Beretning.objects.all().delete()  # the module's own
    assert "Der er ingen beretninger endnu" in klient.get("/beretninger/").content.decode()


def test_visningen_har_sine_tabeller_figurer_og_tal(albertslund, klient):
    side = klient.get(SIDE).content.decode()
    assert side.count("<caption>") == 4
    assert side.count("<figure") == 3
    assert "Jeg registrerede <a href=" in side
    assert "kan ikke afgives endnu" not in side


@pytest.mark.langsom
def test_hvert_tal_i_tabellerne_er_laengden_af_listen_bag_det(albertslund, klient):
    """The links of the page itself, taken from its HTML, over all four tables."""
    udskrift = klient.get(SIDE).context["udskrift"]
    kilder = {"sager": (SagFilter, Sag), "afgoerelser": (AfgoerelseFilter, Afgoerelse)}
    sete = 0
    for tabel in udskrift.tabeller:
        filter_, model = kilder[tabel.liste]
        for raekke in [*(raekke.celler for raekke in tabel.raekker), tabel.i_alt]:
            for celle in raekke:
                if celle.antal is None:
                    continue
                liste = filter_(dict(celle.filter), queryset=model.objects.all())
                assert liste.qs.count() == celle.antal
                sete += 1
    assert sete == 27 + 324 + 20 + 15


def test_tallets_link_viser_lige_saa_mange_raekker_som_tallet(albertslund, klient):
    tabel = klient.get(SIDE).context["udskrift"].tabeller[1]
    celle = tabel.celle("Begrundelse", "Børn & Familie")
    svar = klient.get("/henvendelser/sager/", dict(celle.filter))
    assert celle.antal == 1
    assert svar.context["side"].paginator.count == 1


def test_en_mangel_vises_paa_stedet_og_holder_paa_pdf_filen(albertslund, klient):
    afsnit = Afsnit.objects.get(overskrift="Resumé")
    afsnit.tekst += "\n\nI alt {tal: fordeling | Findes ikke | Hovedsag} henvendelser."
    afsnit.save()
    side = klient.get(SIDE).content.decode()
    mangel = "har ingen række »Findes ikke«."
    assert side.count(mangel) == 2  # in the list on top, and at the spot
    svar = klient.get(f"{SIDE}pdf/", follow=True)
    assert svar.redirect_chain == [(SIDE, 302)]
    assert "kan ikke dannes" in svar.content.decode()


@pytest.mark.pdf
def test_pdf_filen_hentes_under_beretningens_navn(albertslund, klient):
    svar = klient.get(f"{SIDE}pdf/")
    assert svar.content.startswith(b"%PDF-")
    assert svar["Content-Disposition"] == f'attachment; filename="{NOEGLE}.pdf"'
    assert svar["Cache-Control"] == "no-store"


def test_visningen_logges_som_laesning_og_pdf_filen_som_eksport(albertslund, klient, monkeypatch):
    monkeypatch.setattr("beretning.views.dan_pdf", lambda udskrift: b"%PDF-")
    for side, handling in ((SIDE, Handling.LAESNING), (f"{SIDE}pdf/", Handling.EKSPORT)):
        foer = Logpost.objects.count()
        assert klient.get(side).status_code == 200
        assert Logpost.objects.count() == foer + 1
        post = Logpost.objects.latest("id")
        assert (post.handling, post.formaal) == (handling, Formaal.BERETNING)
        assert [(r.type, r.betegnelse) for r in post.referencer.all()] == [("beretning", NOEGLE)]


def test_beretningen_laeses_kun(albertslund, klient):
    for metode in (klient.post, klient.put, klient.patch, klient.delete):
        assert metode(SIDE).status_code == 405


@pytest.mark.langsom
def test_antallet_af_forespoergsler_er_det_samme_med_fire_gange_flere_sager(
    albertslund, klient, django_assert_num_queries
):
    with django_assert_num_queries(22):  # four are the log's
        klient.get(SIDE)
    for nr in range(4):
        call_command(
            "importer",
            "sager",
            f"{ALBERTSLUND}/sager.csv",
            kilde=f"igen {nr}",
            verbosity=0,
        )
    klient.get("/henvendelser/")  # on a slow machine the session has to say that it is used
    with django_assert_num_queries(22):
        svar = klient.get(SIDE)
    assert svar.context["udskrift"].tabeller[0].celle("I alt").antal == 5 * 203
