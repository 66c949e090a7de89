"""The log as it is read: on a case's page, in a citizen's extract, and by whoever checks it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from henvendelser import handlinger as h
from henvendelser import models as m
from henvendelser.handlinger import Sagsindhold
from henvendelser.log import kontrol
from henvendelser.log.kontrol import traek_stikproeve
from henvendelser.log.ord import IKKE_LOGGET_IND, SERVEREN, linje
from henvendelser.models import Logkontrol, Logpost, Logvurdering
from henvendelser.valg import Formaal, Handling, Kontroludfald
from tests import fabrik
from tests.conftest import logget_ind
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db


def tekst(svar) -> str:
    return " ".join(svar.content.decode().split())


# ---- A case's page ----


def test_sagens_log_siger_hvem_hvad_og_hvorfor_paa_dansk(klient, kontor, raadgiver):
    borger = m.Borger(navn="Alma Ærøe")
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, borger=borger, beskrivelse="fortroligt", af=raadgiver
    )
    h.afslut_henvendelse(
        henvendelse=henvendelse, behandling=kontor.raad, afsluttet=DAGEN, af=raadgiver
    )
    klient.get("/henvendelser/")
    assert reverse("henvendelse_log", args=[henvendelse.nummer]) in tekst(
        klient.get(henvendelse.get_absolute_url())
    )
    svar = klient.get(reverse("henvendelse_log", args=[henvendelse.nummer]))
    assert [(linje.hvad, linje.hvem) for linje in svar.context["linjer"]] == [
        ("Læsning", "raadgiver"),
        ("Læsning, vist i en liste", "raadgiver"),
        ("Ændring", "raadgiver"),
        ("Oprettelse", "raadgiver"),
    ]
    assert svar.context["linjer"][2].aendringer == [
        "Afsluttet: 3. marts 2025",
        "Behandling: »Råd og vejledning«",
    ]
    assert svar.context["linjer"][3].aendringer == [
        "Modtaget: 3. marts 2025",
        "Borger (indholdet står ikke i loggen)",
        "Beskrivelse (indholdet står ikke i loggen)",
        "Sag: »Hovedsag, Børn &amp; Familie«".replace("&amp;", "&"),
        "Borgerens navn (indholdet står ikke i loggen)",
    ]
    assert "Alma" not in tekst(svar)
    assert "fortroligt" not in tekst(svar)


def test_et_notats_tekst_hedder_ikke_notat_to_gange(klient):
    henvendelse = fabrik.henvendelse()
    fabrik.notat(henvendelse, "fortroligt", dato=DAGEN)
    svar = klient.get(reverse("henvendelse_log", args=[henvendelse.nummer]))
    assert svar.context["linjer"][0].aendringer == [
        "Notat, dato: 3. marts 2025",
        "Notat (indholdet står ikke i loggen)",
    ]


def test_en_anden_sags_poster_er_ikke_i_sagens_log(klient):
    min_, anden = fabrik.henvendelse(), fabrik.henvendelse()
    klient.get(anden.get_absolute_url())
    svar = klient.get(reverse("henvendelse_log", args=[min_.nummer]))
    assert [linje.hvad for linje in svar.context["linjer"]] == ["Oprettelse"]
    assert svar.context["linjer"][0].hvem == "En kommando på serveren"


@pytest.mark.parametrize(
    ("handling", "adresse", "hvem"),
    [
        (Handling.RETTIGHEDSAENDRING, "", SERVEREN),
        (Handling.MISLYKKET_LOGIN, "account_login", IKKE_LOGGET_IND),
        (Handling.MISLYKKET_LOGIN, "", IKKE_LOGGET_IND),
    ],
)
def test_en_post_uden_bruger_siger_hvem_det_saa_var(handling, adresse, hvem):
    post = Logpost(handling=handling, formaal=Formaal.DRIFT, adresse=adresse)
    assert linje(post).hvem == hvem


@pytest.mark.parametrize("antal", [1, pytest.param(60, marks=pytest.mark.langsom)])
def test_loggen_spoerger_lige_meget_uanset_antal(klient, antal, django_assert_num_queries):
    henvendelse = fabrik.henvendelse()
    for _ in range(antal):
        klient.get(henvendelse.get_absolute_url())
    with django_assert_num_queries(13):
        svar = klient.get(reverse("henvendelse_log", args=[henvendelse.nummer]))
    assert len(svar.context["linjer"]) == min(50, antal + 1)


# ---- A citizen's extract ----


def test_udtraekket_er_borgerens_egne_uden_medarbejdernes_navne(klient, raadgiver, kontor):
    borger = m.Borger(navn="Alma Ærøe")
    en = fabrik.henvendelse(borger=borger, af=raadgiver)
    to = fabrik.henvendelse(borger=borger, af=raadgiver)
    fremmed = fabrik.henvendelse(borger=m.Borger(navn="Bo"), af=raadgiver)
    klient.get("/henvendelser/")
    klient.get(fremmed.get_absolute_url())
    klient.get(to.get_absolute_url())
    svar = klient.get(reverse("borgerudtraek", args=[en.nummer]))
    hvad = [(linje[1], linje[3]) for linje in svar.context["linjer"]]
    assert hvad == [
        ("Læsning", to.nummer),
        ("Læsning, vist i en liste", f"{to.nummer}, {en.nummer}"),
        ("Oprettelse", to.nummer),
        ("Oprettelse", en.nummer),
    ]
    svar = klient.get(reverse("borgerudtraek_csv", args=[en.nummer]))
    linjer = svar.content.decode().removeprefix("\ufeff").splitlines()
    assert linjer[0] == "Tidspunkt;Hvad;Formål;Henvendelser"
    assert len(linjer) == 1 + 5  # the reading of the page just before is told as well
    assert "raadgiver" not in svar.content.decode()
    assert fremmed.nummer not in svar.content.decode()
    assert "Alma" not in svar.content.decode()
    post = Logpost.objects.latest("id")
    assert (post.handling, post.formaal) == (Handling.EKSPORT, Formaal.INDSIGT)


def test_udtraekket_har_ogsaa_det_der_blev_laest_foer_sagen_skiftede_borger(klient, raadgiver):
    alma, bo = m.Borger(navn="Alma"), m.Borger(navn="Bo")
    henvendelse = fabrik.henvendelse(borger=alma)
    hendes_anden = fabrik.henvendelse(borger=alma)
    klient.get(henvendelse.get_absolute_url())
    h.ret_henvendelse(
        henvendelse=henvendelse,
        hovedsag=Sagsindhold(None, None, henvendelse.hovedsag.pk),
        foelgesager=[],
        borger=bo,
        af=raadgiver,
    )
    svar = klient.get(reverse("borgerudtraek", args=[hendes_anden.nummer]))
    assert [linje[1] for linje in svar.context["linjer"]] == [
        "Ændring",
        "Læsning",
        "Oprettelse",
        "Oprettelse",
    ]


def test_en_anonym_har_intet_udtraek(klient):
    henvendelse = fabrik.henvendelse()
    for navn in ("borgerudtraek", "borgerudtraek_csv"):
        assert klient.get(reverse(navn, args=[henvendelse.nummer])).status_code == 404
    assert "Udtræk" not in tekst(klient.get(reverse("henvendelse_log", args=[henvendelse.nummer])))


# ---- The yearly check ----


@pytest.fixture
def kontrollant(administrator):
    return logget_ind(administrator)


def i_dag() -> date:
    return timezone.localdate()


def test_en_stikproeve_traekkes_blandt_periodens_poster_og_kun_dem(administrator):
    fabrik.henvendelse()
    gammel = Logpost.objects.create(
        tidspunkt=timezone.now() - timedelta(2), handling=Handling.LOGIN, formaal=Formaal.DRIFT
    )
    i_alt = Logpost.objects.exclude(pk=gammel.pk).count()
    trukket = traek_stikproeve(fra=i_dag(), til=i_dag(), antal=100, af=administrator)
    assert trukket.i_alt == i_alt
    noegler = set(trukket.stikproever.values_list("logpost_noegle", flat=True))
    assert len(noegler) == i_alt
    assert gammel.pk not in noegler
    assert Logpost.objects.latest("id").handling == Handling.KONTROL


def test_hvilke_poster_der_traekkes_kan_ingen_vide(administrator, monkeypatch):
    for _ in range(40):
        fabrik.henvendelse()
    trukne = [
        frozenset(
            traek_stikproeve(
                fra=i_dag(), til=i_dag(), antal=10, af=administrator
            ).stikproever.values_list("logpost_noegle", flat=True)
        )
        for _ in range(3)
    ]
    assert len(set(trukne)) == 3
    assert type(kontrol._TILFAELDIG).__name__ == "SystemRandom"


def test_kontrollanten_ser_hvem_hvornaar_og_hvorfor_men_intet_om_sagen(
    kontrollant, raadgiver, kontor, administrator
):
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern, borger=m.Borger(navn="Alma Ærøe"), beskrivelse="fortroligt"
    )
    logget_ind(raadgiver).get(henvendelse.get_absolute_url())
    data = {"fra": i_dag().strftime("%d.%m.%Y"), "til": i_dag().strftime("%d.%m.%Y"), "antal": 50}
    svar = kontrollant.post("/logkontrol/", data, follow=True)
    side = tekst(svar)
    for ord_ in ("raadgiver", "Læsning", "Behandling af henvendelser", "Oprettelse"):
        assert ord_ in side
    for ord_ in ("Alma", "fortroligt", henvendelse.nummer, "Børn", "3. marts 2025"):
        assert ord_ not in side


def test_vurderinger_gemmes_en_gang_og_staar_fast(kontrollant, administrator):
    fabrik.henvendelse()
    trukket = traek_stikproeve(fra=i_dag(), til=i_dag(), antal=3, af=administrator)
    en, to, tre = trukket.stikproever.values_list("pk", flat=True)
    sti = trukket.get_absolute_url()
    svar = kontrollant.post(sti, {f"stikproeve-{en}-udfald": "undersoeges"})
    assert "Skriv, hvad der bør undersøges." in tekst(svar)
    assert not Logvurdering.objects.exists()
    svar = kontrollant.post(sti, {})
    assert "ikke valgt et udfald" in tekst(svar)
    svar = kontrollant.post(
        sti,
        {
            f"stikproeve-{en}-udfald": "godkendt",
            f"stikproeve-{to}-udfald": "undersoeges",
            f"stikproeve-{to}-note": "Midt om natten",
        },
        follow=True,
    )
    assert "Midt om natten" in tekst(svar)
    assert {(v.stikproeve_id, v.udfald, v.kontrollant) for v in Logvurdering.objects.all()} == {
        (en, Kontroludfald.GODKENDT, "administrator"),
        (to, Kontroludfald.UNDERSOEGES, "administrator"),
    }
    assert [form.stikproeve.pk for form in svar.context["aabne"]] == [tre]
    kontrollant.post(sti, {f"stikproeve-{en}-udfald": "undersoeges", f"stikproeve-{en}-note": "x"})
    assert Logvurdering.objects.get(stikproeve=en).udfald == Kontroludfald.GODKENDT
    (raekke,) = kontrollant.get("/logkontrol/").context["kontroller"]
    assert (raekke["antal"], raekke["vurderet"], raekke["undersoeges"]) == (3, 2, 1)


@pytest.mark.parametrize("tabel", ["logkontrol", "logstikproeve", "logvurdering"])
@pytest.mark.parametrize("sql", ["UPDATE {t} SET id = id", "DELETE FROM {t}"])
def test_kontrollen_kan_ikke_laves_om(tabel, sql, administrator):
    trukket = traek_stikproeve(fra=i_dag(), til=i_dag(), antal=1, af=administrator)
    stikproeve = trukket.stikproever.get().pk
    kontrol.vurder(
        kontrol=trukket, fund={stikproeve: (Kontroludfald.GODKENDT, "")}, af=administrator
    )
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(t=f"henvendelser_{tabel}"))


@pytest.mark.parametrize(
    ("data", "fejl"),
    [
        ({"fra": "2.1.2025", "til": "1.1.2025", "antal": "5"}, "slutter, før den begynder"),
        ({"fra": "1.1.2000", "til": "2.1.2000", "antal": "5"}, "ingen logposter i perioden"),
        ({"fra": "x", "til": "", "antal": "0"}, "Skriv en dato, der findes"),
        ({"fra": "1.1.2025", "til": "2.1.2025", "antal": "201"}, "200"),
    ],
)
def test_en_periode_der_ikke_holder_siges_paa_stedet(kontrollant, data, fejl):
    assert fejl in tekst(kontrollant.post("/logkontrol/", data))
    assert not Logkontrol.objects.exists()
