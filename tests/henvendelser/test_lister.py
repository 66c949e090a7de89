"""The lists: rows, count, paging, search, faults and empty states."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from henvendelser import models as m
from henvendelser.kryptering import dekrypter, ny_noegle
from henvendelser.soegning.kilder import kilder_fra
from henvendelser.valg import Handling
from henvendelser.views.soegning import HUSK, NOEGLE
from tests import fabrik
from tests.conftest import log_ind
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db
LISTER = ("henvendelser", "sager", "afgoerelser", "bemaerkninger", "aktiviteter")
# Each literal is what the page asks the database, however many rows it shows. Four are the log's:
# an entry and what it refers to, within a savepoint.
FORESPOERGSLER = {
    "henvendelser": 20,
    "sager": 19,
    "afgoerelser": 22,
    "bemaerkninger": 16,
    "aktiviteter": 14,
}
# And one for the names that have the words, and one for each source of texts that a word may stand
# in, to tell where it was found.
SOEGNINGENS_FORESPOERGSLER = {"henvendelser": 21, "sager": 20}
KILDER = {
    liste: len(kilder_fra(model))
    for liste, model in {
        "henvendelser": m.Henvendelse,
        "sager": m.Henvendelse,
        "afgoerelser": m.Afgoerelse,
        "bemaerkninger": m.Afgoerelse,
        "aktiviteter": m.Aktivitet,
    }.items()
}


def numre(svar) -> list[str]:
    return [henvendelse.nummer for henvendelse in svar.context["side"]]


def test_nyeste_foerst_ogsaa_paa_samme_dag(klient):
    for dag in (DAGEN, date(2025, 3, 4), DAGEN):
        fabrik.henvendelse(dag)
    svar = klient.get("/henvendelser/")
    assert numre(svar) == ["2025-0002", "2025-0003", "2025-0001"]
    assert svar.context["saetning"] == "3 henvendelser"


def test_en_linje_siger_det_om_hovedsagen_og_hvor_mange_foelgesager(klient, kontor):
    fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.skole, kontor.andet), (None, None)),
    )
    tekst = " ".join(klient.get("/henvendelser/").content.decode().split())
    linje = tekst[tekst.index("<tbody>") : tekst.index("</tbody>")]
    assert "Børn &amp; Familie" in linje
    assert "Svartid" in linje
    assert "Forvaltningsskik" in linje
    assert 'class="tal">2</td>' in linje
    assert "Skole" not in linje


@pytest.mark.parametrize("antal", [1, 10, pytest.param(120, marks=pytest.mark.langsom)])
@pytest.mark.parametrize("liste", LISTER)
def test_listen_spoerger_lige_meget_uanset_antal(
    liste, antal, klient, kontor, django_assert_num_queries
):
    fabrik.mange_henvendelser(antal, kontor, foelgesager=2)
    for _ in range(antal):
        fabrik.afgoerelse(
            kontor.ankestyrelsen,
            afdeling=kontor.boern,
            temaer=[kontor.begrundelse, kontor.oplysning],
        )
        fabrik.aktivitet(kontor.oplaeg, afdeling=kontor.boern)
    with django_assert_num_queries(FORESPOERGSLER[liste]):
        svar = klient.get(reverse(liste))
    ventet = {"sager": 3, "bemaerkninger": 2}.get(liste, 1) * antal
    assert svar.context["antal"] == ventet
    assert len(svar.context["side"]) == min(50, ventet)


@pytest.mark.langsom
def test_ti_tusind_henvendelser_deles_i_sider_der_holder_filteret(klient, kontor):
    fabrik.mange_henvendelser(10_000, kontor, foelgesager=0)
    svar = klient.get("/henvendelser/", {"status": "aaben", "side": "200"})
    assert svar.context["saetning"] == "10.000 åbne henvendelser"
    assert len(svar.context["side"]) == 50
    assert "?status=aaben&amp;side=199" in svar.content.decode()


@pytest.mark.parametrize(("side", "vist"), [("999", 2), ("0", 2), ("-1", 2), ("x", 1), ("", 1)])
def test_en_side_der_ikke_findes_bliver_en_der_goer(klient, kontor, side, vist):
    fabrik.mange_henvendelser(60, kontor)
    svar = klient.get("/henvendelser/", {"side": side})
    assert svar.context["side"].number == vist


@pytest.mark.parametrize("liste", LISTER)
@pytest.mark.parametrize(
    ("parameter", "vaerdi"),
    [("afdeling", "abc"), ("fra", "x"), ("til", "31.02.2025"), ("afdeling", "\x00")],
)
def test_en_forkert_vaerdi_vises_ved_sit_felt_og_ingen_raekker(
    klient, kontor, liste, parameter, vaerdi
):
    fabrik.henvendelse()
    svar = klient.get(reverse(liste), {parameter: vaerdi, "side": "999"})
    assert svar.status_code == 200
    assert set(svar.context["form"].errors) == {parameter}
    assert svar.context["antal"] == 0
    assert "Et filter har en værdi, der ikke findes" in svar.content.decode()


@pytest.mark.parametrize("liste", LISTER)
def test_et_tomt_register_siger_hvad_man_goer_foerst(klient, kontor, liste):
    svar = klient.get(reverse(liste)).content.decode()
    assert "endnu</h2>" in svar
    ny = {"afgoerelser": "ny_afgoerelse", "bemaerkninger": "ny_afgoerelse"}
    ny["aktiviteter"] = "ny_aktivitet"
    assert reverse(ny.get(liste, "ny_henvendelse")) in svar


def test_et_filter_der_intet_finder_kan_ryddes(klient):
    fabrik.henvendelse()
    svar = klient.get("/henvendelser/", {"til": "2001-01-01"})
    assert "Intet passer til filtrene" in svar.content.decode()
    assert svar.context["uden_filtre"] == "/henvendelser/"


def test_flere_filtre_er_aabne_naar_et_af_dem_er_i_brug(klient, kontor):
    for parametre, aaben in (
        ({}, False),
        ({"status": "aaben"}, False),
        ({"kontaktform": kontor.mail.pk}, True),
        ({"aaben_pr": "x"}, True),
    ):
        svar = klient.get("/henvendelser/", parametre)
        assert svar.context["flere_er_i_brug"] is aaben
        assert ('<details class="flere-filtre" open>' in svar.content.decode()) is aaben


def test_et_valg_der_er_flere_paa_en_gang_staar_i_sit_felt(klient, kontor):
    flere = f"{kontor.boern.pk},{kontor.skole.pk}.selv"
    svar = klient.get("/henvendelser/", {"afdeling": flere}).content.decode()
    assert f'<option value="{flere}" selected>' in svar
    assert "Børn &amp; Familie eller Skole, ikke nærmere angivet" in svar


# ---- Search ----


@pytest.fixture
def mange(kontor) -> dict[str, m.Henvendelse]:
    return {
        "alma": fabrik.henvendelse(
            borger=m.Borger(navn="Alma Ærøe", telefon="12 34 56 78"), beskrivelse="Om en BØRNESAG"
        ),
        "bo": fabrik.henvendelse(
            borger=m.Borger(email="bo@example.dk"), beskrivelse="100 % stilstand"
        ),
        "anonym": fabrik.henvendelse(date(2024, 5, 1), beskrivelse="Om en sag\nmed Ålen i"),
    }


@pytest.mark.parametrize("liste", ["henvendelser", "sager"])
def test_soegeordene_staar_ikke_i_adressen(klient, mange, liste):
    url = reverse(liste)
    svar = klient.post(f"{url}?status=aaben&side=7", {"soeg": " alma   Ærøe "}, follow=True)
    adresse, _ = svar.redirect_chain[-1]
    assert adresse.startswith(f"{url}?status=aaben&soegning=")
    assert "alma" not in adresse.lower()
    assert svar.context["antal"] == 1
    assert svar.context["soegning"] == "alma Ærøe"
    tekst = svar.content.decode()
    for side in tekst.split('href="')[1:]:
        assert "alma" not in side.split('"')[0].lower()
    assert svar.context["uden_soegning"] == "?status=aaben"
    assert svar.context["uden_filtre"].startswith(f"{url}?soegning=")


def test_en_ukendt_soegning_viser_alt_og_siger_det(klient, mange):
    svar = klient.get("/henvendelser/", {"soegning": "findes-ikke"})
    assert svar.context["antal"] == 3
    assert "Søgningen huskes ikke længere" in svar.content.decode()


def test_en_anden_brugers_soegning_er_ukendt(klient, mange, django_user_model):
    klient.post("/henvendelser/", {"soeg": "alma"})
    (maerke,) = klient.session[NOEGLE]
    anden = django_user_model.objects.create_user("anden", rolle="raadgiver")
    klient.logout()
    log_ind(klient, anden)
    svar = klient.get("/henvendelser/", {"soegning": maerke})
    assert (svar.context["soegning_ukendt"], svar.context["soegning"]) == (True, "")


def test_en_tom_soegning_er_ingen(klient, mange):
    assert klient.post("/henvendelser/", {"soeg": "  "})["Location"] == "/henvendelser/"
    assert NOEGLE not in klient.session


@pytest.mark.langsom
@pytest.mark.parametrize(
    ("ord_", "i_den_foerste_tekst"),
    [("hjemmehjælp", True), ("om hjemmehjælpen", True), ("hjemmehjælp nabo", False)],
)
@pytest.mark.parametrize("liste", ["henvendelser", "sager"])
def test_soegningen_spoerger_lige_meget_uanset_antal(
    klient, kontor, liste, ord_, i_den_foerste_tekst
):
    spurgt = {}
    for antal in (1, 10, 120):
        for _ in range(antal - m.Henvendelse.objects.count()):
            sag = fabrik.henvendelse(beskrivelse="Om hjemmehjælp", afdeling=kontor.boern)
            fabrik.person(sag, tilknytning="Nabo")  # in the last place that is looked in
        adresse = klient.post(reverse(liste), {"soeg": ord_})["Location"]
        with CaptureQueriesContext(connection) as fangede:
            svar = klient.get(adresse)
        assert svar.context["antal"] == antal
        spurgt[antal] = len(fangede)
    steder = 1 if i_den_foerste_tekst else KILDER[liste]
    assert spurgt == dict.fromkeys(spurgt, SOEGNINGENS_FORESPOERGSLER[liste] + steder)


@pytest.mark.parametrize(
    ("side", "vist", "raekker"),
    [("1", 1, 50), ("2", 2, 10), ("3", 2, 10), ("0", 2, 10), ("x", 1, 50), ("", 1, 50)],
)
def test_det_fundne_deles_i_sider(klient, kontor, side, vist, raekker):
    for _ in range(60):
        fabrik.henvendelse(beskrivelse="Om hjemmehjælp")
    fabrik.henvendelse(beskrivelse="Om noget andet")
    adresse = klient.post("/henvendelser/", {"soeg": "hjemmehjælp"})["Location"]
    svar = klient.get(f"{adresse}&side={side}")
    siden = svar.context["side"]
    assert (siden.number, len(siden), svar.context["antal"]) == (vist, raekker, 60)
    assert siden.paginator.num_pages == 2


@pytest.mark.parametrize("tekst", ["x" * 201, "a\x00b"])
def test_en_soegning_der_ikke_kan_vaere_siger_hvorfor(klient, mange, tekst):
    svar = klient.post("/henvendelser/", {"soeg": tekst})
    assert set(svar.context["soegeform"].errors) == {"soeg"}
    assert NOEGLE not in klient.session


def test_kun_de_seneste_soegninger_huskes(klient):
    for nr in range(HUSK + 5):
        klient.post("/henvendelser/", {"soeg": f"ord{nr}"})
    huskede = klient.session[NOEGLE].values()
    assert [dekrypter(en).decode() for en in huskede] == [f"ord{nr}" for nr in range(5, HUSK + 5)]


def test_soegeordene_ligger_krypteret_i_sessionen(klient, mange):
    klient.post("/henvendelser/", {"soeg": "alma"})
    assert "alma" not in repr(dict(klient.session))


def test_en_soegning_under_en_noegle_der_er_vaek_er_ukendt(klient, mange, settings):
    adresse = klient.post("/henvendelser/", {"soeg": "alma"})["Location"]
    settings.KRYPTERINGSNOEGLER = [ny_noegle()]
    assert "Søgningen huskes ikke længere" in klient.get(adresse).content.decode()


def test_hoejst_tolv_ord_ad_gangen(klient, mange):
    ord_ = [f"ord{nr}" for nr in range(13)]
    svar = klient.post("/henvendelser/", {"soeg": " ".join(ord_)})
    assert svar.context["soegeform"].errors == {"soeg": ["Søg efter højst 12 ord ad gangen."]}
    assert klient.post("/henvendelser/", {"soeg": " ".join(ord_[1:])}).status_code == 302


def test_en_soegning_der_intet_finder_kan_ryddes(klient, mange):
    svar = klient.post("/henvendelser/", {"soeg": "<b>findes ikke"}, follow=True)
    assert "Søgningen gav intet" in svar.content.decode()
    assert "&lt;b&gt;findes" in svar.content.decode()


def test_forespoergslerne_soeges_der_ikke_i(klient, kontor):
    assert 'name="soeg"' not in klient.get("/forespoergsler/").content.decode()
    assert klient.post("/forespoergsler/", {"soeg": "x"}).status_code == 405


@pytest.mark.parametrize("liste", ["afgoerelser", "bemaerkninger", "aktiviteter"])
def test_de_andre_lister_soeges_paa_samme_maade(klient, kontor, liste):
    for nr in range(3):
        note = "Om hjemmehjælp til fru Zoffmann" if nr else "Om noget andet"
        fabrik.afgoerelse(kontor.ankestyrelsen, note=note, temaer=[kontor.begrundelse])
        fabrik.aktivitet(kontor.oplaeg, note=note)
    adresse = klient.post(reverse(liste), {"soeg": "hjemmehjælpen"})["Location"]
    assert "hjemme" not in adresse
    svar = klient.get(adresse)
    assert svar.context["antal"] == 2
    assert svar.context["saetning"].endswith("med »hjemmehjælpen«")
    side = svar.content.decode()
    assert side.count("<mark>hjemmehjælp</mark>") == 2
    assert side.count('<span class="uddrag-sted">Note:</span>') == 2
    post = m.Logpost.objects.latest("id")
    assert post.handling == Handling.SOEGNING
    assert "hjemme" not in str(post.udvalg)
    with CaptureQueriesContext(connection) as to:
        klient.get(adresse)
    for _ in range(40):
        fabrik.afgoerelse(kontor.ankestyrelsen, note="hjemmehjælp", temaer=[kontor.oplysning])
        fabrik.aktivitet(kontor.oplaeg, note="hjemmehjælp")
    with CaptureQueriesContext(connection) as mange_:
        assert klient.get(adresse).context["antal"] == 42
    assert len(mange_) == len(to)
