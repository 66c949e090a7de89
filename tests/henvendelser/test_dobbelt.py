"""Same citizen, new topic? A likely double registration is asked about, and never stopped."""

from datetime import timedelta

import pytest

from henvendelser import models as m
from henvendelser.dobbelt import mulige_tidligere
from henvendelser.regler import i_dag
from tests import fabrik
from tests.fabrik import DAGEN, uden_om_loggen, udfyldt

pytestmark = pytest.mark.django_db
NY = "/henvendelser/ny/"
CPR = "0107619992"


@pytest.fixture
def gammel(kontor) -> m.Henvendelse:
    return fabrik.henvendelse(
        DAGEN - timedelta(30),
        afdeling=kontor.boern,
        emne=kontor.svartid,
        borger=m.Borger(navn="Alma Ærøe", telefon="12 34 56 78", email="alma@example.dk"),
        beskrivelse="Først",
    )


@pytest.mark.parametrize(
    ("vaerdier", "samme"),
    [
        ({"navn": "ALMA  ærøe"}, True),
        ({"navn": "A. Ærøe", "telefon": "+4512345678"}, True),
        ({"navn": "A. Ærøe", "email": "Alma@Example.dk"}, True),
        ({"navn": "Alma Ærø"}, False),
        ({"telefon": "12345679"}, False),
        ({}, False),  # anonymous
    ],
)
def test_borgeren_er_den_samme_ved_navn_telefon_eller_mail(klient, kontor, gammel, vaerdier, samme):
    svar = klient.post(NY, udfyldt(kontor, **vaerdier))
    assert svar.status_code == (200 if samme else 302)
    if samme:
        assert svar.context["skema"].tidligere == [gammel]
        assert f"Føj til {gammel.nummer}" in svar.content.decode()
        assert m.Henvendelse.objects.count() == 1


def test_to_med_hver_sit_cpr_nummer_er_to_selv_om_de_hedder_det_samme(kontor, raadgiver):
    en = m.Borger(navn="Bo Bi", cpr="0107619992")
    gammel = fabrik.henvendelse(afdeling=kontor.boern, borger=en)
    valg = {"modtaget": DAGEN, "afdelinger": {kontor.boern}, "dage": 30, "bruger": raadgiver}
    assert mulige_tidligere(borger=m.Borger(navn="Bo Bi", cpr="0207619991"), **valg) == []
    assert mulige_tidligere(borger=m.Borger(navn="X", cpr="0107619992"), **valg) == [gammel]
    assert mulige_tidligere(borger=m.Borger(navn="Bo Bi"), **valg) == [gammel]


def test_kun_samme_afdeling_inden_for_kontorets_dage(kontor, gammel, raadgiver):
    borger = m.Borger(navn="Alma Ærøe")

    def fundne(afdeling=kontor.boern, dag=DAGEN, dage=30):
        return mulige_tidligere(
            borger=borger, modtaget=dag, afdelinger={afdeling}, dage=dage, bruger=raadgiver
        )

    assert fundne() == [gammel]  # the thirtieth day is included
    assert fundne(dag=DAGEN + timedelta(1)) == []
    assert fundne(dag=gammel.modtaget - timedelta(30)) == [gammel]
    assert fundne(dage=0) == []
    assert fundne(afdeling=kontor.skole) == []


def test_det_kan_gemmes_som_nyt_med_et_tryk_mere(klient, kontor, gammel):
    data = udfyldt(kontor, navn="Alma Ærøe", engang="x")
    vist = klient.post(NY, data).context["skema"].set_tidligere
    svar = klient.post(NY, data | {"set_tidligere": vist})
    assert svar.status_code == 302
    assert m.Henvendelse.objects.count() == 2


def test_en_der_er_kommet_til_imens_vises_ogsaa(klient, kontor, gammel):
    data = udfyldt(kontor, navn="Alma Ærøe")
    ny = fabrik.henvendelse(afdeling=kontor.boern, borger=m.Borger(navn="Alma Ærøe"))
    svar = klient.post(NY, data | {"set_tidligere": gammel.nummer})
    assert svar.context["skema"].tidligere == [ny, gammel]


def test_det_nye_foejes_til_den_gamle_som_foelgesag_og_tekst(klient, kontor, gammel):
    with uden_om_loggen():
        m.Henvendelse.objects.update(sidst_aktiv=gammel.modtaget)
    data = udfyldt(
        kontor,
        {"afdeling": kontor.boern.pk, "emne": kontor.svartid.pk},  # it has that one already
        navn="Alma Ærøe",
        beskrivelse="Så",
        hovedsag__emne=str(kontor.sprog.pk),
    )
    svar = klient.post(NY, data | {"foej_til": gammel.nummer})
    assert svar["Location"] == gammel.get_absolute_url()
    gammel.refresh_from_db()
    assert [(s.afdeling, s.emne) for s in gammel.foelgesager] == [(kontor.boern, kontor.sprog)]
    assert gammel.hovedsag.emne == kontor.svartid
    assert gammel.beskrivelse == "Først\n\n3. marts 2025:\nSå"
    assert gammel.sidst_aktiv == i_dag()
    assert m.Henvendelse.objects.count() == 1
    assert m.Borger.objects.count() == 1
    (post,) = m.Logpost.objects.filter(handling="aendring")
    assert set(post.aendringer) >= {"beskrivelse"}


def test_uden_foelgesager_foejes_kun_teksten_til(klient, kontor, gammel):
    m.Kontor.objects.update(foelgesager=False)
    data = udfyldt(kontor, navn="Alma Ærøe", beskrivelse="Så", hovedsag__emne=str(kontor.andet.pk))
    klient.post(NY, data | {"foej_til": gammel.nummer})
    gammel.refresh_from_db()
    assert gammel.foelgesager == []
    assert gammel.beskrivelse.endswith("Så")


def test_der_kan_kun_foejes_til_en_der_ligner(klient, kontor, gammel):
    fremmed = fabrik.henvendelse(afdeling=kontor.boern, borger=m.Borger(navn="Carl"))
    data = udfyldt(kontor, navn="Alma Ærøe", beskrivelse="Så")
    svar = klient.post(NY, data | {"foej_til": fremmed.nummer})
    assert svar.status_code == 200 and svar.context["skema"].tidligere == [gammel]
    fremmed.refresh_from_db()
    assert fremmed.beskrivelse == ""


def test_hvad_der_vises_af_den_tidligere_staar_i_loggen(klient, kontor, gammel):
    klient.post(NY, udfyldt(kontor, navn="Alma Ærøe"))
    (post,) = m.Logpost.objects.filter(handling="laesning")
    assert [r.noegle for r in post.referencer.filter(type="henvendelse")] == [gammel.pk]
