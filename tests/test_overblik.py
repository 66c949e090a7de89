"""The adviser's start page: what waits, the year in figures, and the deadline of a case."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import IntegrityError, transaction

from borgerraadgiver.overblik import KILDER, aaret_til_nu
from henvendelser.frister import Tidsenhed, beregn_frist, kontorets_kalender
from henvendelser.handlinger import afslut_henvendelse
from henvendelser.handlinger.frist import saet_frist
from henvendelser.handlinger.svar import Svarindhold, bed_om_forlaengelse, besvar
from henvendelser.models import Forespoergsel, Henvendelse, Kontor, Logpost
from henvendelser.regler import i_dag
from henvendelser.valg import Formaal, Handling
from tests import fabrik
from tests.fabrik import uden_om_loggen

pytestmark = pytest.mark.django_db
FORESPOERGSLER = 33


def sat(dage_fra_i_dag: int, *, sidst: int = 0, **felter) -> Henvendelse:
    """An open inquiry with a deadline so many days from today, touched `sidst` days ago."""
    henvendelse = fabrik.henvendelse(i_dag() - timedelta(60), **felter)
    with uden_om_loggen():
        Henvendelse.objects.filter(pk=henvendelse.pk).update(
            frist=i_dag() + timedelta(dage_fra_i_dag),
            frist_forklaring="Valgt.",
            sidst_aktiv=i_dag() - timedelta(sidst),
        )
    return henvendelse


def bunker(svar) -> dict[str, list[str]]:
    return {
        bunke["navn"]: [linje["navn"] for linje in bunke["linjer"]]
        for bunke in svar.context["bunker"]
    }


def test_hver_bunke_har_sine_og_kun_sine(klient, kontor, raadgiver):
    i_gaar, laengst, dagen, ugen = sat(-1), sat(-9), sat(0), sat(7)
    senere, stille, naesten = sat(8), sat(20, sidst=30), sat(20, sidst=29)
    lukket = sat(-3, behandling=kontor.raad)
    afslut_henvendelse(henvendelse=lukket, behandling=kontor.raad, afsluttet=i_dag(), af=raadgiver)
    uden = fabrik.henvendelse()
    assert bunker(klient.get("/")) == {
        "Over fristen": [laengst.nummer, i_gaar.nummer],
        "Frist inden for en uge": [dagen.nummer, ugen.nummer],
        "Stille i 30 dage": [stille.nummer],
    }
    vises = {nummer for numre in bunker(klient.get("/")).values() for nummer in numre}
    assert not vises & {et.nummer for et in (senere, naesten, lukket, uden)}


def test_afdelingernes_svar_staar_der_naar_der_er_nogen(klient, kontor):
    henvendelse = fabrik.henvendelse()
    dag = i_dag()
    assert not any("fdeling" in navn for navn in bunker(klient.get("/")))
    over, snart, besvaret, beder, _senere = (
        fabrik.forespoergsel(henvendelse, kontor.boern) for _ in range(5)
    )
    with uden_om_loggen():
        Forespoergsel.objects.filter(pk=over.pk).update(
            sendt=dag - timedelta(30), svarfrist=dag - timedelta(1), frist=dag - timedelta(1)
        )
        Forespoergsel.objects.filter(pk=snart.pk).update(frist=dag)
    besvar(forespoergsel=besvaret, indhold=Svarindhold("Ja."), runde=0, af=None)
    bed_om_forlaengelse(
        forespoergsel=beder, oensket=beder.frist + timedelta(7), begrundelse="Ferie.", af=None
    )
    vist = bunker(klient.get("/"))
    assert {navn: linjer for navn, linjer in vist.items() if "fdeling" in navn} == {
        "Afdelinger over svarfristen": [f"{henvendelse.nummer}, Forespørgsel {over.pk}"],
        "Afdelinger, der skal svare inden for en uge": [
            f"{henvendelse.nummer}, Forespørgsel {snart.pk}"
        ],
        "Nyt fra afdelinger": [
            f"{henvendelse.nummer}, Forespørgsel {en.pk}" for en in (besvaret, beder)
        ],
    }
    for bunke in klient.get("/").context["bunker"]:
        assert klient.get(bunke["adresse"]).context["antal"] == bunke["antal"]


def test_tallet_er_laengden_af_listen_bag_det(klient):
    for dage in (-8, -7, -1, 0, 1, 6, 7, 8):
        sat(dage, sidst=30)
    svar = klient.get("/")
    for bunke in svar.context["bunker"]:
        liste = klient.get(bunke["adresse"])
        assert liste.context["form"].is_valid()
        assert liste.context["antal"] == bunke["antal"] > 0
    for et in svar.context["tal"]:
        for antal, adresse in ((et["antal"], et["adresse"]), (et["foer"], et["foer_adresse"])):
            assert klient.get(adresse).context["antal"] == antal


def test_der_vises_fem_af_hver_og_tallet_er_alle(klient):
    for dage in range(1, 9):
        sat(-dage)
    bunke = klient.get("/").context["bunker"][0]
    assert (bunke["antal"], len(bunke["linjer"])) == (8, 5)
    assert bunke["linjer"][0]["siger"] == "8 dage over fristen"


def test_uden_henvendelser_siger_siden_hvad_man_goer_foerst(klient):
    side = klient.get("/").content.decode()
    assert "Der er ingen henvendelser endnu" in side
    assert 'href="/henvendelser/ny/"' in side


def test_naar_intet_venter_siges_det(klient):
    fabrik.henvendelse()
    svar = klient.get("/")
    assert "Intet venter på dig i dag" in svar.content.decode()
    assert bunker(svar) == {kilde.navn: [] for kilde in KILDER if not kilde.kun_naar}


def test_aaret_i_tal_mod_sidste_aar_til_samme_dag(klient, kontor):
    dag = i_dag()
    aar, foer = aaret_til_nu(dag)
    for modtaget in (aar.fra, dag, foer.fra, foer.til, foer.fra - timedelta(1)):
        fabrik.henvendelse(modtaget, foelgesager=((None, None),))
    fabrik.henvendelse(foer.til, behandling=kontor.raad, afsluttet=foer.til)
    tal = {et["navn"]: (et["antal"], et["foer"]) for et in klient.get("/").context["tal"]}
    assert tal == {
        "Henvendelser modtaget": (2, 3),
        "Henvendelser afsluttet": (0, 1),
        "Sager i henvendelserne": (4, 5),
        "Afgørelser modtaget": (0, 0),
    }


@pytest.mark.parametrize(
    ("dag", "sidste"),
    [
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2025, 1, 1), date(2024, 1, 1)),
        (date(2025, 12, 31), date(2024, 12, 31)),
    ],
)
def test_samme_periode_sidste_aar(dag, sidste):
    aar, foer = aaret_til_nu(dag)
    assert (aar.fra, aar.til) == (date(dag.year, 1, 1), dag)
    assert (foer.fra, foer.til) == (date(sidste.year, 1, 1), sidste)


@pytest.mark.parametrize(
    ("dag", "fra", "foer_fra", "foer_til"),
    [
        (date(2025, 3, 31), date(2024, 4, 1), date(2023, 4, 1), date(2024, 3, 31)),
        (date(2025, 4, 1), date(2025, 4, 1), date(2024, 4, 1), date(2024, 4, 1)),
        (date(2024, 2, 29), date(2023, 4, 1), date(2022, 4, 1), date(2023, 2, 28)),
    ],
)
def test_kontorets_aar_kan_begynde_i_april(dag, fra, foer_fra, foer_til):
    aar, foer = aaret_til_nu(dag, 4)
    assert (aar.fra, aar.til) == (fra, dag)
    assert (foer.fra, foer.til) == (foer_fra, foer_til)


def test_siden_taeller_i_kontorets_eget_aar(klient, kontor):
    begynder = i_dag().month % 12 + 1  # the year began with next month, last year
    Kontor.objects.update(aaret_begynder=begynder)
    ventet = aaret_til_nu(i_dag(), begynder)
    svar = klient.get("/")
    assert (svar.context["aar"], svar.context["foer"]) == ventet
    assert ventet[0].fra.year < i_dag().year or begynder == 1


@pytest.mark.parametrize("antal", [1, 10, 1_000])
def test_siden_spoerger_lige_meget_uanset_antal(klient, kontor, antal, django_assert_num_queries):
    fabrik.mange_henvendelser(antal, kontor)
    with uden_om_loggen():
        Henvendelse.objects.update(
            frist=i_dag() - timedelta(1),
            frist_forklaring="Valgt.",
            sidst_aktiv=i_dag() - timedelta(40),
        )
    sat(3)
    with django_assert_num_queries(FORESPOERGSLER):
        svar = klient.get("/")
    assert svar.context["bunker"][0]["antal"] == antal


def test_det_viste_logges_som_sagsbehandling(klient):
    henvendelse = sat(-1)
    klient.get("/")
    post = Logpost.objects.latest("id")
    assert (post.handling, post.formaal) == (Handling.LAESNING, Formaal.SAGSBEHANDLING)
    assert [ref.betegnelse for ref in post.referencer.all()] == [henvendelse.nummer]


def test_menuen_begynder_med_overblik_og_er_kun_der_paa_forsiden(klient):
    for url, aktiv in (("/", "/"), ("/henvendelser/", "/henvendelser/")):
        menu = klient.get(url).context["menu"]
        assert menu[0]["navn"] == "Overblik"
        assert [punkt["url"] for punkt in menu if punkt["aktiv"]] == [aktiv]


def test_en_frist_i_uger_gemmes_med_sin_forklaring_og_vises_paa_sagen(klient):
    henvendelse = fabrik.henvendelse()
    url = f"{henvendelse.get_absolute_url()}frist/"
    svar = klient.post(url, {"dag": "", "antal": "3", "enhed": "uger"})
    assert svar["Location"] == henvendelse.get_absolute_url()
    ventet = beregn_frist(i_dag(), 3, Tidsenhed.UGER, kontorets_kalender())
    henvendelse.refresh_from_db()
    assert (henvendelse.frist, henvendelse.frist_forklaring) == (ventet.dag, ventet.forklaring)
    assert ventet.forklaring in klient.get(svar["Location"]).content.decode()
    klient.post(url, {"dag": "", "antal": "", "enhed": "uger"})
    henvendelse.refresh_from_db()
    assert (henvendelse.frist, henvendelse.frist_forklaring) == (None, "")


def test_en_valgt_dag_flyttes_til_en_arbejdsdag(klient):
    henvendelse = fabrik.henvendelse()
    dag = i_dag() + timedelta(5 - i_dag().weekday() + 7)  # a Saturday
    klient.post(
        f"{henvendelse.get_absolute_url()}frist/", {"dag": f"{dag:%d.%m.%Y}", "enhed": "uger"}
    )
    henvendelse.refresh_from_db()
    assert kontorets_kalender().er_arbejdsdag(henvendelse.frist)
    assert henvendelse.frist > dag
    assert "er en lørdag" in henvendelse.frist_forklaring


@pytest.mark.parametrize(
    ("data", "felt"),
    [
        ({"dag": "31.2.2025"}, "dag"),
        ({"dag": "1.1.2020"}, "__all__"),
        ({"dag": "1.1.2099", "antal": "3"}, "__all__"),
        ({"dag": "1.1.2101"}, "__all__"),
        ({"antal": "-1"}, "antal"),
        ({"antal": "2001"}, "antal"),
        ({"antal": "2000", "enhed": "maaneder"}, "__all__"),
        ({"antal": "3", "enhed": "år"}, "enhed"),
    ],
)
def test_en_frist_der_ikke_kan_vaere_siges_og_gemmes_ikke(klient, data, felt):
    henvendelse = fabrik.henvendelse()
    svar = klient.post(f"{henvendelse.get_absolute_url()}frist/", {"enhed": "uger"} | data)
    assert set(svar.context["form"].errors) == {felt}
    henvendelse.refresh_from_db()
    assert henvendelse.frist is None


def test_databasen_holder_fristen_og_dens_forklaring_sammen():
    henvendelse = fabrik.henvendelse()
    for felter in ({"frist": i_dag()}, {"frist_forklaring": "Valgt."}):
        with pytest.raises(IntegrityError), transaction.atomic(), uden_om_loggen():
            Henvendelse.objects.filter(pk=henvendelse.pk).update(**felter)


def test_hvad_man_goer_ved_sagen_er_aktivitet(kontor, raadgiver):
    henvendelse = sat(5, sidst=40)
    frist = beregn_frist(i_dag(), 1, Tidsenhed.UGER, kontorets_kalender())
    saet_frist(henvendelse=henvendelse, frist=frist, af=raadgiver)
    henvendelse.refresh_from_db()
    assert henvendelse.sidst_aktiv == i_dag()


def test_et_nyt_dokument_er_aktivitet():
    henvendelse = sat(5, sidst=40)
    fabrik.dokument(henvendelse, "svar.txt")
    henvendelse.refresh_from_db()
    assert henvendelse.sidst_aktiv == i_dag()


def test_filtrene_kan_vaelges_paa_listen_og_siges_i_ord(klient):
    sat(-1)
    svar = klient.get("/henvendelser/", {"frist": "overskredet"})
    assert svar.context["saetning"] == "1 henvendelse, frist: Overskredet"
    assert parse_qs(urlsplit(KILDER[0].adresse()).query) == {"frist": ["overskredet"]}
    assert klient.get("/henvendelser/sager/", {"frist": "overskredet,uge"}).context["antal"] == 1
    assert klient.get("/henvendelser/", {"frist": "x"}).context["antal"] == 0
