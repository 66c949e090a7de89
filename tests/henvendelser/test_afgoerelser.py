"""Decisions of the appeals bodies: register, read and correct."""

import pytest

from henvendelser import models as m
from henvendelser.regler import i_dag
from henvendelser.valg import Udfald
from tests import fabrik
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db
NY = "/afgoerelser/ny/"


@pytest.fixture
def data(kontor) -> dict:
    return {
        "instans": kontor.ankestyrelsen.pk,
        "modtaget": "03.03.2025",
        "afdeling": kontor.boern.pk,
    }


def temaer(afgoerelse) -> set:
    return {b.tema for b in m.Bemaerkning.objects.filter(afgoerelse=afgoerelse)}


def test_en_ny_side_har_den_foerste_instans_og_dags_dato(klient, kontor):
    m.Instans.objects.create(navn="Andre", raekkefoelge=99)
    form = klient.get(NY).context["form"]
    assert form["instans"].value() == str(kontor.ankestyrelsen.pk)
    assert form["modtaget"].value() == i_dag()


def test_uden_instanser_siger_siden_hvad_der_mangler(klient):
    assert "Der mangler afdelinger eller instanser" in klient.get(NY).content.decode()


def test_gem_med_og_uden_bemaerkninger(klient, kontor, data, raadgiver):
    klient.post(NY, data)
    uden = m.Afgoerelse.objects.get()
    assert (uden.udfald, uden.modtaget, uden.oprettet_af, temaer(uden)) == (
        None,
        DAGEN,
        raadgiver,
        set(),
    )
    valgte = [kontor.begrundelse.pk, "uoplyst"]
    svar = klient.post(NY, data | {"temaer": valgte, "udfald": "hjemvist", "note": "Se brev"})
    med = m.Afgoerelse.objects.latest("pk")
    assert svar["Location"] == f"/afgoerelser/{med.pk}/"
    assert temaer(med) == {kontor.begrundelse, None}
    assert (med.udfald, med.note) == (Udfald.HJEMVIST, "Se brev")


@pytest.mark.parametrize(
    ("aendret", "felter"),
    [
        ({"instans": "", "modtaget": "", "afdeling": ""}, {"instans", "modtaget", "afdeling"}),
        ({"instans": "999"}, {"instans"}),
        ({"modtaget": "01.01.2999"}, {"modtaget"}),
        ({"modtaget": "31.02.2025"}, {"modtaget"}),
        ({"udfald": "vundet"}, {"udfald"}),
        ({"temaer": ["999"]}, {"temaer"}),
        ({"temaer": ["x"]}, {"temaer"}),
        ({"note": "a\x00b"}, {"note"}),
    ],
)
def test_fejl_siges_ved_feltet_og_intet_er_gemt(klient, data, aendret, felter):
    svar = klient.post(NY, data | aendret)
    assert set(svar.context["form"].errors) == felter
    assert "Intet er gemt endnu" in svar.content.decode()
    assert not m.Afgoerelse.objects.exists()


def test_samme_formular_to_gange_giver_en_afgoerelse(klient, data):
    for _ in range(2):
        assert klient.post(NY, data | {"engang": "m"}).status_code == 302
    svar = klient.post(NY, data | {"engang": "m", "note": "Ny"})
    assert "Formularen er allerede gemt som en afgørelse" in svar.content.decode()
    assert "Ny</textarea>" in svar.content.decode()
    assert m.Afgoerelse.objects.count() == 1


def test_ret_saetter_netop_de_valgte_bemaerkninger(klient, kontor, data):
    afgoerelse = fabrik.afgoerelse(
        kontor.ankestyrelsen, afdeling=kontor.boern, temaer=[kontor.begrundelse, None]
    )
    url = f"/afgoerelser/{afgoerelse.pk}/ret/"
    form = klient.get(url).context["form"]
    assert set(form["temaer"].value()) == {str(kontor.begrundelse.pk), "uoplyst"}
    version = form["version"].value()
    klient.post(url, data | {"version": version, "temaer": [kontor.oplysning.pk]})
    assert temaer(afgoerelse) == {kontor.oplysning}


def test_en_uoplyst_afdeling_kan_blive_ved_at_vaere_det(klient, kontor, data):
    afgoerelse = fabrik.afgoerelse(kontor.ankestyrelsen)
    url = f"/afgoerelser/{afgoerelse.pk}/ret/"
    version = klient.get(url).context["form"]["version"].value()
    assert klient.post(url, data | {"afdeling": "", "version": version}).status_code == 302


def test_en_anden_har_rettet_imens(klient, kontor, data):
    afgoerelse = fabrik.afgoerelse(kontor.ankestyrelsen, afdeling=kontor.boern)
    url = f"/afgoerelser/{afgoerelse.pk}/ret/"
    mit = data | {"version": klient.get(url).context["form"]["version"].value(), "note": "Mit"}
    afgoerelse.bemaerkninger.create(tema=kontor.begrundelse)
    svar = klient.post(url, mit)
    assert "En anden har rettet afgørelsen, mens du skrev" in svar.content.decode()
    baeres = dict(svar.context["baeres"])
    assert baeres["note"] == "Mit"
    assert temaer(afgoerelse) == {kontor.begrundelse}
    klient.post(url, mit | {"version": baeres["version"]})
    assert temaer(afgoerelse) == set()


@pytest.mark.parametrize("antal", [0, 3])
def test_siden_spoerger_lige_meget(klient, kontor, antal, django_assert_num_queries):
    alle = [None, kontor.begrundelse, kontor.oplysning]
    afgoerelse = fabrik.afgoerelse(kontor.ankestyrelsen, temaer=alle[:antal])
    # Four are the log's, one the documents'. No remarks: no themes to read.
    with django_assert_num_queries(11 if antal else 10):
        klient.get(f"/afgoerelser/{afgoerelse.pk}/")
